"""A statement through a registry, with the real cosign and a real registry."""

import json
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from ready import wait_until_it_answers
from test_provenance import COMMIT, IMAGE, inputs, make

from mlops_delivery.program import run

REGISTRY = "go install github.com/google/go-containerregistry/cmd/registry@v0.20.6"


@pytest.fixture
def registry() -> Iterator[str]:
    """Address of an ephemeral registry."""
    if shutil.which("registry") is None or shutil.which("cosign") is None:
        pytest.skip(f"NOT RUN, no registry or no cosign: {REGISTRY}")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(["registry", "-port", str(port)], stderr=subprocess.DEVNULL)
    try:
        wait_until_it_answers(f"http://127.0.0.1:{port}/v2/")
        yield f"localhost:{port}/provenance"
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def published(registry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Reference of a model's statement; the working folder has the model and both keys."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COSIGN_PASSWORD", "")
    monkeypatch.setenv("HOME", str(tmp_path))
    subprocess.run(["cosign", "generate-key-pair"], check=True, capture_output=True)
    make(tmp_path)
    about = ["--repository", "https://github.com/acme/fraud", "--commit", COMMIT, "--builder", "https://ci.example.com"]
    created = ["provenance", "create", "--model", "model", "--storage-uri", str(tmp_path / "model"), *about]
    assert run([*created, "--run", "17", "--image", IMAGE, "--output", "statement", *inputs()]) == 0
    signing = ["provenance", "sign", "--statement", "statement", "--key", "cosign.key", "--model", "model"]
    envelope = ["--output", "model/provenance.intoto.jsonl"]
    assert run([*signing, *envelope, "--registry", registry, "--reference", "reference"]) == 0
    return Path("reference").read_text().strip()


def gate(reference: str, signer: str = "cosign.pub") -> bool:
    model = str(Path("model").resolve())
    run(["gate", "provenance", "--storage-uri", model, "--provenance", reference, "--signer", signer, "--results", "r"])
    return bool(json.loads(Path("r/provenance.json").read_text())["passed"])


def test_a_published_statement_passes(published: str) -> None:
    assert "/provenance@sha256:" in published
    assert gate(published)


def test_a_changed_byte_of_the_model_is_rejected(published: str) -> None:
    Path("model/model.bin").write_bytes(b"\x01weights")
    assert not gate(published)


def test_another_key_is_rejected(published: str) -> None:
    subprocess.run(["cosign", "generate-key-pair", "--output-key-prefix", "other"], check=True, capture_output=True)
    assert not gate(published, "other.pub")


def test_an_unpublished_reference_is_rejected(published: str) -> None:
    assert not gate(published[:-4] + "0000")
