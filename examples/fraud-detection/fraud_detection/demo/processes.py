"""Servers of the demo: started with a log each, monitored, and always stopped together."""

import os
import signal
import subprocess
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from fraud_detection.demo.progress import wait_for
from fraud_detection.errors import RefusedError

# Of the server's own computing time, so that a busy machine has as much of it.
READY_CPU_SECONDS = 120
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
        for process in self._running.values():
            _signal(process, signal.SIGTERM)
        for name in reversed(list(self._running)):
            self.stop(name)

    def start(self, name: str, command: list[str], environment: dict[str, str] | None = None) -> None:
        with (self._logs / f"{name}.log").open("wb") as log:
            self._running[name] = subprocess.Popen(
                command,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=os.environ | (environment or {}),
                start_new_session=True,
            )

    def wait_ready(self, name: str, url: str) -> None:
        """Raises RefusedError with the end of its log if the process dies or doesn't respond."""

        def answers() -> bool | None:
            self.check()
            try:
                with urllib.request.urlopen(url, timeout=5):
                    return True
            except OSError:
                return None

        def used() -> dict[str, float]:
            return {"seconds of computing": _cpu_seconds(self._running[name].pid)}

        if not wait_for(answers, used, {"seconds of computing": READY_CPU_SECONDS}):
            used_up = f"{READY_CPU_SECONDS} s of computing"
            raise RefusedError(f"{name} did not answer {url} within {used_up}:\n{self._tail(name)}")

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


def _cpu_seconds(pid: int) -> float:
    """Of the process and everything below it."""
    try:
        process = psutil.Process(pid)
        return sum(sum(one.cpu_times()[:4]) for one in (process, *process.children(recursive=True)))
    except psutil.NoSuchProcess:
        return 0


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return
