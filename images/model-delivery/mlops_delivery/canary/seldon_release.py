"""Releases on Seldon Core: the endpoint's Model, one beside it, and an Experiment between the two."""

from collections.abc import Callable

from mlops_delivery.canary import experiment, readiness
from mlops_delivery.canary.cluster import EXPERIMENT, MODEL, Cluster, Decision, KubeObject
from mlops_delivery.canary.inference_service import Version
from mlops_delivery.canary.target import Target
from mlops_delivery.failure import Refused


class SeldonRelease:
    def __init__(self, cluster: Cluster, target: Target) -> None:
        self._cluster = cluster
        self._target = target
        self._challenger = experiment.challenger_name(target.endpoint)
        self._shadow = experiment.shadow_name(target.endpoint)

    def start(self, version: Version, percent: int) -> Decision:
        namespace, endpoint = self._target.namespace, self._target.endpoint
        champion = self._cluster.get(MODEL, namespace, endpoint)
        if not champion["spec"].get("storageUri"):
            raise Refused(f"{endpoint} serves no version yet: a first one goes to Git alone, it takes all the traffic")
        found = self._cluster.find(EXPERIMENT, namespace, endpoint)
        running = self._cluster.find(MODEL, namespace, self._challenger)
        if found and running and experiment.serves(found, running, version):
            if experiment.asked(found):
                percent_now = experiment.challenger_percent(found)
                return Decision(f"{version.storage_uri} has been started already, at {percent_now} %")
        elif found and running:
            experiment.refuse_running(found, running, champion)
            # A Model that the last release left is replaced only while it gets no traffic.
            self._weigh(experiment.begin(0))
        self._load(champion, self._challenger, version)
        if self._cluster.create(EXPERIMENT, namespace, experiment.experiment(endpoint, percent)):
            return Decision(f"{version.storage_uri} starts with {percent} %")
        return self._weigh(experiment.begin(percent))

    def shadow(self) -> Decision:
        """Loads the challenger's version a second time, and has it answer a copy of every request."""
        challenger = self._about_this()
        self._load(challenger, self._shadow, experiment.version_of(challenger))
        return self._weigh(experiment.mirror)

    def step(self, percent: int) -> Decision:
        self._about_this()
        self._wait(self._challenger)
        return self._past_shadow(experiment.weigh(percent))

    def promote(self) -> Decision:
        return self.step(100)

    def rollback(self, reason: str) -> Decision:
        self._about_this()
        return self._past_shadow(experiment.rollback(reason))

    def _weigh(self, decide: Callable[[KubeObject], Decision]) -> Decision:
        return self._cluster.change(EXPERIMENT, self._target.namespace, self._target.endpoint, decide)

    def _past_shadow(self, decide: Callable[[KubeObject], Decision]) -> Decision:
        """First the traffic, then the Model that had a copy of it."""
        decision = self._weigh(decide)
        self._cluster.delete(MODEL, self._target.namespace, self._shadow)
        return decision

    def _load(self, like: KubeObject, name: str, version: Version) -> None:
        """A Model is replaced, not changed: its status doesn't say which version it speaks of."""
        namespace = self._target.namespace
        found = self._cluster.find(MODEL, namespace, name)
        if found is not None and found["spec"].get("storageUri") != version.storage_uri:
            self._cluster.delete(MODEL, namespace, name)
            self._target.wait_until(
                f"{name} did not go",
                lambda: None if self._cluster.find(MODEL, namespace, name) is None else "it is still there",
            )
        self._cluster.create(MODEL, namespace, experiment.twin(like, name, version))
        self._wait(name)

    def _about_this(self) -> KubeObject:
        """The challenger, if it is the one that is meant."""
        expected = self._target.storage_uri
        challenger = self._cluster.get(MODEL, self._target.namespace, self._challenger)
        found = challenger["spec"].get("storageUri")
        if expected is not None and found != expected:
            raise Refused(f"another release took over: the challenger is {found}, this one is about {expected}")
        return challenger

    def _wait(self, name: str) -> None:
        self._target.wait_until(
            f"{name} did not get ready",
            lambda: readiness.unready(self._cluster.get(MODEL, self._target.namespace, name)),
        )
