"""From an endpoint on a real API server to code and data."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from knative_model import serve_canary

from mlops_delivery.canary.cluster import EXPERIMENT, MODEL, Cluster
from mlops_delivery.canary.experiment import experiment
from mlops_delivery.program import run
from mlops_delivery.provenance.statement import Code, Image, Ingredients, Run, build, canonical


def keep(folder: Path) -> None:
    made_of = Ingredients(
        storage_uri=str(folder),
        model="a" * 64,
        code=Code("https://github.com/acme/fraud", "c" * 40),
        data={"data/train.parquet": "d" * 32},
        parameters={"depth": 6},
        metrics={"roc_auc": 0.9},
        environment_lock="e" * 64,
        image=Image("registry.example.com/train", "f" * 64),
        run=Run("https://ci.example.com", "17"),
    )
    payload = base64.b64encode(canonical(build(made_of))).decode()
    envelope = {"payloadType": "application/vnd.in-toto+json", "payload": payload, "signatures": [{"sig": "x"}]}
    folder.mkdir()
    (folder / "provenance.intoto.jsonl").write_text(json.dumps(envelope))


@pytest.fixture
def serving(api: Any, endpoint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Version 2 at 10 % next to version 1, whose provenance is lost."""
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    keep(tmp_path / "2")
    serve_canary(Cluster(api), endpoint, str(tmp_path / "1"), str(tmp_path / "2"))
    return endpoint


def test_the_chain(serving: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["trace", "--endpoint", serving, "--namespace", "default"]
    assert run([*arguments, "--format", "json"]) == 0
    two, one = json.loads(capsys.readouterr().out)["versions"]
    assert (two["percent"], two["commit"], two["data"]) == (10, "c" * 40, {"data/train.parquet": "d" * 32})
    assert two["run"] == {"builder": "https://ci.example.com", "id": "17"}
    assert one["percent"] == 90
    assert "there is no such file" in one["problem"]
    assert run(arguments) == 0
    assert f"https://github.com/acme/fraud@{'c' * 40}" in capsys.readouterr().out


def test_shares_on_seldon_core(
    api: Any, endpoint: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    cluster = Cluster(api)
    for name, version in ((endpoint, "1"), (f"{endpoint}-challenger", "2")):
        spec = {"storageUri": f"/models/fraud/{version}"}
        cluster.create(MODEL, "default", {"metadata": {"name": name}, "spec": spec})

    def served() -> list[tuple[int, str]]:
        assert run(["trace", "--endpoint", endpoint, "--namespace", "default", "--format", "json"]) == 0
        return [
            (found["percent"], found["storageUri"][-1]) for found in json.loads(capsys.readouterr().out)["versions"]
        ]

    assert served() == [(100, "1")]
    cluster.create(EXPERIMENT, "default", experiment(endpoint, 25))
    assert served() == [(25, "2"), (75, "1")]


def test_a_missing_endpoint(kubeconfig: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUBECONFIG", str(kubeconfig))
    assert run(["trace", "--endpoint", "nobody", "--namespace", "default"]) == 1
