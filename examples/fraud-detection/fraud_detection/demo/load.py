"""Locust against the demo's proxy: a test with thresholds, then steady traffic."""

import os
import subprocess
import sys
from pathlib import Path

from fraud_detection.demo.addresses import Addresses
from fraud_detection.demo.processes import Processes
from fraud_detection.errors import RefusedError
from fraud_detection.serving import locustfile_path

USERS = 4
TEST_SECONDS = 8
# Measured by the caller, with everything on one machine; the platform's rules are stricter for the server.
LIMITS = {"SLO_P99_SECONDS": "1", "SLO_ERROR_RATE": "0", "MINIMUM_REQUESTS": "50"}


class Load:
    """20 requests per second, from four users."""

    def __init__(self, addresses: Addresses, processes: Processes, folder: Path) -> None:
        self._addresses = addresses
        self._processes = processes
        self._folder = folder

    def test(self) -> str:
        """Raises RefusedError if an objective is missed; otherwise returns the measurements."""
        command = [*self._locust(TEST_SECONDS), "--html", str(self._folder / "load.html")]
        done = subprocess.run(command, env=os.environ | LIMITS, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RefusedError(f"the load test failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        return f"load test: {TEST_SECONDS} s within p99 {LIMITS['SLO_P99_SECONDS']} s, no error"

    def start(self, drift: bool) -> None:
        """Replaces the current traffic."""
        self._processes.stop("locust")
        self._processes.start("locust", self._locust(3_600), {"LOAD_DRIFT": str(drift).lower()})

    def _locust(self, seconds: int) -> list[str]:
        users = ["--headless", "-u", str(USERS), "-r", str(USERS), "-t", f"{seconds}s", "--only-summary"]
        return [
            sys.executable,
            "-m",
            "locust",
            "-f",
            str(locustfile_path()),
            "-H",
            self._addresses.url("proxy"),
            *users,
        ]
