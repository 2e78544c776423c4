"""Steps of a release, on the engine that serves the endpoint."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from mlops_delivery.canary import experiment, inference_service
from mlops_delivery.canary.cluster import (
    EXPERIMENT,
    INFERENCE_SERVICE,
    MODEL,
    Cluster,
    Decision,
    Kind,
    KubeObject,
)
from mlops_delivery.canary.inference_service import Version
from mlops_delivery.failure import Refused

POLL_SECONDS = 5.0


@dataclass(frozen=True)
class Target:
    namespace: str
    endpoint: str
    # The release that is meant; None is whichever is found.
    storage_uri: str | None = None
    # How long a version may take until it is ready.
    wait_seconds: float = 0


class KServeRelease:
    def __init__(self, cluster: Cluster, target: Target) -> None:
        self._cluster = cluster
        self._target = target

    def start(self, version: Version, percent: int) -> Decision:
        decision = self._change(inference_service.start(version, percent), self._target.storage_uri, pin=False)
        self._wait(version.storage_uri)
        return decision

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

        def why(service: KubeObject) -> str | None:
            version = inference_service.state_of(service).version
            if storage_uri is not None and (version is None or version.storage_uri != storage_uri):
                raise Refused(f"another release took over while {storage_uri} was getting ready")
            # What was rolled back need not get ready: it is refused all the same.
            return None if inference_service.state_of(service).rolled_back else inference_service.unready(service)

        wait_until(self._cluster, INFERENCE_SERVICE, self._target, self._target.endpoint, why)


class SeldonRelease:
    def __init__(self, cluster: Cluster, target: Target) -> None:
        self._cluster = cluster
        self._target = target
        self._challenger = experiment.challenger_name(target.endpoint)

    def start(self, version: Version, percent: int) -> Decision:
        namespace, endpoint = self._target.namespace, self._target.endpoint
        champion = self._cluster.get(MODEL, namespace, endpoint)
        if not champion["spec"].get("storageUri"):
            raise Refused(f"{endpoint} serves no version yet: a first one goes to Git alone, it takes all the traffic")
        found = self._cluster.find(EXPERIMENT, namespace, endpoint)
        running = self._cluster.find(MODEL, namespace, self._challenger)
        if found and running:
            percent_now = experiment.challenger_percent(found)
            if experiment.serves(found, running, version):
                return Decision(f"{version.storage_uri} has been started already, at {percent_now} %")
            experiment.refuse_running(found, running, champion)
            # A Model that the last release left is changed only while it gets no traffic.
            self._weigh(experiment.begin(0))
        if not self._cluster.create(MODEL, namespace, experiment.challenger_model(champion, version)):
            self._cluster.change(MODEL, namespace, self._challenger, experiment.retarget(version))
        self._wait()
        if self._cluster.create(EXPERIMENT, namespace, experiment.experiment(endpoint, percent)):
            return Decision(f"{version.storage_uri} starts with {percent} %")
        return self._weigh(experiment.begin(percent))

    def step(self, percent: int) -> Decision:
        self._refuse_other()
        self._wait()
        return self._weigh(experiment.weigh(percent))

    def promote(self) -> Decision:
        return self.step(100)

    def rollback(self, reason: str) -> Decision:
        self._refuse_other()
        return self._weigh(experiment.rollback(reason))

    def _weigh(self, decide: Callable[[KubeObject], Decision]) -> Decision:
        return self._cluster.change(EXPERIMENT, self._target.namespace, self._target.endpoint, decide)

    def _refuse_other(self) -> None:
        expected = self._target.storage_uri
        found = self._cluster.get(MODEL, self._target.namespace, self._challenger)["spec"].get("storageUri")
        if expected is not None and found != expected:
            raise Refused(f"another release took over: the challenger is {found}, this one is about {expected}")

    def _wait(self) -> None:
        wait_until(self._cluster, MODEL, self._target, self._challenger, experiment.unready)


def wait_until(
    cluster: Cluster, kind: Kind, target: Target, name: str, why: Callable[[KubeObject], str | None]
) -> None:
    """Asks until nothing speaks against it. @raises Refused when time is up"""
    end = time.monotonic() + target.wait_seconds
    while (reason := why(cluster.get(kind, target.namespace, name))) is not None:
        if time.monotonic() >= end:
            raise Refused(f"{target.namespace}/{name} did not get ready within {target.wait_seconds:.0f} s: {reason}")
        time.sleep(min(POLL_SECONDS, max(0.0, end - time.monotonic())))


def release_of(engine: str, cluster: Cluster, target: Target) -> KServeRelease | SeldonRelease:
    return SeldonRelease(cluster, target) if engine == "seldon" else KServeRelease(cluster, target)
