"""One demo per folder: the lock is held until everything of a demo has ended, even if it is killed."""

import fcntl
import os
from pathlib import Path

from fraud_detection.errors import RefusedError


def lock(folder: Path) -> int:
    """A descriptor that holds the lock until it is closed everywhere. Raises RefusedError if another demo holds it."""
    descriptor = os.open(folder.with_name(f"{folder.name}.lock"), os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.read(descriptor, 32).decode()
        os.close(descriptor)
        raise RefusedError(
            f"the demo can't start: another one (process {holder}) uses {folder}, or is being stopped; "
            "wait for its end, or choose another --folder and --first-port"
        ) from None
    os.ftruncate(descriptor, 0)
    os.write(descriptor, str(os.getpid()).encode())
    return descriptor
