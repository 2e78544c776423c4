from pathlib import Path

import pandas as pd

from mlops_delivery.gate.load_run import requests_of


def test_without_requests_the_rows_of_the_holdout_set_are_sent(tmp_path: Path) -> None:
    pd.DataFrame({"amount": [1.0, 2.0], "label": [0, 1]}).to_parquet(tmp_path / "holdout.parquet")
    first, second = requests_of(str(tmp_path / "load.jsonl"), "fraud").content
    assert first["path"] == second["path"] == "/v2/models/fraud/infer"
    assert [request["body"]["inputs"][0]["data"] for request in (first, second)] == [[1.0], [2.0]]
    assert first["body"]["inputs"][0]["shape"] == [1, 1]


def test_without_requests_beside_the_model_it_is_asked(tmp_path: Path) -> None:
    file = tmp_path / "load.jsonl"
    assert requests_of(str(file), None).content == ()
    file.write_text('{"path": "/v2/models/m/infer", "body": {}}\n\n')
    assert requests_of(str(file), None).content == ({"path": "/v2/models/m/infer", "body": {}},)
