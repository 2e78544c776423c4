"""KServe's mode Standard on a real API server: a version runs next to the endpoint, and is removed again."""

from typing import Any

import pytest

from mlops_delivery.canary.cluster import CONFIG_MAP, INFERENCE_SERVICE, Cluster
from mlops_delivery.canary.inference_service import MODE
from mlops_delivery.canary.record import Record, Records, name_of
from mlops_delivery.canary.release import release_of
from mlops_delivery.canary.request import Begin, Undo
from mlops_delivery.canary.standard_release import StandardRelease
from mlops_delivery.canary.target import Target
from mlops_delivery.canary.version import PROVENANCE, Version
from mlops_delivery.failure import GitFirst, Refused
from mlops_delivery.program import run

NAMESPACE = "default"
ONE, TWO, THREE = (Version(f"s3://models/fraud/{n}", f"reg@sha256:{n}") for n in "123")


class Serving:
    def __init__(self, cluster: Cluster, name: str) -> None:
        self.name = name
        self.cluster = cluster
        body = {
            "metadata": {"name": name, "annotations": {MODE: "Standard", "argocd.argoproj.io/tracking-id": "x"}},
            "spec": {
                "predictor": {
                    "model": {"modelFormat": {"name": "sklearn"}, "storageUri": ONE.storage_uri},
                    "logger": {"mode": "all", "url": "s3://logs/payloads"},
                }
            },
        }
        self.cluster.create(INFERENCE_SERVICE, NAMESPACE, body)

    def release(self, storage_uri: str | None = None, release: str = "") -> StandardRelease:
        found = release_of("kserve", self.cluster, Target(NAMESPACE, self.name, storage_uri, release=release))
        assert isinstance(found, StandardRelease)
        return found

    def start(self, version: Version) -> None:
        with pytest.raises(Refused, match="did not become ready"):
            self.release().start(Begin(version, 0))
        status = {"conditions": [{"type": "Ready", "status": "True"}]}
        self.cluster.merge_patch(INFERENCE_SERVICE, NAMESPACE, f"{self.name}-challenger/status", {"status": status})
        self.release().start(Begin(version, 0))

    def syncs(self, version: Version) -> None:
        """Argo CD deploys what Git names, and it becomes ready."""
        model = {"spec": {"predictor": {"model": {"storageUri": version.storage_uri}}}}
        self.cluster.merge_patch(INFERENCE_SERVICE, NAMESPACE, self.name, model)
        status = {"conditions": [{"type": "Ready", "status": "True"}]}
        self.cluster.merge_patch(INFERENCE_SERVICE, NAMESPACE, f"{self.name}/status", {"status": status})

    @property
    def candidate(self) -> dict[str, Any] | None:
        return self.cluster.find(INFERENCE_SERVICE, NAMESPACE, f"{self.name}-challenger")

    @property
    def rolled_back(self) -> str | None:
        record = Records(self.cluster, NAMESPACE, self.name).read()
        return record.version.storage_uri if record and record.outcome == "rolled-back" else None


@pytest.fixture
def serving(cluster: Cluster, endpoint: str) -> Serving:
    return Serving(cluster, endpoint)


def test_a_version_runs_next_to_the_endpoint_until_git_has_it(serving: Serving) -> None:
    serving.start(TWO)
    candidate = serving.candidate
    assert candidate is not None
    assert candidate["spec"]["predictor"]["model"]["storageUri"] == TWO.storage_uri
    assert "logger" not in candidate["spec"]["predictor"]
    # Signed like the endpoint will be, and not an object of Argo CD.
    assert candidate["metadata"]["annotations"] == {MODE: "Standard", PROVENANCE: TWO.provenance}
    champion = serving.cluster.get(INFERENCE_SERVICE, NAMESPACE, serving.name)
    assert champion["spec"]["predictor"]["model"]["storageUri"] == ONE.storage_uri
    serving.release().promote()
    assert serving.candidate is None
    assert "nothing runs next to" in serving.release().promote().message


def test_a_rolled_back_version_is_not_promoted(serving: Serving) -> None:
    serving.start(TWO)
    serving.release().rollback(Undo("complaints"))
    with pytest.raises(Refused, match="was rolled back"):
        serving.release(TWO.storage_uri).promote()
    assert serving.rolled_back == TWO.storage_uri


def test_a_version_that_fails_a_gate_is_removed(serving: Serving) -> None:
    serving.start(TWO)
    with pytest.raises(Refused, match="in progress"):
        serving.release().start(Begin(THREE, 0))
    with pytest.raises(Refused, match="in progress"):
        serving.release().rollback(Undo("a gate did not pass", THREE.storage_uri))
    serving.release().rollback(Undo("a gate did not pass", TWO.storage_uri))
    assert serving.candidate is None
    assert serving.rolled_back == TWO.storage_uri
    serving.start(TWO)
    assert serving.rolled_back is None


