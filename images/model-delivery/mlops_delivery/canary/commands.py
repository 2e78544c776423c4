"""`canary …`"""

import argparse

from mlops_delivery.canary import analyse_command, cluster, find_command, git_command
from mlops_delivery.canary.cluster import Decision
from mlops_delivery.canary.inference_service import Version
from mlops_delivery.canary.release import Release, release_of
from mlops_delivery.canary.target import Target
from mlops_delivery.subcommands import Subcommands, add_endpoint, add_engine, percent

# A large model takes minutes to be fetched and loaded, after a node was started for it.
WAIT_SECONDS = 900


def add_to(commands: Subcommands) -> None:
    canary = commands.add_parser("canary", help="releases a version step by step").add_subparsers(
        required=True, metavar="COMMAND"
    )
    find_command.add_to(canary)
    start = _step(canary, "start", "deploys a version beside the champion", run_start)
    start.add_argument("--percent", required=True, type=percent, metavar="N")
    start.add_argument("--provenance", metavar="REF")
    _step(canary, "shadow", "gives a version a copy of all the traffic (Seldon Core)", run_shadow)
    step = _step(canary, "step", "gives a version another share of the traffic", run_step)
    step.add_argument("--percent", required=True, type=percent, metavar="N")
    _step(canary, "promote", "gives a version all the traffic", run_promote)
    rollback = _step(canary, "rollback", "gives the champion all the traffic", run_rollback)
    rollback.add_argument("--reason", required=True, metavar="TEXT")
    analyse_command.add_to(canary)
    git_command.add_to(canary)


def _step(canary: Subcommands, name: str, text: str, run: object) -> argparse.ArgumentParser:
    command = canary.add_parser(name, help=text)
    add_endpoint(command)
    command.add_argument("--storage-uri", required=name == "start", metavar="URI")
    add_engine(command)
    command.add_argument("--wait-seconds", type=float, default=WAIT_SECONDS, metavar="N")
    command.set_defaults(run=run)
    return command


def _release(options: argparse.Namespace) -> Release:
    target = Target(options.namespace, options.endpoint, options.storage_uri, options.wait_seconds)
    return release_of(options.engine, cluster.Cluster(cluster.connect()), target)


def run_start(options: argparse.Namespace) -> int:
    version = Version(options.storage_uri, options.provenance or None)
    return _told(_release(options).start(version, options.percent))


def run_shadow(options: argparse.Namespace) -> int:
    return _told(_release(options).shadow())


def run_step(options: argparse.Namespace) -> int:
    release = _release(options)
    return _told(release.promote() if options.percent == 100 else release.step(options.percent))


def run_promote(options: argparse.Namespace) -> int:
    return _told(_release(options).promote())


def run_rollback(options: argparse.Namespace) -> int:
    return _told(_release(options).rollback(options.reason))


def _told(decision: Decision) -> int:
    print(decision.message)
    return 0
