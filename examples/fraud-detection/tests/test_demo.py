"""Missing prerequisites are reported, no server outlives the demo, and alerts reach the waiting chapter."""

import json
import os
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from fraud_detection.demo import __main__ as demo
from fraud_detection.demo import prerequisites
from fraud_detection.demo.addresses import Addresses
from fraud_detection.demo.lock import lock
from fraud_detection.demo.processes import Processes
from fraud_detection.demo.webhook import Webhook
from fraud_detection.errors import RefusedError

PROJECT = Path(__file__).parents[1]
SLEEPER = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(600)"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_every_missing_prerequisite_is_reported_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prerequisites, "find_command", lambda name: None if "prometheus" in name else f"/bin/{name}")
    monkeypatch.setattr(prerequisites, "FREE_BYTES", 10**18)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(RefusedError) as refused:
            prerequisites.require_prerequisites({"mlflow": port}, tmp_path, tmp_path)
    message = str(refused.value)
    assert "prometheus is missing: apt-get install prometheus" in message
    assert "prometheus-alertmanager is missing: apt-get install prometheus-alertmanager" in message
    assert f"port {port} (mlflow) is in use by process {os.getpid()} (" in message
    assert "GiB are free" in message
    assert "npm ci" in message


def test_nothing_is_reported_if_all_prerequisites_exist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prerequisites, "find_command", lambda name: f"/bin/{name}")
    (tmp_path / "node_modules").mkdir()
    prerequisites.require_prerequisites({"mlflow": free_port()}, tmp_path, tmp_path)


def test_the_demo_uses_nine_ports_in_a_row() -> None:
    assert sorted(Addresses(20_000).ports.values()) == list(range(20_000, 20_009))


def test_leaving_stops_every_server_even_after_an_error(tmp_path: Path) -> None:
    pids = []
    with pytest.raises(ZeroDivisionError), Processes(tmp_path) as processes:
        for name in ("one", "two"):
            processes.start(name, SLEEPER)
            pids.append(processes._running[name].pid)
        raise ZeroDivisionError
    assert not any(alive(pid) for pid in pids)


def test_a_server_that_dies_is_reported_with_the_end_of_its_log(tmp_path: Path) -> None:
    with Processes(tmp_path) as processes:
        processes.start("mlflow", [sys.executable, "-c", "print('no space left'); raise SystemExit(3)"])
        with pytest.raises(RefusedError, match=r"mlflow ended with status 3:\n +no space left"):
            processes.wait_ready("mlflow", f"http://127.0.0.1:{free_port()}/")


def test_a_second_demo_in_the_same_folder_is_rejected_until_the_first_has_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(demo, "require_prerequisites", lambda *_: None)
    monkeypatch.setattr(sys, "argv", ["demo", "--check", "--folder", str(tmp_path / "demo")])
    held = lock(tmp_path / "demo")
    # As the supervisor, which outlives a killed demo until every server has ended.
    with subprocess.Popen(["sleep", "600"], pass_fds=[held]) as holder:
        os.close(held)
        assert demo.main() == 2
        assert f"another one (process {os.getpid()}) uses {tmp_path / 'demo'}" in capsys.readouterr().err
        holder.kill()
    assert demo.main() == 0


def test_the_prerequisites_need_only_the_standard_library() -> None:
    # -S: without installed packages.
    command = [sys.executable, "-S", "-m", "fraud_detection.demo", "--help"]
    assert subprocess.run(command, cwd=PROJECT, capture_output=True, check=False).returncode == 0


def test_a_full_disk_is_reported_and_no_server_is_left(tmp_path: Path) -> None:
    # Output after the servers goes to a device that is always full.
    code = (
        "import sys; from pathlib import Path; from fraud_detection.demo import cycle\n"
        "from fraud_detection.demo.addresses import Addresses\n"
        "from fraud_detection.demo.processes import Processes\n"
        "def run(addresses, folder):\n"
        "    with Processes(folder / 'logs') as processes:\n"
        f"        processes.start('server', {SLEEPER!r})\n"
        "        print(processes._running['server'].pid, flush=True)\n"
        "        Path('/dev/full').write_text('report')\n"
        "cycle._run = run\n"
        f"sys.exit(cycle.main(Path({str(tmp_path / 'demo')!r}), Addresses(1)))"
    )
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False, timeout=60
    )
    assert done.returncode == 2
    assert "No space left on device" in done.stderr
    assert f"free some space for {tmp_path / 'demo'}" in done.stderr
    assert "Traceback" not in done.stderr
    assert not alive(int(done.stdout))


def post(port: int, action: str) -> None:
    alert = {"labels": {"alertname": "CanarySlow", "mlops_action": action}, "annotations": {"summary": "slow"}}
    body = json.dumps({"alerts": [alert]}).encode()
    with urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{port}/alerts", data=body), timeout=5):
        pass


def test_an_alert_reaches_the_waiting_caller() -> None:
    port = free_port()
    with Webhook(port) as webhook:
        post(port, "retrain")
        assert webhook.first("rollback") is None
        post(port, "rollback")
        found = webhook.first("rollback")
        assert found is not None
        assert found.name == "CanarySlow"
        webhook.forget()
        assert webhook.first("rollback") is None
