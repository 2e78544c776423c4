"""The platform's own program signs, releases and traces models, with a real cosign and a real Git."""

import json
from pathlib import Path

import pytest
import yaml

from fraud_detection.demo.delivery import STATEMENT, Delivery
from fraud_detection.demo.gitops import RELEASE, GitOps
from fraud_detection.errors import RefusedError

ROOT = Path(__file__).parents[3]
COMMIT = "c" * 40
ROWS = "d" * 32


@pytest.fixture
def model(tmp_path: Path, delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A signed model that MLflow doesn't have."""
    monkeypatch.setattr(delivery, "run", _without_registry(delivery))
    repository, folder = tmp_path / "project", tmp_path / "models/1"
    repository.mkdir()
    folder.mkdir(parents=True)
    (repository / "dvc.lock").write_text(
        yaml.safe_dump({"stages": {"make-data": {"outs": [{"path": "data/transactions.parquet", "md5": ROWS}]}}})
    )
    (folder / "model.pkl").write_bytes(b"a model")
    for name in ("parameters", "metrics"):
        (tmp_path / f"{name}.json").write_text(json.dumps({"depth": 6}))
    inputs = (tmp_path / "parameters.json", tmp_path / "metrics.json")
    delivery.sign(folder, "fraud-detection/1", "run-17", repository, COMMIT, inputs)
    return folder


def _without_registry(delivery: Delivery):  # noqa: ANN202
    run = delivery.run

    def without(*arguments: str) -> str:
        kept = list(arguments)
        if "--model-version" in kept:
            at = kept.index("--model-version")
            del kept[at : at + 2]
        return run(*kept)

    return without


def test_a_signature_is_valid_until_a_byte_changes(delivery: Delivery, model: Path) -> None:
    delivery.verify(model)
    (model / "model.pkl").write_bytes(b"b model")
    with pytest.raises(RefusedError, match="the provenance is not valid"):
        delivery.verify(model)


def test_git_names_the_serving_version_and_the_chain_ends_with_code_and_rows(
    tmp_path: Path, delivery: Delivery, model: Path
) -> None:
    if not (ROOT / "node_modules").exists():
        pytest.skip("NOT RUN, the toolkit's packages are missing: npm ci")
    gitops = GitOps(delivery, tmp_path / "gitops", ROOT)
    gitops.release(model, 100)
    chain = gitops.trace(model / STATEMENT)
    assert f"{model}, 100 % of the traffic" in chain
    assert COMMIT in chain
    assert ROWS in chain
    challenger = tmp_path / "models/2"
    gitops.release(challenger, 10)
    with pytest.raises(RefusedError, match="another version"):
        gitops.trace(model / STATEMENT)
    gitops.restore("slow")
    assert f"{model}, 100 % of the traffic" in gitops.trace(model / STATEMENT)
    assert (tmp_path / "gitops/read" / RELEASE).exists()
