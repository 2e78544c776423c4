"""The platform's own `mlops-delivery`, called as its jobs call it, with a cosign key in a file."""

import os
import re
import subprocess
import sys
from pathlib import Path

from fraud_detection.errors import RefusedError

PROJECT = Path(__file__).parents[2]
PROGRAM = PROJECT.parents[1] / "images/model-delivery"
STATEMENT = "provenance.intoto.jsonl"
# On the platform the training image; here the base image that it would be built on.
IMAGE = r"^FROM (\S+@sha256:[0-9a-f]{64})"


class Delivery:
    """Signs, verifies, monitors and traces models. Its key is generated; on the platform the cloud's KMS holds it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        # Otherwise cosign asks for a password.
        self._environment = os.environ | {"COSIGN_PASSWORD": "", "PYTHONPATH": str(PROGRAM)}
        self._run("cosign", "generate-key-pair")

    def sign(
        self, model: Path, version: str, run: str, repository: Path, commit: str, inputs: tuple[Path, Path]
    ) -> None:
        """Writes the signed statement next to the model, and its digest to the version in the registry."""
        statement = self._folder / f"{model.name}.json"
        parameters, metrics = inputs
        self.run(
            *("provenance", "create", "--model", str(model), "--storage-uri", str(model)),
            *("--repository", repository.as_uri(), "--commit", commit, "--dvc-lock", str(repository / "dvc.lock")),
            *("--builder", "urn:fraud-detection:demo", "--run", run, "--image", _image()),
            *("--parameters", str(parameters), "--metrics", str(metrics)),
            *("--environment-lock", str(PROJECT / "requirements/project.txt"), "--output", str(statement)),
        )
        self.run(
            *("provenance", "sign", "--statement", str(statement), "--key", str(self._folder / "cosign.key")),
            *("--model-version", version, "--output", str(model / STATEMENT)),
        )

    def verify(self, model: Path) -> None:
        """Raises RefusedError if the model is not the one that was signed."""
        self.run(
            *("provenance", "verify", "--model", str(model), "--envelope", str(model / STATEMENT)),
            *("--signer", str(self._folder / "cosign.pub")),
        )

    def run(self, *arguments: str, **environment: str) -> str:
        """The command's output. Raises RefusedError with its error message."""
        return self._run(sys.executable, "-W", "ignore", "-m", "mlops_delivery", *arguments, **environment)

    def _run(self, *command: str, **environment: str) -> str:
        told = self._environment | environment
        done = subprocess.run(command, cwd=self._folder, env=told, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RefusedError(done.stderr.strip()[-2000:] or f"{command[0]} ended with status {done.returncode}")
        return done.stdout


def _image() -> str:
    found = re.search(IMAGE, (PROJECT / "Dockerfile").read_text(), re.MULTILINE)
    if found is None:
        raise RefusedError("the Dockerfile pins no image by digest")
    return found[1]
