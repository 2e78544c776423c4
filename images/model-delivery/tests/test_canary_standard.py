"""KServe's mode Standard on a real API server: a version stands beside the endpoint, and goes again."""

from typing import Any

import pytest

from mlops_delivery.canary.cluster import INFERENCE_SERVICE, Cluster
from mlops_delivery.canary.inference_service import MODE, PROVENANCE, ROLLED_BACK, Version
from mlops_delivery.canary.release import release_of
from mlops_delivery.canary.standard_release import StandardRelease
from mlops_delivery.canary.target import Target
from mlops_delivery.failure import Refused

NAMESPACE = "default"
ONE, TWO, THREE = (Version(f"s3://models/fraud/{n}", f"reg@sha256:{n}") for n in "123")


class Serving:
    def __init__(self, api: Any, name: str) -> None:
        self.name = name
        self.cluster = Cluster(api)
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

    def release(self, storage_uri: str | None = None) -> StandardRelease:
        found = release_of("kserve", self.cluster, Target(NAMESPACE, self.name, storage_uri))
        assert isinstance(found, StandardRelease)
        return found

    def start(self, version: Version) -> None:
        with pytest.raises(Refused, match="did not get ready"):
            self.release().start(version, 0)
        status = {"conditions": [{"type": "Ready", "status": "True"}]}
        self.cluster.merge_patch(INFERENCE_SERVICE, NAMESPACE, f"{self.name}-challenger/status", {"status": status})
        self.release().start(version, 0)

    @property
    def candidate(self) -> dict[str, Any] | None:
        return self.cluster.find(INFERENCE_SERVICE, NAMESPACE, f"{self.name}-challenger")

    @property
    def rolled_back(self) -> str | None:
        service = self.cluster.get(INFERENCE_SERVICE, NAMESPACE, self.name)
        found: str | None = service["metadata"]["annotations"].get(ROLLED_BACK)
        return found


@pytest.fixture
def serving(api: Any, endpoint: str) -> Serving:
    return Serving(api, endpoint)


def test_a_version_stands_beside_the_endpoint_until_git_has_it(serving: Serving) -> None:
    serving.start(TWO)
    candidate = serving.candidate
    assert candidate is not None
    assert candidate["spec"]["predictor"]["model"]["storageUri"] == TWO.storage_uri
    assert "logger" not in candidate["spec"]["predictor"]
    # Signed as the endpoint will be, and no object of Argo CD's.
    assert candidate["metadata"]["annotations"] == {MODE: "Standard", PROVENANCE: TWO.provenance}
    champion = serving.cluster.get(INFERENCE_SERVICE, NAMESPACE, serving.name)
    assert champion["spec"]["predictor"]["model"]["storageUri"] == ONE.storage_uri
    serving.release().promote()
    assert serving.candidate is None
    assert "nothing stands beside" in serving.release().promote().message


def test_what_a_gate_refuses_goes(serving: Serving) -> None:
    serving.start(TWO)
    with pytest.raises(Refused, match="under way"):
        serving.release().start(THREE, 0)
    with pytest.raises(Refused, match="under way"):
        serving.release(THREE.storage_uri).rollback("a gate did not pass")
    serving.release(TWO.storage_uri).rollback("a gate did not pass")
    assert serving.candidate is None
    assert serving.rolled_back == TWO.storage_uri
    serving.start(TWO)
    assert serving.rolled_back is None


def test_traffic_is_not_split(serving: Serving) -> None:
    with pytest.raises(Refused, match="one revision"):
        serving.release().start(TWO, 10)
    assert serving.candidate is None
    serving.start(TWO)
    with pytest.raises(Refused, match="one revision"):
        serving.release().step(10)
