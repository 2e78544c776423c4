import asyncio
import base64
import json
import subprocess
import threading
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from kserve.errors import InvalidInput
from rows import good_rows
from test_demo import free_port

from fraud_detection.demo.prerequisites import find_command
from fraud_detection.demo.processes import Processes
from fraud_detection.model import score, train
from fraud_detection.params import ModelParams
from fraud_detection.schema import FEATURES
from fraud_detection.serving.model_server import FraudModel
from fraud_detection.serving.proxy import proxy_config, requests_in_flight, set_weights

HAPROXY = find_command("haproxy")


def served(payload_log: Path | None = None) -> FraudModel:
    model = FraudModel("fraud-detection", folder="unused", payload_log=payload_log)
    model.pipeline = train(good_rows(), ModelParams("logistic_regression", seed=1))
    return model


def test_the_server_returns_the_scores_of_the_model(tmp_path: Path) -> None:
    rows = good_rows().head(3)
    model = served(tmp_path / "log.jsonl")
    answer = model.answer({"instances": rows[list(FEATURES)].to_dict("records")})
    assert answer["predictions"] == pytest.approx(score(model.pipeline, rows).tolist())
    request, response = map(json.loads, (tmp_path / "log.jsonl").read_text().splitlines())
    assert request["id"] == response["id"]
    assert len(json.loads(base64.b64decode(request["bytes"]))["instances"]) == 3
    assert json.loads(base64.b64decode(response["bytes"])) == answer


def test_probes_and_prometheus_are_answered_during_a_slow_prediction(monkeypatch: pytest.MonkeyPatch) -> None:
    others_answered = threading.Event()
    model = served()
    monkeypatch.setattr(model, "answer", lambda payload: others_answered.wait(5))

    async def serve() -> bool:
        prediction = asyncio.create_task(model.predict({}))
        await asyncio.sleep(0.05)
        others_answered.set()
        return await prediction

    assert asyncio.run(serve())


@pytest.mark.parametrize("instances", [[], [{"amount": 1.0}]])
def test_a_request_without_features_is_rejected_with_their_names(instances: list[dict]) -> None:
    with pytest.raises(InvalidInput, match=r"missing: .*hour"):
        served().answer({"instances": instances})


@pytest.mark.skipif(HAPROXY is None, reason="no haproxy: apt-get install haproxy")
def test_the_proxy_accepts_new_weights_while_it_runs(tmp_path: Path) -> None:
    metrics = free_port()
    with TemporaryDirectory() as short, Processes(tmp_path) as processes:
        admin = Path(short) / "proxy.sock"
        config = tmp_path / "haproxy.cfg"
        config.write_text(proxy_config(free_port(), metrics, {"blue": free_port(), "green": free_port()}, admin))
        assert subprocess.run([HAPROXY, "-c", "-f", str(config)], capture_output=True, check=False).returncode == 0
        processes.start("haproxy", [HAPROXY, "-db", "-f", str(config)])
        processes.wait_ready("haproxy", f"http://127.0.0.1:{metrics}/metrics")
        set_weights(admin, {"blue": 90, "green": 10})
        assert requests_in_flight(admin, "green") == 0
        with urllib.request.urlopen(f"http://127.0.0.1:{metrics}/metrics", timeout=5) as answer:
            text = answer.read().decode()
        assert 'haproxy_server_weight{proxy="models",server="green"} 10' in text
        with pytest.raises(ValueError, match="rejects weight 300"):
            set_weights(admin, {"blue": 300})
