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
REQUESTS = "160"
# Measured by the caller, with everything on one machine; the platform's rules are stricter for the server.
LIMITS = {"SLO_P99_SECONDS": "1", "SLO_ERROR_RATE": "0", "MINIMUM_REQUESTS": REQUESTS, "MAXIMUM_REQUESTS": REQUESTS}
# On a busy machine a single one may meet a pause of all processes.
TESTS = 3


class Load:
    """20 requests per second, from four users."""

    def __init__(self, addresses: Addresses, processes: Processes, folder: Path) -> None:
        self._addresses = addresses
        self._processes = processes
        self._folder = folder

    def test(self) -> str:
        """Raises RefusedError if an objective is missed; otherwise returns the measurements."""
        command = [*self._locust(), "--html", str(self._folder / "load.html")]
        for test in range(1, TESTS + 1):
            done = subprocess.run(command, env=os.environ | LIMITS, capture_output=True, text=True, check=False)
            if done.returncode == 0:
                return f"load test {test}: {REQUESTS} requests within p99 {LIMITS['SLO_P99_SECONDS']} s, no error"
        raise RefusedError(f"the load test failed {TESTS} times:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")

    def start(self, drift: bool) -> None:
        """Replaces the current traffic."""
        self._processes.stop("locust")
        self._processes.start("locust", self._locust(), {"LOAD_DRIFT": str(drift).lower()})

    def _locust(self) -> list[str]:
        users = ["--headless", "-u", str(USERS), "-r", str(USERS), "--only-summary"]
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
