from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fraud_detection.errors import RefusedError
from fraud_detection.params import read_params
from fraud_detection.provenance import sign, statement, verify
from fraud_detection.versions import Versions

PARAMS = read_params(Path(__file__).parents[1] / "params.yaml")
KEY = Ed25519PrivateKey.generate()


@pytest.fixture
def model(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "model.pkl").write_bytes(b"model")
    (tmp_path / "data" / "reference").write_bytes(b"rows")
    return tmp_path


def envelope(model: Path) -> dict:
    return sign(statement("fraud-detection/1", model, PARAMS, Versions("c0ffee", "da7a"), "run"), KEY)


def test_a_signed_model_leads_back_to_code_and_data(model: Path) -> None:
    content = verify(envelope(model), model, KEY.public_key())
    made_from = content["predicate"]["buildDefinition"]["resolvedDependencies"]
    assert [entry["digest"] for entry in made_from] == [{"gitCommit": "c0ffee"}, {"md5": "da7a"}]


@pytest.mark.parametrize("file", ["model.pkl", "data/reference", "added"])
def test_one_changed_byte_is_refused(model: Path, file: str) -> None:
    signed = envelope(model)
    with (model / file).open("ab") as opened:
        opened.write(b"!")
    with pytest.raises(RefusedError, match="not the one that was signed"):
        verify(signed, model, KEY.public_key())


def test_another_key_is_refused(model: Path) -> None:
    with pytest.raises(RefusedError, match="not signed with the pipeline's key"):
        verify(envelope(model), model, Ed25519PrivateKey.generate().public_key())


def test_a_changed_statement_is_refused(model: Path) -> None:
    signed = envelope(model)
    other = sign(statement("other", model, PARAMS, Versions("0", "0"), "run"), Ed25519PrivateKey.generate())
    with pytest.raises(RefusedError, match="not signed"):
        verify({**signed, "payload": other["payload"]}, model, KEY.public_key())
