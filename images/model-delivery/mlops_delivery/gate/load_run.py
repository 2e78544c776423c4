"""Runs Locust, as master or worker."""

import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mlops_delivery import store
from mlops_delivery.failure import Unreachable
from mlops_delivery.gate import holdout

LOCUSTFILE = Path(__file__).with_name("locustfile.py")
# A worker stops waiting for its master after this long.
WORKER_HOURS = 1
GRACE_SECONDS = 300
# Number of holdout rows to send, one by one and repeatedly.
HOLDOUT_ROWS = 256


@dataclass(frozen=True)
class Load:
    host: str
    users: int
    minutes: float
    # Number of workers; with 0 this process sends itself.
    workers: int


@dataclass(frozen=True)
class Requests:
    """Sample requests: `{path, body}`, one after the other; empty if there are none."""

    content: tuple[Any, ...]
    # The model's name on the host; None accepts any.
    model: str | None


def requests_of(uri: str | None, model: str | None) -> Requests:
    """
    The requests in the file, with the model's name replaced by that of the version under test.

    Without the file, the rows of the holdout set in the same folder: KServe's own servers do not report their inputs.
    """
    if uri is None:
        return Requests((), model)
    if not store.exists(uri):
        return Requests(_rows(uri.rpartition("/")[0], model), model)
    content = [json.loads(line) for line in store.read(uri).splitlines() if line.strip()]
    return Requests(tuple(_to(model, request) for request in content), model)


def _rows(folder: str, model: str | None) -> tuple[Any, ...]:
    if model is None or not holdout.exists(folder):
        return ()
    held = holdout.read(folder)
    rows = range(min(HOLDOUT_ROWS, len(held.features)))
    return tuple(holdout.request(model, held.protocol, held.features.iloc[row : row + 1]) for row in rows)


def _to(model: str | None, request: dict[str, Any]) -> dict[str, Any]:
    path = request["path"] if model is None else re.sub(r"(?<=/models/)[^/:]+", model, request["path"])
    return {**request, "path": path}


def run_master(load: Load, requests: Requests) -> str:
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


def run_worker(master: str, requests: Requests) -> None:
    _locust(["--worker", "--master-host", master], requests, WORKER_HOURS * 3600)


def _locust(arguments: list[str], requests: Requests, seconds: int) -> None:
    command = [sys.executable, "-m", "locust", "--locustfile", str(LOCUSTFILE), "--headless", "--only-summary"]
    with tempfile.TemporaryDirectory() as folder:
        # A file, because Linux allows at most 128 KiB in a variable: 256 rows of a wide model are more.
        content = Path(folder) / "requests.json"
        content.write_text(json.dumps(requests.content), encoding="utf-8")
        environment = {**os.environ, "MLOPS_LOAD_REQUESTS": str(content), "MLOPS_LOAD_MODEL": requests.model or ""}
        try:
            # Its exit status shows whether requests failed: the objective decides that.
            subprocess.run([*command, *arguments], env=environment, check=False, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise Unreachable(f"Locust did not end within {seconds} s") from None
