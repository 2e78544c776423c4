"""Releases on a real API server. The tests run the controllers of KServe and Knative themselves, step by step."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from clock import Clock
from fake_cluster import FakeCluster
from knative_model import Serving
from kubernetes import client

from mlops_delivery.canary import target
from mlops_delivery.canary.cluster import CONFIG_MAP, INFERENCE_SERVICE, MANAGER, REVISION, Cluster, Decision
from mlops_delivery.canary.inference_service import CHAMPION
from mlops_delivery.canary.knative_release import KnativeRelease
from mlops_delivery.canary.proposal import proposal_of
from mlops_delivery.canary.record import REMEMBERED, Record, Records, name_of
from mlops_delivery.canary.request import Begin, Undo
from mlops_delivery.canary.target import Target
from mlops_delivery.canary.version import PROVENANCE, Version
from mlops_delivery.failure import GitFirst, Refused
from mlops_delivery.program import run

NAMESPACE = "default"
ONE, TWO, THREE, FOUR = (Version(f"s3://models/fraud/{n}", f"registry.example.com/p@sha256:{n * 64}") for n in "1234")


class Endpoint(Serving):
    def release(self, storage_uri: str | None = None, release: str = "") -> KnativeRelease:
        return KnativeRelease(self.cluster, Target(self.namespace, self.name, storage_uri, 300, release))

    def start(self, version: Version, percent: int = 0, release: str = "", **more: Any) -> Decision:
        return self.release(release=release).start(Begin(version, percent, **more))

    def step(self, percent: int) -> Decision:
        return self.release().step(percent)

    def promote(self) -> Decision:
        return self.release().promote()

    def rollback(self, version: Version | None = None, **more: Any) -> Decision:
        return self.release().rollback(Undo("slow", version and version.storage_uri, **more))

    def deploy(self, version: Version | None, annotations: dict[str, str] | None = None) -> None:
        model: dict[str, Any] = {"modelFormat": {"name": "sklearn"}}
        if version:
            model["storageUri"] = version.storage_uri
        metadata = {"name": self.name, "annotations": annotations or {}}
        body = {"metadata": metadata, "spec": {"predictor": {"model": model}}}
        assert self.cluster.create(INFERENCE_SERVICE, self.namespace, body)
        self.settle()

    def edit(self, version: Version, percent: int | None) -> None:
        """As when a person changes the manifest."""
        self.patch(
            {"spec": {"predictor": {"canaryTrafficPercent": percent, "model": {"storageUri": version.storage_uri}}}}
        )
        self.settle()

    def get(self) -> dict[str, Any]:
        return self.cluster.get(INFERENCE_SERVICE, self.namespace, self.name)

    def patch(self, body: dict[str, Any]) -> None:
        self.cluster.merge_patch(INFERENCE_SERVICE, self.namespace, self.name, body)

    @property
    def percent(self) -> int | None:
        return self.get()["spec"]["predictor"].get("canaryTrafficPercent")

    @property
    def uri(self) -> str | None:
        return self.get()["spec"]["predictor"]["model"].get("storageUri")

    @property
    def record(self) -> Record | None:
        return Records(self.cluster, self.namespace, self.name).read()

    @property
    def version(self) -> str:
        return self.get()["metadata"]["resourceVersion"]


@pytest.fixture
def serving(cluster: Cluster, endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Endpoint:
    found = Endpoint(cluster, NAMESPACE, endpoint)
    monkeypatch.setattr(target, "time", Clock(lambda: found.settle(1)))
    monkeypatch.delenv("PUSHGATEWAY_URL", raising=False)
    return found


@pytest.fixture
def canary(serving: Endpoint) -> Endpoint:
    """Version 2 has 10 % next to version 1."""
    serving.deploy(ONE)
    serving.start(TWO)
    serving.step(10)
    return serving


def all_to(version: Version) -> dict[str, int]:
    return {version.storage_uri: 100}


def versions(*numbers: Version) -> list[str]:
    return [version.storage_uri for version in numbers]


def test_a_release_goes_up_to_all_the_traffic(canary: Endpoint) -> None:
    assert canary.traffic == {TWO.storage_uri: 10, ONE.storage_uri: 90}
    assert canary.get()["metadata"]["annotations"] == {PROVENANCE: TWO.provenance}
    canary.step(50)
    assert canary.traffic == {TWO.storage_uri: 50, ONE.storage_uri: 50}
    canary.promote()
    assert canary.percent is None
    assert canary.traffic == all_to(TWO)
    assert canary.record is not None
    assert (canary.record.version, canary.record.outcome) == (TWO, "promoted")


def test_one_revision_for_each_version_however_often_one_is_rolled_back(canary: Endpoint) -> None:
    canary.rollback(TWO)
    canary.start(THREE)
    canary.step(10)
    canary.promote()
    canary.rollback(THREE)
    canary.start(FOUR)
    canary.rollback(FOUR)
    canary.settle()
    assert canary.revisions == versions(ONE, TWO, THREE, FOUR)
    assert canary.traffic == all_to(ONE)


def test_a_rollback_after_a_promotion_sends_every_request_to_the_champion(canary: Endpoint) -> None:
    canary.promote()
    canary.rollback(TWO)
    assert canary.traffic == all_to(ONE)
    assert canary.revisions == versions(ONE, TWO)
    canary.settle()
    assert canary.traffic == all_to(ONE)


@pytest.mark.parametrize("note", ["annotations", "labels"])
def test_a_rollback_finds_the_champion_behind_copies_of_the_version(canary: Endpoint, note: str) -> None:
    """KServe creates a revision for any annotation and label that a person or a controller adds."""
    canary.promote()
    canary.patch({"metadata": {note: {"someone": "was-here"}}})
    canary.settle()
    assert canary.revisions == versions(ONE, TWO, TWO)
    # KServe goes one revision back, which is the same version: the champion has to be deployed again.
    with pytest.raises(GitFirst, match="once Git names s3://models/fraud/1"):
        canary.rollback(TWO)
    assert (canary.uri, canary.traffic) == (TWO.storage_uri, all_to(TWO))
    sync(canary, ONE, None)
    assert "is rolled back" in canary.rollback(TWO, committed=True).message
    assert canary.traffic == all_to(ONE)
    assert canary.revisions == versions(ONE, TWO, TWO, ONE)


def test_a_rollback_never_writes_a_version_that_argo_cd_would_revert(canary: Endpoint, monkeypatch: Any) -> None:
    """Git names the promoted version until the commit; Argo CD restores it as soon as the cluster differs."""
    sync(canary, TWO, 0)
    canary.promote()
    sync(canary, TWO, None)
    canary.patch({"metadata": {"annotations": {"someone": "was-here"}}})
    canary.settle()
    named, healed = TWO, []

    def heals() -> None:
        if canary.uri != named.storage_uri:
            healed.append(canary.uri)
            sync(canary, named, None)
        canary.settle(1)

    monkeypatch.setattr(target, "time", Clock(heals))
    with pytest.raises(GitFirst):
        canary.rollback(TWO)
    named = ONE
    canary.rollback(TWO, committed=True)
    assert canary.traffic == all_to(ONE)
    # Argo CD deployed the champion, and nothing had to be restored.
    assert healed == [TWO.storage_uri]
    assert canary.revisions == versions(ONE, TWO, TWO, ONE)


def test_a_rollback_that_does_not_reach_the_champion_fails(canary: Endpoint) -> None:
    canary.promote()
    canary.patch({"metadata": {"annotations": {"someone": "was-here"}}})
    canary.settle()
    canary.knative.broken.add(ONE.storage_uri)
    sync(canary, ONE, None)
    with pytest.raises(Refused, match=r"did not return to .*/1 within 300 s: s3://models/fraud/2 is serving"):
        canary.rollback(TWO, committed=True)
    # The failing version answers, which is better than none.
    assert canary.traffic == all_to(TWO)


def test_the_champion_is_the_serving_version_whatever_the_spec_names(serving: Endpoint) -> None:
    """A canary that a person started in the manifest, and that was rolled back: the spec still names it."""
    serving.deploy(ONE)
    serving.edit(TWO, 10)
    serving.rollback()
    serving.start(THREE)
    assert serving.record is not None
    assert serving.record.champion is not None
    assert serving.record.champion.storage_uri == ONE.storage_uri
    serving.promote()
    serving.rollback(THREE)
    assert serving.traffic == all_to(ONE)


def test_a_rollback_of_a_release_that_never_began_here_knows_the_champion(serving: Endpoint) -> None:
    serving.deploy(ONE)
    serving.edit(TWO, None)
    assert serving.traffic == all_to(TWO)
    serving.rollback(TWO)
    assert serving.traffic == all_to(ONE)


def test_the_champion_gets_its_traffic_back_if_kserve_treated_a_start_as_a_rollback(canary: Endpoint) -> None:
    """
    Between two reads by KServe the route has the share of 0 and no new revision is reported: KServe assumes that the
    newest revision was rolled back, and sends the traffic to the version before the champion.
    """
    canary.promote()
    canary.settle()
    canary.patch({"spec": {"predictor": {"canaryTrafficPercent": 0, "model": {"storageUri": THREE.storage_uri}}}})
    canary.kserve(), canary.route(), canary.service(), canary.kserve()
    with pytest.raises(
        Refused, match="s3://models/fraud/2 was serving when the release began, now s3://models/fraud/1 is serving"
    ):
        canary.start(THREE, release="release-1")
    assert canary.traffic == all_to(ONE)
    with pytest.raises(GitFirst):
        canary.release(release="release-1").end(Undo("it ended"))
    # The rolled-back version gets nothing while the champion's pods start.
    sync(canary, TWO, None)
    assert canary.percent == 0
    decision = canary.release(release="release-1").end(Undo("it ended", committed=True))
    assert decision is not None
    assert canary.traffic == all_to(TWO)
    assert canary.revisions == versions(ONE, TWO, THREE, TWO)


def test_a_champion_that_git_named_late_gets_its_traffic_when_the_endpoint_is_settled(canary: Endpoint) -> None:
    """As above; the commit was approved after the release had ended."""
    canary.promote()
    canary.settle()
    canary.patch({"spec": {"predictor": {"canaryTrafficPercent": 0, "model": {"storageUri": THREE.storage_uri}}}})
    canary.kserve(), canary.route(), canary.service(), canary.kserve()
    with pytest.raises(Refused, match="was serving when the release began"):
        canary.start(THREE)
    with pytest.raises(GitFirst):
        canary.rollback(THREE)
    sync(canary, TWO, None)
    canary.settle()
    assert canary.traffic == all_to(ONE)
    canary.release().settle()
    canary.settle()
    assert canary.traffic == all_to(TWO)


def test_the_first_version_gets_all_the_traffic(serving: Endpoint) -> None:
    serving.deploy(None)
    serving.start(ONE, 10)
    assert (serving.uri, serving.percent) == (ONE.storage_uri, None)
    assert "nothing to split" in serving.step(10).message
    assert serving.percent is None
    with pytest.raises(Refused, match="nothing to roll back to"):
        serving.rollback(ONE)


def test_repeated_commands_change_nothing(canary: Endpoint) -> None:
    def unchanged(again: Callable[[], Decision]) -> None:
        version = canary.version
        assert "already" in again().message
        assert canary.version == version

    unchanged(lambda: canary.step(10))
    canary.rollback()
    unchanged(canary.rollback)
    unchanged(lambda: canary.rollback(TWO))
    canary.start(THREE)
    canary.start(THREE)
    unchanged(lambda: canary.start(THREE))
    canary.promote()
    unchanged(canary.promote)


def test_a_rollback_stays(canary: Endpoint) -> None:
    canary.rollback()
    for go_on in (lambda: canary.step(25), canary.promote):
        with pytest.raises(Refused, match="rolled back"):
            go_on()
    assert canary.traffic == all_to(ONE)


def test_a_rolled_back_version_can_be_started_again(canary: Endpoint) -> None:
    canary.rollback()
    canary.start(TWO)
    canary.step(25)
    assert canary.traffic == {TWO.storage_uri: 25, ONE.storage_uri: 75}
    assert canary.revisions == versions(ONE, TWO)


def test_a_share_of_0_for_the_champion_is_not_a_release(canary: Endpoint) -> None:
    """Git names the champion again after a rollback; the share of 0 only exists in the cluster."""
    canary.rollback()
    canary.edit(ONE, 0)
    canary.start(THREE, 5)
    assert canary.traffic == {THREE.storage_uri: 5, ONE.storage_uri: 95}
    assert canary.record is not None
    assert canary.record.champion is not None
    assert canary.record.champion.storage_uri == ONE.storage_uri


def test_the_champion_gets_changes_of_the_endpoint_again_after_a_rollback(canary: Endpoint) -> None:
    assert "nothing to settle" in canary.release().settle().message
    assert canary.percent == 10
    canary.rollback()
    canary.edit(ONE, 0)
    canary.release().settle()
    canary.settle()
    assert canary.percent is None
    assert canary.traffic == all_to(ONE)


def test_a_proposal_is_released_and_nothing_else_is_deployed(serving: Endpoint) -> None:
    serving.deploy(ONE)
    with pytest.raises(Refused, match="Git has to name it first"):
        serving.start(TWO, proposed=True)
    assert serving.revisions == versions(ONE)
    serving.edit(TWO, 0)
    serving.start(TWO, proposed=True, release="release-1")
    assert serving.revisions == versions(ONE, TWO)
    assert serving.record is not None
    assert (serving.record.release, serving.record.outcome) == ("release-1", "undecided")


def test_a_rollback_before_the_first_share_outlives_the_commit_that_withdraws_the_version(serving: Endpoint) -> None:
    """
    Argo CD set the share of 0 and removes it with that commit. This must not give traffic to another version: until the
    champion's pods are ready again, the newest ready revision is the one that was rolled back.
    """
    serving.deploy(ONE)
    sync(serving, TWO, 0)
    serving.start(TWO, proposed=True)
    serving.rollback(TWO)
    sync(serving, ONE, None)
    serving.kserve(), serving.configuration(), serving.route()
    assert serving.traffic == all_to(ONE)
    serving.settle()
    assert serving.traffic == all_to(ONE)
    assert serving.percent == 0


def sync(serving: Endpoint, version: Version, percent: int | None) -> None:
    """Server-side, with Argo CD's manager: fields that only it owned are removed."""
    share = {} if percent is None else {"canaryTrafficPercent": percent}
    model = {"modelFormat": {"name": "sklearn"}, "storageUri": version.storage_uri}
    spec = {"predictor": {**share, "model": model}}
    metadata = {"name": serving.name, "namespace": NAMESPACE}
    body = {"apiVersion": INFERENCE_SERVICE.api_version, "kind": "InferenceService", "metadata": metadata, "spec": spec}
    serving.cluster.apply(INFERENCE_SERVICE, NAMESPACE, serving.name, body, manager="argocd-controller")


