"""Models in a bucket, on moto's S3 server."""

from collections.abc import Iterator
from pathlib import Path

import boto3
import fsspec
import pandas as pd
import pytest
import requests
from moto.server import ThreadedMotoServer

from mlops_delivery import store
from mlops_delivery.failure import Unreachable, WrongInput
from mlops_delivery.program import run
from mlops_delivery.provenance import tree_digest

BUCKET = "acme-models"
MODEL = f"s3://{BUCKET}/fraud/2"
pytestmark = pytest.mark.usefixtures("bucket")
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    for name in ("AWS_PROFILE", "AWS_CA_BUNDLE", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    settings = {
        **CREDENTIALS,
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_DEFAULT_REGION": "eu-west-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "HOME": str(tmp_path),
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    # It keeps connections, with the credentials that they were opened with.
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    # Servers in one process share their state.
    requests.post(f"http://{host}:{port}/moto-api/reset", timeout=10).raise_for_status()
    boto3.client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    yield
    server.stop()
    fsspec.get_filesystem_class("s3").clear_instance_cache()


def test_a_model_has_the_same_digest_in_a_folder_and_in_a_bucket(tmp_path: Path) -> None:
    for name, content in (("model.bin", b"weights"), ("data/vocabulary.txt", b"a b c")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
        store.write(f"{MODEL}/{name}", content)
    there = tree_digest.listing(MODEL)
    (tmp_path / "here").mkdir()
    for name in ("model.bin", "data"):
        (tmp_path / name).rename(tmp_path / "here" / name)
    assert there == tree_digest.listing(str(tmp_path / "here"))
    store.write(f"{MODEL}/model.bin", b"Weights")
    assert tree_digest.listing(MODEL) != there


def test_a_gate_reads_files_next_to_a_model(tmp_path: Path) -> None:
    store.write(f"{MODEL}/tests.xml", b'<testsuites><testsuite><testcase name="a"/></testsuite></testsuites>')
    assert run(["gate", "tests", "--storage-uri", MODEL, "--results", str(tmp_path)]) == 0
    frame = pd.DataFrame({"amount": [1.0]})
    frame.to_parquet(tmp_path / "reference.parquet")
    store.write(f"{MODEL}/reference.parquet", (tmp_path / "reference.parquet").read_bytes())
    assert store.read_table(f"{MODEL}/reference.parquet").equals(frame)


@pytest.mark.parametrize("uri", [f"{MODEL}/tests.xml", "s3://acme-nobody/tests.xml"])
def test_a_missing_file_is_wrong_input(uri: str) -> None:
    with pytest.raises(WrongInput, match="no such file, or no such bucket"):
        store.read(uri)


def test_a_bucket_is_not_created() -> None:
    with pytest.raises(WrongInput, match="no such bucket"):
        store.write("s3://acme-nobody/report.html", b"x")


def test_missing_credentials_are_reported(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in CREDENTIALS:
        monkeypatch.delenv(name)
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    with pytest.raises(Unreachable, match="credentials"):
        store.read(f"{MODEL}/tests.xml")
    assert run(["gate", "tests", "--storage-uri", MODEL, "--results", str(tmp_path)]) == 3
    said = capsys.readouterr().err
    assert said.startswith(f"mlops-delivery: {MODEL}/tests.xml: ")
    assert "Traceback" not in said
