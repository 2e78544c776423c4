"""The inputs of a model: the commit of the code and the digest of the data."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

import yaml

from fraud_detection.errors import RefusedError

DATA_PATH = "data/transactions.parquet"


@dataclass(frozen=True)
class Versions:
    """code is a Git commit, data is the MD5 under which DVC stores the rows."""

    code: str
    data: str


def read_versions(project: Path = Path()) -> Versions:
    """Raises RefusedError if code isn't committed: only reproducible models are registered."""
    changed = _git(project, "status", "--porcelain", "--untracked-files=no", "--", ".")
    if changed:
        raise RefusedError(f"commit these changes first; a model refers to its source commit:\n{changed}")
    return Versions(code=_git(project, "rev-parse", "HEAD"), data=data_version(project / "dvc.lock"))


def data_version(lock: Path) -> str:
    outs = yaml.safe_load(lock.read_text())["stages"]["make-data"]["outs"]
    return next(out["md5"] for out in outs if out["path"] == DATA_PATH)


def _git(project: Path, *arguments: str) -> str:
    command = ["git", "-C", str(project), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RefusedError(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout.strip()
