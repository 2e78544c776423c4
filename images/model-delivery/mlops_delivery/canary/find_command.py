"""`canary find`"""

import argparse
import dataclasses
from pathlib import Path
from typing import Literal

from mlops_delivery.canary.cluster import INFERENCE_SERVICE, MODEL, Cluster, connect
from mlops_delivery.canary.knative import Knative
from mlops_delivery.canary.proposal import Proposal, proposal_of
from mlops_delivery.canary.record import Records
from mlops_delivery.canary.version import Version
from mlops_delivery.subcommands import Subcommands, add_endpoint, add_engine

# `proposed`: Git names the version; `new`: Git has not heard of it; `none`: nothing waits for a release.
Standing = Literal["proposed", "new", "none"]


def add_to(commands: Subcommands) -> None:
    command = commands.add_parser("find", help="says which version is to be released, and whether Git names it")
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
    serves = asked is not None and options.engine == "kserve" and _serves_only(kube, options, asked)
    version, standing = (None, "none") if serves else choose(asked, proposal)
    for name, content in (
        ("storage-uri", version.storage_uri if version else ""),
        ("provenance", (version and version.provenance) or ""),
        ("standing", standing),
    ):
        (options.output / name).write_text(content, encoding="utf-8")
    print(_told(options.endpoint, proposal, version, standing))
    return 0


def _serves_only(kube: Cluster, options: argparse.Namespace, version: Version) -> bool:
    """Whether the version has all the traffic already: a share for it would give the rest to the version before it."""
    return Knative(kube, options.namespace).look(options.endpoint).serves_only(version)


def connected() -> Cluster:
    return Cluster(connect())


def _name_again(options: argparse.Namespace, kube: Cluster, version: Version) -> None:
    """What was rolled back is found by the release that Git's commit of it begins, because a person asked for it."""
    owner = kube.get(MODEL if options.engine == "seldon" else INFERENCE_SERVICE, options.namespace, options.endpoint)
    records = Records(kube, options.namespace, options.endpoint)
    record = records.read()
    if record is not None and record.rolled_back(version):
        records.write(dataclasses.replace(record, outcome="named"), owner)


def choose(asked: Version | None, proposal: Proposal | None) -> tuple[Version | None, Standing]:
    """Whoever names a version gets it, also one that was taken back; by itself nothing is tried twice."""
    if asked is None:
        return (None, "none") if proposal is None or proposal.tried else (proposal.version, "proposed")
    if proposal is not None and proposal.version.storage_uri == asked.storage_uri:
        return Version(asked.storage_uri, asked.provenance or proposal.version.provenance), "proposed"
    return asked, "new"


def _told(endpoint: str, proposal: Proposal | None, version: Version | None, standing: Standing) -> str:
    if version is not None:
        return f"{version.storage_uri}: {'Git names it' if standing == 'proposed' else 'Git does not name it yet'}"
    if proposal is not None:
        return f"{proposal.version.storage_uri} was released or taken back already; name it to release it again"
    return f"no version of {endpoint} waits for a release"
