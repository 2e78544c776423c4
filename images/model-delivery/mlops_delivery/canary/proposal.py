"""Which version of an endpoint Git names without traffic: it waits for its release."""

from dataclasses import dataclass

from mlops_delivery.canary import experiment, inference_service
from mlops_delivery.canary.cluster import EXPERIMENT, INFERENCE_SERVICE, MODEL, Cluster, KubeObject
from mlops_delivery.canary.inference_service import CHALLENGER, CHALLENGER_PROVENANCE, ROLLED_BACK, Version
from mlops_delivery.canary.release import Engine


@dataclass(frozen=True)
class Proposal:
    version: Version
    # A release of it has begun, went wrong, or is over; only somebody who names the version begins another.
    tried: bool


def proposal_of(engine: Engine, cluster: Cluster, namespace: str, endpoint: str) -> Proposal | None:
    """@raises Refused when the endpoint is not there"""
    if engine == "seldon":
        return _on_seldon(cluster, namespace, endpoint)
    service = cluster.get(INFERENCE_SERVICE, namespace, endpoint)
    return _in_annotations(service) if inference_service.is_standard(service) else _in_share(service)


def _in_share(service: KubeObject) -> Proposal | None:
    """KServe's mode Knative: the newest version, as long as it has no more than a share."""
    state = inference_service.state_of(service)
    if state.version is None or state.percent is None:
        return None
    return Proposal(state.version, tried=state.rolled_back or state.percent > 0)


def _in_annotations(found: KubeObject) -> Proposal | None:
    """Where the version has an object of its own, Git names it beside the champion."""
    annotations = found["metadata"].get("annotations", {})
    uri = annotations.get(CHALLENGER)
    if not uri:
        return None
    return Proposal(Version(uri, annotations.get(CHALLENGER_PROVENANCE)), tried=annotations.get(ROLLED_BACK) == uri)


def _on_seldon(cluster: Cluster, namespace: str, endpoint: str) -> Proposal | None:
    proposal = _in_annotations(cluster.get(MODEL, namespace, endpoint))
    split = cluster.find(EXPERIMENT, namespace, endpoint)
    running = cluster.find(MODEL, namespace, experiment.challenger_name(endpoint))
    if proposal is None or split is None or running is None:
        return proposal
    about_it = running["spec"].get("storageUri") == proposal.version.storage_uri
    return Proposal(proposal.version, tried=about_it and (experiment.asked(split) or experiment.rolled_back(split)))
