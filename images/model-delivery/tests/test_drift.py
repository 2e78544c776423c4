"""Drift of the payloads that KServe's logger writes."""

import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from knative_model import serve_canary

from mlops_delivery.canary.cluster import INFERENCE_SERVICE, Cluster
from mlops_delivery.drift import payloads
from mlops_delivery.program import run

NOW = datetime.now(UTC)
KIND = {"request": payloads.REQUEST, "response": payloads.RESPONSE}


def record(identity: str, kind: str, body: dict[str, Any], revision: str | None = None, hours: float = 0) -> bytes:
    """In the format of KServe 0.20."""
    metadata = {} if revision is None else {"metadata": {"Knative-Serving-Revision": [revision]}}
    return json.dumps(
        {
            "bytes": base64.b64encode(json.dumps(body).encode()).decode(),
            "contentType": "application/json",
            "reqType": KIND[kind],
            "id": identity,
            "inferenceService": "fraud",
            "occurrenceTime": (NOW - timedelta(hours=hours)).isoformat(),
            **metadata,
        }
    ).encode()


def log(folder: Path, identity: str, amounts: list[float], scores: list[float], **more: Any) -> None:
    folder.mkdir(exist_ok=True)
    request = {"instances": [[amount, "web"] for amount in amounts]}
    (folder / f"{identity}-request.json").write_bytes(record(identity, "request", request, **more))
    (folder / f"{identity}-response.json").write_bytes(record(identity, "response", {"predictions": scores}, **more))


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    random = np.random.default_rng(1)
    rows = {"amount": random.normal(100, 10, 2000), "channel": "web", "prediction": random.random(2000)}
    pd.DataFrame(rows).to_parquet(tmp_path / "reference.parquet")
    return tmp_path


def drift(folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, float]:
    where = ["--payloads", str(folder / "payloads"), "--reference", str(folder / "reference.parquet")]
    assert run(["drift", "--endpoint", "fraud", *where, "--hours", "24", "--reports", str(folder / "reports")]) == 0
    lines = [line.rsplit(" ", 1) for line in capsys.readouterr().out.splitlines() if line.startswith("model_")]
    return {name: float(value) for name, value in lines}


def sample(mean: float, count: int = 300) -> tuple[list[float], list[float]]:
    random = np.random.default_rng(2)
    return random.normal(mean, 10, count).tolist(), random.random(count).tolist()


@pytest.mark.parametrize(("mean", "drifted"), [(100, False), (160, True)])
def test_scores(reference: Path, capsys: pytest.CaptureFixture[str], mean: float, drifted: bool) -> None:
    log(reference / "payloads", "a", *sample(mean))
    found = drift(reference, capsys)
    assert (found['model_drift_score{endpoint="fraud",feature="amount"}'] > 0.3) is drifted
    assert found['model_drift_score{endpoint="fraud",feature="channel"}'] < 0.01
    assert found['model_prediction_drift_score{endpoint="fraud",revision=""}'] < 0.2
    assert found['model_drift_rows{endpoint="fraud"}'] == 300
    assert found['model_drift_last_run_timestamp_seconds{endpoint="fraud"}'] >= NOW.timestamp()
    assert [file.suffix for file in (reference / "reports").iterdir()] == [".html"]


