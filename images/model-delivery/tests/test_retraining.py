"""Retraining: limits, and the requests that Airflow and Prefect really receive."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from mlops_delivery.program import run
from mlops_delivery.retraining.decision import Run, why_not

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("runs", "begins"),
    [
        ([], True),
        ([Run("a", NOW - timedelta(hours=25), True)], True),
        ([Run("a", NOW - timedelta(hours=23), True)], False),
        ([Run("a", NOW - timedelta(days=3), False)], False),
        ([Run("a", NOW - timedelta(days=3), True), Run("b", NOW - timedelta(hours=1), True)], False),
    ],
)
def test_limits(runs: list[Run], begins: bool) -> None:
    assert (why_not(runs, NOW, 24) is None) is begins


class Engine(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.runs: list[dict[str, Any]] = []
        self.started: list[dict[str, Any]] = []


class Handler(BaseHTTPRequestHandler):
    server: Engine

    def do_GET(self) -> None:
        known = {
            "/api/v2/dags/train/dagRuns": {"dag_runs": self.server.runs},
            "/api/deployments/name/train/fraud": {"id": "d1"},
        }
        self._answer(known[self.path.split("?")[0]])

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/api/flow_runs/filter":
            assert body["deployments"] == {"id": {"any_": ["d1"]}}
            self._answer(self.server.runs)
            return
        assert self.path in ("/api/v2/dags/train/dagRuns", "/api/deployments/d1/create_flow_run")
        self.server.started.append(body)
        self._answer({"dag_run_id": body.get("dag_run_id"), "id": "f1"})

    def _answer(self, body: Any) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    server = Engine()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    for prefix in ("AIRFLOW", "PREFECT"):
        monkeypatch.setenv(f"{prefix}_URL", f"http://127.0.0.1:{server.server_port}")
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def retrain(folder: Path, engine: str, pipeline: str, *more: str) -> int:
    settings = {"endpoint": "fraud", "namespace": "ml", "engine": engine, "pipeline": pipeline, "minimumHours": 24}
    (folder / "retraining.json").write_text(json.dumps(settings))
    what = ["--endpoint", "fraud", "--settings", str(folder / "retraining.json"), "--reason", "drift"]
    return run(["retrain", *what, *more])


def known(engine: str, hours: float, ended: bool) -> dict[str, Any]:
    began = (datetime.now(UTC) - timedelta(hours=hours)).isoformat()
    if engine == "airflow":
        return {"dag_run_id": "r", "run_after": began, "state": "success" if ended else "running"}
    return {"id": "r", "created": began, "state_type": "COMPLETED" if ended else "RUNNING"}


ENGINES = [("airflow", "train"), ("prefect", "train/fraud")]


@pytest.mark.parametrize(("name", "pipeline"), ENGINES)
def test_a_training_is_started(tmp_path: Path, engine: Engine, name: str, pipeline: str) -> None:
    engine.runs = [known(name, 30, ended=True)]
    assert retrain(tmp_path, name, pipeline, "--data-version", "v7") == 0
    [started] = engine.started
    given = started["conf" if name == "airflow" else "parameters"]
    assert given == {"endpoint": "fraud", "reason": "drift", "data_version": "v7"}


@pytest.mark.parametrize(("name", "pipeline"), ENGINES)
@pytest.mark.parametrize(("hours", "ended"), [(1, True), (40, False)])
def test_none_during_or_soon_after_another(
    tmp_path: Path, engine: Engine, name: str, pipeline: str, hours: float, ended: bool
) -> None:
    engine.runs = [known(name, hours, ended)]
    assert retrain(tmp_path, name, pipeline) == 0
    assert engine.started == []


def test_scheduled_runs_of_prefect_are_not_trainings_yet(tmp_path: Path, engine: Engine) -> None:
    ahead = {**known("prefect", 1, ended=False), "state_type": "SCHEDULED", "auto_scheduled": True}
    engine.runs = [ahead, known("prefect", 30, ended=True)]
    assert retrain(tmp_path, "prefect", "train/fraud") == 0
    assert len(engine.started) == 1
    engine.runs = [{**ahead, "auto_scheduled": False}]
    assert retrain(tmp_path, "prefect", "train/fraud") == 0
    assert len(engine.started) == 1


@pytest.mark.parametrize(
    ("status", "endpoint", "count"), [("firing", "fraud", 1), ("resolved", "fraud", 0), ("firing", "churn", 0)]
)
def test_only_its_own_firing_alert(tmp_path: Path, engine: Engine, status: str, endpoint: str, count: int) -> None:
    payload = {"status": status, "alerts": [{"status": status, "labels": {"endpoint": endpoint}}]}
    (tmp_path / "alert.json").write_text(json.dumps(payload))
    assert retrain(tmp_path, "airflow", "train", "--alert", str(tmp_path / "alert.json")) == 0
    assert len(engine.started) == count


def test_an_engine_that_does_not_answer_starts_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW_URL", "http://127.0.0.1:9")
    assert retrain(tmp_path, "airflow", "train") == 3


def test_every_invalid_setting_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "s.json").write_text('{"engine": "jenkins", "minimumHours": 0}')
    assert run(["retrain", "--endpoint", "fraud", "--settings", str(tmp_path / "s.json"), "--reason", "x"]) == 2
    assert [line.split(": ")[2] for line in capsys.readouterr().err.splitlines()] == [
        "engine",
        "endpoint",
        "pipeline",
        "minimumHours",
    ]