def test_a_version_that_is_not_ready_gets_no_traffic(canary: Endpoint) -> None:
    canary.knative.broken.add(TWO.storage_uri)
    canary.patch({"metadata": {"annotations": {"someone": "was-here"}}})
    canary.settle()
    with pytest.raises(Refused, match=r"ready is .*00002"):
        canary.step(25)
    assert canary.percent == 10


def test_a_release_in_progress_is_not_replaced(canary: Endpoint) -> None:
    with pytest.raises(Refused, match="another release is in progress"):
        canary.start(THREE)
    assert canary.uri == TWO.storage_uri


def test_a_release_stops_when_another_took_over(canary: Endpoint) -> None:
    canary.edit(THREE, 10)
    release = canary.release(TWO.storage_uri)
    for command in (lambda: release.step(25), release.promote, lambda: canary.rollback(TWO)):
        with pytest.raises(Refused, match="another release took over"):
            command()
    assert (canary.uri, canary.percent) == (THREE.storage_uri, 10)


class TestAnAlertThatComesLate:
    """Alertmanager repeats an alert as long as it fires."""

    def test_rolls_back_no_other_version(self, canary: Endpoint) -> None:
        first = canary.knative.created
        canary.rollback(revision=first)
        canary.start(THREE)
        canary.step(10)
        with pytest.raises(Refused, match="the alert is for"):
            canary.rollback(revision=first)
        assert canary.traffic == {THREE.storage_uri: 10, ONE.storage_uri: 90}

    def test_rolls_back_no_version_that_was_promoted(self, canary: Endpoint) -> None:
        canary.promote()
        with pytest.raises(Refused, match="comes too late"):
            canary.rollback(revision=canary.knative.created)
        assert canary.traffic == all_to(TWO)

    def test_without_a_revision_rolls_back_no_champion(self, canary: Endpoint) -> None:
        canary.rollback()
        canary.edit(ONE, 0)
        with pytest.raises(Refused, match="is the champion"):
            canary.rollback()
        assert canary.record is not None
        assert canary.record.version.storage_uri == TWO.storage_uri

    def test_finishes_a_rollback_that_is_newer_than_the_alert(self, serving: Endpoint, monkeypatch: Any) -> None:
        """For a version without a release: a person gave it a share, and another writer changed it."""
        serving.deploy(ONE)
        serving.edit(TWO, 30)
        alert = {"revision": serving.knative.created, "since": datetime.now(UTC) - timedelta(minutes=5)}
        patch, raced = serving.cluster.patch_if_unchanged, []

        def overtaken(kind: Any, found: dict[str, Any], decision: Decision) -> bool:
            if kind == INFERENCE_SERVICE and not raced:
                raced.append(True)
                serving.patch({"metadata": {"labels": {"someone": "else"}}})
            return patch(kind, found, decision)

        monkeypatch.setattr(serving.cluster, "patch_if_unchanged", overtaken)
        assert "is rolled back: slow" in serving.rollback(**alert).message
        assert (serving.percent, serving.traffic) == (0, all_to(ONE))

    def test_finishes_a_rollback_that_ended_after_its_record(self, serving: Endpoint) -> None:
        serving.deploy(ONE)
        serving.edit(TWO, 30)
        records = Records(serving.cluster, NAMESPACE, serving.name)
        records.read()
        records.write(Record(TWO, ONE, "2026-11-30T12:00:00Z", "rolled-back", "slow"), serving.get())
        before = datetime(2026, 11, 30, 11, tzinfo=UTC)
        serving.rollback(revision=serving.knative.created, since=before)
        assert serving.traffic == all_to(ONE)
        assert "already" in serving.rollback(revision=serving.knative.created, since=before).message

    def test_is_for_an_earlier_release_of_the_same_version(self, canary: Endpoint) -> None:
        canary.rollback()
        before = datetime.now(UTC) - timedelta(minutes=5)
        canary.start(TWO)
        canary.step(10)
        with pytest.raises(Refused, match="it is for another version"):
            canary.rollback(since=before)
        assert canary.traffic == {TWO.storage_uri: 10, ONE.storage_uri: 90}


