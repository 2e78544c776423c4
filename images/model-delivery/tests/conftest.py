import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from api_server import api_server, missing
from fake_cluster import FakeCluster
from kubernetes import client, config

from mlops_delivery.canary import analyse_command, commands, find_command, git_command
from mlops_delivery.canary.cluster import Cluster

names = itertools.count()


@pytest.fixture(scope="session")
def kubeconfig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The cluster of MLOPS_TEST_KUBECONFIG, which has the definitions of KServe and Seldon Core, or a new one."""
    named = os.environ.get("MLOPS_TEST_KUBECONFIG")
    if named:
        yield Path(named)
        return
    why = missing()
    if why:
        pytest.skip(f"NOT RUN, {why}")
    with api_server(tmp_path_factory.mktemp("cluster")) as file:
        yield file


@pytest.fixture
def api(kubeconfig: Path, monkeypatch: pytest.MonkeyPatch) -> client.ApiClient:
    monkeypatch.setenv("KUBECONFIG", str(kubeconfig))
    configuration = client.Configuration()
    config.load_kube_config(str(kubeconfig), client_configuration=configuration)
    return client.ApiClient(configuration)


@pytest.fixture(params=["in memory", "on an API server"])
def cluster(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Cluster:
    """The program runs against it as well."""
    found = FakeCluster() if request.param == "in memory" else Cluster(request.getfixturevalue("api"))
    for command in (analyse_command, commands, find_command, git_command):
        monkeypatch.setattr(command, "connected", lambda: found)
    return found


@pytest.fixture
def endpoint() -> str:
    """A unique name."""
    return f"fraud-{next(names)}"
