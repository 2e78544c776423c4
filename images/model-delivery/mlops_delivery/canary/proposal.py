"""The version of an endpoint that Git names without traffic: it waits for its release."""

from dataclasses import dataclass

from mlops_delivery.canary import experiment, inference_service
from mlops_delivery.canary.cluster import EXPERIMENT, INFERENCE_SERVICE, MODEL, Cluster, KubeObject
from mlops_delivery.canary.inference_service import CHALLENGER, CHALLENGER_PROVENANCE
from mlops_delivery.canary.knative import Knative
from mlops_delivery.canary.record import Record, Records
from mlops_delivery.canary.release import Engine
from mlops_delivery.canary.version import Version, same


@dataclass(frozen=True)
class Proposal:
    version: Version
    # A release of it has started, failed, or is over; only naming the version starts another.
    tried: bool


def proposal_of(engine: Engine, cluster: Cluster, namespace: str, endpoint: str) -> Proposal | None:
    """@raises Refused if the endpoint doesn't exist"""
    if engine == "seldon":
        return _on_seldon(cluster, namespace, endpoint)
    service = cluster.get(INFERENCE_SERVICE, namespace, endpoint)
    record = Records(cluster, namespace, endpoint).read()
    if inference_service.is_standard(service):
        return _in_annotations(service, record)
    return _in_share(Knative(cluster, namespace).state(service), record)


def _in_share(state: inference_service.State, record: Record | None) -> Proposal | None:
    """KServe's mode Knative: the version of the spec, while it has a share and another version serves."""
    if state.version is None or state.percent is None or same(state.version, state.champion):
        return None
    if record is not None and record.decided_for(state.version):
        # It only has to be settled.
        return None
    refused = record is not None and record.refuses(state.version)
    return Proposal(state.version, tried=refused or state.percent > 0)


def _in_annotations(found: KubeObject, record: Record | None) -> Proposal | None:
    """If the version has its own object, Git names it next to the champion."""
    annotations = found["metadata"].get("annotations", {})
    version = inference_service.named_in(annotations, CHALLENGER, CHALLENGER_PROVENANCE)
    if version is None:
        return None
    return Proposal(version, tried=record is not None and record.refuses(version))


def _on_seldon(cluster: Cluster, namespace: str, endpoint: str) -> Proposal | None:
    record = Records(cluster, namespace, endpoint).read()
    proposal = _in_annotations(cluster.get(MODEL, namespace, endpoint), record)
    split = cluster.find(EXPERIMENT, namespace, endpoint)
    running = cluster.find(MODEL, namespace, experiment.challenger_name(endpoint))
    if proposal is None or split is None or running is None:
        return proposal
    about_it = running["spec"].get("storageUri") == proposal.version.storage_uri
    named = record is not None and record.is_about(proposal.version) and record.outcome == "named"
    rolled_back = experiment.rolled_back(split) and not named
    return Proposal(proposal.version, tried=proposal.tried or (about_it and (experiment.asked(split) or rolled_back)))
