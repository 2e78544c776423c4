"""The processes that listen on ports, from Linux's /proc: https://docs.kernel.org/networking/proc_net_tcp.html"""

from collections.abc import Iterable
from pathlib import Path

LISTEN = "0A"


def listeners(ports: Iterable[int]) -> dict[int, str]:
    """Process id and command line by port. Without those of other users, and none on other systems."""
    sockets = {inode: port for port, inode in _listening() if port in set(ports)}
    found: dict[int, str] = {}
    if not sockets:
        return found
    for descriptor in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            port = sockets.get(str(descriptor.readlink()))
            if port is not None:
                process = descriptor.parents[1]
                command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
                found[port] = f"process {process.name} ({command[:100]})"
        except OSError:
            # It has ended, or belongs to another user.
            continue
    return found


def _listening() -> list[tuple[int, str]]:
    """Port and socket, as /proc/…/fd names it."""
    tables = [table for table in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")) if table.exists()]
    rows = [line.split() for table in tables for line in table.read_text().splitlines()[1:]]
    return [(int(row[1].rpartition(":")[2], 16), f"socket:[{row[9]}]") for row in rows if row[3] == LISTEN]
