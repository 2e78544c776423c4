"""The repository with the serving version: a bare one, which `mlops-delivery` commits releases to."""

import os
import shutil
import subprocess
from pathlib import Path

from fraud_detection.demo.delivery import Delivery
from fraud_detection.demo.prerequisites import find_command
from fraud_detection.demo.workspace import AUTHOR
from fraud_detection.errors import RefusedError
from fraud_detection.registry_names import MODEL_NAME

# The toolkit's environment whose model declaration is used.
ENVIRONMENT = "aws-dev"
MODEL_FOLDER = Path("models") / ENVIRONMENT / MODEL_NAME
RELEASE = MODEL_FOLDER / "release.yaml"
NOTHING_YET = f"""\
apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata:
  name: {MODEL_NAME}
  namespace: fraud
spec:
  predictor: {{}}
"""


class GitOps:
    def __init__(self, delivery: Delivery, folder: Path, root: Path) -> None:
        self._delivery = delivery
        self._root = root
        self._folder = folder
        self._repository = folder / "repository.git"
        work = folder / "first"
        shutil.copytree(root / MODEL_FOLDER, work / MODEL_FOLDER)
        (work / RELEASE).write_text(NOTHING_YET)
        self._git("init", "--quiet", "--initial-branch", "main", str(work))
        self._git("-C", str(work), "add", "--all")
        self._git("-C", str(work), "commit", "--quiet", "--message", "The endpoint")
        self._git("clone", "--quiet", "--bare", str(work), str(self._repository))

    def release(self, model: Path, percent: int) -> None:
        """Releases a version at a traffic share."""
        self._commit("--storage-uri", str(model), "--percent", str(percent))

    def restore(self, reason: str) -> None:
        """Rolls back to the champion."""
        self._commit("--champion", "--reason", reason)

    def trace(self, statement: Path) -> str:
        """`mlops trace`: raises RefusedError if the statement describes a version other than the serving one."""
        clone = self._folder / "read"
        shutil.rmtree(clone, ignore_errors=True)
        self._git("clone", "--quiet", str(self._repository), str(clone))
        command = [find_command("npx") or "npx", "tsx", "src/cli/bin.ts", "trace", MODEL_NAME, "--env", ENVIRONMENT]
        done = subprocess.run(
            [*command, "--directory", str(clone), "--statement", str(statement)],
            cwd=self._root,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise RefusedError(f"mlops trace: {done.stdout}{done.stderr[-2000:]}")
        return done.stdout

    def _commit(self, *what: str) -> None:
        target = ["--endpoint", MODEL_NAME, "--namespace", "fraud", "--path", RELEASE.as_posix()]
        self._delivery.run("canary", "git-commit", *target, "--repository", self._repository.as_uri(), *what)

    def _git(self, *arguments: str) -> None:
        subprocess.run(["git", *arguments], env=os.environ | AUTHOR, capture_output=True, check=True)
