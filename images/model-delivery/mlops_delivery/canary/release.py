"""Steps of a release, on the engine that serves the endpoint."""

from typing import Literal, Protocol

from mlops_delivery.canary import inference_service
from mlops_delivery.canary.cluster import INFERENCE_SERVICE, Cluster, Decision
from mlops_delivery.canary.knative_release import KnativeRelease
from mlops_delivery.canary.request import Begin, Undo
from mlops_delivery.canary.seldon_release import SeldonRelease
from mlops_delivery.canary.standard_release import StandardRelease
from mlops_delivery.canary.target import Target

Engine = Literal["kserve", "seldon"]


class Release(Protocol):
    def start(self, begin: Begin) -> Decision: ...

    def shadow(self) -> Decision: ...

    def step(self, percent: int) -> Decision: ...

    def promote(self) -> Decision: ...

    def rollback(self, undo: Undo) -> Decision: ...

    def settle(self) -> Decision: ...

    def end(self, undo: Undo) -> Decision | None:
        """
        Rolls back this release if it is undecided; None if there is nothing undecided.

        @param undo its version is the one in the canary, if any: it is used if the record was deleted
        """
        ...


def release_of(engine: Engine, cluster: Cluster, target: Target) -> Release:
    if engine == "seldon":
        return SeldonRelease(cluster, target)
    service = cluster.get(INFERENCE_SERVICE, target.namespace, target.endpoint)
    return (StandardRelease if inference_service.is_standard(service) else KnativeRelease)(cluster, target)