def test_the_champion_is_not_rolled_back_to_the_one_before(canary: Endpoint) -> None:
    canary.promote()
    canary.start(THREE)
    canary.rollback(THREE)
    with pytest.raises(Refused, match="is the champion that s3://models/fraud/3 was rolled back to"):
        canary.rollback(TWO)
    assert canary.traffic == all_to(TWO)


def test_no_rollback_goes_to_a_version_that_was_rolled_back(canary: Endpoint) -> None:
    """A person deployed version 3 at all the traffic; KServe had version 2 just before it."""
    canary.promote()
    canary.rollback(TWO)
    sync(canary, ONE, None)
    canary.release().settle()
    canary.edit(TWO, None)
    canary.edit(THREE, None)
    with pytest.raises(GitFirst, match="once Git names s3://models/fraud/1"):
        canary.rollback(THREE)
    assert canary.record is not None
    assert canary.record.champion is not None
    assert canary.record.champion.storage_uri == ONE.storage_uri


class TestTheEndOfARelease:
    def test_rolls_back_an_undecided_release(self, serving: Endpoint) -> None:
        serving.deploy(ONE)
        serving.start(TWO, release="release-1")
        serving.step(10)
        assert serving.release(release="another").end(Undo("it ended")) is None
        assert serving.traffic == {TWO.storage_uri: 10, ONE.storage_uri: 90}
        decision = serving.release(release="release-1").end(Undo("it was not decided in time"))
        assert decision is not None
        assert serving.traffic == all_to(ONE)
        assert serving.record is not None
        assert (serving.record.outcome, serving.record.reason) == ("rolled-back", "it was not decided in time")

    def test_leaves_a_decided_release(self, serving: Endpoint) -> None:
        serving.deploy(ONE)
        serving.start(TWO, release="release-1")
        serving.promote()
        assert serving.release(release="release-1").end(Undo("it ended")) is None
        assert serving.traffic == all_to(TWO)

    def test_leaves_a_version_that_git_withdrew(self, serving: Endpoint) -> None:
        serving.deploy(ONE)
        serving.start(TWO, release="release-1")
        serving.edit(ONE, 0)
        assert serving.release(release="release-1").end(Undo("it ended")) is None

    def test_takes_the_share_from_the_version_that_replaced_it_in_git(self, serving: Endpoint) -> None:
        serving.deploy(ONE)
        serving.start(TWO, release="release-1")
        serving.step(10)
        serving.edit(THREE, 10)
        assert serving.release(release="release-1").end(Undo("it ended")) is None
        serving.settle()
        assert serving.traffic == all_to(ONE)


