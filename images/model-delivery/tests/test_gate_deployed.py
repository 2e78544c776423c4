"""Where gates find a version, on a real API server."""

from typing import Any

import pytest

from mlops_delivery.canary.cluster import INFERENCE_SERVICE, MODEL, Cluster
from mlops_delivery.canary.inference_service import MODE
from mlops_delivery.failure import Refused
from mlops_delivery.gate.deployed import Address, Deployed, deployed
from mlops_delivery.gate.load_run import requests_of

NAMESPACE = "default"


def service(cluster: Cluster, name: str, mode: str, status: dict[str, Any] | None = None, **predictor: Any) -> None:
    model = {"modelFormat": {"name": "sklearn"}, "storageUri": "s3://models/fraud/1"}
    body = {
        "metadata": {"name": name, "annotations": {MODE: mode}},
        "spec": {"predictor": {"model": model, **predictor}},
    }
    cluster.create(INFERENCE_SERVICE, NAMESPACE, body)
    if status:
        found = {"status": {"components": {"predictor": status}}}
        cluster.merge_patch(INFERENCE_SERVICE, NAMESPACE, f"{name}/status", found)


def kserve(name: str, model: str) -> Address:
    return Address(f"http://{name}-predictor.default.svc.cluster.local", model)


def test_two_revisions_have_their_own_hosts(api: Any, endpoint: str) -> None:
    cluster = Cluster(api)
    revisions = {"latestCreatedRevision": "r-2", "latestRolledoutRevision": "r-1"}
    service(cluster, endpoint, "Knative", revisions, canaryTrafficPercent=0)
    found = deployed("kserve", cluster, NAMESPACE, endpoint)
    assert found == Deployed(kserve(f"latest-{endpoint}", endpoint), kserve(f"prev-{endpoint}", endpoint))


def test_a_first_version_has_no_champion(api: Any, endpoint: str) -> None:
    cluster = Cluster(api)
    service(cluster, endpoint, "Knative", {"latestCreatedRevision": "r-1", "latestRolledoutRevision": "r-1"})
    assert deployed("kserve", cluster, NAMESPACE, endpoint).champion is None


def test_in_the_mode_standard_a_second_service_is_used(api: Any, endpoint: str) -> None:
    cluster = Cluster(api)
    service(cluster, endpoint, "Standard")
    with pytest.raises(Refused, match=f"{endpoint}-challenger"):
        deployed("kserve", cluster, NAMESPACE, endpoint)
    service(cluster, f"{endpoint}-challenger", "Standard")
    candidate = kserve(f"{endpoint}-challenger", f"{endpoint}-challenger")
    assert deployed("kserve", cluster, NAMESPACE, endpoint) == Deployed(candidate, kserve(endpoint, endpoint))


def test_triton_names_a_model_after_its_folder(api: Any, endpoint: str) -> None:
    cluster = Cluster(api)
    model = {"modelFormat": {"name": "onnx"}, "runtime": "kserve-tritonserver", "storageUri": "s3://models/fraud/1"}
    for name in (endpoint, f"{endpoint}-challenger"):
        service(cluster, name, "Standard", model=model)
    found = deployed("kserve", cluster, NAMESPACE, endpoint)
    assert found.challenger == kserve(f"{endpoint}-challenger", endpoint)


def test_on_seldon_core_the_name_selects_the_model(api: Any, endpoint: str) -> None:
    cluster = Cluster(api)
    for name in (endpoint, f"{endpoint}-challenger"):
        cluster.create(MODEL, NAMESPACE, {"metadata": {"name": name}, "spec": {"storageUri": "s3://models/fraud/1"}})
    host = "http://seldon-mesh.default.svc.cluster.local"
    expected = Deployed(Address(host, f"{endpoint}-challenger"), Address(host, endpoint))
    assert deployed("seldon", cluster, NAMESPACE, endpoint) == expected


@pytest.mark.parametrize("path", ["/v1/models/{}:predict", "/v2/models/{}/infer", "/v2/models/{}"])
def test_requests_are_sent_to_the_version_under_test(tmp_path: Any, path: str) -> None:
    file = tmp_path / "load.jsonl"
    file.write_text(f'{{"path": "{path.format("fraud")}", "body": {{}}}}\n')
    assert requests_of(str(file), "fraud-challenger").content[0]["path"] == path.format("fraud-challenger")
    assert requests_of(str(file), None).content[0]["path"] == path.format("fraud")
