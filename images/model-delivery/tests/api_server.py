"""A real kube-apiserver with a real etcd, in a temporary folder. No node, no controller."""

import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests
import urllib3
import yaml
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)

DEFINITIONS = (
    "serving.kserve.io/inferenceservices.yaml",
    "serving.knative.dev/services.yaml",
    "serving.knative.dev/revisions.yaml",
    "mlops.seldon.io/models.yaml",
    "mlops.seldon.io/experiments.yaml",
)
DEADLINE_SECONDS = 90


def binary() -> str | None:
    """Built by `npm run test:cluster`, or KUBE_APISERVER."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "mlops-constructs"
    built = sorted(cache.glob("kube-apiserver-*"))
    return os.environ.get("KUBE_APISERVER") or (str(built[-1]) if built else None)


def definitions() -> Path:
    default = Path(__file__).parents[4] / "shared" / "crds"
    return Path(os.environ.get("CRDS", default))


def missing() -> str | None:
    if binary() is None:
        return "no kube-apiserver: `npm run test:cluster` builds one, or set KUBE_APISERVER"
    if shutil.which("etcd") is None:
        return "no etcd: apt-get install etcd-server"
    if not (definitions() / DEFINITIONS[0]).exists():
        return "no resource definitions: set their folder with CRDS"
    return None


@contextmanager
def api_server(folder: Path) -> Iterator[Path]:
    """Path of a kubeconfig."""
    client, peer, secure = (_free_port() for _ in range(3))
    token = secrets.token_hex(16)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    (folder / "accounts.key").write_bytes(pem)
    (folder / "tokens.csv").write_text(f"{token},admin,admin,system:masters\n")
    processes = [
        _start(folder, "etcd", _etcd(folder, client, peer)),
        _start(folder, "kube-apiserver", [str(binary()), *_server(folder, client, secure)]),
    ]
    try:
        url = f"https://127.0.0.1:{secure}"
        session = requests.Session()
        # Its certificate is self-signed; settings of the environment would require another.
        session.trust_env = False
        session.verify = False
        session.headers["Authorization"] = f"Bearer {token}"
        _wait(session, f"{url}/readyz", folder)
        for name in DEFINITIONS:
            _define(session, url, definitions() / name)
        kubeconfig = folder / "kubeconfig"
        kubeconfig.write_text(yaml.safe_dump(_kubeconfig(url, token)))
        yield kubeconfig
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _etcd(folder: Path, client: int, peer: int) -> list[str]:
    return [
        "etcd",
        f"--data-dir={folder}/etcd",
        f"--listen-client-urls=http://127.0.0.1:{client}",
        f"--advertise-client-urls=http://127.0.0.1:{client}",
        f"--listen-peer-urls=http://127.0.0.1:{peer}",
        f"--initial-advertise-peer-urls=http://127.0.0.1:{peer}",
        f"--initial-cluster=default=http://127.0.0.1:{peer}",
    ]


def _server(folder: Path, client: int, secure: int) -> list[str]:
    return [
        f"--etcd-servers=http://127.0.0.1:{client}",
        f"--secure-port={secure}",
        "--bind-address=127.0.0.1",
        f"--cert-dir={folder}/certificates",
        f"--token-auth-file={folder}/tokens.csv",
        "--authorization-mode=RBAC",
        "--disable-admission-plugins=ServiceAccount",
        "--service-account-issuer=https://kubernetes.default.svc",
        f"--service-account-key-file={folder}/accounts.key",
        f"--service-account-signing-key-file={folder}/accounts.key",
        "--service-cluster-ip-range=10.96.0.0/16",
    ]


def _start(folder: Path, name: str, command: list[str]) -> subprocess.Popen[bytes]:
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=log)


def _wait(session: requests.Session, url: str, folder: Path) -> None:
    end = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < end:
        try:
            if session.get(url, timeout=5).ok:
                return
        except requests.RequestException:
            pass
        time.sleep(0.2)
    raise RuntimeError((folder / "kube-apiserver.log").read_text()[-2000:])


def _define(session: requests.Session, url: str, file: Path) -> None:
    definition = yaml.safe_load(file.read_text())
    base = f"{url}/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
    session.post(base, json=definition, timeout=DEADLINE_SECONDS).raise_for_status()
    end = time.monotonic() + DEADLINE_SECONDS
    spec = definition["spec"]
    served = f"{url}/apis/{spec['group']}/{spec['versions'][-1]['name']}/{spec['names']['plural']}"
    while not session.get(served, timeout=DEADLINE_SECONDS).ok:
        if time.monotonic() > end:
            raise RuntimeError(f"{file.name} is not served")
        time.sleep(0.2)


def _kubeconfig(url: str, token: str) -> dict[str, object]:
    return {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{"name": "test", "cluster": {"server": url, "insecure-skip-tls-verify": True}}],
        "users": [{"name": "admin", "user": {"token": token}}],
        "contexts": [{"name": "test", "context": {"cluster": "test", "user": "admin"}}],
        "current-context": "test",
    }


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
