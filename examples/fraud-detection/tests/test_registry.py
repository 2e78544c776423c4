import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import mlflow
import pandas as pd
import pytest
from rows import good_rows

from fraud_detection import registry, release
from fraud_detection.demo.delivery import PROGRAM
from fraud_detection.errors import RefusedError
from fraud_detection.params import GateParams, ModelParams, Params, read_params
from fraud_detection.registry_names import CHALLENGER, CHAMPION, MODEL_NAME
from fraud_detection.schema import FEATURES, LABEL
from fraud_detection.stages.evaluate_model import evaluate_model
from fraud_detection.stages.register_model import Registered, register_model
from fraud_detection.stages.train_model import train_model
from fraud_detection.versions import Versions

VERSIONS = Versions(code="c0ffee", data="da7a")
PARAMS = read_params(Path(__file__).parents[1] / "params.yaml")
LENIENT = GateParams(
    tolerated_loss=0.9, slice_loss=0.9, false_positive_gap=0.9, calibration_error=0.9, interval=0.95, bootstraps=20
)


@pytest.fixture(autouse=True)
def tracking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    mlflow.set_tracking_uri(f"sqlite:///{tmp_path}/mlflow.db")


def registered(folder: Path, params: Params) -> Registered:
    rows = good_rows()
    folder.mkdir(exist_ok=True)
    rows.to_parquet(folder / "rows.parquet")
    train_model(params, folder / "rows.parquet", folder / "model.joblib", folder / "reference.parquet")
    evaluate_model(folder / "model.joblib", folder / "rows.parquet", folder / "metrics.json", folder / "plots")
    return register_model(
        params,
        VERSIONS,
        train_set=folder / "rows.parquet",
        holdout_set=folder / "rows.parquet",
        model=folder / "model.joblib",
        reference=folder / "reference.parquet",
        metrics=folder / "metrics.json",
        plots=folder / "plots",
        report=folder / "registered.json",
    )


def test_a_model_goes_from_challenger_to_champion_with_its_provenance(tmp_path: Path) -> None:
    assert registry.version_of(CHAMPION) is None
    first = registered(tmp_path / "run", replace(PARAMS, gates=LENIENT))
    challenger = registry.version_of(CHALLENGER)
    assert challenger is not None
    assert challenger.tags == {"code.version": "c0ffee", "data.version": "da7a", "gate.champion": "passed"}
    run = mlflow.get_run(challenger.run_id)
    assert run.data.params["model.kind"] == "gradient_boosting"
    assert 0 < run.data.metrics["average_precision"] <= 1

    folder = registry.download(first.version, tmp_path / "downloaded")
    assert {"MLmodel", "reference.parquet"} <= {path.name for path in folder.rglob("*")}
    model = mlflow.models.get_model_info(str(folder))
    assert "amount" in model.signature.inputs.input_names()
    assert isinstance(model.saved_input_example_info, dict)

    registry.promote(first.version)
    assert registry.version_of(CHALLENGER) is None
    champion = registry.version_of(CHAMPION)
    assert champion is not None
    assert str(champion.version) == first.version


def test_a_worse_model_does_not_become_challenger_and_the_reasons_are_kept(tmp_path: Path) -> None:
    registry.promote(registered(tmp_path / "good", replace(PARAMS, gates=LENIENT)).version)
    worse = registered(tmp_path / "bad", replace(PARAMS, model=ModelParams("logistic_regression", seed=1)))
    assert not worse.decision.passed
    assert registry.version_of(CHALLENGER) is None
    version = mlflow.MlflowClient().get_model_version(MODEL_NAME, worse.version)
    assert version.tags["gate.champion"] == "failed"
    reasons = mlflow.artifacts.load_dict(f"runs:/{version.run_id}/gates/champion.json")
    assert any("the lower end must be above" in check["reason"] for check in reasons["checks"])


def test_the_reference_has_features_and_scores_of_training(tmp_path: Path) -> None:
    registered(tmp_path / "run", replace(PARAMS, gates=LENIENT))
    assert "prediction" in pd.read_parquet(tmp_path / "run" / "reference.parquet").columns


def test_a_release_has_the_format_of_the_platform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RefusedError, match="no version passed its gates"):
        release.challenger()
    good_rows().to_parquet(tmp_path / "holdout.parquet")
    registered(tmp_path / "run", replace(PARAMS, gates=LENIENT))
    version = release.challenger()
    folder = release.write_release(version, PARAMS, tmp_path / "holdout.parquet", tmp_path / "release")
    assert folder == tmp_path / "release" / version
    # Loads like the model server, regardless of other files next to it.
    assert mlflow.sklearn.load_model(str(folder)) is not None
    assert {"label": LABEL, "instances": "records"}.items() <= json.loads(
        (folder / "evaluation.json").read_text()
    ).items()
    assert set(pd.read_parquet(folder / "holdout.parquet").columns) == {*FEATURES, LABEL}
    request = json.loads((folder / "load.jsonl").read_text().splitlines()[0])
    assert set(request["body"]["instances"][0]) == set(FEATURES)
    parameters, metrics = release.write_inputs(version, PARAMS, tmp_path / "release")
    assert json.loads(parameters.read_text())["model"]["kind"] == PARAMS.model.kind
    assert json.loads(metrics.read_text())["average_precision"] > 0


@pytest.mark.parametrize(("amount", "status"), [(10.0, 0), (-10.0, 1)])
def test_the_platforms_own_data_gate_reads_a_release(tmp_path: Path, amount: float, status: int) -> None:
    good_rows().to_parquet(tmp_path / "holdout.parquet")
    registered(tmp_path / "run", replace(PARAMS, gates=LENIENT))
    folder = release.write_release("1", PARAMS, tmp_path / "holdout.parquet", tmp_path / "release")
    reference = pd.read_parquet(folder / "reference.parquet")
    reference.loc[0, "amount"] = amount
    reference.to_parquet(folder / "reference.parquet")
    command = [sys.executable, "-m", "mlops_delivery", "gate", "data", "--storage-uri", str(folder)]
    environment = os.environ | {"PYTHONPATH": str(PROGRAM)}
    done = subprocess.run([*command, "--results", str(tmp_path)], env=environment, capture_output=True, check=False)
    assert done.returncode == status, done.stderr.decode()[-2000:]


def test_a_rejected_version_can_become_the_challenger_again(tmp_path: Path) -> None:
    version = registered(tmp_path / "run", replace(PARAMS, gates=LENIENT)).version
    registry.reject(version, "CanarySlow")
    assert registry.version_of(CHALLENGER) is None
    registry.readmit(version)
    again = registry.version_of(CHALLENGER)
    assert again is not None
    assert str(again.version) == version
    assert "rejected" not in again.tags
