"""Weights of an Experiment on a real API server; Seldon Core's controller is not there, the tests write its status."""

from typing import Any

import pytest

from mlops_delivery.canary.cluster import EXPERIMENT, MODEL, Cluster
from mlops_delivery.canary.experiment import challenger_percent
from mlops_delivery.canary.inference_service import Version
from mlops_delivery.canary.release import SeldonRelease, Target
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

    def ready(self) -> None:
        self.cluster._objects.patch_namespaced_custom_object_status(
            *(MODEL.group, MODEL.version, NAMESPACE, MODEL.plural, f"{self.name}-challenger"),
            {"status": {"conditions": [{"type": "Ready", "status": "True"}]}},
            _content_type="application/merge-patch+json",
        )

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


def test_the_next_release_changes_a_challenger_without_traffic(serving: Serving) -> None:
    serving.start(TWO, 10)
    with pytest.raises(Refused, match="under way"):
        serving.release().start(THREE, 5)
    serving.release().rollback("slow")
    serving.release().start(THREE, 5)
    assert serving.percent == 5
    with pytest.raises(Refused, match="took over"):
        serving.release(TWO.storage_uri).step(25)
