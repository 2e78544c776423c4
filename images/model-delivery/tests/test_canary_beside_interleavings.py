"""
Any order of events around a release whose version is a separate object next to the champion: in KServe's mode Standard,
and on Seldon Core. Knative's two revisions of one object are in `test_canary_interleavings.py`.
"""

import dataclasses
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import pytest
from clock import Clock
from fake_cluster import FakeCluster
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from interruption import before_request

from mlops_delivery.canary import experiment, release_file, target
from mlops_delivery.canary.cluster import CONFIG_MAP, EXPERIMENT, INFERENCE_SERVICE, MODEL, Kind, KubeObject
from mlops_delivery.canary.inference_service import CHALLENGER, MODE
from mlops_delivery.canary.proposal import proposal_of
from mlops_delivery.canary.record import Records, name_of
from mlops_delivery.canary.release import Engine, Release, release_of
from mlops_delivery.canary.request import Begin, Undo
from mlops_delivery.canary.target import Target
from mlops_delivery.canary.version import Version
from mlops_delivery.failure import Failure, GitFirst

NAMESPACE, NAME = "ml", "fraud"
FIRST = Version("s3://models/fraud/1", "reg@sha256:1")

ACTIONS = (
    *["the_release_goes_on"] * 12,
    "argo_cd_syncs",
    "the_proposal_is_withdrawn",
    *["the_release_is_given_up"] * 3,
    "an_alert_calls_for_a_rollback",
    "an_alert_comes_late",
    "a_person_rolls_back_what_serves",
    *["someone_deletes_the_record"] * 3,
)
MEANWHILE = (*["nothing"] * 8, "killed", "sync", "alert")


class Killed(Exception):  # noqa: N818 - a pod is killed, nothing is wrong
    """The pod of a command was deleted."""


@dataclasses.dataclass
class Workflow:
    name: str
    version: Version
    at: int = 0