class TestAReleaseWhoseRecordWasDeleted:
    def test_is_rolled_back_at_its_end_by_the_state_of_the_cluster(self, serving: Endpoint) -> None:
        serving.deploy(ONE)
        serving.start(TWO, release="release-1")
        serving.step(10)
        forget(serving)
        assert serving.release(release="release-1").end(Undo("it ended", THREE.storage_uri)) is None
        decision = serving.release(release="release-1").end(Undo("it ended", TWO.storage_uri))
        assert decision is not None
        assert serving.traffic == all_to(ONE)
        assert serving.record is not None
        assert serving.record.outcome == "rolled-back"

    @pytest.mark.parametrize("outcome", ["rolled-back", "promoted"])
    def test_is_known_by_its_release_so_that_it_is_committed_to_git(self, serving: Endpoint, outcome: str) -> None:
        serving.deploy(ONE)
        serving.start(TWO, release="release-1")
        forget(serving)
        release = serving.release(TWO.storage_uri, release="release-1")
        if outcome == "promoted":
            release.promote()
        else:
            serving.step(10)
            release.end(Undo("it ended", TWO.storage_uri))
        assert serving.record is not None
        assert (serving.record.outcome, serving.record.release) == (outcome, "release-1")

    def test_stays_promoted_and_is_committed_to_git(self, serving: Endpoint) -> None:
        serving.deploy(ONE)
        serving.start(TWO, release="release-1")
        serving.promote()
        forget(serving)
        assert serving.release(release="release-1").end(Undo("it ended", TWO.storage_uri)) is not None
        assert serving.traffic == all_to(TWO)
        assert serving.record is not None
        assert (serving.record.outcome, serving.record.release) == ("promoted", "release-1")

    def test_leaves_a_share_that_a_person_wrote_into_git(self, serving: Endpoint) -> None:
        """A workflow that found nothing to release ends as well."""
        serving.deploy(ONE)
        serving.edit(TWO, 10)
        assert serving.release(release="release-1").end(Undo("it ended")) is None
        assert serving.traffic == {TWO.storage_uri: 10, ONE.storage_uri: 90}


