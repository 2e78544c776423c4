import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from rows import good_rows

from fraud_detection.__main__ import STAGES, main
from fraud_detection.champion_gate import decide
from fraud_detection.model import score, train
from fraud_detection.params import ModelKind, read_params
from fraud_detection.stages.evaluate_model import evaluate_model
from fraud_detection.stages.make_data import make_data
from fraud_detection.stages.split_data import split_data
from fraud_detection.stages.train_model import train_model

PROJECT = Path(__file__).parents[1]
KINDS: tuple[ModelKind, ModelKind] = ("gradient_boosting", "logistic_regression")


def run(folder: Path) -> dict[str, str]:
    params = read_params(PROJECT / "params.yaml")
    params = replace(params, data=replace(params.data, rows=4_000))
    data, train_set, holdout = folder / "data", folder / "train", folder / "holdout"
    make_data(params, data)
    split_data(params, data, train_set, holdout)
    train_model(params, train_set, folder / "model", folder / "reference")
    evaluate_model(folder / "model", holdout, folder / "metrics", folder / "plots")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    first = run(tmp_path / "first")
    assert len(first) == 8
    assert first == run(tmp_path / "second")


def test_invalid_data_ends_the_stage_with_status_2_and_its_reasons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    good_rows().drop(columns="amount").to_parquet("data/transactions.parquet")
    assert main(["gate_data"]) == 2
    assert "missing: amount" in capsys.readouterr().err
    assert '"passed": false' in (tmp_path / "reports/data_gate.json").read_text()


def test_missing_rows_are_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["gate_data"]) == 2
    assert "data/transactions.parquet" in capsys.readouterr().err


def test_dvc_runs_the_stages_of_the_command_line() -> None:
    stages = yaml.safe_load((PROJECT / "dvc.yaml").read_text())["stages"]
    commands = [stage["cmd"].removeprefix("python -m fraud_detection ") for stage in stages.values()]
    assert commands == [stage for stage in STAGES if stage != "register_model"]


def test_the_lock_file_matches_the_sources() -> None:
    """What DVC would rerun: everything whose source has changed since `dvc repro`."""
    stages = yaml.safe_load((PROJECT / "dvc.lock").read_text())["stages"]
    sources = {
        dep["path"]: dep["md5"] for stage in stages.values() for dep in stage["deps"] if dep["path"].endswith(".py")
    }
    assert len(sources) > len(stages)
    changed = [path for path, md5 in sources.items() if hashlib.md5((PROJECT / path).read_bytes()).hexdigest() != md5]
    assert changed == []


def test_two_decisions_on_the_same_models_are_the_same() -> None:
    params = read_params(PROJECT / "params.yaml")
    holdout = good_rows()
    challenger, champion = (train(holdout, replace(params.model, kind=kind)) for kind in KINDS)
    decisions = [
        decide(holdout, score(challenger, holdout), score(champion, holdout), replace(params.gates, bootstraps=50))
        for _ in range(2)
    ]
    assert decisions[0] == decisions[1]
