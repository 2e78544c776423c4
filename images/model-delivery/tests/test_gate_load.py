import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from mlops_delivery.gate.load_run import Requests, requests_of, run_worker


def test_without_requests_the_rows_of_the_holdout_set_are_sent(tmp_path: Path) -> None:
    pd.DataFrame({"amount": [1.0, 2.0], "label": [0, 1]}).to_parquet(tmp_path / "holdout.parquet")
    first, second = requests_of(str(tmp_path / "load.jsonl"), "fraud").content
    assert first["path"] == second["path"] == "/v2/models/fraud/infer"
    assert [request["body"]["inputs"][0]["data"] for request in (first, second)] == [[1.0], [2.0]]
    assert first["body"]["inputs"][0]["shape"] == [1, 1]


def test_without_requests_next_to_the_model_its_inputs_are_queried(tmp_path: Path) -> None:
    file = tmp_path / "load.jsonl"
    assert requests_of(str(file), None).content == ()
    file.write_text('{"path": "/v2/models/m/infer", "body": {}}\n\n')
    assert requests_of(str(file), None).content == ({"path": "/v2/models/m/infer", "body": {}},)


def test_requests_of_any_size_reach_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = {"path": "/v2/models/m/infer", "body": {"inputs": ["x" * 200_000]}}
    # A process that starts with what Locust would have, and reads it as the users do.
    read = "import json, os; assert len(json.load(open(os.environ['MLOPS_LOAD_REQUESTS']))) == 1"
    run, statuses = subprocess.run, []

    def instead(_: list[str], **options: Any) -> None:
        statuses.append(run([sys.executable, "-c", read], **options).returncode)

    monkeypatch.setattr(subprocess, "run", instead)
    run_worker("127.0.0.1", Requests((wide,), None))
    assert statuses == [0]
