"""Weights of an Experiment on a real API server; Seldon Core's controller is not there, the tests write its status."""

from typing import Any

import pytest

from mlops_delivery.canary.cluster import EXPERIMENT, MODEL, Cluster
from mlops_delivery.canary.experiment import challenger_percent
from mlops_delivery.canary.inference_service import Version
from mlops_delivery.canary.seldon_release import SeldonRelease
from mlops_delivery.canary.target import Target
from mlops_delivery.failure import Refused

NAMESPACE = "default"
ONE, TWO, THREE = (Version(f"s3://models/fraud/{n}") for n in "123")


class Serving:
    def __init__(self, api: Any, name: str) -> None:
        self.name = name
        self.cluster = Cluster(api)
        body = {"metadata": {"name": name}, "spec": {"storageUri": ONE.storage_uri, "requirements": ["sklearn"]}}
        self.cluster.create(MODEL, NAMESPACE, body)

    def release(self, storage_uri: str | None = None) -> SeldonRelease:
        return SeldonRelease(self.cluster, Target(NAMESPACE, self.name, storage_uri))

    def start(self, version: Version, percent: int) -> None:
        with pytest.raises(Refused, match="did not get ready"):
            self.release().start(version, percent)
        self.ready()
        self.release().start(version, percent)

    def shadow(self) -> None:
        with pytest.raises(Refused, match="did not get ready"):
            self.release().shadow()
        self.ready("shadow")
        self.release().shadow()

    def ready(self, role: str = "challenger") -> None:
        status = {"conditions": [{"type": "Ready", "status": "True"}]}
        self.cluster.merge_patch(MODEL, NAMESPACE, f"{self.name}-{role}/status", {"status": status})

    @property
    def mirror(self) -> dict[str, Any] | None:
        return self.cluster.get(EXPERIMENT, NAMESPACE, self.name)["spec"].get("mirror")

    def model(self, role: str) -> dict[str, Any] | None:
        return self.cluster.find(MODEL, NAMESPACE, f"{self.name}-{role}")

    @property
    def percent(self) -> int:
        return challenger_percent(self.cluster.get(EXPERIMENT, NAMESPACE, self.name))


@pytest.fixture
def serving(api: Any, endpoint: str) -> Serving:
    return Serving(api, endpoint)


def test_weights_go_up_and_back(serving: Serving) -> None:
    serving.start(TWO, 10)
    assert serving.percent == 10
    challenger = serving.cluster.get(MODEL, NAMESPACE, f"{serving.name}-challenger")
    assert challenger["spec"] == {"storageUri": TWO.storage_uri, "requirements": ["sklearn"]}
    serving.release().step(50)
    assert serving.percent == 50
    serving.release().promote()
    assert serving.percent == 100
    serving.release().rollback("complaints")
    assert serving.percent == 0
    with pytest.raises(Refused, match="rolled back"):
        serving.release().step(20)


def test_the_next_release_replaces_a_challenger_without_traffic(serving: Serving) -> None:
    serving.start(TWO, 10)
    with pytest.raises(Refused, match="under way"):
        serving.release().start(THREE, 5)
    serving.release().rollback("slow")
    # The old one was ready; the new one has to say so itself.
    serving.start(THREE, 5)
    assert serving.percent == 5
    with pytest.raises(Refused, match="took over"):
        serving.release(TWO.storage_uri).step(25)


def test_a_copy_of_the_traffic_comes_first_and_goes_with_the_first_share(serving: Serving) -> None:
    serving.start(TWO, 0)
    serving.shadow()
    assert serving.mirror == {"name": f"{serving.name}-shadow", "percent": 100}
    assert serving.percent == 0
    shadow = serving.model("shadow")
    assert shadow is not None
    assert shadow["spec"]["storageUri"] == TWO.storage_uri
    assert "already" in serving.release().shadow().message
    with pytest.raises(Refused, match="under way"):
        serving.release().start(THREE, 0)
    serving.release().step(10)
    assert (serving.mirror, serving.percent, serving.model("shadow")) == (None, 10, None)
    with pytest.raises(Refused, match="past its shadow"):
        serving.shadow()


def test_a_shadow_is_taken_back_like_any_challenger(serving: Serving) -> None:
    serving.start(TWO, 0)
    serving.shadow()
    serving.release().rollback("slow")
    assert (serving.mirror, serving.percent, serving.model("shadow")) == (None, 0, None)
    with pytest.raises(Refused, match="rolled back"):
        serving.release().step(10)
    serving.start(THREE, 0)
    with pytest.raises(Refused, match="took over"):
        serving.release(TWO.storage_uri).shadow()
    assert serving.model("shadow") is None
