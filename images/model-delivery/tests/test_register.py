"""Versions in a real MLflow."""

from pathlib import Path

import pytest
from mlflow import MlflowClient

from mlops_delivery.program import run
from mlops_delivery.provenance.commands import DIGEST_TAG, _tag


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{tmp_path}/mlflow.db")
    folder = tmp_path / "fraud/2"
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(b"weights")
    return folder


def register(model: Path) -> str:
    output = model.parent / "version"
    assert run(["register", "--name", "fraud", "--storage-uri", str(model), "--output", str(output)]) == 0
    return output.read_text()


def test_a_folder_is_registered_once(model: Path) -> None:
    assert register(model) == "fraud/1"
    assert register(model) == "fraud/1"
    version = MlflowClient().get_model_version("fraud", "1")
    assert version.source == str(model)
    assert len(version.tags["model.sha256"]) == 64
    other = model.parent / "3"
    other.mkdir()
    (other / "model.bin").write_bytes(b"other")
    assert register(other) == "fraud/2"


def test_the_registry_refers_to_the_signed_statement(model: Path) -> None:
    _tag(register(model), "d" * 64)
    assert MlflowClient().get_model_version("fraud", "1").tags[DIGEST_TAG] == "d" * 64
    [found] = MlflowClient().search_model_versions(f"tags.`{DIGEST_TAG}` = '{'d' * 64}'")
    assert found.version in ("1", 1)


def test_a_folder_without_files_is_not_a_version(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (model / "model.bin").unlink()
    assert run(["register", "--name", "fraud", "--storage-uri", str(model), "--output", "x"]) == 2
    assert "it contains no files" in capsys.readouterr().err
