import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from mlflow.tracking import MlflowClient
from sqlalchemy import create_engine, make_url, text

from fraud_detection.demo.tracking_database import VARIABLE, tracking_database
from fraud_detection.errors import RefusedError

# Debian keeps them outside PATH.
BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@pytest.fixture
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A separate server that runs as an unprivileged user: PostgreSQL refuses to run as root."""
    if not BINARIES or shutil.which("setpriv") is None:
        pytest.skip("NOT RUN, no PostgreSQL: apt-get install postgresql")
    # The path of its Unix socket is limited to 107 bytes.
    folder = Path(subprocess.check_output(["mktemp", "-d", "/tmp/postgres-XXXXXX"], text=True).strip())
    user = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []
    if user:
        os.chown(folder, 65534, 65534)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    programs = BINARIES[-1]
    data = ["--pgdata", str(folder / "data")]
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        make = [str(programs / "initdb"), *data, "--username=demo", "--auth=trust", "--encoding=UTF8"]
        subprocess.run([*user, *make], check=True, capture_output=True, cwd=folder, env=environment)
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
        start = [str(programs / "pg_ctl"), *data, "--wait", "--log", str(folder / "log"), "--options", options, "start"]
        subprocess.run([*user, *start], check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        yield f"postgresql://demo@127.0.0.1:{port}/postgres"
    finally:
        stop = [str(programs / "pg_ctl"), *data, "--mode=immediate", "stop"]
        subprocess.run([*user, *stop], check=False, cwd=folder, capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)


def databases(server: str) -> list[str]:
    engine = create_engine(server)
    with engine.connect() as connection:
        found = [row[0] for row in connection.execute(text("SELECT datname FROM pg_database"))]
    engine.dispose()
    return found


def test_without_a_server_it_is_a_file_of_the_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    with tracking_database(tmp_path) as address:
        assert address == f"sqlite:///{tmp_path}/mlflow.db"


def test_on_postgresql_mlflow_has_a_separate_database_which_is_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres: str
) -> None:
    monkeypatch.setenv(VARIABLE, postgres)
    before = databases(postgres)
    with tracking_database(tmp_path) as address:
        assert make_url(address).database not in before
        client = MlflowClient(tracking_uri=address, registry_uri=address)
        client.create_registered_model("fraud-detection")
        assert [model.name for model in client.search_registered_models()] == ["fraud-detection"]
    assert databases(postgres) == before


def test_an_unreachable_server_is_reported_without_the_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "postgresql://demo:secret@127.0.0.1:1/postgres")
    with pytest.raises(RefusedError, match="DEMO_POSTGRES: PostgreSQL refuses") as refused, tracking_database(tmp_path):
        pass
    assert "secret" not in str(refused.value)
