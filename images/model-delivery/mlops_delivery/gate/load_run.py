"""Runs Locust, as the one that counts or as one that sends."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from mlops_delivery import store
from mlops_delivery.failure import Unreachable

LOCUSTFILE = Path(__file__).with_name("locustfile.py")
# A worker that waits for its master longer than this has none.
WORKER_HOURS = 1
GRACE_SECONDS = 300


@dataclass(frozen=True)
class Load:
    host: str
    users: int
    minutes: float
    # Workers that send; 0 is this process itself.
    workers: int


def run_master(load: Load, requests: str | None) -> str:
    """Locust's statistics."""
    with tempfile.TemporaryDirectory() as folder:
        prefix = Path(folder) / "load"
        distributed = ["--master", "--expect-workers", str(load.workers)] if load.workers else []
        seconds = round(load.minutes * 60)
        shape = ["--users", str(load.users), "--spawn-rate", str(max(1, load.users // 5)), "--run-time", f"{seconds}s"]
        command = [*distributed, *shape, "--host", load.host, "--csv", str(prefix), "--expect-workers-max-wait", "240"]
        _locust(command, requests, seconds + GRACE_SECONDS)
        stats = Path(f"{prefix}_stats.csv")
        if not stats.exists():
            raise Unreachable("Locust ended without statistics")
        return stats.read_text(encoding="utf-8")


def run_worker(master: str, requests: str | None) -> None:
    _locust(["--worker", "--master-host", master], requests, WORKER_HOURS * 3600)


def _requests(uri: str | None) -> list[object]:
    """None where nobody wrote any down: then the model is asked what it takes."""
    if uri is None or not store.exists(uri):
        return []
    return [json.loads(line) for line in store.read(uri).splitlines() if line.strip()]


def _locust(arguments: list[str], requests: str | None, seconds: int) -> None:
    content = _requests(requests)
    environment = {**os.environ, "MLOPS_LOAD_REQUESTS": json.dumps(content)}
    command = [sys.executable, "-m", "locust", "--locustfile", str(LOCUSTFILE), "--headless", "--only-summary"]
    try:
        # Its exit status says whether requests failed: that is judged by the objective.
        subprocess.run([*command, *arguments], env=environment, check=False, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise Unreachable(f"Locust did not end within {seconds} s") from None