def forget(serving: Endpoint) -> None:
    assert serving.cluster.delete(CONFIG_MAP, NAMESPACE, name_of(serving.name))


def test_a_version_that_was_rolled_back_earlier_is_rejected_too(canary: Endpoint) -> None:
    canary.rollback(TWO)
    canary.start(THREE)
    canary.rollback(THREE)
    canary.edit(TWO, 0)
    with pytest.raises(Refused, match="s3://models/fraud/2 was rolled back; start it again"):
        canary.step(10)
    canary.start(TWO)
    canary.step(10)
    assert canary.traffic == {TWO.storage_uri: 10, ONE.storage_uri: 90}
    assert canary.record is not None
    assert canary.record.refused == (THREE.storage_uri,)


def test_a_limited_number_of_rolled_back_versions_is_remembered(serving: Endpoint) -> None:
    serving.deploy(ONE)
    records = Records(serving.cluster, NAMESPACE, serving.name)
    for number in range(REMEMBERED + 3):
        records.read()
        version = Version(f"s3://models/fraud/{'x' * 990}{number}")
        assert records.write(Record(version, ONE, "2026-01-01T00:00:00Z", "rolled-back"), serving.get())
    record = records.read()
    assert record is not None
    assert len(record.refused) == REMEMBERED
    assert record.refused[-1].endswith(f"x{REMEMBERED + 1}")


