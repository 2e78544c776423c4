"""`canary find`"""

import argparse
from pathlib import Path
from typing import Literal

from mlops_delivery.canary.cluster import INFERENCE_SERVICE, MODEL, Cluster, connect
from mlops_delivery.canary.knative import Knative
from mlops_delivery.canary.proposal import Proposal, proposal_of
from mlops_delivery.canary.record import Records
from mlops_delivery.canary.version import Version, same
from mlops_delivery.subcommands import Subcommands, add_endpoint, add_engine

# `proposed`: Git names the version; `new`: Git does not name it; `serving`: it already has all the traffic, and Git may
# not name it yet; `none`: no version waits for a release.
Standing = Literal["proposed", "new", "serving", "none"]


STANDINGS: dict[Standing, str] = {
    "proposed": "Git names it",
    "new": "Git does not name it yet",
    "serving": "it already has all the traffic",
}


def add_to(commands: Subcommands) -> None:
    command = commands.add_parser("find", help="finds the version to release, and whether Git names it")
    add_endpoint(command)
    add_engine(command)
    command.add_argument("--storage-uri", default="", metavar="URI", help="default: the version that Git names")
    command.add_argument("--provenance", default="", metavar="REF")
    command.add_argument("--output", required=True, type=Path, metavar="DIR")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    kube = connected()
    asked = Version(options.storage_uri, options.provenance or None) if options.storage_uri else None
    if asked is not None:
        _name_again(options, kube, asked)
    proposal = proposal_of(options.engine, kube, options.namespace, options.endpoint)
    version, standing = _already(kube, options, asked) or choose(asked, proposal)
    for name, content in (
        ("storage-uri", version.storage_uri if version else ""),
        ("provenance", (version and version.provenance) or ""),
        ("standing", standing),
    ):
        (options.output / name).write_text(content, encoding="utf-8")
    print(_told(options.endpoint, proposal, version, standing))
    return 0


def _already(
    kube: Cluster, options: argparse.Namespace, asked: Version | None
) -> tuple[Version | None, Standing] | None:
    """For a version that already has all the traffic: a share for it would give the rest to the previous version."""
    if asked is None or options.engine != "kserve":
        return None
    state = Knative(kube, options.namespace).look(options.endpoint)
    if not state.serves_only(asked):
        return None
    # A proposal without traffic may also be present: that is not the requested one.
    return (asked, "serving") if state.percent is None and same(state.version, asked) else (None, "none")


def connected() -> Cluster:
    return Cluster(connect())


def _name_again(options: argparse.Namespace, kube: Cluster, version: Version) -> None:
    """A rolled-back version is found by the release that its commit in Git starts, because a person requested it."""
    owner = kube.get(MODEL if options.engine == "seldon" else INFERENCE_SERVICE, options.namespace, options.endpoint)
    Records(kube, options.namespace, options.endpoint).name_again(version, owner)


def choose(asked: Version | None, proposal: Proposal | None) -> tuple[Version | None, Standing]:
    """A version named explicitly is always found, even after a rollback; automatically nothing is tried twice."""
    if asked is None:
        return (None, "none") if proposal is None or proposal.tried else (proposal.version, "proposed")
    if proposal is not None and proposal.version.storage_uri == asked.storage_uri:
        return Version(asked.storage_uri, asked.provenance or proposal.version.provenance), "proposed"
    return asked, "new"


def _told(endpoint: str, proposal: Proposal | None, version: Version | None, standing: Standing) -> str:
    if version is not None:
        return f"{version.storage_uri}: {STANDINGS[standing]}"
    if proposal is not None:
        return f"{proposal.version.storage_uri} was already released or rolled back; name it to release it again"
    return f"no version of {endpoint} waits for a release"
