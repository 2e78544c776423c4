"""Releases on Seldon Core: the endpoint's Model, a second one next to it, and an Experiment with both."""

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
from mlops_delivery.failure import GitFirst, Refused, TooLate


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
            raise Refused(f"the endpoint names {named or 'no version'} as challenger, not {version.storage_uri}")
        if not champion["spec"].get("storageUri"):
            raise Refused(
                f"{endpoint} serves no version yet: the first one is only committed to Git, and gets all the traffic"
            )
        found = self._cluster.find(EXPERIMENT, namespace, endpoint)
        running = self._cluster.find(MODEL, namespace, self._challenger)
        if found and running and experiment.serves(found, running, version):
            if experiment.asked(found):
                percent_now = experiment.challenger_percent(found)
                return Decision(f"{version.storage_uri} is already started, at {percent_now} %")
        elif found and running:
            experiment.refuse_running(found, running, champion)
            # A Model that the last release left is only replaced while it gets no traffic.
            self._weigh(experiment.begin(0))
        about = Record(version, experiment.version_of(champion), now(), release=self._target.release)
        self._records.begin(about, champion)
        self._load(champion, self._challenger, version)
        if self._cluster.create(EXPERIMENT, namespace, experiment.experiment(endpoint, begin.percent)):
            return Decision(f"{version.storage_uri} starts with {begin.percent} %")
        return self._weigh(experiment.begin(begin.percent))

    def shadow(self) -> Decision:
        """Loads the challenger's version a second time, and mirrors every request to it."""
        challenger = self._about_this()
        self._load(challenger, self._shadow, experiment.version_of(challenger))
        return self._weigh(experiment.mirror)

    def step(self, percent: int) -> Decision:
        self._about_this()
        self._wait(self._challenger)
        return self._past_shadow(experiment.weigh(percent))

    def promote(self) -> Decision:
        decision = self.step(100)
        challenger, champion = experiment.version_of(self._about_this()), self._champion()
        about = Record(challenger, experiment.version_of(champion), now(), release=self._target.release)
        self._records.conclude("promoted", about, champion)
        return decision

    def rollback(self, undo: Undo) -> Decision:
        challenger = experiment.version_of(self._about_this(undo.storage_uri))
        serves = self._champion()
        record = self._about(challenger, serves)
        if record.champion is None or same(record.champion, challenger):
            raise Refused(f"{challenger.storage_uri} is the champion, in Git as well: release another version instead")
        if undo.is_older_than(record.begun):
            raise TooLate(f"the alert is older than the release of {challenger.storage_uri}: it is for another one")
        # Alerts don't override a person's decision: a version with all the traffic was promoted.
        self._refuse_promoted(undo, challenger)
        record = self._records.conclude("rolled-back", record, serves, undo.reason)
        if same(challenger, experiment.version_of(serves)):
            self._wait_for_git(challenger, undo.committed)
        decision = self._withdraw(undo.reason)
        pushgateway.forget_challenger(self._target.endpoint)
        return dataclasses.replace(decision, record=record)

    def _about(self, challenger: Version, serves: KubeObject) -> Record:
        """The record of the challenger, or else what the cluster shows."""
        found, version = self._records.read(), experiment.version_of(serves)
        if found is not None and found.is_about(challenger):
            return found
        return Record(challenger, None if same(challenger, version) else version, now(), release=self._target.release)

    def _wait_for_git(self, challenger: Version, committed: bool) -> None:
        """Until the endpoint's own Model is the champion again. @raises GitFirst while Git names the challenger"""
        if not committed:
            raise GitFirst(f"{challenger.storage_uri} is rolled back once Git names the champion: Argo CD deploys it")

        def why_not() -> str | None:
            champion = self._champion()
            if same(experiment.version_of(champion), challenger):
                return f"it still has {challenger.storage_uri}"
            return readiness.unready(champion)

        self._target.wait_until(f"{self._target.endpoint} did not return to the champion", why_not)

    def _withdraw(self, reason: str) -> Decision:
        """Takes all the traffic from the challenger; one that never had any is removed."""
        if self._split() is not None:
            return self._past_shadow(experiment.rollback(reason))
        self._cluster.delete(MODEL, self._target.namespace, self._challenger)
        return Decision(f"{self._challenger} is removed: {reason}")

    def settle(self) -> Decision:
        return Decision("nothing to settle")

    def end(self, undo: Undo) -> Decision | None:
        record = self._records.read()
        running = self._cluster.find(MODEL, self._target.namespace, self._challenger)
        challenger = None if running is None else experiment.version_of(running)
        if record is None:
            return self._end_unrecorded(challenger, undo)
        if record.release != self._target.release or record.outcome == "promoted":
            return None
        if record.outcome == "undecided" and not record.is_about(challenger):
            # It ended before its Model existed; one of an earlier release may exist.
            done = self._records.conclude("rolled-back", record, self._champion(), undo.reason)
            return Decision(f"{record.version.storage_uri} is rolled back: {undo.reason}", record=done)
        if not record.is_about(challenger) or self._is_rolled_back(record):
            return None
        return self.rollback(dataclasses.replace(undo, storage_uri=record.version.storage_uri))

    def _end_unrecorded(self, challenger: Version | None, undo: Undo) -> Decision | None:
        """The record was deleted: a challenger without all the traffic is undecided."""
        split, serves = self._split(), self._champion()
        if challenger is None or challenger.storage_uri != undo.storage_uri:
            return None
        if split is None or experiment.challenger_percent(split) < 100:
            return None if split is not None and experiment.rolled_back(split) else self.rollback(undo)
        done = self._records.conclude("promoted", self._about(challenger, serves), serves)
        return Decision(f"{challenger.storage_uri} has all the traffic", record=done)

    def _is_rolled_back(self, record: Record) -> bool:
        """In the cluster as well: finishes a rollback that was interrupted after it was recorded."""
        split = self._split()
        return record.outcome == "rolled-back" and split is not None and experiment.rolled_back(split)

    def _split(self) -> KubeObject | None:
        return self._cluster.find(EXPERIMENT, self._target.namespace, self._target.endpoint)

    def _champion(self) -> KubeObject:
        return self._cluster.get(MODEL, self._target.namespace, self._target.endpoint)

    def _refuse_promoted(self, undo: Undo, challenger: Version) -> None:
        found = self._split()
        if undo.storage_uri is None and found is not None and experiment.challenger_percent(found) == 100:
            raise Refused(f"{challenger.storage_uri} has all the traffic: name it with --storage-uri to roll it back")

    def _weigh(self, decide: Callable[[KubeObject], Decision]) -> Decision:
        return self._cluster.change(EXPERIMENT, self._target.namespace, self._target.endpoint, decide)

    def _past_shadow(self, decide: Callable[[KubeObject], Decision]) -> Decision:
        """First the traffic, then the Model with mirrored traffic."""
        decision = self._weigh(decide)
        self._cluster.delete(MODEL, self._target.namespace, self._shadow)
        return decision

    def _load(self, like: KubeObject, name: str, version: Version) -> None:
        """A Model is replaced, not changed: its status doesn't contain its version."""
        namespace = self._target.namespace
        found = self._cluster.find(MODEL, namespace, name)
        if found is not None and found["spec"].get("storageUri") != version.storage_uri:
            self._cluster.delete(MODEL, namespace, name)
            self._target.wait_until(
                f"{name} was not deleted",
                lambda: None if self._cluster.find(MODEL, namespace, name) is None else "it still exists",
            )
        self._cluster.create(MODEL, namespace, experiment.twin(like, name, version))
        self._wait(name)

    def _about_this(self, named: str | None = None) -> KubeObject:
        """The challenger, if it is the expected one."""
        expected = named or self._target.storage_uri
        challenger = self._cluster.get(MODEL, self._target.namespace, self._challenger)
        found = challenger["spec"].get("storageUri")
        if expected is not None and found != expected:
            raise Refused(f"another release took over: the challenger is {found}, this one is for {expected}")
        return challenger

    def _wait(self, name: str) -> None:
        self._target.wait_until(
            f"{name} did not become ready",
            lambda: readiness.unready(self._cluster.get(MODEL, self._target.namespace, name)),
        )
