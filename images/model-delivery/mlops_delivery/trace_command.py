"""`trace`: from what serves back to code and data."""

import argparse
import hashlib
import json
import os
from typing import Any

from mlops_delivery import store
from mlops_delivery.canary import cluster
from mlops_delivery.canary.inference_service import CHAMPION, CHAMPION_PROVENANCE, State, state_of
from mlops_delivery.failure import Refused, WrongInput
from mlops_delivery.provenance import cosign, tree_digest
from mlops_delivery.provenance.commands import DIGEST_TAG
from mlops_delivery.provenance.statement import data_of, metrics_of, parameters_of
from mlops_delivery.subcommands import Subcommands, add_endpoint

Json = dict[str, Any]


def add_to(commands: Subcommands) -> None:
    command = commands.add_parser("trace", help="what serves, and what it was made of")
    add_endpoint(command)
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    kube = cluster.Cluster(cluster.connect())
    state = state_of(kube.get(cluster.INFERENCE_SERVICE, options.namespace, options.endpoint))
    chain = {"endpoint": options.endpoint, "namespace": options.namespace, "versions": _versions(state)}
    print(json.dumps(chain, indent=2) if options.format == "json" else text(chain))
    return 0


def _versions(state: State) -> list[Json]:
    if state.version is None:
        return []
    share = 100 if state.percent is None else state.percent
    found = [(state.version.storage_uri, state.version.provenance, share)]
    champion = state.champion if state.rolled_back else None
    uri = champion.storage_uri if champion else state.annotations.get(CHAMPION)
    if share < 100 and uri and uri != state.version.storage_uri:
        found.append((uri, state.annotations.get(CHAMPION_PROVENANCE), 100 - share))
    return [version_chain(uri, provenance, percent) for uri, provenance, percent in found]


def version_chain(storage_uri: str, provenance: str | None, percent: int) -> Json:
    """What can't be read is said, never left out."""
    chain: Json = {"storageUri": storage_uri, "percent": percent, "provenance": provenance}
    try:
        envelope = store.read(store.join(storage_uri, tree_digest.STATEMENT))
        statement = cosign.payload(envelope)
    except (WrongInput, Refused) as failure:
        return {**chain, "problem": str(failure)}
    source = parameters_of(statement)
    details = statement["predicate"]["runDetails"]
    digest = hashlib.sha256(envelope).hexdigest()
    return {
        **chain,
        "modelDigest": statement["subject"][0]["digest"]["sha256"],
        "commit": source["source"]["commit"],
        "repository": source["source"]["repository"],
        "data": data_of(statement),
        "run": {"builder": details["builder"]["id"], "id": details["metadata"]["invocationId"]},
        "metrics": metrics_of(statement),
        "registry": _registered(digest),
    }


def _registered(digest: str) -> list[Json]:
    """Versions in MLflow whose tag names this envelope."""
    if not os.environ.get("MLFLOW_TRACKING_URI"):
        return []
    from mlflow import MlflowClient  # noqa: PLC0415 - takes seconds to load

    found = MlflowClient().search_model_versions(f"tags.`{DIGEST_TAG}` = '{digest}'")
    return [{"model": item.name, "version": str(item.version), "run": item.run_id} for item in found]


def text(chain: Json) -> str:
    lines = [f"{chain['namespace']}/{chain['endpoint']}"]
    if not chain["versions"]:
        lines.append("  serves no version yet")
    for version in chain["versions"]:
        lines.append(f"  {version['percent']} % {version['storageUri']}")
        lines.extend(f"    {name:<11}{value}" for name, value in _facts(version))
    return "\n".join(lines)


def _facts(version: Json) -> list[tuple[str, object]]:
    if "problem" in version:
        return [("provenance", version["provenance"]), ("problem", version["problem"])]
    return [
        ("provenance", version["provenance"]),
        ("digest", f"sha256:{version['modelDigest']}"),
        ("code", f"{version['repository']}@{version['commit']}"),
        *(("data", f"{path} md5:{md5}") for path, md5 in version["data"].items()),
        ("run", f"{version['run']['builder']} {version['run']['id']}"),
        *(("registry", f"{item['model']}/{item['version']}, run {item['run']}") for item in version["registry"]),
    ]
