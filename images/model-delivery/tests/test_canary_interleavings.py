"""
Any order of events around a release: commands, Argo CD, late alerts, people, restarts.

The controllers of KServe and Knative run one step at a time between any two requests of the program, and so may other
commands. The invariants are checked after each of them.
"""

import copy
import dataclasses
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from clock import Clock
from fake_cluster import FakeCluster
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from interruption import before_request
from knative_model import Serving

from mlops_delivery.canary import release_file, target
from mlops_delivery.canary.cluster import INFERENCE_SERVICE, KubeObject
from mlops_delivery.canary.knative import Knative
from mlops_delivery.canary.knative_release import KnativeRelease
from mlops_delivery.canary.proposal import proposal_of
from mlops_delivery.canary.record import Records
from mlops_delivery.canary.request import Begin, Undo
from mlops_delivery.canary.target import Target
from mlops_delivery.canary.version import Version
from mlops_delivery.failure import Failure, GitFirst

NAMESPACE, NAME = "ml", "fraud"
FIRST = Version("s3://models/fraud/1", "reg@sha256:1")
STEPS = (10, 50, 100)


# The next event; releases continue more often than anything interrupts them.
ACTIONS = (
    *["the_release_goes_on"] * 12,
    *["controllers"] * 3,
    "argo_cd_syncs",
    "argo_cd_heals",
    "a_person_adds_a_note",
    "the_proposal_is_withdrawn",
    "the_release_is_given_up",
    "an_alert_calls_for_a_rollback",
    "an_alert_comes_late",
    "a_person_rolls_back_what_serves",
    "the_candidate_crashes",
)
# What happens between two requests of a command.
MEANWHILE = (*["nothing"] * 10, "killed", "controllers", "controllers", "sync", "alert", "note")


class Killed(Exception):  # noqa: N818 - a pod is killed, nothing is wrong
    """The pod of a command was deleted."""


@dataclasses.dataclass
class Workflow:
    """A release: `release-model` with its exit handler."""

    name: str
    version: Version
    # Of STEPS; -1 before `start`.
    at: int = -1


