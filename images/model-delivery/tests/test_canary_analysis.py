"""Verdicts for Prometheus responses, in the format of its real API."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fake_cluster import FakeCluster

from mlops_delivery.canary import analyse_command, analysis
from mlops_delivery.canary.cluster import INFERENCE_SERVICE
from mlops_delivery.canary.record import Outcome, Record, Records
from mlops_delivery.canary.version import Version
from mlops_delivery.failure import WrongInput
from mlops_delivery.program import run

QUERIES = [
    {"name": "requests", "query": "requests", "kind": "minimum", "limit": 100, "unit": "requests"},
    {"name": "latency-p99", "query": "p99", "kind": "absolute", "limit": 0.2, "unit": "s"},
    {
        "name": "latency-p99-against-champion",
        "query": "p99",
        "champion": "champion_p99",
        "kind": "relative",
        "limit": 1.2,
        "unit": "times",
    },
    {"name": "error-rate", "query": "errors", "kind": "absolute", "limit": 0.01, "unit": "share"},
    {"name": "drift", "query": "drift", "kind": "absolute", "limit": 0.2, "unit": "score", "required": False},
    {
        "name": "drift-against-champion",
        "query": "drift",
        "champion": "champion_drift",
        "kind": "relative",
        "limit": 1.2,
        "unit": "times",
        "required": False,
    },
]
TWO = Version("s3://models/fraud/2")
HEALTHY = {"requests": "500", "p99": "0.1", "champion_p99": "0.1", "errors": "0"}


class FakePrometheus(ThreadingHTTPServer):
    daemon_threads = True
    values: dict[str, str]
    status: int

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.values, self.status, self.asked = dict(HEALTHY), 200, []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: FakePrometheus

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)["query"][0]
        self.server.asked.append(query)
        name = query.removeprefix("avg_over_time((").split(")")[0]
        value = self.server.values.get(name)
        result = [] if value is None else [{"metric": {}, "value": [1767225600.0, value]}]
        body = (
            {"status": "success", "data": {"resultType": "vector", "result": result}}
            if self.server.status == 200
            else {"status": "error", "errorType": "timeout", "error": "query timed out"}
        )
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def prometheus(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakePrometheus]:
    server = FakePrometheus()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv("PROMETHEUS_URL", server.url)
    monkeypatch.delenv("PUSHGATEWAY_URL", raising=False)
    monkeypatch.setenv("KUBECONFIG", "/nonexistent")
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def analyse(folder: Path, *more: str) -> tuple[int, str, str]:
    queries = folder / "queries.json"
    queries.write_text(json.dumps(QUERIES))
    endpoint = ["--endpoint", "fraud", "--namespace", "ml"]
    status = run(
        ["canary", "analyse", *endpoint, "--queries", str(queries), "--minutes", "10", "--output", str(folder), *more]
    )
    return status, (folder / "verdict").read_text(), (folder / "reason").read_text()


@pytest.mark.parametrize(
    ("changed", "verdict", "why"),
    [
        ({}, "continue", "latency-p99: 0.1 s, at most 0.2"),
        ({"p99": "0.5"}, "rollback", "latency-p99: 0.5 s, at most 0.2"),
        ({"errors": "0.2"}, "rollback", "error-rate: 0.2 share, at most 0.01"),
        # The champion has the same problem: it is not the challenger's fault.
        ({"p99": "0.5", "champion_p99": "0.5"}, "inconclusive", "latency-p99"),
        # Worse than the champion, but still within the objective.
        ({"p99": "0.15"}, "continue", "latency-p99"),
        ({"p99": None}, "inconclusive", "latency-p99: Prometheus has no value for the challenger"),
        ({"champion_p99": None}, "inconclusive", "no value for the champion"),
        ({"p99": "NaN"}, "inconclusive", "no value for the challenger"),
        ({"requests": None}, "inconclusive", "requests: Prometheus has no value"),
        ({"requests": None, "errors": "0.2"}, "inconclusive", "requests"),
        # Drift counts once it was measured; no step waits for it.
        ({"drift": "0.1", "champion_drift": "0.1"}, "continue", "drift: 0.1 score"),
        ({"drift": "0.5", "champion_drift": "0.1"}, "rollback", "drift: 0.5 score"),
        ({"drift": "0.1"}, "continue", "latency-p99"),
        # Over its limit, with nothing to compare it with.
        ({"drift": "0.5"}, "inconclusive", "drift"),
        # A missing value doesn't excuse a failure in another query.
        ({"champion_p99": None, "errors": "0.2"}, "rollback", "error-rate"),
    ],
)
def test_verdicts(prometheus: FakePrometheus, tmp_path: Path, changed: dict[str, str], verdict: str, why: str) -> None:
    prometheus.values |= changed
    status, found, reason = analyse(tmp_path)
    assert (status, found) == (0, verdict)
    assert why in reason


def test_a_step_with_too_few_requests_waits(prometheus: FakePrometheus, tmp_path: Path) -> None:
    prometheus.values |= {"requests": "99", "errors": "1"}
    assert analyse(tmp_path)[:2] == (75, "wait")


@pytest.mark.usefixtures("prometheus")
def test_the_last_step_promotes(tmp_path: Path) -> None:
    assert analyse(tmp_path, "--last")[:2] == (0, "promote")


def test_an_error_is_inconclusive(prometheus: FakePrometheus, tmp_path: Path) -> None:
    prometheus.status = 503
    status, verdict, reason = analyse(tmp_path)
    assert (status, verdict) == (0, "inconclusive")
    assert "503: query timed out" in reason


def test_silence_is_inconclusive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMETHEUS_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("KUBECONFIG", "/nonexistent")
    status, verdict, reason = analyse(tmp_path)
    assert (status, verdict) == (0, "inconclusive")
    assert "does not answer" in reason


def test_limits_apply_to_the_average_of_the_step(prometheus: FakePrometheus, tmp_path: Path) -> None:
    analyse(tmp_path)
    assert "avg_over_time((p99)[10m:30s])" in prometheus.asked
    assert "requests" in prometheus.asked


class TestAReleaseThatIsOver:
    """According to the record, whatever Prometheus returns."""

    @pytest.fixture
    def records(self, prometheus: FakePrometheus, monkeypatch: pytest.MonkeyPatch) -> Callable[[Record], None]:
        cluster = FakeCluster()
        monkeypatch.setattr(analyse_command, "connected", lambda: cluster)
        cluster.create(INFERENCE_SERVICE, "ml", {"metadata": {"name": "fraud"}})
        # Too few requests: without the record it would wait for two hours.
        prometheus.values |= {"requests": "0"}

        def write(record: Record) -> None:
            assert Records(cluster, "ml", "fraud").write(record, cluster.get(INFERENCE_SERVICE, "ml", "fraud"))

        return write

    @pytest.mark.parametrize(
        ("outcome", "why"), [("rolled-back", "was rolled back: slow"), ("promoted", "was promoted")]
    )
    def test_is_not_judged(self, records: Any, tmp_path: Path, outcome: Outcome, why: str) -> None:
        records(Record(TWO, None, "", outcome, reason="slow" if outcome == "rolled-back" else ""))
        status, verdict, reason = analyse(tmp_path, "--storage-uri", TWO.storage_uri)
        assert (status, verdict) == (0, "over")
        assert reason == f"s3://models/fraud/2 {why}"

    def test_is_over_if_another_release_took_over(self, records: Any, tmp_path: Path) -> None:
        records(Record(Version("s3://models/fraud/3"), None, ""))
        assert analyse(tmp_path, "--storage-uri", TWO.storage_uri)[1] == "over"

    def test_is_not_over_if_undecided_or_without_a_record(self, records: Any, tmp_path: Path) -> None:
        assert analyse(tmp_path, "--storage-uri", TWO.storage_uri)[:2] == (75, "wait")
        records(Record(TWO, None, ""))
        assert analyse(tmp_path, "--storage-uri", TWO.storage_uri)[:2] == (75, "wait")


def test_every_invalid_query_is_reported() -> None:
    with pytest.raises(WrongInput) as wrong:
        analysis.parse_queries(
            [{"name": "a", "query": "b", "unit": "s", "kind": "best", "limit": "1"}, {"kind": "relative", "limit": 1}],
            "q",
        )
    assert [problem.split(":")[0] for problem in wrong.value.problems] == [
        "q[0].kind",
        "q[0].limit",
        "q[1].name",
        "q[1].query",
        "q[1].unit",
        "q[1].champion",
    ]
