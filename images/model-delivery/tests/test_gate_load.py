from pathlib import Path

from mlops_delivery.gate.load_run import requests_of


def test_without_requests_beside_the_model_it_is_asked(tmp_path: Path) -> None:
    file = tmp_path / "load.jsonl"
    assert requests_of(str(file), None).content == ()
    file.write_text('{"path": "/v2/models/m/infer", "body": {}}\n\n')
    assert requests_of(str(file), None).content == ({"path": "/v2/models/m/infer", "body": {}},)
