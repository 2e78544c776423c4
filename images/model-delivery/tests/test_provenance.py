"""Statements, signed and verified by the real cosign."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from mlops_delivery.program import run

COMMIT = "0123456789abcdef0123456789abcdef01234567"
IMAGE = "registry.example.com/training@sha256:" + "a" * 64
INPUTS = {
    "dvc.lock": "schema: '2.0'\nstages:\n  train:\n    cmd: x\n    deps:\n"
    "    - {path: data.parquet, md5: 0123456789abcdef0123456789abcdef}\n",
    "parameters.json": '{"depth": 6, "rate": 0.1}',
    "metrics.json": '{"roc_auc": 0.93}',
    "requirements.txt": "scikit-learn==1.7\n",
}


@pytest.fixture
def signed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model with its signed provenance, and a key pair."""
    if shutil.which("cosign") is None:
        pytest.skip("NOT RUN, no cosign: go install github.com/sigstore/cosign/v2/cmd/cosign@v2.6.1")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COSIGN_PASSWORD", "")
    monkeypatch.setenv("HOME", str(tmp_path))
    subprocess.run(["cosign", "generate-key-pair"], check=True, capture_output=True)
    make(tmp_path)
    assert create() == 0
    assert run(["provenance", "sign", "--statement", "statement", "--key", "cosign.key", "--output", ENVELOPE]) == 0
    return tmp_path


ENVELOPE = "model/provenance.intoto.jsonl"


def make(folder: Path) -> None:
    model = folder / "model"
    (model / "data").mkdir(parents=True)
    (model / "model.bin").write_bytes(b"\x00weights")
    (model / "data" / "vocabulary.txt").write_text("a b c")
    for name, content in INPUTS.items():
        (folder / name).write_text(content)


def create(output: str = "statement") -> int:
    return run(
        ["provenance", "create", "--model", "model", "--storage-uri", "s3://models/fraud/2", "--commit", COMMIT]
        + ["--repository", "https://github.com/acme/fraud", "--builder", "https://ci.example.com", "--run", "17"]
        + ["--image", IMAGE, "--output", output, *inputs()]
    )


def inputs() -> list[str]:
    return [
        *("--dvc-lock", "dvc.lock", "--parameters", "parameters.json", "--metrics", "metrics.json"),
        *("--environment-lock", "requirements.txt"),
    ]


def verify(*changed: str) -> int:
    about = ["--commit", COMMIT, "--image", IMAGE]
    return run(
        ["provenance", "verify", "--model", "model", "--envelope", ENVELOPE, "--signer", "cosign.pub"]
        + [*about, *inputs(), *changed]
    )


def test_the_same_input_gives_the_same_bytes(signed: Path) -> None:
    assert create("again") == 0
    statement = (signed / "statement").read_bytes()
    assert (signed / "again").read_bytes() == statement
    assert json.loads(statement)["predicateType"] == "https://slsa.dev/provenance/v1"
    assert b": " not in statement.replace(b"https: ", b"")


def test_sha256sum_checks_the_subject(signed: Path) -> None:
    lines = subprocess.run(
        "find . -type f ! -name provenance.intoto.jsonl | sed 's,^./,,' | LC_ALL=C sort | xargs sha256sum | sha256sum",
        shell=True,
        cwd=signed / "model",
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    statement = json.loads((signed / "statement").read_bytes())
    assert statement["subject"][0]["digest"]["sha256"] == lines.split()[0]


@pytest.mark.usefixtures("signed")
def test_a_signature_is_valid() -> None:
    assert verify() == 0


def test_the_signer_may_be_the_public_key_itself(signed: Path) -> None:
    assert verify("--signer", (signed / "cosign.pub").read_text()) == 0
    other = signed / "other"
    other.mkdir()
    subprocess.run(["cosign", "generate-key-pair"], cwd=other, check=True, capture_output=True)
    assert verify("--signer", (other / "cosign.pub").read_text()) == 1


@pytest.mark.parametrize("name", ["model/model.bin", "model/data/vocabulary.txt", *INPUTS])
def test_one_byte_makes_it_fail(signed: Path, name: str) -> None:
    file = signed / name
    content = bytearray(file.read_bytes())
    # A digit, a letter of a name: what every format can still parse.
    place = next(index for index in reversed(range(len(content))) if chr(content[index]).isalnum())
    content[place] = ord("8" if content[place] != ord("8") else "9")
    file.write_bytes(bytes(content))
    assert verify() == 1


def test_every_byte_of_the_envelope_counts(signed: Path) -> None:
    file = signed / ENVELOPE
    original = file.read_bytes()
    payload = original.index(b'"payload":"') + 20
    signature = original.index(b'"sig":"') + 20
    for place in (payload, signature):
        changed = bytearray(original)
        changed[place] = ord("A") if changed[place] != ord("A") else ord("B")
        file.write_bytes(bytes(changed))
        assert verify() == 1


def test_another_file_another_key_another_commit_another_image_fail(signed: Path) -> None:
    (signed / "model" / "extra").write_text("")
    assert verify() == 1
    (signed / "model" / "extra").unlink()
    assert verify("--commit", "f" * 40) == 1
    assert verify("--image", IMAGE[:-1] + "b") == 1
    other = signed / "other"
    other.mkdir()
    subprocess.run(["cosign", "generate-key-pair"], cwd=other, check=True, capture_output=True)
    assert verify("--signer", str(other / "cosign.pub")) == 1


def test_an_unsigned_statement_is_rejected(signed: Path) -> None:
    (signed / ENVELOPE).write_bytes((signed / "statement").read_bytes())
    assert verify() == 1


def test_the_gate_reads_it_next_to_the_model(signed: Path) -> None:
    def gate(uri: str) -> bool:
        shutil.copy(signed / ENVELOPE, signed / "envelope")
        run(
            ["gate", "provenance", "--storage-uri", uri, "--provenance", str(signed / "envelope")]
            + ["--signer", "cosign.pub", "--results", "gates"]
        )
        result = json.loads((signed / "gates" / "provenance.json").read_text())
        return bool(result["passed"])

    # It describes s3://models/fraud/2.
    assert not gate(str(signed / "model"))


def test_the_gate_rejects_a_release_without_a_statement(signed: Path) -> None:
    target = ["--storage-uri", str(signed / "model"), "--provenance", "", "--signer", "cosign.pub"]
    assert run(["gate", "provenance", *target, "--results", str(signed)]) == 1
    found = json.loads((signed / "provenance.json").read_text())
    assert found["reasons"] == ["the release names no signed statement: annotation mlops/provenance"]


def test_incomplete_input_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    make(tmp_path)
    (tmp_path / "dvc.lock").write_text("stages: {}\n")
    assert create() == 2
    assert not (tmp_path / "statement").exists()
