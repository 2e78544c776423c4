"""Releases on a real API server. KServe's controller is not there: the tests write its status."""

from typing import Any

import pytest

from mlops_delivery.canary.cluster import INFERENCE_SERVICE, Cluster, Decision
from mlops_delivery.canary.inference_service import CHAMPION, PROVENANCE, ROLLED_BACK, Version
from mlops_delivery.canary.knative_release import KnativeRelease
from mlops_delivery.canary.target import Target
from mlops_delivery.failure import Refused
from mlops_delivery.program import run

NAMESPACE = "default"
ONE, TWO, THREE = (Version(f"s3://models/fraud/{n}", f"registry.example.com/p@sha256:{n * 64}") for n in "123")


class Serving:
    """An InferenceService and what its controller does."""

    def __init__(self, api: Any, name: str) -> None:
        self.name = name
        self.cluster = Cluster(api)
        self._objects = self.cluster._objects

    def release(self, storage_uri: str | None = None) -> KnativeRelease:
        return KnativeRelease(self.cluster, Target(NAMESPACE, self.name, storage_uri, wait_seconds=0))

    def deploy(self, version: Version | None) -> None:
        model: dict[str, Any] = {"modelFormat": {"name": "sklearn"}}
        if version:
            model["storageUri"] = version.storage_uri
        body = {"metadata": {"name": self.name}, "spec": {"predictor": {"model": model}}}
        assert self.cluster.create(INFERENCE_SERVICE, NAMESPACE, body)
        if version:
            self.patch({"metadata": {"annotations": {PROVENANCE: version.provenance}}})

    def deploy_as_git_says(self, version: Version, percent: int | None, champion: Version | None = None) -> None:
        """What Argo CD does; the mark of a rollback isn't its field."""
        annotations = {PROVENANCE: version.provenance, CHAMPION: champion and champion.storage_uri}
        split = {"canaryTrafficPercent": percent, "model": {"storageUri": version.storage_uri}}
        self.patch({"metadata": {"annotations": annotations}, "spec": {"predictor": split}})

    def get(self) -> dict[str, Any]:
        return self.cluster.get(INFERENCE_SERVICE, NAMESPACE, self.name)

    @property
    def percent(self) -> int | None:
        return self.get()["spec"]["predictor"].get("canaryTrafficPercent")

    @property
    def uri(self) -> str | None:
        return self.get()["spec"]["predictor"]["model"].get("storageUri")

    @property
    def annotations(self) -> dict[str, str]:
        return self.get()["metadata"].get("annotations", {})

    def patch(self, body: dict[str, Any]) -> None:
        self.cluster.merge_patch(INFERENCE_SERVICE, NAMESPACE, self.name, body)

    def reconcile(self, created: int, ready: int, rolled_out: int | None, previous: int | None = None) -> None:
        def revision(number: int | None) -> str:
            return "" if number is None else f"{self.name}-predictor-{number:05}"

        predictor = {
            "latestCreatedRevision": revision(created),
            "latestReadyRevision": revision(ready),
            "latestRolledoutRevision": revision(rolled_out),
            "previousRolledoutRevision": revision(previous),
        }
        status = {
            "observedGeneration": self.get()["metadata"]["generation"],
            "components": {"predictor": predictor},
            "modelStatus": {
                "transitionStatus": "UpToDate" if created == ready else "InProgress",
                "states": {"activeModelState": "Loaded", "targetModelState": "Loaded"},
            },
        }
        self.cluster.merge_patch(INFERENCE_SERVICE, NAMESPACE, f"{self.name}/status", {"status": status})

    def delete(self) -> None:
        self._objects.delete_namespaced_custom_object(*self._where, self.name)

    @property
    def _where(self) -> tuple[str, str, str, str]:
        return (INFERENCE_SERVICE.group, INFERENCE_SERVICE.version, NAMESPACE, INFERENCE_SERVICE.plural)


@pytest.fixture
def serving(api: Any, endpoint: str) -> Serving:
    return Serving(api, endpoint)


@pytest.fixture
def canary(serving: Serving) -> Serving:
    """Version 2 has 10 % beside version 1."""
    serving.deploy(ONE)
    serving.reconcile(1, 1, 1)
    with pytest.raises(Refused, match="did not get ready"):
        serving.release().start(TWO, 0)
    serving.reconcile(2, 2, 1)
    serving.release().step(10)
    serving.reconcile(2, 2, 1)
    return serving


def test_a_release_goes_up_to_all_the_traffic(canary: Serving) -> None:
    assert (canary.uri, canary.percent) == (TWO.storage_uri, 10)
    assert canary.annotations[PROVENANCE] == TWO.provenance
    assert canary.annotations[CHAMPION] == ONE.storage_uri
    canary.release().step(50)
    canary.reconcile(2, 2, 1)
    assert canary.percent == 50
    canary.release().promote()
    assert canary.percent is None


def test_the_first_version_takes_all_the_traffic(serving: Serving) -> None:
    serving.deploy(None)
    with pytest.raises(Refused, match="did not get ready"):
        serving.release().start(ONE, 10)
    serving.reconcile(1, 1, 1)
    assert (serving.uri, serving.percent) == (ONE.storage_uri, None)
    assert "nothing to split" in serving.release().step(10).message
    assert serving.percent is None
    with pytest.raises(Refused, match="nothing to go back to"):
        serving.release().rollback("slow")


