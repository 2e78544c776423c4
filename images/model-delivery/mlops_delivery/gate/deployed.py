"""Addresses of the version of a release, and of the champion."""

from dataclasses import dataclass
from typing import Any

from mlops_delivery.canary import experiment, inference_service
from mlops_delivery.canary.cluster import INFERENCE_SERVICE, MODEL, Cluster
from mlops_delivery.canary.knative import Knative
from mlops_delivery.canary.release import Engine
from mlops_delivery.canary.standard_release import candidate_name

TRITON = "kserve-tritonserver"


@dataclass(frozen=True)
class Address:
    # With scheme.
    host: str
    # The model's name on the host; None accepts any.
    model: str | None


@dataclass(frozen=True)
class Deployed:
    challenger: Address
    # None for a first version.
    champion: Address | None


def deployed(engine: Engine, cluster: Cluster, namespace: str, endpoint: str) -> Deployed:
    """@raises Refused if the endpoint, or the version next to it, doesn't exist"""
    if engine == "seldon":
        return _on_seldon(cluster, namespace, endpoint)
    service = cluster.get(INFERENCE_SERVICE, namespace, endpoint)
    state = Knative(cluster, namespace).state(service)
    if inference_service.is_standard(service):
        candidate = candidate_name(endpoint)
        name = _model_name(cluster.get(INFERENCE_SERVICE, namespace, candidate), candidate, endpoint)
        champion = Address(_predictor(endpoint, namespace), endpoint) if state.version else None
        return Deployed(Address(_predictor(candidate, namespace), name), champion)
    alone = state.percent is None and (not state.rolled_out or state.rolled_out == state.created)
    # Hosts of tag routing: the newest revision, and the one before.
    latest, previous = (Address(_predictor(f"{tag}-{endpoint}", namespace), endpoint) for tag in ("latest", "prev"))
    return Deployed(latest, None if alone else previous)


def _model_name(service: dict[str, Any], candidate: str, endpoint: str) -> str:
    """Servers name the model after the InferenceService; Triton after its folder, which is named after the endpoint."""
    runtime = service["spec"]["predictor"]["model"].get("runtime")
    return endpoint if runtime == TRITON else candidate


def _on_seldon(cluster: Cluster, namespace: str, endpoint: str) -> Deployed:
    """One host for all models, which the path selects: the challenger's own, and the serving one."""
    challenger = experiment.challenger_name(endpoint)
    cluster.get(MODEL, namespace, challenger)
    # https://docs.seldon.ai/seldon-core-2/user-guide/inference/server: the service that Seldon's chart makes for Envoy.
    host = f"http://seldon-mesh.{namespace}.svc.cluster.local"
    return Deployed(Address(host, challenger), Address(host, endpoint))


def _predictor(name: str, namespace: str) -> str:
    return f"http://{name}-predictor.{namespace}.svc.cluster.local"
