"""The three wrappers really run the same stages, on few rows."""

import json
import os
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import mlflow
import pytest
import yaml
from kfp import local
from prefect.testing.utilities import prefect_test_harness

from fraud_detection import registry
from fraud_detection.params import Params, read_params
from fraud_detection.pipelines import kubeflow, prefect_flow
from fraud_detection.registry_names import CHALLENGER
from fraud_detection.versions import Versions

PROJECT = Path(__file__).parents[1]
VERSIONS = Versions(code="c0ffee", data="da7a")
STAGES = ["make_data", "gate_data", "split_data", "train_model", "evaluate_model", "register_model"]
AIRFLOW = os.environ.get("AIRFLOW_PYTHON", str(PROJECT / ".venv-airflow/bin/python"))


def small() -> Params:
    params = read_params(PROJECT / "params.yaml")
    return replace(params, data=replace(params.data, rows=4_000), gates=replace(params.gates, bootstraps=20))


@pytest.fixture
def tracking_uri(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    uri = f"sqlite:///{tmp_path}/mlflow.db"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    monkeypatch.setenv("MLFLOW_TRACKING_URI", uri)
    mlflow.set_tracking_uri(uri)
    return uri


def test_the_kubeflow_pipeline_compiles(tmp_path: Path) -> None:
    spec = yaml.safe_load(kubeflow.compile_pipeline(tmp_path / "pipeline.yaml").read_text())
    tasks = spec["root"]["dag"]["tasks"]
    assert sorted(tasks) == sorted(stage.replace("_", "-") for stage in STAGES)
    assert tasks["split-data"]["dependentTasks"] == ["gate-data"]
    commands = [executor["container"]["command"] for executor in spec["deploymentSpec"]["executors"].values()]
    assert not any("pip install" in part for command in commands for part in command)


def test_the_kubeflow_pipeline_registers_a_challenger(tmp_path: Path, tracking_uri: str) -> None:
    local.init(local.SubprocessRunner(use_venv=False), pipeline_root=str(tmp_path / "kfp"), raise_on_error=True)
    kubeflow.fraud_detection(
        params=yaml.safe_dump(asdict(small())), code_version="c0ffee", data_version="da7a", tracking_uri=tracking_uri
    )
    challenger = registry.version_of(CHALLENGER)
    assert challenger is not None
    assert challenger.tags["code.version"] == "c0ffee"


def test_the_prefect_flow_registers_a_challenger(tmp_path: Path, tracking_uri: str) -> None:
    with prefect_test_harness():
        registered = prefect_flow.fraud_detection(small(), VERSIONS, tmp_path / "run")
    challenger = registry.version_of(CHALLENGER)
    assert challenger is not None
    assert str(challenger.version) == registered.version


@pytest.mark.skipif(
    not Path(AIRFLOW).exists(), reason=f"no Airflow at {AIRFLOW}: install requirements/airflow.txt, see README.md"
)
def test_the_airflow_dag_runs_its_stages(tmp_path: Path) -> None:
    environment = os.environ | {
        "AIRFLOW_HOME": str(tmp_path / "airflow"),
        "AIRFLOW__CORE__DAGS_FOLDER": str(PROJECT / "fraud_detection/pipelines"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "false",
        "FRAUD_DETECTION_PYTHON": sys.executable,
        "FRAUD_DETECTION_FOLDER": str(project_copy(tmp_path / "project")),
        "MLFLOW_TRACKING_URI": f"sqlite:///{tmp_path}/mlflow.db",
    }
    run([AIRFLOW, "-m", "airflow", "db", "migrate"], environment)
    run([AIRFLOW, "-m", "airflow", "dags", "test", "fraud_detection"], environment)
    registered = json.loads((tmp_path / "project/reports/registered.json").read_text())
    assert registered["version"] == "1"


def project_copy(folder: Path) -> Path:
    """A team's repository: the project on few rows, committed."""
    folder.mkdir()
    params = asdict(small())
    (folder / "params.yaml").write_text(yaml.safe_dump(params))
    (folder / "fraud_detection").symlink_to(PROJECT / "fraud_detection")
    lock = {"stages": {"make-data": {"outs": [{"path": "data/transactions.parquet", "md5": "da7a"}]}}}
    (folder / "dvc.lock").write_text(yaml.safe_dump(lock))
    identity = ["-c", "user.name=team", "-c", "user.email=team@example.com"]
    for arguments in (["init", "-q"], ["add", "params.yaml", "dvc.lock"], [*identity, "commit", "-qm", "Parameters"]):
        run(["git", "-C", str(folder), *arguments], dict(os.environ))
    return folder


def run(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
