"""`canary …`"""

import argparse
from datetime import datetime

from mlops_delivery import pushgateway
from mlops_delivery.canary import analyse_command, find_command, git_command
from mlops_delivery.canary.cluster import Cluster, Decision, connect
from mlops_delivery.canary.release import Release, release_of
from mlops_delivery.canary.request import Begin, Undo, point_in_time
from mlops_delivery.canary.target import Target
from mlops_delivery.canary.version import Version
from mlops_delivery.failure import TooLate, WrongInput
from mlops_delivery.subcommands import Subcommands, add_endpoint, add_engine, percent

# A large model takes minutes to download and load, after a node was started for it.
WAIT_SECONDS = 900


def add_to(commands: Subcommands) -> None:
    canary = commands.add_parser("canary", help="releases a version step by step").add_subparsers(
        required=True, metavar="COMMAND"
    )
    find_command.add_to(canary)
    start = _step(canary, "start", "deploys a version next to the champion", run_start)
    start.add_argument("--percent", required=True, type=percent, metavar="N")
    start.add_argument("--provenance", metavar="REF")
    start.add_argument("--proposed", action="store_true", help="rejects a version that Git does not name yet")
    _named(start)
    _step(canary, "shadow", "mirrors all the traffic to a version (Seldon Core)", run_shadow)
    step = _step(canary, "step", "changes a version's share of the traffic", run_step)
    step.add_argument("--percent", required=True, type=percent, metavar="N")
    _named(step)
    _named(_step(canary, "promote", "gives a version all the traffic", run_promote))
    rollback = _step(canary, "rollback", "gives the champion all the traffic", run_rollback)
    rollback.add_argument("--reason", required=True, metavar="TEXT")
    rollback.add_argument("--revision", metavar="NAME", help="revision of the alert: no other one is rolled back")
    rollback.add_argument(
        "--since", type=since, metavar="TIME", help="start of the alert: a later release is not rolled back"
    )
    _after_git(rollback)
    _step(canary, "settle", "gives the champion's newest revision all the traffic after a rollback", run_settle)
    end = _step(canary, "end", "rolls back an undecided release", run_end)
    end.add_argument("--reason", required=True, metavar="TEXT")
    _after_git(end)
    _named(end)
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


def _named(command: argparse.ArgumentParser) -> None:
    command.add_argument("--release", default="", metavar="NAME", help="owner of the release, e.g. a workflow")


def _after_git(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--git",
        choices=("pending", "committed"),
        default="pending",
        help="committed: Git names the champion, wait for its deployment by Argo CD",
    )


def since(text: str) -> datetime | None:
    """RFC 3339; a workflow without an alert passes an empty string."""
    try:
        return point_in_time(text, "--since") if text else None
    except WrongInput as wrong:
        raise argparse.ArgumentTypeError(str(wrong)) from None


def connected() -> Cluster:
    return Cluster(connect())


def _release(options: argparse.Namespace) -> Release:
    # A workflow without a specific version passes an empty string.
    release = getattr(options, "release", "")
    target = Target(options.namespace, options.endpoint, options.storage_uri or None, options.wait_seconds, release)
    return release_of(options.engine, connected(), target)


def run_start(options: argparse.Namespace) -> int:
    version = Version(options.storage_uri, options.provenance or None)
    decision = _release(options).start(Begin(version, options.percent, options.proposed))
    pushgateway.release_began(options.endpoint)
    return _told(decision)


def run_shadow(options: argparse.Namespace) -> int:
    return _told(_release(options).shadow())


def run_step(options: argparse.Namespace) -> int:
    return run_promote(options) if options.percent == 100 else _told(_release(options).step(options.percent))


def run_promote(options: argparse.Namespace) -> int:
    decision = _release(options).promote()
    pushgateway.release_ended(options.endpoint)
    return _told(decision)


def run_rollback(options: argparse.Namespace) -> int:
    undo = Undo(
        options.reason,
        options.storage_uri or None,
        options.revision or None,
        options.since,
        committed=options.git == "committed",
    )
    try:
        decision = _release(options).rollback(undo)
    except TooLate as late:
        return _told(Decision(str(late)))
    pushgateway.release_ended(options.endpoint)
    return _told(decision)


def run_settle(options: argparse.Namespace) -> int:
    return _told(_release(options).settle())


def run_end(options: argparse.Namespace) -> int:
    undo = Undo(options.reason, options.storage_uri or None, committed=options.git == "committed")
    decision = _release(options).end(undo)
    pushgateway.release_ended(options.endpoint)
    return _told(decision or Decision("nothing is left undecided"))


def _told(decision: Decision) -> int:
    print(decision.message)
    return 0
