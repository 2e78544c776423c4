"""Signed with a KMS key: the real cosign, with moto's KMS."""

import datetime
import ipaddress
import shutil
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
import requests
import urllib3
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.x509.oid import NameOID
from moto.kms.utils import ECDSAPrivateKey
from moto.server import DomainDispatcherApplication, create_backend_app
from test_provenance import ENVELOPE, create, make
from werkzeug.serving import make_server

from mlops_delivery.program import run


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An AWS key in cosign's format, by its alias; cosign only calls a service other than AWS's over TLS."""
    if shutil.which("cosign") is None:
        pytest.skip("NOT RUN, no cosign: go install github.com/sigstore/cosign/v2/cmd/cosign@v2.6.1")
    for name in ("AWS_PROFILE", "AWS_CA_BUNDLE", "HTTPS_PROXY", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_REGION": "eu-west-1",
        "AWS_TLS_INSECURE_SKIP_VERIFY": "1",
        "HOME": str(tmp_path),
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
    server = make_server(
        "127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=True, ssl_context=_tls(tmp_path)
    )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    address = f"127.0.0.1:{server.server_port}"
    # Servers in one process share their state.
    requests.post(f"https://{address}/moto-api/reset", verify=False, timeout=10).raise_for_status()
    monkeypatch.setattr(ECDSAPrivateKey, "sign", _sign_digest)
    kms = boto3.client("kms", endpoint_url=f"https://{address}", verify=False, region_name="eu-west-1")
    made = kms.create_key(KeyUsage="SIGN_VERIFY", KeySpec="ECC_NIST_P256")["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName="alias/models", TargetKeyId=made)
    yield f"awskms://{address}/alias/models"
    server.shutdown()
    thread.join()
    server.server_close()


def _sign_digest(self: ECDSAPrivateKey, message: bytes, _: str) -> bytes:
    """KMS signs a digest, which is what cosign sends; moto treats it as a message and hashes it again."""
    return self.private_key.sign(message, ec.ECDSA(Prehashed(hashes.SHA256())))


def _tls(folder: Path) -> ssl.SSLContext:
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(private.public_key())
    builder = builder.serial_number(1).not_valid_before(now).not_valid_after(now + datetime.timedelta(hours=1))
    certificate = builder.add_extension(address, critical=False).sign(private, hashes.SHA256())
    (folder / "tls.key").write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    (folder / "tls.crt").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "tls.crt", folder / "tls.key")
    return context


def verify(signer: str) -> int:
    return run(["provenance", "verify", "--model", "model", "--envelope", ENVELOPE, "--signer", signer])


def test_the_key_signs_and_its_public_key_verifies(tmp_path: Path, key: str) -> None:
    make(tmp_path)
    assert create() == 0
    assert run(["provenance", "sign", "--statement", "statement", "--key", key, "--output", ENVELOPE]) == 0
    assert verify(key) == 0
    (tmp_path / "model/model.bin").write_bytes(b"\x01weights")
    assert verify(key) == 1


def test_a_missing_key_signs_nothing(tmp_path: Path, key: str) -> None:
    make(tmp_path)
    assert create() == 0
    other = key.replace("models", "nobody")
    assert run(["provenance", "sign", "--statement", "statement", "--key", other, "--output", ENVELOPE]) == 3
    assert not (tmp_path / ENVELOPE).exists()