def test_an_alert_is_compared_with_a_time_that_has_a_zone(canary: Endpoint, capsys: pytest.CaptureFixture[str]) -> None:
    target = ["--endpoint", canary.name, "--namespace", NAMESPACE, "--reason", "slow"]
    with pytest.raises(SystemExit) as ended:
        run(["canary", "rollback", *target, "--since", "2026-11-30T12:21:41"])
    assert ended.value.code == 2
    assert "expected a time with a zone" in capsys.readouterr().err


@pytest.mark.parametrize("begun", ["2026-11-30T12:21:41", "yesterday"])
def test_a_record_whose_time_cannot_be_read_does_not_keep_a_bad_version(canary: Endpoint, begun: str) -> None:
    canary.cluster.merge_patch(CONFIG_MAP, NAMESPACE, name_of(canary.name), {"data": {"begun": begun}})
    canary.rollback(since=datetime.now(UTC))
    assert canary.traffic == all_to(ONE)


def test_a_champion_in_the_record_that_is_no_address_is_ignored(canary: Endpoint) -> None:
    canary.cluster.merge_patch(CONFIG_MAP, NAMESPACE, name_of(canary.name), {"data": {"champion": "nonsense"}})
    canary.rollback()
    assert canary.traffic == all_to(ONE)
    assert canary.record is not None
    assert canary.record.champion is not None
    assert canary.record.champion.storage_uri == ONE.storage_uri


def test_a_failed_candidate_that_blocks_the_route_is_rolled_back_by_git_at_once(canary: Endpoint) -> None:
    canary.step(50)
    canary.knative.missing.add(canary.knative.ready)
    canary.settle()
    before = target.time.monotonic()
    with pytest.raises(GitFirst, match="can't change the route"):
        canary.rollback()
    assert target.time.monotonic() - before < 60
    assert canary.record is not None
    assert canary.record.outcome == "rolled-back"
    # Argo CD deploys what the commit names.
    canary.edit(ONE, canary.percent)
    canary.rollback(TWO, committed=True)
    assert canary.traffic == all_to(ONE)