class Releases(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.cluster = FakeCluster()
        self.serving = Serving(self.cluster, NAMESPACE, NAME)
        target.time = Clock(self.controllers_work)
        self.git: release_file.Document = {
            "apiVersion": INFERENCE_SERVICE.api_version,
            "kind": "InferenceService",
            "metadata": {"name": NAME, "namespace": NAMESPACE},
            "spec": {"predictor": {"model": {"storageUri": FIRST.storage_uri}}},
        }
        self.workflow: Workflow | None = None
        self.number = 1
        # Alerts that were sent: revision and start.
        self.alerts: list[tuple[str, datetime]] = []
        # Versions that were rolled back and not released again since.
        self.bad: set[str] = set()
        self.sync()
        self.serving.settle()

    @rule(data=st.data(), action=st.sampled_from(ACTIONS))
    def something_happens(self, data: st.DataObject, action: str) -> None:
        getattr(self, action)(data)

    def controllers_work(self) -> None:
        """While a command waits; only requests of commands are interrupted."""
        before, self.cluster.before = self.cluster.before, lambda: None
        self.heal()
        self.serving.settle(1)
        self.cluster.before = before

    # The program's environment.

    def sync(self) -> None:
        """Argo CD applies what is in Git; only requests of commands are interrupted."""
        before, self.cluster.before = self.cluster.before, lambda: None
        self.cluster.apply(INFERENCE_SERVICE, NAMESPACE, NAME, self.git, manager="argocd-controller")
        self.cluster.before = before

    def controllers(self, data: st.DataObject) -> None:
        order = data.draw(st.permutations(range(5)), label="order")
        for step in order * data.draw(st.sampled_from([1, 1, 2, 8]), label="rounds"):
            self.serving.steps[step]()

    def argo_cd_syncs(self, _: st.DataObject) -> None:
        self.sync()

    def argo_cd_heals(self, _: st.DataObject) -> None:
        self.heal()

    def heal(self) -> None:
        """Argo CD restores what is in Git, except for a different share."""
        if self.spec()["model"] != self.git["spec"]["predictor"]["model"]:
            self.sync()

    def the_candidate_crashes(self, _: st.DataObject) -> None:
        """Knative then routes nothing to it, nor anywhere else instead."""
        if self.workflow is not None and self.state().created != self.state().champion_revision:
            self.serving.knative.missing.add(self.state().created)

    def a_person_adds_a_note(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(["annotations", "labels"]), label="note")
        self.number += 1
        note = {"metadata": {key: {"note": str(self.number)}}}
        self.cluster.merge_patch(INFERENCE_SERVICE, NAMESPACE, NAME, note)

    def a_version_is_proposed(self, _: st.DataObject) -> None:
        self.number += 1
        version = Version(f"s3://models/fraud/{self.number}", f"reg@sha256:{self.number}")
        self.git = release_file.released(self.git, version, 0)
        self.sync()

    def the_proposal_is_withdrawn(self, _: st.DataObject) -> None:
        """
        Not after its release has given it traffic: the guide says to stop the workflow then. After a sync, the share is
        owned by Argo CD only and removed with the commit: the version would serve until the champion is ready.
        """
        given = self.workflow is not None and self.workflow.at > 0
        if not given and "canaryTrafficPercent" in self.git["spec"]["predictor"]:
            self.git = release_file.restored(self.git)
            self.sync()

    # The release.

    def the_release_goes_on(self, data: st.DataObject) -> None:
        """A release is proposed, starts, or runs its next command."""
        if self.workflow is not None:
            self.it_goes_on(data)
            return
        proposal = proposal_of("kserve", self.cluster, NAMESPACE, NAME)
        if proposal is None or proposal.tried:
            self.tolerated(lambda: self.release().settle())
            self.a_version_is_proposed(data)
            return
        self.number += 1
        self.workflow = Workflow(f"release-{self.number}", proposal.version)

    def it_goes_on(self, data: st.DataObject) -> None:
        """One command of the workflow; Prometheus may return anything, or nothing."""
        workflow = self.running()
        uri = workflow.version.storage_uri
        verdict = data.draw(st.sampled_from(["continue"] * 8 + ["rollback", "inconclusive"]), label="verdict")
        if workflow.at >= 0 and verdict == "inconclusive":
            return
        if workflow.at >= 0 and verdict == "rollback":
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
        if workflow.at == len(STEPS):
            self.bad.discard(uri)
            if data.draw(st.booleans(), label="the promotion is committed"):
                self.git = release_file.released(self.git, workflow.version, 100)
                self.sync()
            self.ends()

    def command(self, workflow: Workflow) -> None:
        release = self.release(workflow.version.storage_uri, workflow.name)
        if workflow.at < 0:
            release.start(Begin(workflow.version, 0, proposed=True))
            self.bad.discard(workflow.version.storage_uri)
        elif STEPS[workflow.at] < 100:
            release.step(STEPS[workflow.at])
        else:
            release.promote()

    def the_release_is_given_up(self, _: st.DataObject) -> None:
        """Its deadline, or a person who stops it."""
        if self.workflow is not None:
            self.ends()

    def ends(self) -> None:
        """The exit handler; nothing else happens until it is done."""
        workflow = self.running()
        self.workflow = None
        for _ in range(2):
            try:
                decision = self.release(release=workflow.name).end(Undo("it ended", workflow.version.storage_uri))
                break
            except GitFirst:
                self.commits()
                decision = self.release(release=workflow.name).end(Undo("it ended", committed=True))
                break
            except Failure as failure:
                if "took over" not in str(failure) and "nothing to roll back" not in str(failure):
                    raise
                decision = None
        if decision is not None and decision.record is not None and decision.record.outcome == "rolled-back":
            self.rolled_back(decision.record.version, decision.record.champion)
        self.commits(workflow.name)

    def commits(self, release: str | None = None) -> None:
        """`git-commit --recorded`, of the given release only if there is one."""
        record = Records(self.cluster, NAMESPACE, NAME).read()
        if record is None or (release is not None and record.release != release):
            return
        before = self.git
        if record.outcome == "rolled-back":
            self.git = release_file.restored(self.git, record.champion, instead_of=record.version.storage_uri)
        elif record.outcome == "promoted":
            self.git = release_file.promoted(self.git, record.version)
        if self.git != before:
            self.sync()

    # Rollbacks.

    def an_alert_calls_for_a_rollback(self, data: st.DataObject) -> None:
        self.alerts.append((self.state().created, datetime.now(UTC)))
        self.replay(len(self.alerts) - 1, data)

    def an_alert_comes_late(self, data: st.DataObject) -> None:
        if self.alerts:
            self.replay(data.draw(st.integers(0, len(self.alerts) - 1)), data)

    def replay(self, index: int, data: st.DataObject) -> None:
        revision, since = self.alerts[index]
        about = self.serving.knative.sources.get(revision)
        champion = self.state().champion
        with self.interrupted(data):
            try:
                decision = self.rolls_back(Undo("an alert", revision=revision, since=since))
            except Killed:
                return
        if decision is not None:
            assert decision.record is not None
            assert decision.record.version.storage_uri == about
            assert champion is None or champion.storage_uri != about, "an alert rolled the champion back"

    def a_person_rolls_back_what_serves(self, _: st.DataObject) -> None:
        champion = self.state().champion
        if champion is not None and self.workflow is None:
            self.rolls_back(Undo("complaints", champion.storage_uri))

    def rolls_back(self, undo: Undo) -> Any:
        """In the cluster, then in Git; None if it was rejected."""
        try:
            decision = self.release().rollback(undo)
        except GitFirst:
            self.commits()
            decision = self.release().rollback(dataclasses.replace(undo, committed=True))
        except Failure as failure:
            assert "within" not in str(failure), f"a rollback did not reach the champion: {failure}"
            return None
        assert decision.record is not None
        self.rolled_back(decision.record.version, decision.record.champion)
        return decision

    def rolled_back(self, version: Version, champion: Version | None) -> None:
        assert champion is not None
        assert self.serving.traffic == {champion.storage_uri: 100}, "a rollback ended before the champion was serving"
        self.bad.add(version.storage_uri)
        self.bad.discard(champion.storage_uri)
        self.commits()

    # Invariants.

    @invariant()
    def no_traffic_is_left_undecided(self) -> None:
        """Without a running release, one version has all the traffic; with one, it has at most the share that it was
        given."""
        rested = self.rested()
        assert self.workflow is not None or len(rested) == 1, f"a split is left: {rested}"

    @invariant()
    def no_champion_is_marked_as_rolled_back(self) -> None:
        record = Records(self.cluster, NAMESPACE, NAME).read()
        if self.workflow is None and record is not None and record.outcome == "rolled-back":
            assert record.version.storage_uri not in self.rested()

    @invariant()
    def nothing_but_git_writes_a_version(self) -> None:
        """Otherwise Argo CD would restore what is in Git, and start the pods of the other version again."""
        deployed, named = (one["model"]["storageUri"] for one in (self.spec(), self.git["spec"]["predictor"]))
        assert deployed == named, f"{deployed} is deployed, but Git names {named}"

    # Tools.

    def rested(self) -> dict[str, int]:
        """The serving versions once all controllers have caught up. Pods take longer than anything else."""
        serving = copy.deepcopy(self.serving)
        for _ in range(3):
            for step in (serving.kserve, serving.configuration, serving.route, serving.service):
                step()
                self.check(serving.traffic)
        serving.settle()
        self.check(serving.traffic)
        return serving.traffic

    def check(self, traffic: dict[str, int]) -> None:
        if self.workflow is None:
            assert not self.bad & set(traffic), f"a rolled-back version is serving: {traffic}"
        elif self.workflow.at >= 0:
            share = (0, *STEPS)[self.workflow.at]
            served = traffic.get(self.workflow.version.storage_uri, 0)
            assert served <= share, f"{self.workflow.version.storage_uri} has {served} %, not {share} %"

    def interrupted(self, data: st.DataObject) -> AbstractContextManager[None]:
        """Something else happens before one of the requests of a command."""
        what = data.draw(st.sampled_from(MEANWHILE), label="meanwhile")
        at = data.draw(st.integers(1, 30), label="request") if what != "nothing" else 0
        return before_request(self.cluster, at, lambda: self.meanwhile(what, data))

    def meanwhile(self, what: str, data: st.DataObject) -> None:
        match what:
            case "killed":
                raise Killed
            case "controllers":
                self.controllers_work()
            case "sync":
                self.sync()
            case "alert":
                self.rolls_back(Undo("an alert", revision=self.state().created, since=datetime.now(UTC)))
            case "note":
                self.a_person_adds_a_note(data)

    def tolerated(self, command: Callable[[], Any]) -> None:
        with suppress(Failure):
            command()

    def running(self) -> Workflow:
        assert self.workflow is not None
        return self.workflow

    def release(self, storage_uri: str | None = None, release: str = "") -> KnativeRelease:
        return KnativeRelease(self.cluster, Target(NAMESPACE, NAME, storage_uri, 300, release))

    def state(self) -> Any:
        return Knative(self.cluster, NAMESPACE).look(NAME)

    def spec(self) -> KubeObject:
        found: KubeObject = self.cluster.get(INFERENCE_SERVICE, NAMESPACE, NAME)["spec"]["predictor"]
        return found


class TestReleases(Releases.TestCase):
    # The default run uses the same examples each time; CANARY_EXAMPLES generates more of them.
    settings = settings(
        max_examples=int(os.environ.get("CANARY_EXAMPLES", "60")),
        stateful_step_count=25,
        derandomize="CANARY_EXAMPLES" not in os.environ,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
    )


@pytest.fixture(autouse=True, scope="module")
def clock() -> Iterator[None]:
    real = target.time
    yield
    target.time = real