class Alongside(RuleBasedStateMachine):
    engine: ClassVar[Engine]
    kind: ClassVar[Kind]
    # Commands of a release, in order.
    commands: ClassVar[tuple[str, ...]]

    def __init__(self) -> None:
        super().__init__()
        self.cluster = FakeCluster()
        target.time = Clock(self.controllers_work)
        annotations = {} if self.kind == MODEL else {MODE: "Standard"}
        spec = {"storageUri": FIRST.storage_uri}
        self.git: release_file.Document = {
            "apiVersion": self.kind.api_version,
            "kind": self.kind.name,
            "metadata": {"name": NAME, "namespace": NAMESPACE, "annotations": annotations},
            "spec": spec if self.kind == MODEL else {"predictor": {"model": spec}},
        }
        self.workflow: Workflow | None = None
        self.number = 1
        # Versions that never become ready, and those that were rolled back and not released again since.
        self.broken: set[str] = set()
        self.bad: set[str] = set()
        self.sync()
        self.controllers_work()

    @rule(data=st.data(), action=st.sampled_from(ACTIONS))
    def something_happens(self, data: st.DataObject, action: str) -> None:
        getattr(self, action)(data)

    # The program's environment.

    def controllers_work(self) -> None:
        """Argo CD syncs, and what is deployed becomes ready."""
        before, self.cluster.before = self.cluster.before, lambda: None
        if self.uri(self.found(NAME)) != self.uri(self.git):
            self.sync()
        for name in (NAME, f"{NAME}-challenger", f"{NAME}-shadow"):
            found = self.cluster.find(self.kind, NAMESPACE, name)
            if found is not None:
                ready = "False" if self.uri(found) in self.broken else "True"
                status = {"conditions": [{"type": "Ready", "status": ready}]}
                self.cluster.merge_patch(self.kind, NAMESPACE, f"{name}/status", {"status": status})
        self.cluster.before = before

    def sync(self) -> None:
        self.cluster.apply(self.kind, NAMESPACE, NAME, self.git, manager="argocd-controller")

    def argo_cd_syncs(self, _: st.DataObject) -> None:
        self.sync()

    def the_proposal_is_withdrawn(self, _: st.DataObject) -> None:
        if CHALLENGER in self.git["metadata"].get("annotations", {}):
            self.git = release_file.restored(self.git)
            self.sync()

    def someone_deletes_the_record(self, _: st.DataObject) -> None:
        self.cluster.delete(CONFIG_MAP, NAMESPACE, name_of(NAME))

    # The release.

    def the_release_goes_on(self, data: st.DataObject) -> None:
        if self.workflow is not None:
            self.it_goes_on(data)
            return
        proposal = proposal_of(self.engine, self.cluster, NAMESPACE, NAME)
        self.number += 1
        if proposal is not None and not proposal.tried:
            self.workflow = Workflow(f"release-{self.number}", proposal.version)
            return
        version = Version(f"s3://models/fraud/{self.number}", f"reg@sha256:{self.number}")
        if data.draw(st.sampled_from([True] + [False] * 5), label="never becomes ready"):
            self.broken.add(version.storage_uri)
        self.git = release_file.released(self.git, version, 0)
        self.sync()

    def it_goes_on(self, data: st.DataObject) -> None:
        workflow = self.running()
        uri = workflow.version.storage_uri
        verdict = data.draw(st.sampled_from(["continue"] * 8 + ["rollback", "inconclusive"]), label="verdict")
        if workflow.at > 0 and verdict == "inconclusive":
            return
        if workflow.at > 0 and verdict == "rollback":
            self.rolls_back(Undo("a breach", uri))
            self.ends()
            return
        try:
            with self.interrupted(data):
                self.command(workflow)
        except (Failure, Killed):
            self.ends()
            return
        workflow.at += 1
        if workflow.at == len(self.commands):
            self.ends()

    def command(self, workflow: Workflow) -> None:
        release = self.release(workflow.version.storage_uri, workflow.name)
        match self.commands[workflow.at]:
            case "start":
                release.start(Begin(workflow.version, 0, proposed=True))
                self.bad.discard(workflow.version.storage_uri)
            case "promote":
                release.promote()
            case percent:
                release.step(int(percent))

    def the_release_is_given_up(self, _: st.DataObject) -> None:
        if self.workflow is not None:
            self.ends()

    def ends(self) -> None:
        """The exit handler."""
        workflow, self.workflow = self.running(), None
        undo = Undo("it ended", workflow.version.storage_uri)
        try:
            decision = self.release(release=workflow.name).end(undo)
        except GitFirst:
            self.commits(workflow.name)
            decision = self.release(release=workflow.name).end(dataclasses.replace(undo, committed=True))
        if decision is not None and decision.record is not None and decision.record.outcome == "rolled-back":
            self.bad.add(decision.record.version.storage_uri)
        self.commits(workflow.name)

    def commits(self, release: str | None = None) -> None:
        """`git-commit --recorded`."""
        record = Records(self.cluster, NAMESPACE, NAME).read()
        if record is None or (release is not None and record.release != release):
            return
        if record.outcome == "rolled-back":
            self.git = release_file.restored(self.git, record.champion, instead_of=record.version.storage_uri)
        elif record.outcome == "promoted":
            self.git = release_file.promoted(self.git, record.version)
        self.sync()

    # Rollbacks.

    def an_alert_calls_for_a_rollback(self, _: st.DataObject) -> None:
        self.rolls_back(Undo("an alert", since=datetime.now(UTC) + timedelta(minutes=1)))

    def an_alert_comes_late(self, _: st.DataObject) -> None:
        """Of an earlier version."""
        before = self.rested()
        self.rolls_back(Undo("an alert", since=datetime.now(UTC) - timedelta(days=1)))
        record = Records(self.cluster, NAMESPACE, NAME).read()
        if record is not None and record.outcome == "undecided":
            assert self.rested() == before

    def a_person_rolls_back_what_serves(self, _: st.DataObject) -> None:
        if self.workflow is None:
            for uri in self.rested():
                self.rolls_back(Undo("complaints", uri))

    def rolls_back(self, undo: Undo) -> None:
        try:
            decision = self.release().rollback(undo)
        except GitFirst:
            self.commits()
            decision = self.release().rollback(dataclasses.replace(undo, committed=True))
        except Failure:
            return
        if decision.record is not None:
            self.bad.add(decision.record.version.storage_uri)
            self.commits()

    # Invariants.

    @invariant()
    def nothing_but_git_writes_the_endpoints_version(self) -> None:
        assert self.uri(self.found(NAME)) == self.uri(self.git)

    @invariant()
    def nothing_is_left_undecided(self) -> None:
        if self.workflow is None:
            assert len(self.rested()) == 1, f"a split is left: {self.rested()}"
            self.nothing_is_left()

    @invariant()
    def what_was_rolled_back_does_not_serve(self) -> None:
        if self.workflow is None:
            assert not self.bad & self.rested(), f"a rolled-back version is serving: {self.rested()}"

    @invariant()
    def no_release_is_left_undecided(self) -> None:
        record = Records(self.cluster, NAMESPACE, NAME).read()
        assert self.workflow is not None or record is None or record.outcome != "undecided"

    def nothing_is_left(self) -> None:
        raise NotImplementedError

    def rested(self) -> set[str]:
        """Addresses of the answering models."""
        raise NotImplementedError

    # Tools.

    def interrupted(self, data: st.DataObject) -> AbstractContextManager[None]:
        """Something else happens before one of the requests of a command."""
        what = data.draw(st.sampled_from(MEANWHILE), label="meanwhile")
        at = data.draw(st.integers(1, 12), label="request") if what != "nothing" else 0
        return before_request(self.cluster, at, lambda: self.meanwhile(what))

    def meanwhile(self, what: str) -> None:
        if what == "killed":
            raise Killed
        if what == "sync":
            self.sync()
        if what == "alert":
            with suppress(Failure):
                self.rolls_back(Undo("an alert", since=datetime.now(UTC) + timedelta(minutes=1)))

    def running(self) -> Workflow:
        assert self.workflow is not None
        return self.workflow

    def release(self, storage_uri: str | None = None, release: str = "") -> Release:
        return release_of(self.engine, self.cluster, Target(NAMESPACE, NAME, storage_uri, 300, release))

    def found(self, name: str) -> KubeObject:
        return self.cluster.get(self.kind, NAMESPACE, name)

    def uri(self, document: Any) -> str:
        version = release_file.version_of(document)
        return version.storage_uri if version else ""


