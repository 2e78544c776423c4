"""A team's repository for the demo: a copy of the project in which parameters are changed, run and committed."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from fraud_detection.champion_gate import Decision
from fraud_detection.errors import RefusedError
from fraud_detection.params import Params, read_params
from fraud_detection.stages.register_model import register_model
from fraud_detection.versions import Versions, read_versions

PROJECT = Path(__file__).parents[2]
COPIED = ("fraud_detection", "dvc.yaml", "params.yaml", ".dvc/config", ".dvc/.gitignore", ".dvcignore", ".gitignore")
AUTHOR = {
    "GIT_AUTHOR_NAME": "team",
    "GIT_AUTHOR_EMAIL": "team@example.com",
    "GIT_COMMITTER_NAME": "team",
    "GIT_COMMITTER_EMAIL": "team@example.com",
    # The same run creates the same commits.
    "GIT_AUTHOR_DATE": "2026-01-05T00:00:00Z",
    "GIT_COMMITTER_DATE": "2026-01-05T00:00:00Z",
}


@dataclass(frozen=True)
class Candidate:
    """A registered model: its version, its origin, and the decision of the gate."""

    version: str
    params: Params
    versions: Versions
    decision: Decision
    metrics: dict[str, float]


class Workspace:
    """The copy at `folder`, as a Git and DVC repository."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in COPIED:
            source, target = PROJECT / name, folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copyfile(source, target)
        self._run("git", "init", "-q")
        self._commit("Project")

    def reproduce(self, message: str, changes: Mapping[str, Mapping[str, object]]) -> None:
        """Changes parameters, reruns the affected stages, commits both. Invalid data raises RefusedError."""
        path = self.folder / "params.yaml"
        values = yaml.safe_load(path.read_text())
        for group, change in changes.items():
            values[group] |= change
        path.write_text(yaml.safe_dump(values, sort_keys=False))
        self._run("dvc", "repro", "-q")
        self._commit(message)

    def register(self) -> Candidate:
        """Registers the result of the last run, and runs the champion gate."""
        at = self.folder
        params, versions = read_params(at / "params.yaml"), read_versions(at)
        registered = register_model(
            params,
            versions,
            at / "data/train.parquet",
            at / "data/holdout.parquet",
            at / "models/model.joblib",
            at / "models/reference.parquet",
            at / "reports/metrics.json",
            at / "reports/plots",
            at / "reports/registered.json",
        )
        metrics = json.loads((at / "reports/metrics.json").read_text())
        return Candidate(registered.version, params, versions, registered.decision, metrics)

    def metrics_diff(self) -> str:
        """The effect of the last commit on the metrics, as reported by DVC."""
        return self._run("dvc", "metrics", "diff", "HEAD~1", "--md")

    def made_of(self) -> tuple[str, str]:
        """Commit of the code, and digest of the rows, of the last run."""
        versions = read_versions(self.folder)
        return versions.code, versions.data

    def has(self, commit: str, data: str) -> bool:
        """Whether Git has the commit and DVC has the rows."""
        rows = self.folder / ".dvc/cache/files/md5" / data[:2] / data[2:]
        return rows.exists() and self._run("git", "cat-file", "-t", commit).strip() == "commit"

    def _commit(self, message: str) -> None:
        self._run("git", "add", "-A")
        self._run("git", "commit", "-q", "--allow-empty", "-m", message)

    def _run(self, *command: str) -> str:
        environment = os.environ | AUTHOR | {"PYTHONPATH": str(self.folder)}
        # `python` and `dvc` of the environment that runs the demo.
        environment["PATH"] = f"{Path(sys.executable).parent}:{environment['PATH']}"
        done = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RefusedError(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done.stdout
