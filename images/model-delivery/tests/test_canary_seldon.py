"""Weights of an Experiment on a real API server; without Seldon Core's controller, the tests write its status."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mlops_delivery.canary.cluster import CONFIG_MAP, EXPERIMENT, MODEL, Cluster
from mlops_delivery.canary.experiment import challenger_percent
from mlops_delivery.canary.record import Records, name_of
from mlops_delivery.canary.request import Begin, Undo
from mlops_delivery.canary.seldon_release import SeldonRelease
from mlops_delivery.canary.target import Target
from mlops_delivery.canary.version import Version
from mlops_delivery.failure import GitFirst, Refused
from mlops_delivery.program import run

NAMESPACE = "default"
ONE, TWO, THREE = (Version(f"s3://models/fraud/{n}") for n in "123")


class Serving:
    def __init__(self, cluster: Cluster, name: str) -> None:
        self.name = name
        self.cluster = cluster
        body = {"metadata": {"name": name}, "spec": {"storageUri": ONE.storage_uri, "requirements": ["sklearn"]}}
        self.cluster.create(MODEL, NAMESPACE, body)

    def release(self, storage_uri: str | None = None, release: str = "") -> SeldonRelease:
        return SeldonRelease(self.cluster, Target(NAMESPACE, self.name, storage_uri, release=release))

    def start(self, version: Version, percent: int) -> None:
        with pytest.raises(Refused, match="did not become ready"):
            self.release().start(Begin(version, percent))
        self.ready()
        self.release().start(Begin(version, percent))

    def shadow(self) -> None:
        with pytest.raises(Refused, match="did not become ready"):
            self.release().shadow()
        self.ready("shadow")
        self.release().shadow()

    def ready(self, role: str = "challenger") -> None:
        status = {"conditions": [{"type": "Ready", "status": "True"}]}
        self.cluster.merge_patch(MODEL, NAMESPACE, f"{self.name}-{role}/status", {"status": status})

    def syncs(self, version: Version) -> None:
        """Argo CD deploys what Git names, and it becomes ready."""
        self.cluster.merge_patch(MODEL, NAMESPACE, self.name, {"spec": {"storageUri": version.storage_uri}})
        status = {"conditions": [{"type": "Ready", "status": "True"}]}
        self.cluster.merge_patch(MODEL, NAMESPACE, f"{self.name}/status", {"status": status})

    @property
    def mirror(self) -> dict[str, Any] | None:
        return self.cluster.get(EXPERIMENT, NAMESPACE, self.name)["spec"].get("mirror")

    def model(self, role: str) -> dict[str, Any] | None:
        return self.cluster.find(MODEL, NAMESPACE, f"{self.name}-{role}")

    @property
    def percent(self) -> int:
        return challenger_percent(self.cluster.get(EXPERIMENT, NAMESPACE, self.name))


@pytest.fixture
def serving(cluster: Cluster, endpoint: str) -> Serving:
    return Serving(cluster, endpoint)


def test_weights_go_up_and_back(serving: Serving) -> None:
    serving.start(TWO, 10)
    assert serving.percent == 10
    challenger = serving.cluster.get(MODEL, NAMESPACE, f"{serving.name}-challenger")
    assert challenger["spec"] == {"storageUri": TWO.storage_uri, "requirements": ["sklearn"]}
    serving.release().step(50)
    assert serving.percent == 50
    serving.release().promote()
    assert serving.percent == 100
    serving.release().rollback(Undo("complaints", TWO.storage_uri))
    assert serving.percent == 0
    with pytest.raises(Refused, match="rolled back"):
        serving.release().step(20)


def test_the_next_release_replaces_a_challenger_without_traffic(serving: Serving) -> None:
    serving.start(TWO, 10)
    with pytest.raises(Refused, match="in progress"):
        serving.release().start(Begin(THREE, 5))
    serving.release().rollback(Undo("slow"))
    # The old one was ready; the new one has to report it itself.
    serving.start(THREE, 5)
    assert serving.percent == 5
    with pytest.raises(Refused, match="took over"):
        serving.release(TWO.storage_uri).step(25)


def test_mirrored_traffic_comes_first_and_ends_with_the_first_share(serving: Serving) -> None:
    serving.start(TWO, 0)
    serving.shadow()
    assert serving.mirror == {"name": f"{serving.name}-shadow", "percent": 100}
    assert serving.percent == 0
    shadow = serving.model("shadow")
    assert shadow is not None
    assert shadow["spec"]["storageUri"] == TWO.storage_uri
    assert "already" in serving.release().shadow().message
    with pytest.raises(Refused, match="in progress"):
        serving.release().start(Begin(THREE, 0))
    serving.release().step(10)
    assert (serving.mirror, serving.percent, serving.model("shadow")) == (None, 10, None)
    with pytest.raises(Refused, match="the shadow step is over"):
        serving.shadow()


def test_a_shadow_is_rolled_back_like_any_challenger(serving: Serving) -> None:
    serving.start(TWO, 0)
    serving.shadow()
    serving.release().rollback(Undo("slow"))
    assert (serving.mirror, serving.percent, serving.model("shadow")) == (None, 0, None)
    with pytest.raises(Refused, match="rolled back"):
        serving.release().step(10)
    serving.start(THREE, 0)
    with pytest.raises(Refused, match="took over"):
        serving.release(TWO.storage_uri).shadow()
    assert serving.model("shadow") is None


def test_an_alert_about_an_earlier_version_rolls_nothing_back(serving: Serving) -> None:
    earlier = datetime.now(UTC) - timedelta(minutes=5)
    serving.start(TWO, 10)
    with pytest.raises(Refused, match="older than the release"):
        serving.release().rollback(Undo("slow", since=earlier))
    assert serving.percent == 10


def test_a_promoted_version_is_rolled_back_by_name_only(serving: Serving) -> None:
    serving.start(TWO, 10)
    serving.release().promote()
    with pytest.raises(Refused, match="name it"):
        serving.release().rollback(Undo("slow"))
    assert serving.percent == 100
    serving.release().rollback(Undo("slow", TWO.storage_uri))
    assert serving.percent == 0


def test_a_promoted_version_is_rolled_back_once_git_names_the_champion(serving: Serving) -> None:
    serving.start(TWO, 10)
    serving.release().promote()
    serving.syncs(TWO)
    with pytest.raises(GitFirst, match="once Git names the champion"):
        serving.release().rollback(Undo("complaints", TWO.storage_uri))
    # The version answers until the champion can.
    assert serving.percent == 100
    serving.syncs(ONE)
    decision = serving.release().rollback(Undo("complaints", TWO.storage_uri, committed=True))
    assert serving.percent == 0
    assert decision.record is not None
    assert (decision.record.outcome, decision.record.champion) == ("rolled-back", ONE)


def test_the_champion_is_not_rolled_back(serving: Serving) -> None:
    serving.syncs(TWO)
    serving.start(TWO, 10)
    with pytest.raises(Refused, match="is the champion"):
        serving.release().rollback(Undo("slow", TWO.storage_uri))


def test_a_version_that_git_does_not_name_is_not_loaded(serving: Serving) -> None:
    with pytest.raises(Refused, match="names no version"):
        serving.release().start(Begin(TWO, 0, proposed=True))
    assert serving.model("challenger") is None


def test_the_end_of_a_release_rolls_it_back_if_undecided(serving: Serving) -> None:
    with pytest.raises(Refused, match="did not become ready"):
        serving.release(release="release-1").start(Begin(TWO, 0))
    serving.ready()
    serving.release(release="release-1").start(Begin(TWO, 10))
    assert serving.release(release="another").end(Undo("it ended")) is None
    assert serving.release(release="release-1").end(Undo("it ended")) is not None
    assert serving.percent == 0
    record = Records(serving.cluster, NAMESPACE, serving.name).read()
    assert record is not None
    assert (record.outcome, record.reason) == ("rolled-back", "it ended")
    assert serving.release(release="release-1").end(Undo("it ended")) is None


def test_a_first_release_that_never_becomes_ready_is_rolled_back_at_its_end(serving: Serving) -> None:
    """There is no Experiment yet."""
    with pytest.raises(Refused, match="did not become ready"):
        serving.release(release="release-1").start(Begin(TWO, 0))
    decision = serving.release(release="release-1").end(Undo("it ended"))
    assert decision is not None
    assert decision.record is not None
    assert (decision.record.outcome, decision.record.champion) == ("rolled-back", ONE)
    assert serving.model("challenger") is None
    assert serving.release(release="release-1").end(Undo("it ended")) is None


def test_a_release_that_ended_before_its_version_was_loaded_is_rolled_back(serving: Serving) -> None:
    with pytest.raises(Refused, match="did not become ready"):
        serving.release(release="release-1").start(Begin(TWO, 0))
    serving.cluster.delete(MODEL, NAMESPACE, f"{serving.name}-challenger")
    decision = serving.release(release="release-1").end(Undo("it ended"))
    assert decision is not None
    assert decision.record is not None
    assert decision.record.outcome == "rolled-back"


def test_without_its_record_the_end_rolls_back_by_the_state_of_the_cluster(serving: Serving) -> None:
    serving.start(TWO, 10)
    serving.cluster.delete(CONFIG_MAP, NAMESPACE, name_of(serving.name))
    assert serving.release(release="release-1").end(Undo("it ended", THREE.storage_uri)) is None
    assert serving.release(release="release-1").end(Undo("it ended", TWO.storage_uri)) is not None
    assert serving.percent == 0
    record = Records(serving.cluster, NAMESPACE, serving.name).read()
    assert record is not None
    assert (record.outcome, record.champion) == ("rolled-back", ONE)


def test_without_its_record_a_promotion_stays_and_is_committed_to_git(serving: Serving) -> None:
    serving.start(TWO, 10)
    serving.release().promote()
    serving.cluster.delete(CONFIG_MAP, NAMESPACE, name_of(serving.name))
    assert serving.release(release="release-1").end(Undo("it ended", TWO.storage_uri)) is not None
    record = Records(serving.cluster, NAMESPACE, serving.name).read()
    assert record is not None
    assert (record.outcome, record.champion, record.release) == ("promoted", ONE, "release-1")
    assert serving.percent == 100


def test_an_alert_without_a_version_rolls_back_the_challenger(serving: Serving) -> None:
    serving.start(TWO, 10)
    target = ["--endpoint", serving.name, "--namespace", NAMESPACE, "--reason", "slow", "--storage-uri", ""]
    assert run(["canary", "rollback", *target, "--engine", "seldon"]) == 0
    assert serving.percent == 0