class Standard(Alongside):
    engine = "kserve"
    kind = INFERENCE_SERVICE
    commands = ("start", "promote")

    def rested(self) -> set[str]:
        return {self.uri(self.found(NAME))}

    def nothing_is_left(self) -> None:
        assert self.cluster.find(INFERENCE_SERVICE, NAMESPACE, f"{NAME}-challenger") is None


class Seldon(Alongside):
    engine = "seldon"
    kind = MODEL
    commands = ("start", "10", "50", "promote")

    def rested(self) -> set[str]:
        split = self.cluster.find(EXPERIMENT, NAMESPACE, NAME)
        if split is None:
            return {self.uri(self.found(NAME))}
        weighed = [candidate["name"] for candidate in split["spec"]["candidates"] if candidate["weight"]]
        return {self.uri(self.found(name)) for name in weighed}

    def nothing_is_left(self) -> None:
        split = self.cluster.find(EXPERIMENT, NAMESPACE, NAME)
        assert split is None or not experiment.mirrored(split)


SETTINGS = settings(
    max_examples=int(os.environ.get("CANARY_EXAMPLES", "60")),
    stateful_step_count=25,
    derandomize="CANARY_EXAMPLES" not in os.environ,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
)


class TestInTheModeStandard(Standard.TestCase):
    settings = SETTINGS


class TestOnSeldonCore(Seldon.TestCase):
    settings = SETTINGS


@pytest.fixture(autouse=True, scope="module")
def clock() -> Iterator[None]:
    real = target.time
    yield
    target.time = real
