"""
Runs a command so that nothing it starts outlives it, or outlives its caller, however these end.

    caller → supervisor (this file as a program, in its own session) → command → servers and their workers

The supervisor's standard input is a lifeline: the caller writes the command to it, and then the signals to pass on.
When it closes, the caller is gone. On Linux, caller and supervisor adopt every orphan below them, so they find all of
them, and the caller also ends what a killed supervisor leaves behind. Other systems have no such adoption: there, a
process is missed if its parent ended long before the command.
"""

import ctypes
import json
import os
import select
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import FrameType

import psutil

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# For a command whose caller is gone; afterwards it is killed.
STOP_SECONDS = 20
# prctl(2)
PR_SET_CHILD_SUBREAPER = 36


def supervised(command: list[str], held: tuple[int, ...] = ()) -> int:
    """
    The command's exit status, 128 + number if a signal ended it. Stop signals are passed on to the command.

    `held` are descriptors that stay open until everything has ended, for locks.
    """
    adopt_orphans()
    lifeline, ours = os.pipe()

    def pass_on(number: int, frame: FrameType | None) -> None:
        with suppress(BrokenPipeError):
            os.write(ours, bytes([number]))

    os.write(ours, json.dumps({"command": command, "folder": str(Path.cwd())}).encode() + b"\n")
    for number in STOP_SIGNALS:
        # nohup ignores SIGHUP.
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, pass_on)
    # A relative path, without the demo's name: `pkill -f` with this name leaves the process alive that cleans up.
    supervisor = subprocess.Popen(
        [sys.executable, "-I", Path(__file__).name],
        cwd=Path(__file__).parent,
        stdin=lifeline,
        pass_fds=held,
        start_new_session=True,
    )
    os.close(lifeline)
    status = supervisor.wait()
    end_descendants()
    return _shell_status(status)


def adopt_orphans() -> None:
    """Orphans below this process become its children, instead of init's."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def end_descendants() -> None:
    """Kills all processes below this one, including those that they start meanwhile."""
    this = psutil.Process()
    while below := this.children(recursive=True):
        for process in below:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(below, timeout=1)


def main() -> int:
    adopt_orphans()
    with os.fdopen(0, "rb", buffering=0, closefd=False) as lifeline:
        task = json.loads(lifeline.readline() or "null")
    if task is None:
        return 0
    command = subprocess.Popen(task["command"], cwd=task["folder"], stdin=subprocess.DEVNULL)
    while command.poll() is None:
        readable, _, _ = select.select([0], [], [], 0.2)
        if not readable:
            continue
        numbers = os.read(0, 64)
        for number in numbers:
            command.send_signal(number)
        if not numbers:
            command.terminate()
            with suppress(subprocess.TimeoutExpired):
                command.wait(STOP_SECONDS)
            break
    end_descendants()
    return _shell_status(command.wait())


def _shell_status(status: int) -> int:
    return 128 - status if status < 0 else status


if __name__ == "__main__":
    sys.exit(main())
