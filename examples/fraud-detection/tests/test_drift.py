"""The platform's own job reads what the model server logs, and a real Pushgateway receives the result."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from test_demo import free_port

from fraud_detection.demo.delivery import Delivery
from fraud_detection.demo.drift import measure_drift
from fraud_detection.demo.prerequisites import find_command
from fraud_detection.demo.processes import Processes
from fraud_detection.files import write_parquet
from fraud_detection.model import score, train
from fraud_detection.params import ModelParams
from fraud_detection.schema import FEATURES
from fraud_detection.serving.model_server import FraudModel
from fraud_detection.transactions import NO_DRIFT, Drift, generate

PUSHGATEWAY = find_command("prometheus-pushgateway")
PIPELINE = train(generate(4_000, seed=1), ModelParams("logistic_regression", seed=1))


@pytest.fixture
def pushgateway(tmp_path: Path) -> Iterator[str]:
    if PUSHGATEWAY is None:
        pytest.skip("NOT RUN, no prometheus-pushgateway: apt-get install prometheus-pushgateway")
    address = f"127.0.0.1:{free_port()}"
    with Processes(tmp_path / "logs") as processes:
        processes.start("pushgateway", [PUSHGATEWAY, f"--web.listen-address={address}", "--persistence.file="])
        processes.wait_ready("pushgateway", f"http://{address}/-/ready")
        yield f"http://{address}"


@pytest.mark.parametrize(
    ("world", "drifted"),
    [(NO_DRIFT, False), (Drift(covariate=True), True), (Drift(concept=True), False)],
    ids=["no drift", "other behavior", "other fraud, which requests don't show"],
)
def test_drift_of_requests(world: Drift, drifted: bool, delivery: Delivery, pushgateway: str, tmp_path: Path) -> None:
    reference = generate(2_000, seed=1)[list(FEATURES)]
    write_parquet(reference.assign(prediction=score(PIPELINE, reference)), tmp_path / "reference.parquet")
    model = FraudModel("fraud-detection", "unused", tmp_path / "log.jsonl")
    model.pipeline = PIPELINE
    model.answer({"instances": generate(2_000, seed=2, drift=world)[list(FEATURES)].to_dict("records")})
    html = tmp_path / "drift.html"
    found = measure_drift(delivery, tmp_path / "log.jsonl", tmp_path / "reference.parquet", pushgateway, html)
    assert found.rows == 2_000
    assert set(found.features) == set(FEATURES)
    assert (found.features["channel"] > 0.2) is drifted
    assert (found.features["hour"] > 0.2) is drifted
    assert found.features["distance_km"] < 0.15
    assert (found.highest > 0.15) is drifted
    assert html.stat().st_size > 1_000