def test_repeated_commands_change_nothing(canary: Serving) -> None:
    version = canary.get()["metadata"]["resourceVersion"]
    assert "already" in canary.release().start(TWO, 0).message
    assert "already" in canary.release().step(10).message
    assert canary.get()["metadata"]["resourceVersion"] == version
    canary.release().rollback("slow")
    version = canary.get()["metadata"]["resourceVersion"]
    assert "already" in canary.release().rollback("slow").message
    assert canary.get()["metadata"]["resourceVersion"] == version


def test_a_rollback_stays(canary: Serving) -> None:
    canary.release().rollback("p99 1.2 s")
    canary.reconcile(2, 2, 1)
    assert canary.percent == 0
    assert canary.annotations[ROLLED_BACK] == TWO.storage_uri
    for go_on in (lambda: canary.release().step(25), canary.release().promote):
        with pytest.raises(Refused, match="rolled back"):
            go_on()
    assert canary.percent == 0


def test_after_a_rollback_comes_another_release(canary: Serving) -> None:
    canary.release().rollback("slow")
    with pytest.raises(Refused, match="did not get ready"):
        canary.release().start(THREE, 5)
    assert (canary.uri, canary.percent) == (THREE.storage_uri, 5)
    assert canary.annotations[CHAMPION] == ONE.storage_uri
    assert ROLLED_BACK not in canary.annotations


def test_a_proposal_after_a_rollback_is_released_against_the_champion(canary: Serving) -> None:
    """Git is back at the champion, and then names a third version; the mark of the second is still there."""
    canary.release().rollback("slow")
    canary.deploy_as_git_says(ONE, None)
    canary.reconcile(3, 3, 1)
    canary.deploy_as_git_says(THREE, 0, champion=ONE)
    canary.reconcile(4, 4, 1)
    assert "already, at 0 %" in canary.release().start(THREE, 0).message
    assert canary.annotations[CHAMPION] == ONE.storage_uri
    canary.release().step(10)
    assert canary.percent == 10


def test_one_level_of_rollback_after_a_promotion(canary: Serving) -> None:
    canary.release().promote()
    canary.reconcile(2, 2, 2, previous=1)
    canary.release().rollback("complaints")
    assert canary.percent == 0


def test_a_version_that_is_not_ready_gets_no_traffic(canary: Serving) -> None:
    canary.reconcile(3, 2, 1)
    with pytest.raises(Refused, match=r"ready is .*00002"):
        canary.release().step(25)
    assert canary.percent == 10


def test_a_release_under_way_is_not_pushed_aside(canary: Serving) -> None:
    with pytest.raises(Refused, match="another release is under way"):
        canary.release().start(THREE, 0)
    assert canary.uri == TWO.storage_uri


def test_a_release_stops_when_another_took_over(canary: Serving) -> None:
    canary.patch({"spec": {"predictor": {"model": {"storageUri": THREE.storage_uri}}}})
    canary.reconcile(3, 3, 1)
    release = canary.release(TWO.storage_uri)
    for command in (lambda: release.step(25), release.promote, lambda: release.rollback("slow")):
        with pytest.raises(Refused, match="another release took over"):
            command()
    assert (canary.uri, canary.percent) == (THREE.storage_uri, 10)


def test_a_lost_race_is_decided_anew(canary: Serving) -> None:
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


def test_a_race_lost_to_another_release_stops(canary: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    patch, raced = canary.cluster._patch, []

    def overtaken(kind: Any, found: dict[str, Any], body: dict[str, Any]) -> bool:
        if not raced:
            raced.append(True)
            canary.patch({"spec": {"predictor": {"model": {"storageUri": THREE.storage_uri}}}})
        return patch(kind, found, body)

    monkeypatch.setattr(canary.cluster, "_patch", overtaken)
    with pytest.raises(Refused, match="another release took over"):
        canary.release().step(25)
    assert (canary.uri, canary.percent) == (THREE.storage_uri, 10)


def test_an_endpoint_that_is_gone_is_not_made_anew(canary: Serving, capsys: pytest.CaptureFixture[str]) -> None:
    canary.delete()
    arguments = ["--endpoint", canary.name, "--namespace", NAMESPACE]
    assert run(["canary", "rollback", *arguments, "--reason", "slow"]) == 1
    assert "there is no InferenceService" in capsys.readouterr().err
    assert canary.cluster.find(INFERENCE_SERVICE, NAMESPACE, canary.name) is None


def test_the_program_takes_a_step(canary: Serving) -> None:
    arguments = ["--endpoint", canary.name, "--namespace", NAMESPACE, "--storage-uri", TWO.storage_uri]
    assert run(["canary", "step", *arguments, "--percent", "30"]) == 0
    canary.reconcile(2, 2, 1)
    assert canary.percent == 30
    assert run(["canary", "step", *arguments, "--percent", "100"]) == 0
    assert canary.percent is None


def test_an_event_says_why(canary: Serving) -> None:
    canary.cluster.record_event(canary.get(), "CanaryBreach", "p99 1.2 s", warning=True)
    events = canary.cluster._core.list_namespaced_event(
        NAMESPACE, field_selector=f"involvedObject.name={canary.name}"
    ).items
    assert [(event.reason, event.type, event.message) for event in events] == [("CanaryBreach", "Warning", "p99 1.2 s")]
