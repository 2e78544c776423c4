"""Nothing that a command starts outlives it or its caller, whichever of them is killed. With real processes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process adopt orphans")

PROJECT = Path(__file__).parents[1]
# A server as MLflow's: its worker is in another session, and an orphan.
COMMAND = """
import os, subprocess, sys, time
from pathlib import Path
sleeper = [sys.executable, "-c", "import time; time.sleep(600)", sys.argv[1]]
subprocess.Popen(["sh", "-c", '"$@" & echo', "sh", *sleeper], start_new_session=True).wait()
subprocess.Popen(sleeper, start_new_session=True)
Path(sys.argv[1]).write_text("up")
time.sleep(600)
"""
CALLER = "import sys; from fraud_detection.demo.supervisor import supervised; sys.exit(supervised(sys.argv[1:]))"


@contextmanager
def running(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], list[psutil.Process]]]:
    """The caller, and the supervisor, the command and its two sleepers."""
    up = tmp_path / "up"
    command = [sys.executable, "-c", COMMAND, str(up)]
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    with subprocess.Popen(
        [sys.executable, "-c", CALLER, *command], env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    ) as caller:
        try:
            while not up.exists():
                assert caller.poll() is None
                time.sleep(0.02)
            processes = psutil.Process(caller.pid).children(recursive=True)
            assert len(processes) == 4
            yield caller, processes
        finally:
            caller.kill()


def survivors(processes: list[psutil.Process]) -> list[psutil.Process]:
    return psutil.wait_procs(processes, timeout=30)[1]


def test_killing_the_caller_ends_everything(tmp_path: Path) -> None:
    with running(tmp_path) as (caller, processes):
        # As the end of a terminal: its whole process group.
        os.killpg(caller.pid, signal.SIGKILL)
        assert survivors(processes) == []


@pytest.mark.parametrize("killed", [0, 1], ids=["supervisor", "command"])
def test_killing_the_supervisor_or_the_command_ends_everything(tmp_path: Path, killed: int) -> None:
    with running(tmp_path) as (caller, processes):
        processes[killed].kill()
        assert caller.wait(30) == 128 + signal.SIGKILL
        assert survivors(processes) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stop_signal_reaches_the_command_and_ends_everything(tmp_path: Path, number: signal.Signals) -> None:
    with running(tmp_path) as (caller, processes):
        caller.send_signal(number)
        assert caller.wait(30) == 128 + number
        assert survivors(processes) == []


def test_the_status_is_the_commands() -> None:
    caller = [sys.executable, "-c", CALLER, "sh", "-c", "exit 3"]
    assert subprocess.run(caller, cwd=PROJECT, check=False).returncode == 3
