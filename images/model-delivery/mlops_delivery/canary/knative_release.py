"""Releases on KServe's mode Knative: two revisions of one InferenceService."""

from collections.abc import Callable

from mlops_delivery.canary import inference_service
from mlops_delivery.canary.cluster import INFERENCE_SERVICE, Cluster, Decision, KubeObject
from mlops_delivery.canary.inference_service import Version
from mlops_delivery.canary.target import Target
from mlops_delivery.failure import Refused, WrongInput


class KnativeRelease:
    def __init__(self, cluster: Cluster, target: Target) -> None:
        self._cluster = cluster
        self._target = target

    def start(self, version: Version, percent: int) -> Decision:
        decision = self._change(inference_service.start(version, percent), self._target.storage_uri, pin=False)
        self._wait(version.storage_uri)
        return decision

    def shadow(self) -> Decision:
        raise WrongInput("shadow: KServe copies no traffic; --engine seldon alone can")

    def step(self, percent: int) -> Decision:
        self._wait(None)
        return self._change(inference_service.step(percent), self._target.storage_uri)

    def promote(self) -> Decision:
        self._wait(None)
        return self._change(inference_service.promote, self._target.storage_uri)

    def rollback(self, reason: str) -> Decision:
        return self._change(inference_service.rollback(reason), self._target.storage_uri)

    def _change(self, decide: Callable[[KubeObject], Decision], expected: str | None, pin: bool = True) -> Decision:
        about = inference_service.only(decide, expected) if pin else decide
        return self._cluster.change(INFERENCE_SERVICE, self._target.namespace, self._target.endpoint, about)

    def _wait(self, storage_uri: str | None) -> None:
        """Until the newest revision is ready, or something else is deployed."""

        namespace, endpoint = self._target.namespace, self._target.endpoint

        def why_not() -> str | None:
            service = self._cluster.get(INFERENCE_SERVICE, namespace, endpoint)
            state = inference_service.state_of(service)
            if storage_uri is not None and (state.version is None or state.version.storage_uri != storage_uri):
                raise Refused(f"another release took over while {storage_uri} was getting ready")
            # What was rolled back need not get ready: it is refused all the same.
            return None if state.rolled_back else inference_service.unready(service)

        self._target.wait_until(f"{endpoint} did not get ready", why_not)