def test_a_champion_whose_revision_was_deleted_serves_again_once_git_names_it(canary: Endpoint) -> None:
    champion = f"{canary.name}-predictor-00001"
    canary.cluster.delete(REVISION, NAMESPACE, champion)
    canary.knative.missing.add(champion)
    canary.settle()
    with pytest.raises(GitFirst):
        canary.rollback()
    canary.edit(ONE, canary.percent)
    assert proposal_of("kserve", canary.cluster, NAMESPACE, canary.name) is None
    canary.rollback(TWO, committed=True)
    assert canary.traffic == all_to(ONE)


def test_a_champion_whose_revision_failed_serves_again_at_a_new_one(canary: Endpoint) -> None:
    canary.knative.missing |= {f"{canary.name}-predictor-00001", f"{canary.name}-predictor-00002"}
    canary.settle()
    with pytest.raises(GitFirst):
        canary.rollback()
    canary.edit(ONE, canary.percent)
    canary.rollback(TWO, committed=True)
    assert canary.percent is None
    assert canary.traffic == all_to(ONE)


def test_a_champion_without_ready_pods_is_reported(canary: Endpoint) -> None:
    down = {"status": {"desiredReplicas": 1, "actualReplicas": 0}}
    canary.cluster.merge_patch(REVISION, NAMESPACE, f"{canary.name}-predictor-00001/status", down)
    with pytest.raises(GitFirst, match=r"none of the 1 pods of .*-00001 is ready"):
        canary.rollback()
    assert canary.traffic == all_to(ONE)
    with pytest.raises(Refused, match="within 300 s: none of the 1 pods"):
        canary.rollback(TWO, committed=True)


class TestAPromotionThatASynchronizationOfGitUndid:
    """Git names the share until the pull request of the promotion is merged."""

    @pytest.fixture
    def undone(self, canary: Endpoint) -> Endpoint:
        canary.promote()
        canary.edit(TWO, 0)
        assert canary.traffic == all_to(ONE)
        return canary

    def test_is_not_released_again(self, undone: Endpoint) -> None:
        assert proposal_of("kserve", undone.cluster, NAMESPACE, undone.name) is None

    def test_is_repeated_when_the_endpoint_is_settled(self, undone: Endpoint) -> None:
        undone.release().settle()
        undone.settle()
        assert undone.percent is None
        assert undone.traffic == all_to(TWO)


class TestAnEndpointThatWasCreatedAgainDuringARelease:
    """From Git, which names a version with a share: KServe gives all the traffic to the first revision."""

    @pytest.fixture
    def recreated(self, serving: Endpoint) -> Endpoint:
        serving.deploy(TWO, {CHAMPION: ONE.storage_uri})
        serving.edit(TWO, 0)
        assert serving.traffic == all_to(TWO)
        return serving

    @pytest.mark.parametrize("command", ["promote", "step", "settle"])
    def test_gives_no_version_the_traffic_without_a_release(self, recreated: Endpoint, command: str) -> None:
        run_it = {
            "promote": recreated.promote,
            "step": lambda: recreated.step(60),
            "settle": lambda: recreated.release().settle(),
        }
        with pytest.raises(Refused, match="without a release"):
            run_it[command]()

    def test_goes_back_to_the_champion_that_git_names(self, recreated: Endpoint) -> None:
        with pytest.raises(GitFirst, match="once Git names s3://models/fraud/1"):
            recreated.release(TWO.storage_uri, "wf-1").end(Undo("undecided", TWO.storage_uri))
        assert recreated.record is not None
        assert (recreated.record.outcome, recreated.record.release) == ("rolled-back", "wf-1")
        recreated.edit(ONE, None)
        recreated.rollback(TWO, committed=True)
        assert recreated.traffic == all_to(ONE)


def test_an_alerts_rollback_without_a_version_is_for_the_challenger(canary: Endpoint) -> None:
    arguments = ["--endpoint", canary.name, "--namespace", NAMESPACE, "--reason", "slow", "--storage-uri", ""]
    assert run(["canary", "rollback", *arguments]) == 0
    assert canary.traffic == all_to(ONE)


def test_a_champion_is_not_rolled_back_beneath_another_version(canary: Endpoint) -> None:
    canary.promote()
    canary.edit(THREE, 0)
    with pytest.raises(Refused, match="Withdraw it in Git"):
        canary.rollback(TWO)
    assert canary.traffic == all_to(TWO)
    assert canary.record is not None
    assert canary.record.outcome == "promoted"


def test_a_decision_is_repeated_after_a_conflict(canary: Endpoint) -> None:
    seen: list[str] = []

    def decide(service: dict[str, Any]) -> Decision:
        if not seen:
            canary.patch({"metadata": {"labels": {"somebody": "else"}}})
        seen.append(service["metadata"]["resourceVersion"])
        return Decision("to 25 %", {"spec": {"predictor": {"canaryTrafficPercent": 25}}})

    canary.cluster.change(INFERENCE_SERVICE, NAMESPACE, canary.name, decide)
    assert len(set(seen)) == 2
    assert canary.percent == 25
    assert canary.get()["metadata"]["labels"] == {"somebody": "else"}


