"""Retraining on Kubeflow Pipelines: the real client against a server that authorizes like the platform's."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
from json_server import Asked, JsonServer, json_server

from mlops_delivery.program import run

TEAM = "fraud"
# What the role `model-training` grants in the namespace of a team; the tests of the constructs contain the same list.
GRANTED = {(verb, resource) for verb in ("create", "list") for resource in ("experiments", "runs")} | {
    ("list", "pipelines")
}


class Server:
    """
    Authorizes in a namespace like version 2.17:
    https://github.com/kubeflow/pipelines/tree/2.17.0/backend/src/apiserver/server
    """

    def __init__(self) -> None:
        self.experiments: dict[str, dict[str, Any]] = {}
        self.runs: list[dict[str, Any]] = []
        # Name to namespace; shared pipelines have none.
        self.pipelines = {"train": TEAM, "shared": ""}

    def answer(self, asked: Asked) -> tuple[int, Any]:
        if asked.headers.get("authorization") != "Bearer token-of-the-pod":
            return 401, {"error": "Request header error: there is no user identity header."}
        url = urlparse(asked.path)
        resource, *below = url.path.removeprefix("/apis/v2beta1/").split("/")
        verb = "create" if asked.method == "POST" else "list"
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        namespace = self._namespace(query, asked.body or {}, below)
        if namespace == "" and resource != "pipelines":
            return 400, {"error": f"{resource} cannot have an empty namespace in multi-user mode"}
        if namespace and (namespace != TEAM or (verb, resource) not in GRANTED):
            return 403, {"error": f"User is not authorized with {verb} {resource} in {namespace}"}
        if below:
            return 200, {"pipeline_versions": [{"pipeline_version_id": f"newest-of-{below[0]}"}]}
        return 200, getattr(self, f"_{verb}_{resource}")(query, asked.body, namespace)

    def _namespace(self, query: dict[str, str], body: dict[str, Any], below: list[str]) -> str:
        if below:
            pipeline, what = below
            assert (what, query["sort_by"]) == ("versions", "created_at desc")
            return self.pipelines[pipeline]
        experiment = query.get("experiment_id") or body.get("experiment_id")
        if experiment:
            return str(self.experiments[experiment]["namespace"])
        return query.get("namespace") or body.get("namespace") or ""

    def _list_experiments(self, query: dict[str, str], _body: Any, namespace: str) -> Any:
        return {
            "experiments": [
                found
                for found in self.experiments.values()
                if found["namespace"] == namespace and found["display_name"] == _named(query)
            ]
        }

    def _create_experiments(self, _query: Any, body: dict[str, Any], _namespace: str) -> Any:
        identity = f"e{len(self.experiments)}"
        self.experiments[identity] = {**body, "experiment_id": identity}
        return self.experiments[identity]

    def _list_pipelines(self, query: dict[str, str], _body: Any, namespace: str) -> Any:
        name = _named(query)
        return {"pipelines": [{"pipeline_id": name}] if self.pipelines.get(name) == namespace else []}

    def _list_runs(self, query: dict[str, str], _body: Any, _namespace: str) -> Any:
        return {"runs": [found for found in self.runs if found["experiment_id"] == query["experiment_id"]]}

    def _create_runs(self, _query: Any, body: dict[str, Any], _namespace: str) -> Any:
        started = {**body, "run_id": f"r{len(self.runs)}", "state": "RUNNING", "created_at": "2026-06-01T12:00:00Z"}
        self.runs.append(started)
        return started


def _named(query: dict[str, str]) -> str:
    [predicate] = json.loads(query["filter"])["predicates"]
    assert predicate["key"] == "display_name"
    return str(predicate["stringValue"])


@pytest.fixture
def kubeflow() -> Server:
    return Server()


@pytest.fixture
def address(kubeflow: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[JsonServer]:
    token = tmp_path / "token"
    token.write_text("token-of-the-pod")
    monkeypatch.delenv("KFP_TOKEN", raising=False)
    monkeypatch.setenv("KF_PIPELINES_SA_TOKEN_PATH", str(token))
    with json_server(kubeflow.answer) as server:
        monkeypatch.setenv("KFP_URL", server.url)
        yield server


def retrain(folder: Path, pipeline: str = "train", namespace: str = TEAM) -> int:
    settings = {
        "endpoint": "fraud-detection",
        "namespace": namespace,
        "engine": "kubeflow-pipelines",
        "pipeline": pipeline,
        "minimumHours": 24,
    }
    (folder / "retraining.json").write_text(json.dumps(settings))
    what = ["--endpoint", "fraud-detection", "--settings", str(folder / "retraining.json"), "--reason", "drift"]
    return run(["retrain", *what])


@pytest.mark.usefixtures("address")
@pytest.mark.parametrize("pipeline", ["train", "shared"])
def test_a_training_is_a_run_of_its_team(tmp_path: Path, kubeflow: Server, pipeline: str) -> None:
    assert retrain(tmp_path, pipeline) == 0
    [started] = kubeflow.runs
    assert started["pipeline_version_reference"] == {
        "pipeline_id": pipeline,
        "pipeline_version_id": f"newest-of-{pipeline}",
    }
    assert started["runtime_config"]["parameters"] == {"endpoint": "fraud-detection", "reason": "drift"}
    [experiment] = kubeflow.experiments.values()
    assert experiment["namespace"] == TEAM


@pytest.mark.usefixtures("address")
def test_no_training_starts_while_another_is_running(
    tmp_path: Path, kubeflow: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    assert [retrain(tmp_path), retrain(tmp_path)] == [0, 0]
    assert len(kubeflow.runs) == 1
    assert "the training r0 is still running" in capsys.readouterr().out


@pytest.mark.usefixtures("address")
def test_the_namespace_of_another_team_is_rejected_and_reported(
    tmp_path: Path, kubeflow: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    assert retrain(tmp_path, namespace="churn") == 3
    assert kubeflow.runs == []
    assert "not authorized with list experiments in churn" in capsys.readouterr().err


@pytest.mark.usefixtures("address")
def test_a_pipeline_that_does_not_exist_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert retrain(tmp_path, "no-such-pipeline") == 2
    assert "no-such-pipeline" in capsys.readouterr().err


def test_settings_without_a_namespace_are_rejected(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert retrain(tmp_path, namespace="") == 2
    assert "namespace: expected the namespace of the team" in capsys.readouterr().err


def test_a_server_that_does_not_answer_starts_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KFP_URL", "http://127.0.0.1:9")
    assert retrain(tmp_path) == 3
