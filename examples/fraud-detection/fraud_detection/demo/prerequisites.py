"""Prerequisites of the demo; everything that is missing is reported at once."""

import shutil
import socket
from collections.abc import Mapping
from pathlib import Path

from fraud_detection.errors import RefusedError

# Command, and what installs it on Debian.
COMMANDS: Mapping[str, str] = {
    "git": "apt-get install git",
    "cosign": "go install github.com/sigstore/cosign/v2/cmd/cosign@v2.6.1, "
    "or https://docs.sigstore.dev/cosign/system_config/installation/",
    "setpriv": "apt-get install util-linux",
    "npx": "install Node.js 20.19 or newer, https://nodejs.org",
    "prometheus": "apt-get install prometheus",
    "prometheus-alertmanager": "apt-get install prometheus-alertmanager",
    "prometheus-pushgateway": "apt-get install prometheus-pushgateway",
    "haproxy": "apt-get install haproxy",
}
FREE_BYTES = 2 * 1024**3


def require_prerequisites(ports: Mapping[str, int], folder: Path, root: Path) -> None:
    """Raises RefusedError with every problem and its fix."""
    problems = [*_missing_commands(), *_ports_in_use(ports), *_disk(folder)]
    if not (root / "node_modules").exists():
        problems.append(f"the toolkit's packages are missing at {root}: npm ci")
    if problems:
        raise RefusedError("the demo can't start:\n" + "\n".join(f"  - {problem}" for problem in problems))


def _missing_commands() -> list[str]:
    return [
        f"{name} is missing: {remedy}"
        for name, remedy in COMMANDS.items()
        # Debian keeps daemons outside a normal user's PATH.
        if find_command(name) is None
    ]


def find_command(name: str) -> str | None:
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")


def _ports_in_use(ports: Mapping[str, int]) -> list[str]:
    return [
        f"port {port} ({name}) is in use: stop what listens there (ss -ltnp 'sport = :{port}'), or --first-port"
        for name, port in ports.items()
        if _in_use(port)
    ]


def _in_use(port: int) -> bool:
    with socket.socket() as probe:
        # A connection that has just closed doesn't prevent a server from starting.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _disk(folder: Path) -> list[str]:
    free = shutil.disk_usage(folder).free
    if free >= FREE_BYTES:
        return []
    return [f"{free / 1024**3:.1f} GiB are free at {folder}: free some, {FREE_BYTES / 1024**3:.0f} GiB are needed"]