def test_too_few_rows_have_no_score(reference: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log(reference / "payloads", "a", *sample(160, 99))
    found = drift(reference, capsys)
    assert set(found) == {
        'model_drift_rows{endpoint="fraud"}',
        'model_drift_last_run_timestamp_seconds{endpoint="fraud"}',
    }


def test_the_newest_revision_is_the_challenger(reference: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log(reference / "payloads", "a", *sample(100), revision="fraud-predictor-00001")
    log(reference / "payloads", "b", *sample(160), revision="fraud-predictor-00002")
    found = drift(reference, capsys)
    assert found['model_drift_score{endpoint="fraud",feature="amount"}'] < 0.2
    assert found['model_drift_score{endpoint="fraud-challenger",feature="amount"}'] > 0.3


@pytest.mark.parametrize(
    ("hours", "champion"),
    [
        # The second was rolled back, the third is in a canary next to the first.
        ((0.5, 5, 0.1), 1),
        # The second was promoted.
        ((5, 0.5, 0.1), 2),
    ],
)
def test_of_three_revisions_the_champion_is_the_older_one_with_the_latest_request(
    reference: Path, capsys: pytest.CaptureFixture[str], hours: tuple[float, ...], champion: int
) -> None:
    for number, (ago, mean) in enumerate(zip(hours, (100, 130, 160), strict=True), 1):
        log(reference / "payloads", str(number), *sample(mean), revision=f"fraud-predictor-{number:05}", hours=ago)
    found = drift(reference, capsys)
    scores = {name for name in found if name.startswith("model_prediction_drift_score")}
    assert scores == {
        f'model_prediction_drift_score{{endpoint="fraud",revision="fraud-predictor-0000{champion}"}}',
        'model_prediction_drift_score{endpoint="fraud-challenger",revision="fraud-predictor-00003"}',
    }
    assert found['model_drift_rows{endpoint="fraud"}'] == 300
    assert (found['model_drift_score{endpoint="fraud",feature="amount"}'] > 0.3) is (champion == 2)


def test_a_feature_may_be_called_revision(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    random = np.random.default_rng(1)
    rows = {"revision": random.normal(100, 10, 2000), "channel": "web", "prediction": random.random(2000)}
    pd.DataFrame(rows).to_parquet(tmp_path / "reference.parquet")
    log(tmp_path / "payloads", "a", *sample(100), revision="fraud-predictor-00001")
    assert drift(tmp_path, capsys)['model_drift_score{endpoint="fraud",feature="revision"}'] < 0.3


def test_old_unanswered_and_broken_records_are_skipped(reference: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = reference / "payloads"
    log(folder, "a", *sample(100))
    log(folder, "old", *sample(160), hours=25)
    (folder / "b-request.json").write_bytes(record("b", "request", {"instances": [[1, "web"]]}))
    (folder / "c-request.json").write_bytes(b'{"bytes": "cut o')
    log(folder, "short", [1.0, 2.0], [0.5])
    assert drift(reference, capsys)['model_drift_rows{endpoint="fraud"}'] == 300


EVENT = {"specversion": "1.0", "id": "1", "time": NOW.isoformat(), "inferenceservicename": "fraud"}
V2 = {"inputs": [{"name": "input-0", "shape": [2, 2], "datatype": "FP64", "data": [1, 2, 3, 4]}]}
V2_OUT = {"outputs": [{"name": "p", "shape": [2, 2], "datatype": "FP64", "data": [0.9, 0.1, 0.2, 0.8]}]}


@pytest.mark.parametrize(
    "body",
    [
        {"inputs": ["x"]},
        {"inputs": [{"name": "amount", "data": [1, 2]}, {"name": "channel", "data": ["web"]}]},
        {"inputs": [{"name": "amount"}, {"name": "channel"}]},
        {"inputs": [{"name": "input-0", "shape": [2, 2], "data": [1]}]},
        {"inputs": [{"name": "input-0", "shape": [1, 2], "data": None}]},
    ],
)
def test_an_invalid_request_is_skipped(
    reference: Path, capsys: pytest.CaptureFixture[str], body: dict[str, Any]
) -> None:
    folder = reference / "payloads"
    log(folder, "a", *sample(100))
    (folder / "b-request.json").write_bytes(record("b", "request", body))
    (folder / "b-response.json").write_bytes(record("b", "response", {"predictions": [0.5]}))
    assert drift(reference, capsys)['model_drift_rows{endpoint="fraud"}'] == 300


@pytest.mark.parametrize(
    ("request_body", "response_body"),
    [
        (V2, V2_OUT),
        ({"instances": [{"b": 2, "a": 1}, {"a": 3, "b": 4}]}, {"predictions": [0.1, 0.8]}),
        (
            {"inputs": [{"name": "a", "data": [1, 3]}, {"name": "b", "data": [2, 4]}]},
            {"outputs": [{"data": [0.1, 0.8], "shape": [2]}]},
        ),
    ],
)
def test_protocols_and_cloud_events(request_body: dict[str, Any], response_body: dict[str, Any]) -> None:
    events = [
        {**EVENT, "type": payloads.REQUEST, "data": request_body},
        {
            **EVENT,
            "type": payloads.RESPONSE,
            "data_base64": base64.b64encode(json.dumps(response_body).encode()).decode(),
        },
    ]
    found = payloads.rows(payloads.parse(json.dumps(events).encode()), ["a", "b"], NOW - timedelta(hours=1))
    assert found[["a", "b", "prediction"]].to_numpy().tolist() == [[1, 2, 0.1], [3, 4, 0.8]]


def test_a_reference_without_predictions_is_rejected(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pd.DataFrame({"amount": [1.0]}).to_parquet(tmp_path / "r.parquet")
    where = ["--payloads", str(tmp_path), "--reference", str(tmp_path / "r.parquet"), "--reports", str(tmp_path)]
    assert run(["drift", "--endpoint", "fraud", *where, "--hours", "1"]) == 2
    assert "expected a column 'prediction', found amount" in capsys.readouterr().err


def test_the_reference_is_that_of_the_serving_version(
    api: Any, endpoint: str, reference: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not that of a version which has a share of the traffic only."""
    (reference / "1").mkdir()
    (reference / "reference.parquet").rename(reference / "1" / "reference.parquet")
    serve_canary(Cluster(api), endpoint, str(reference / "1"), str(reference / "2"))
    log(reference / "payloads", "a", *sample(100))
    where = ["--payloads", str(reference / "payloads"), "--reports", str(reference / "reports"), "--hours", "24"]
    from_version = ["--namespace", "default", "--reference-file", "reference.parquet"]
    assert run(["drift", "--endpoint", endpoint, *where, *from_version]) == 0
    assert f'model_drift_rows{{endpoint="{endpoint}"}} 300.0' in capsys.readouterr().out


def test_an_endpoint_that_serves_nothing_has_no_reference(
    api: Any, endpoint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = {"metadata": {"name": endpoint}, "spec": {"predictor": {"model": {"modelFormat": {"name": "sklearn"}}}}}
    Cluster(api).create(INFERENCE_SERVICE, "default", body)
    where = ["--payloads", str(tmp_path), "--reports", str(tmp_path), "--hours", "24"]
    from_version = ["--namespace", "default", "--reference-file", "reference.parquet"]
    assert run(["drift", "--endpoint", endpoint, *where, *from_version]) == 1
    assert "no version is serving yet" in capsys.readouterr().err
