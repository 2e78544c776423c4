"""Servers of the demo: started with a log each, monitored, and always stopped together."""

import os
import signal
import subprocess
import time
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self

from fraud_detection.errors import RefusedError

READY_SECONDS = 120
STOP_SECONDS = 10


class Processes:
    """A context: leaving it stops every process group, most recent first."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        logs.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name in reversed(list(self._running)):
            self.stop(name)

    def start(self, name: str, command: list[str], environment: dict[str, str] | None = None) -> None:
        with (self._logs / f"{name}.log").open("wb") as log:
            self._running[name] = subprocess.Popen(
                # Nothing is left running even if the demo itself is killed and can't clean up.
                ["setpriv", "--pdeathsig", "KILL", *command],
                stdout=log,
                stderr=subprocess.STDOUT,
                env=os.environ | (environment or {}),
                start_new_session=True,
            )

    def wait_ready(self, name: str, url: str) -> None:
        """Raises RefusedError with the end of its log if the process dies or doesn't respond."""
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            self.check()
            try:
                with urllib.request.urlopen(url, timeout=2):
                    return
            except OSError:
                time.sleep(0.2)
        raise RefusedError(f"{name} did not answer {url} within {READY_SECONDS} s:\n{self._tail(name)}")

    def check(self) -> None:
        """Raises RefusedError if a server has ended."""
        for name, process in self._running.items():
            if process.poll() is not None:
                raise RefusedError(f"{name} ended with status {process.returncode}:\n{self._tail(name)}")

    def stop(self, name: str) -> None:
        process = self._running.pop(name, None)
        if process is None:
            return
        _signal(process, signal.SIGTERM)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            _signal(process, signal.SIGKILL)
            process.wait()
        # Its child processes may outlive it.
        _signal(process, signal.SIGKILL)

    def _tail(self, name: str) -> str:
        lines = (self._logs / f"{name}.log").read_text(errors="replace").splitlines()
        return "\n".join(f"    {line}" for line in lines[-15:])


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return
