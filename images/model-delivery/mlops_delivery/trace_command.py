"""`trace`: from the serving version back to code and data."""

import argparse
import hashlib
import json
import os
from typing import Any

from mlops_delivery import store
from mlops_delivery.canary import cluster, experiment
from mlops_delivery.canary.inference_service import is_standard
from mlops_delivery.canary.knative import Knative
from mlops_delivery.canary.version import Version
from mlops_delivery.failure import Refused, WrongInput
from mlops_delivery.provenance import cosign, tree_digest
from mlops_delivery.provenance.commands import DIGEST_TAG
from mlops_delivery.provenance.statement import data_of, metrics_of, parameters_of
from mlops_delivery.subcommands import Subcommands, add_endpoint

Json = dict[str, Any]
# A version, and its share of the traffic in percent.
Served = tuple[Version, int]


def add_to(commands: Subcommands) -> None:
    command = commands.add_parser("trace", help="shows the serving version and what it was built from")
    add_endpoint(command)
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    kube = cluster.Cluster(cluster.connect())
    found = _on_seldon(kube, options) or _on_kserve(kube, options)
    versions = [version_chain(version, percent) for version, percent in found]
    chain = {"endpoint": options.endpoint, "namespace": options.namespace, "versions": versions}
    print(json.dumps(chain, indent=2) if options.format == "json" else text(chain))
    return 0


def _on_kserve(kube: cluster.Cluster, options: argparse.Namespace) -> list[Served]:
    """The answering versions, newest revision first; the spec may name another version."""
    service = kube.get(cluster.INFERENCE_SERVICE, options.namespace, options.endpoint)
    state = Knative(kube, options.namespace).state(service)
    if is_standard(service):
        return [(state.version, 100)] if state.version else []
    shares: dict[Version, int] = {}
    for target in state.traffic:
        version = state.version_of(target.revision)
        if version is not None and target.percent > 0:
            shares[version] = shares.get(version, 0) + target.percent
    return list(shares.items())


def _on_seldon(kube: cluster.Cluster, options: argparse.Namespace) -> list[Served]:
    """Empty if there is no such Model."""
    model = kube.find(cluster.MODEL, options.namespace, options.endpoint)
    if model is None or not model["spec"].get("storageUri"):
        return []
    split = kube.find(cluster.EXPERIMENT, options.namespace, options.endpoint)
    share = experiment.challenger_percent(split) if split else 0
    if share == 0:
        return [(experiment.version_of(model), 100)]
    challenger = kube.get(cluster.MODEL, options.namespace, experiment.challenger_name(options.endpoint))
    champion = [(experiment.version_of(model), 100 - share)] if share < 100 else []
    return [(experiment.version_of(challenger), share), *champion]


def version_chain(version: Version, percent: int) -> Json:
    """Unreadable parts are reported, never omitted."""
    storage_uri = version.storage_uri
    chain: Json = {"storageUri": storage_uri, "percent": percent, "provenance": version.provenance}
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
    """Versions in MLflow whose tag refers to this envelope."""
    if not os.environ.get("MLFLOW_TRACKING_URI"):
        return []
    from mlflow import MlflowClient  # noqa: PLC0415 - takes seconds to load

    found = MlflowClient().search_model_versions(f"tags.`{DIGEST_TAG}` = '{digest}'")
    return [{"model": item.name, "version": str(item.version), "run": item.run_id} for item in found]


def text(chain: Json) -> str:
    lines = [f"{chain['namespace']}/{chain['endpoint']}"]
    if not chain["versions"]:
        lines.append("  no version is serving yet")
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
