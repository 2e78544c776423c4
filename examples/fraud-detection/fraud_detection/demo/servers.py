"""The servers that run before the first chapter."""

import sys
from pathlib import Path

from fraud_detection.demo.addresses import HOST, Addresses
from fraud_detection.demo.prerequisites import find_command
from fraud_detection.demo.processes import Processes
from fraud_detection.serving.proxy import proxy_config


def start_servers(processes: Processes, addresses: Addresses, folder: Path, admin_socket: Path, database: str) -> None:
    """Starts all of them, then waits. `database` is the address of MLflow's backend store."""
    ports = addresses.ports
    slots = {"blue": ports["model-blue"], "green": ports["model-green"]}
    proxy = folder / "haproxy.cfg"
    proxy.write_text(proxy_config(ports["proxy"], ports["proxy-metrics"], slots, admin_socket))
    (folder / "models").mkdir()
    # In the environment: an address may contain a password, and arguments are visible to all users.
    # The runner of MLflow's jobs, which judge answers of LLMs, would be eight more processes.
    environment = {"MLFLOW_BACKEND_STORE_URI": database, "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false"}
    processes.start("mlflow", _mlflow(ports["mlflow"], folder), environment)
    for name, command in {
        "proxy": [_path("haproxy"), "-db", "-f", str(proxy)],
        "pushgateway": [
            _path("prometheus-pushgateway"),
            f"--web.listen-address={addresses.target('pushgateway')}",
            # Debian's service persists pushed metrics, and would mix in those of the previous run.
            "--persistence.file=",
        ],
        "alertmanager": [
            _path("prometheus-alertmanager"),
            f"--config.file={folder / 'alertmanager.yaml'}",
            f"--storage.path={folder / 'alertmanager'}",
            f"--web.listen-address={addresses.target('alertmanager')}",
            # A single instance: no cluster peers.
            "--cluster.listen-address=",
        ],
        "prometheus": [
            _path("prometheus"),
            f"--config.file={folder / 'prometheus.yaml'}",
            f"--storage.tsdb.path={folder / 'prometheus'}",
            f"--web.listen-address={addresses.target('prometheus')}",
        ],
    }.items():
        processes.start(name, command)
    processes.wait_ready("proxy", f"{addresses.url('proxy-metrics')}/metrics")
    for name in ("pushgateway", "alertmanager", "prometheus"):
        processes.wait_ready(name, f"{addresses.url(name)}/-/ready")
    processes.wait_ready("mlflow", f"{addresses.url('mlflow')}/health")


def _mlflow(port: int, folder: Path) -> list[str]:
    where = ["--host", HOST, "--port", str(port), "--workers", "1", "--artifacts-destination", str(folder / "mlflow")]
    return [sys.executable, "-m", "mlflow", "server", *where]


def _path(command: str) -> str:
    return find_command(command) or command
