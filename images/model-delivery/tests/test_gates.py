"""Gates on real data, reports and a real Locust."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from mlops_delivery.gate import champion
from mlops_delivery.program import run

SUITE = {
    "expectations": [
        {"type": "expect_column_values_to_not_be_null", "kwargs": {"column": "amount"}},
        {"type": "expect_column_values_to_be_between", "kwargs": {"column": "amount", "min_value": 0}},
    ]
}
OBJECTIVE = {"availability": 0.999, "latencyP99Seconds": 0.2, "errorRate": 0.01, "driftScore": 0.2}


def result(folder: Path, gate: str) -> dict[str, Any]:
    return json.loads((folder / "gates" / f"{gate}.json").read_text())


@pytest.mark.parametrize(("amounts", "passes"), [([1.0, 2.0], True), ([1.0, -2.0], False), ([1.0, None], False)])
def test_data(tmp_path: Path, amounts: list[float], passes: bool) -> None:
    pd.DataFrame({"amount": amounts}).to_parquet(tmp_path / "reference.parquet")
    (tmp_path / "expectations.json").write_text(json.dumps(SUITE))
    status = run(["gate", "data", "--storage-uri", str(tmp_path), "--results", str(tmp_path / "gates")])
    assert status == (0 if passes else 1)
    found = result(tmp_path, "data")
    assert found["passed"] is passes
    assert passes or "amount" in found["reasons"][0]
    assert (tmp_path / "gates" / "data-docs" / "index.html").exists()


def test_an_empty_suite_is_rejected(tmp_path: Path) -> None:
    pd.DataFrame({"amount": [1.0]}).to_parquet(tmp_path / "reference.parquet")
    (tmp_path / "expectations.json").write_text('{"expectations": []}')
    assert run(["gate", "data", "--storage-uri", str(tmp_path), "--results", str(tmp_path / "gates")]) == 2
    assert not (tmp_path / "gates" / "data.json").exists()


@pytest.mark.parametrize(
    ("cases", "passes"),
    [
        ('<testcase name="a"/>', True),
        ('<testcase name="a"/><testcase name="b"><failure/></testcase>', False),
        ('<testcase name="a"><error/></testcase>', False),
        ('<testcase name="a"><skipped/></testcase>', False),
        ("", False),
    ],
)
def test_tests(tmp_path: Path, cases: str, passes: bool) -> None:
    (tmp_path / "tests.xml").write_text(f"<testsuites><testsuite>{cases}</testsuite></testsuites>")
    run(["gate", "tests", "--storage-uri", str(tmp_path), "--results", str(tmp_path / "gates")])
    assert result(tmp_path, "tests")["passed"] is passes


TRUTH = np.tile([0.0, 1.0], 500)
GOOD = np.where(np.arange(1000) % 10 == 0, 1 - TRUTH, TRUTH)
BAD = np.where(np.arange(1000) % 3 == 0, 1 - TRUTH, TRUTH)


@pytest.mark.parametrize(
    ("challenger", "served", "passes"), [(GOOD, BAD, True), (GOOD, GOOD, True), (BAD, GOOD, False)]
)
def test_champion(tmp_path: Path, challenger: champion.Array, served: champion.Array, passes: bool) -> None:
    for name, predictions in (("challenger", challenger), ("champion", served)):
        pd.DataFrame({"label": TRUTH, "prediction": predictions}).to_parquet(tmp_path / name)
    files = [
        "--challenger-predictions",
        str(tmp_path / "challenger"),
        "--champion-predictions",
        str(tmp_path / "champion"),
    ]
    run(["gate", "champion", *files, "--results", str(tmp_path / "gates")])
    found = result(tmp_path, "champion")
    assert found["passed"] is passes
    low, estimate, high = found["measured"]["gain"]
    assert low <= estimate <= high


def test_a_gain_that_may_be_chance_does_not_count() -> None:
    few = champion.compare(TRUTH[:30], GOOD[:30], BAD[:30], champion.Criterion(margin=0))
    many = champion.compare(TRUTH, GOOD, BAD, champion.Criterion(margin=0))
    width = [found.measured["gain"][2] - found.measured["gain"][0] for found in (few, many)]
    assert width[0] > 3 * width[1]


def test_the_first_version_has_no_champion() -> None:
    assert champion.compare(TRUTH, BAD, None, champion.Criterion()).passed


@pytest.mark.parametrize(
    ("line", "passes"),
    [
        ("1000,0,150", True),
        ("1000,0,250", False),
        ("1000,20,150", False),
        ("0,0,0", False),
    ],
)
def test_load_from_statistics(tmp_path: Path, line: str, passes: bool) -> None:
    (tmp_path / "objective.json").write_text(json.dumps(OBJECTIVE))
    requests, failures, p99 = line.split(",")
    stats = f"Type,Name,Request Count,Failure Count,99%\n,Aggregated,{requests},{failures},{p99}\n"
    (tmp_path / "stats.csv").write_text(stats)
    files = ["--stats", str(tmp_path / "stats.csv"), "--objective", str(tmp_path / "objective.json")]
    run(["gate", "load", *files, "--results", str(tmp_path / "gates")])
    assert result(tmp_path, "load")["passed"] is passes


class Model(BaseHTTPRequestHandler):
    """A model that reports its inputs, and that fails on request."""

    fails = False
    bodies: list[Any]

    def do_GET(self) -> None:
        inputs = [{"name": "input-0", "datatype": "FP64", "shape": [-1, 3]}]
        self._answer({"models": ["fraud"]} if self.path == "/v1/models" else {"inputs": inputs})

    def do_POST(self) -> None:
        self.bodies.append((self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
        self._answer({"outputs": []}, 500 if self.fails else 200)

    def _answer(self, body: dict[str, Any], status: int = 200) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.parametrize("fails", [False, True])
def test_load_by_locust(tmp_path: Path, fails: bool) -> None:
    handler = type("Handler", (Model,), {"fails": fails, "bodies": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    # Latency is judged from statistics, not on a machine that is busy with tests.
    (tmp_path / "objective.json").write_text(json.dumps({**OBJECTIVE, "latencyP99Seconds": 30}))
    try:
        load = ["--host", f"http://127.0.0.1:{server.server_port}", "--users", "2", "--minutes", "0.05"]
        run(
            [
                "gate",
                "load",
                *load,
                "--objective",
                str(tmp_path / "objective.json"),
                "--results",
                str(tmp_path / "gates"),
            ]
        )
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    found = result(tmp_path, "load")
    assert found["passed"] is not fails
    assert found["measured"]["requests"] > 0
    path, body = handler.bodies[0]
    assert path == "/v2/models/fraud/infer"
    assert body["inputs"][0] == {"name": "input-0", "shape": [1, 3], "datatype": "FP64", "data": [0, 0, 0]}


def test_a_gate_that_did_not_run_counts_as_failed(tmp_path: Path) -> None:
    gates = tmp_path / "gates"
    gates.mkdir()
    passed = {"gate": "data", "passed": True, "reasons": [], "measured": {}}
    (gates / "data.json").write_text(json.dumps(passed))
    assert run(["gate", "all", "--required", "data", "--results", str(gates)]) == 0
    assert run(["gate", "all", "--required", "data,load", "--results", str(gates)]) == 1
    assert result(tmp_path, "all")["reasons"] == ["load: it did not run"]


@pytest.mark.parametrize(
    "content", ["", "{}", '{"gate": "load", "passed": true, "reasons": [], "measured": {}}', "[1]"]
)
def test_an_invalid_result_counts_as_failed(tmp_path: Path, content: str) -> None:
    (tmp_path / "data.json").write_text(content)
    assert run(["gate", "all", "--required", "data", "--results", str(tmp_path)]) == 1


def test_an_unknown_gate_is_reported(tmp_path: Path) -> None:
    assert run(["gate", "all", "--required", "dat", "--results", str(tmp_path)]) == 2