def test_a_rollback_wins_over_a_step_that_was_decided_before(serving: Endpoint, monkeypatch: Any) -> None:
    """The share was already 0: nothing changes on the endpoint that the step could notice."""
    serving.deploy(ONE)
    serving.start(TWO)
    serving.start(TWO)
    patch, raced = serving.cluster.patch_if_unchanged, []

    def overtaken(kind: Any, found: dict[str, Any], decision: Decision) -> bool:
        if kind == INFERENCE_SERVICE and not raced:
            raced.append(True)
            serving.rollback(TWO)
        return patch(kind, found, decision)

    monkeypatch.setattr(serving.cluster, "patch_if_unchanged", overtaken)
    with pytest.raises(Refused, match="was rolled back"):
        serving.step(10)
    serving.settle()
    assert serving.traffic == all_to(ONE)


def test_git_and_the_release_both_own_the_share(serving: Endpoint) -> None:
    serving.deploy(ONE)
    sync(serving, TWO, 0)
    serving.start(TWO, proposed=True)
    if isinstance(serving.cluster, FakeCluster):
        return
    owners = [
        entry["manager"]
        for entry in serving.get()["metadata"]["managedFields"]
        if "f:canaryTrafficPercent" in entry["fieldsV1"].get("f:spec", {}).get("f:predictor", {})
    ]
    assert sorted(owners) == sorted(["argocd-controller", MANAGER])


def test_the_champion_in_git_is_not_trusted(canary: Endpoint) -> None:
    canary.patch({"metadata": {"annotations": {CHAMPION: THREE.storage_uri}}})
    canary.settle()
    canary.rollback()
    assert canary.traffic == all_to(ONE)
    assert canary.record is not None
    assert canary.record.champion is not None
    assert canary.record.champion.storage_uri == ONE.storage_uri


def test_a_deleted_endpoint_is_not_recreated(canary: Endpoint, capsys: pytest.CaptureFixture[str]) -> None:
    canary.cluster.delete(INFERENCE_SERVICE, NAMESPACE, canary.name)
    arguments = ["--endpoint", canary.name, "--namespace", NAMESPACE]
    assert run(["canary", "rollback", *arguments, "--reason", "slow"]) == 1
    assert "there is no InferenceService" in capsys.readouterr().err
    assert canary.cluster.find(INFERENCE_SERVICE, NAMESPACE, canary.name) is None


def test_the_program_takes_a_release_to_its_end_and_back(canary: Endpoint) -> None:
    arguments = ["--endpoint", canary.name, "--namespace", NAMESPACE, "--storage-uri", TWO.storage_uri]
    assert run(["canary", "step", *arguments, "--percent", "30"]) == 0
    assert canary.traffic == {TWO.storage_uri: 30, ONE.storage_uri: 70}
    assert run(["canary", "step", *arguments, "--percent", "100"]) == 0
    assert canary.traffic == all_to(TWO)
    assert run(["canary", "rollback", *arguments, "--reason", "slow"]) == 0
    assert canary.traffic == all_to(ONE)


def test_an_event_contains_the_reason(api: Any, endpoint: str) -> None:
    canary = Endpoint(Cluster(api), NAMESPACE, endpoint)
    canary.deploy(ONE)
    canary.cluster.record_event(canary.get(), "CanaryBreach", "p99 1.2 s", warning=True)
    events = (
        client.CoreV1Api(api)
        .list_namespaced_event(NAMESPACE, field_selector=f"involvedObject.name={canary.name}")
        .items
    )
    assert [(event.reason, event.type, event.message) for event in events] == [("CanaryBreach", "Warning", "p99 1.2 s")]


def test_the_events_of_the_endpoint_contain_the_reason_of_the_rollback(
    api: Any, endpoint: str, monkeypatch: Any
) -> None:
    canary = Endpoint(Cluster(api), NAMESPACE, endpoint)
    monkeypatch.setattr(target, "time", Clock(lambda: canary.settle(1)))
    canary.deploy(ONE)
    canary.start(TWO)
    canary.rollback()
    canary.rollback()
    events = (
        client.CoreV1Api(api).list_namespaced_event(NAMESPACE, field_selector=f"involvedObject.name={endpoint}").items
    )
    assert [(event.reason, event.message) for event in events] == [
        ("RolledBack", "s3://models/fraud/2 is rolled back: slow")
    ]
