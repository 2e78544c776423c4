from pathlib import Path

from mlops_delivery.gate import load_run


def test_without_requests_beside_the_model_it_is_asked(tmp_path: Path) -> None:
    assert load_run._requests(str(tmp_path / "load.jsonl")) == []
    (tmp_path / "load.jsonl").write_text('{"path": "/v2/models/m/infer", "body": {}}\n\n')
    assert load_run._requests(str(tmp_path / "load.jsonl")) == [{"path": "/v2/models/m/infer", "body": {}}]
