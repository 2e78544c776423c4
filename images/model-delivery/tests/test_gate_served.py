"""Versions that are tested where they serve: predictions with each protocol, and load from several processes."""

import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from json_server import Asked, json_server

from mlops_delivery.failure import Unreachable, WrongInput
from mlops_delivery.gate import commands
from mlops_delivery.gate.deployed import Address, Deployed
from mlops_delivery.gate.holdout import Protocol, predictions
from mlops_delivery.program import run

FRAME = pd.DataFrame({"amount": np.arange(600, dtype=float), "hour": 1.0})


def amount_of(instance: Any) -> float:
    return float(instance["amount"] if isinstance(instance, dict) else instance[0])


def answer(asked: Asked) -> tuple[int, Any]:
    """A model whose prediction is the amount."""
    if asked.path == "/v1/models/fraud:predict":
        return 200, {"predictions": [amount_of(instance) for instance in asked.body["instances"]]}
    if asked.path == "/v2/models/fraud/infer":
        [tensor] = asked.body["inputs"]
        rows = np.reshape(tensor["data"], tensor["shape"])
        return 200, {"outputs": [{"name": "output-0", "data": rows[:, 0].tolist()}]}
    return 404, {"error": "no such model"}


@pytest.mark.parametrize("protocol", [Protocol("v1"), Protocol("v1", "records"), Protocol("v2")])
def test_every_row_is_sent_once_in_every_protocol(protocol: Protocol) -> None:
    with json_server(answer) as server:
        found = predictions(Address(server.url, "fraud"), protocol, FRAME)
    assert found.tolist() == FRAME["amount"].tolist()
    assert len(server.asked) == 3


def test_of_class_probabilities_the_last_counts() -> None:
    with json_server(lambda asked: (200, {"predictions": [[0.9, 0.1]] * len(asked.body["instances"])})) as server:
        assert predictions(Address(server.url, "fraud"), Protocol("v1"), FRAME.head(2)).tolist() == [0.1, 0.1]


@pytest.mark.parametrize("said", [(500, {}), (200, {}), (200, {"predictions": [1.0]})])
def test_an_invalid_response_fails_the_gate(said: tuple[int, Any]) -> None:
    with json_server(lambda _: said) as server, pytest.raises(Unreachable, match=":predict"):
        predictions(Address(server.url, "fraud"), Protocol("v1"), FRAME)


def test_an_unknown_protocol_is_reported() -> None:
    with pytest.raises(WrongInput, match="protocol: expected one of v1, v2"):
        Protocol("v3")  # type: ignore[arg-type]


@pytest.mark.parametrize(("worse", "status"), [("champion", 0), ("challenger", 1)])
def test_the_challenger_is_compared_with_the_serving_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, worse: str, status: int
) -> None:
    truth = np.tile([0.0, 1.0], 200)
    pd.DataFrame({"amount": truth, "is_fraud": truth.astype(int)}).to_parquet(tmp_path / "holdout.parquet")
    evaluation = {"metric": "roc_auc", "label": "is_fraud"}
    (tmp_path / "evaluation.json").write_text(json.dumps(evaluation))

    def guess(asked: Asked) -> tuple[int, Any]:
        rows = asked.body["inputs"][0]["shape"][0]
        return 200, {"outputs": [{"name": "output-0", "shape": [rows], "data": [0.5] * rows}]}

    with json_server(answer) as good, json_server(guess) as bad:
        servers = (bad, good) if worse == "challenger" else (good, bad)
        challenger, champion = (Address(server.url, "fraud") for server in servers)
        monkeypatch.setattr(commands, "_deployed", lambda _: Deployed(challenger, champion))
        about = ["--endpoint", "fraud", "--namespace", "ml", "--storage-uri", str(tmp_path)]
        assert run(["gate", "champion", *about, "--results", str(tmp_path)]) == status
    measured = json.loads((tmp_path / "champion.json").read_text())["measured"]
    assert measured[worse] == 0.5


def test_load_comes_from_several_processes(tmp_path: Path) -> None:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", 5557)) == 0:
            pytest.skip("NOT RUN, something listens on port 5557, which Locust's master needs")
    (tmp_path / "load.jsonl").write_text('{"path": "/v1/models/fraud:predict", "body": {"instances": [[1, 2]]}}\n')
    # Latency is judged from statistics, not on a machine that is busy with tests.
    (tmp_path / "objective.json").write_text('{"latencyP99Seconds": 30, "errorRate": 0.01}')
    requests = ["--requests", str(tmp_path / "load.jsonl")]
    worker = [sys.executable, "-m", "mlops_delivery", "gate", "load", "--worker", "--master-host", "127.0.0.1"]
    with json_server(answer) as server:
        workers = [subprocess.Popen([*worker, *requests], stderr=subprocess.DEVNULL) for _ in range(2)]
        try:
            load = ["--master", "--expect-workers", "2", "--users", "4", "--minutes", "0.05", "--host", server.url]
            rest = ["--objective", str(tmp_path / "objective.json"), "--results", str(tmp_path)]
            assert run(["gate", "load", *load, *rest, *requests]) == 0
            for process in workers:
                process.wait(60)
        finally:
            for process in workers:
                process.kill()
                process.wait()
    measured = json.loads((tmp_path / "load.json").read_text())["measured"]
    assert measured["failures"] == 0
    # One may have been in flight when the time was over.
    assert 4 < measured["requests"] <= len(server.asked)
