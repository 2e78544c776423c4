"""Releases on Seldon Core: the endpoint's Model, one beside it, and an Experiment between the two."""

import dataclasses
from collections.abc import Callable

from mlops_delivery import pushgateway
from mlops_delivery.canary import experiment, readiness
from mlops_delivery.canary.cluster import EXPERIMENT, MODEL, Cluster, Decision, KubeObject
from mlops_delivery.canary.inference_service import CHALLENGER
from mlops_delivery.canary.record import Record, Records, now
from mlops_delivery.canary.request import Begin, Undo
from mlops_delivery.canary.target import Target
from mlops_delivery.canary.version import Version, same
from mlops_delivery.failure import Refused, TooLate


class SeldonRelease:
    def __init__(self, cluster: Cluster, target: Target) -> None:
        self._cluster = cluster
        self._target = target
        self._challenger = experiment.challenger_name(target.endpoint)
        self._shadow = experiment.shadow_name(target.endpoint)
        self._records = Records(cluster, target.namespace, target.endpoint)

    def start(self, begin: Begin) -> Decision:
        namespace, endpoint, version = self._target.namespace, self._target.endpoint, begin.version
        champion = self._champion()
        named = champion["metadata"].get("annotations", {}).get(CHALLENGER)
        if begin.proposed and named != version.storage_uri:
            raise Refused(f"the endpoint names {named or 'no version'} to be tried out, not {version.storage_uri}")
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
        self._records.begin(Record(version, experiment.version_of(champion), now(), release=begin.release), champion)
        self._load(champion, self._challenger, version)
        if self._cluster.create(EXPERIMENT, namespace, experiment.experiment(endpoint, begin.percent)):
            return Decision(f"{version.storage_uri} starts with {begin.percent} %")
        return self._weigh(experiment.begin(begin.percent))

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
        decision = self.step(100)
        self._records.conclude("promoted", "", self._champion())
        return decision

    def rollback(self, undo: Undo) -> Decision:
        challenger = experiment.version_of(self._about_this(undo.storage_uri))
        champion = self._champion()
        if same(challenger, experiment.version_of(champion)):
            raise Refused(f"{challenger.storage_uri} is the champion, also in Git: release another version instead")
        record = self._records.read()
        if record is not None and record.is_about(challenger) and undo.is_older_than(record.begun):
            raise TooLate(f"the alert is older than the release of {challenger.storage_uri}: it is about another one")
        # Alerts don't call for what a person decided: a version with all the traffic was promoted.
        self._refuse_promoted(undo, challenger)
        self._records.conclude("rolled-back", undo.reason, champion)
        decision = self._past_shadow(experiment.rollback(undo.reason))
        pushgateway.forget_challenger(self._target.endpoint)
        return dataclasses.replace(decision, record=Record(challenger, experiment.version_of(champion), now()))

    def rolled_back(self) -> Record | None:
        return self._records.rolled_back()

    def settle(self) -> Decision:
        return Decision("nothing to settle")

    def end(self, release: str, reason: str) -> Decision | None:
        record = self._records.read()
        if record is None or record.release != release or record.outcome == "promoted":
            return None
        running = self._cluster.find(MODEL, self._target.namespace, self._challenger)
        if running is None or not record.is_about(experiment.version_of(running)):
            return None
        split = self._cluster.find(EXPERIMENT, self._target.namespace, self._target.endpoint)
        if split is None or (record.outcome == "rolled-back" and experiment.rolled_back(split)):
            return None
        return self.rollback(Undo(reason, record.version.storage_uri))

    def _champion(self) -> KubeObject:
        return self._cluster.get(MODEL, self._target.namespace, self._target.endpoint)

    def _refuse_promoted(self, undo: Undo, challenger: Version) -> None:
        found = self._cluster.get(EXPERIMENT, self._target.namespace, self._target.endpoint)
        if undo.storage_uri is None and experiment.challenger_percent(found) == 100:
            raise Refused(f"{challenger.storage_uri} has all the traffic: name it with --storage-uri to roll it back")

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

    def _about_this(self, named: str | None = None) -> KubeObject:
        """The challenger, if it is the one that is meant."""
        expected = named or self._target.storage_uri
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
