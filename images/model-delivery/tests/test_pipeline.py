"""Pipelines, compiled and loaded by the real engines."""

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from kfp import compiler, dsl

from mlops_delivery.pipeline import release_pipeline
from mlops_delivery.program import parser

IMAGE = "registry.example.com/model-delivery@sha256:" + "a" * 64
SCHEDULERS = Path(__file__).parents[1] / "schedulers"


@dsl.container_component
def train(data_version: str, storage_uri: str) -> dsl.ContainerSpec:
    return dsl.ContainerSpec(image="registry.example.com/train", command=["train"], args=[data_version, storage_uri])


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    file = tmp_path_factory.mktemp("pipeline") / "release.yaml"
    compiler.Compiler().compile(release_pipeline(IMAGE, train), str(file))
    return list(yaml.safe_load_all(file.read_text()))


def test_steps_follow_each_other(compiled: list[dict[str, Any]]) -> None:
    tasks = compiled[0]["root"]["dag"]["tasks"]
    order = {name: set(task.get("dependentTasks", [])) for name, task in tasks.items()}
    assert order == {
        "validate-data": set(),
        "train": {"validate-data"},
        "evaluate": {"train"},
        "register": {"evaluate"},
        "state-provenance": {"evaluate"},
        "sign": {"register", "state-provenance"},
        "release-to-staging": {"sign"},
        "load-test-in-staging": {"release-to-staging"},
        "propose-for-production": {"load-test-in-staging", "sign"},
    }


def test_every_step_is_a_command_of_the_program(compiled: list[dict[str, Any]]) -> None:
    containers = [executor["container"] for executor in compiled[0]["deploymentSpec"]["executors"].values()]
    own = [container for container in containers if container["image"] == IMAGE]
    assert len(own) == 8
    for container in own:
        assert container["command"] == ["mlops-delivery"]
        # Placeholders become strings; a percentage is in the pipeline itself.
        parser().parse_args(container["args"])


def test_only_steps_that_commit_have_the_token(compiled: list[dict[str, Any]]) -> None:
    executors = compiled[1]["platforms"]["kubernetes"]["deploymentSpec"]["executors"]
    assert sorted(executors) == ["exec-propose-for-production", "exec-release-to-staging"]


def test_the_deployment_loads_in_prefect(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SCHEDULERS))
    import prefect_deployment  # noqa: PLC0415

    found = prefect_deployment.deployment("fraud", "0 3 * * *")
    assert (found.name, found.flow_name, found.parameters) == ("fraud", "retrain-model", {"endpoint": "fraud"})
    assert found.schedules[0].schedule.cron == "0 3 * * *"
    assert found.concurrency_limit == 1


def test_the_dag_imports_in_airflow(tmp_path: Path) -> None:
    """Airflow has its own environment: its dependencies conflict with those of the image."""
    python = os.environ.get("AIRFLOW_PYTHON")
    if python is None:
        pytest.skip("NOT RUN, no Airflow: set AIRFLOW_PYTHON to the Python of an environment with Airflow 3")
    code = (
        "from airflow.dag_processing.dagbag import DagBag\n"
        f"bag = DagBag({str(SCHEDULERS / 'airflow_dag.py')!r})\n"
        "assert not bag.import_errors, bag.import_errors\n"
        "dag = bag.dags['retrain_model']\n"
        "print('FOUND', dag.task_ids, dag.max_active_runs)\n"
    )
    environment = {**os.environ, "AIRFLOW_HOME": str(tmp_path), "AIRFLOW__CORE__LOAD_EXAMPLES": "False"}
    done = subprocess.run(
        [python, "-c", code], env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert "FOUND ['retrain'] 1" in done.stdout, done.stderr[-2000:]
