"""Prerequisites of the demo; everything that is missing is reported at once, with Python's standard library only."""

import shutil
import socket
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from fraud_detection.demo.listeners import listeners
from fraud_detection.errors import RefusedError

# Command, and what installs it on Debian.
COMMANDS: Mapping[str, str] = {
    "git": "apt-get install git",
    "cosign": "go install github.com/sigstore/cosign/v2/cmd/cosign@v2.6.1, "
    "or https://docs.sigstore.dev/cosign/system_config/installation/",
    "npx": "install Node.js 20.19 or newer, https://nodejs.org",
    "prometheus": "apt-get install prometheus",
    "prometheus-alertmanager": "apt-get install prometheus-alertmanager",
    "prometheus-pushgateway": "apt-get install prometheus-pushgateway",
    "haproxy": "apt-get install haproxy",
}
# Modules of Python that Debian has in a package of their own.
MODULES = ("ensurepip", "venv")
# The virtual environment takes most of it.
FREE_BYTES = 4 * 1024**3


def require_prerequisites(ports: Mapping[str, int], folder: Path, root: Path) -> None:
    """Raises RefusedError with every problem and its fix."""
    problems = [*_missing_commands(), *_missing_modules(), *_ports_in_use(ports), *_disk(folder)]
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
    # Debian adds "prometheus-" to the names of Prometheus' companions.
    names = (name, name.removeprefix("prometheus-"))
    return next(filter(None, (shutil.which(one) or shutil.which(one, path="/usr/sbin:/sbin") for one in names)), None)


def _missing_modules() -> list[str]:
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    return [f"Python's module {name} is missing: apt-get install {package}" for name in MODULES if not find_spec(name)]


def _ports_in_use(ports: Mapping[str, int]) -> list[str]:
    used = {port: name for name, port in ports.items() if _in_use(port)}
    holders = listeners(used)
    return [
        f"port {port} ({name}) is in use by {holders.get(port, 'an unknown process')}: "
        f"stop it (ss -ltnp 'sport = :{port}' shows it), or choose another --first-port"
        for port, name in used.items()
    ]


def _in_use(port: int) -> bool:
    with socket.socket() as caller:
        # Also of a server that listens on all addresses, next to which some systems allow a more specific one.
        if caller.connect_ex(("127.0.0.1", port)) == 0:
            return True
    with socket.socket() as probe:
        # A connection that has just closed doesn't prevent a server from starting.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            probe.listen()
        except OSError:
            return True
    return False


def _disk(folder: Path) -> list[str]:
    free = shutil.disk_usage(folder).free
    if free >= FREE_BYTES:
        return []
    return [f"{free / 1024**3:.1f} GiB are free at {folder}: free some, {FREE_BYTES / 1024**3:.0f} GiB are needed"]