def test_traffic_is_not_split(serving: Serving) -> None:
    with pytest.raises(Refused, match="a single revision"):
        serving.release().start(Begin(TWO, 10))
    assert serving.candidate is None
    serving.start(TWO)
    with pytest.raises(Refused, match="a single revision"):
        serving.release().step(10)


def test_a_release_leaves_the_champion_alone(serving: Serving) -> None:
    """KServe copies annotations to the champion's pods, and restarts them for each new one."""
    before = serving.cluster.get(INFERENCE_SERVICE, NAMESPACE, serving.name)
    serving.start(TWO)
    serving.release().rollback(Undo("a gate did not pass"))
    serving.start(TWO)
    serving.release().promote()
    assert serving.cluster.get(INFERENCE_SERVICE, NAMESPACE, serving.name) == before


def test_the_end_of_a_release_removes_an_undecided_version(serving: Serving) -> None:
    with pytest.raises(Refused, match="did not become ready"):
        serving.release(release="release-1").start(Begin(TWO, 0))
    assert serving.release(release="release-1").end(Undo("it ended")) is not None
    assert serving.candidate is None
    assert serving.rolled_back == TWO.storage_uri


def test_a_version_that_git_does_not_name_is_not_deployed(serving: Serving) -> None:
    with pytest.raises(Refused, match="names no version"):
        serving.release().start(Begin(TWO, 0, proposed=True))
    assert serving.candidate is None


def test_a_promoted_version_is_rolled_back_through_git(serving: Serving) -> None:
    serving.start(TWO)
    serving.release(TWO.storage_uri).promote()
    serving.syncs(TWO)
    with pytest.raises(GitFirst, match="once Git names the champion"):
        serving.release().rollback(Undo("complaints", TWO.storage_uri))
    assert serving.rolled_back == TWO.storage_uri
    serving.syncs(TWO)
    with pytest.raises(Refused, match="still has"):
        serving.release().rollback(Undo("complaints", TWO.storage_uri, committed=True))
    serving.syncs(ONE)
    decision = serving.release().rollback(Undo("complaints", TWO.storage_uri, committed=True))
    assert decision.record is not None
    assert decision.record.champion is not None
    assert (decision.record.version.storage_uri, decision.record.champion.storage_uri) == (
        TWO.storage_uri,
        ONE.storage_uri,
    )
    with pytest.raises(Refused, match="is not the last release"):
        serving.release().rollback(Undo("complaints", THREE.storage_uri))


def test_an_interrupted_rollback_is_finished_at_the_end(serving: Serving) -> None:
    with pytest.raises(Refused, match="did not become ready"):
        serving.release(release="release-1").start(Begin(TWO, 0))
    endpoint = serving.cluster.get(INFERENCE_SERVICE, NAMESPACE, serving.name)
    Records(serving.cluster, NAMESPACE, serving.name).conclude(
        "rolled-back", Record(TWO, ONE, ""), endpoint, "a gate did not pass"
    )
    assert serving.release(release="release-1").end(Undo("it ended")) is not None
    assert serving.candidate is None
    assert serving.release(release="release-1").end(Undo("it ended")) is None


def test_a_release_that_ends_after_its_commit_is_rolled_back_through_git(serving: Serving) -> None:
    """It commits before it promotes, and may end between the two."""
    with pytest.raises(Refused, match="did not become ready"):
        serving.release(release="release-1").start(Begin(TWO, 0))
    serving.syncs(TWO)
    with pytest.raises(GitFirst):
        serving.release(release="release-1").end(Undo("it ended"))
    assert (serving.candidate, serving.rolled_back) == (None, TWO.storage_uri)
    serving.syncs(ONE)
    assert serving.release(release="release-1").end(Undo("it ended", committed=True)) is None


def test_a_release_that_ended_before_its_version_was_deployed_is_rolled_back(serving: Serving) -> None:
    with pytest.raises(Refused, match="did not become ready"):
        serving.release(release="release-1").start(Begin(TWO, 0))
    serving.cluster.delete(INFERENCE_SERVICE, NAMESPACE, f"{serving.name}-challenger")
    assert serving.release(release="release-1").end(Undo("it ended")) is not None
    assert serving.rolled_back == TWO.storage_uri


def test_without_its_record_the_end_removes_the_challenger(serving: Serving) -> None:
    with pytest.raises(Refused, match="did not become ready"):
        serving.release(release="release-1").start(Begin(TWO, 0))
    serving.cluster.delete(CONFIG_MAP, NAMESPACE, name_of(serving.name))
    assert serving.release(release="release-1").end(Undo("it ended", THREE.storage_uri)) is None
    assert serving.release(release="release-1").end(Undo("it ended", TWO.storage_uri)) is not None
    assert (serving.candidate, serving.rolled_back) == (None, TWO.storage_uri)


def test_a_workflow_without_a_version_rolls_back_the_challenger(serving: Serving) -> None:
    serving.start(TWO)
    target = ["--endpoint", serving.name, "--namespace", NAMESPACE, "--reason", "slow", "--storage-uri", ""]
    assert run(["canary", "rollback", *target]) == 0
    assert serving.candidate is None
