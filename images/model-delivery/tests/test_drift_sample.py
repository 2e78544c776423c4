"""What the drift job lists and reads in a store with a year of requests."""

import base64
import json
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from urllib.parse import parse_qs, urlparse

import boto3
import fsspec
import pytest
from botocore.client import BaseClient
from json_server import Asked, json_server
from test_store_s3 import BUCKET, bucket  # noqa: F401 - a fixture

from mlops_delivery import listing, store
from mlops_delivery.drift import payloads, sample
from mlops_delivery.drift.sample import Bounds
from mlops_delivery.listing import Stored

NOW = datetime.now(UTC)
SINCE = NOW - timedelta(hours=1)


def record(identity: str, kind: str) -> bytes:
    body = base64.b64encode(b'{"instances": [[1]]}').decode()
    return json.dumps({"bytes": body, "reqType": kind, "id": identity, "occurrenceTime": NOW.isoformat()}).encode()


class Year:
    """100,000 objects, one for each record; one in a hundred is from the last hour."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, recent: int = 500, old: int = 49_500) -> None:
        random = Random(1)
        self.listed = 0
        self.read: list[str] = []
        ids = [str(uuid.UUID(int=random.getrandbits(128), version=4)) for _ in range(recent + old)]
        exchanges = [(identity, at < recent) for at, identity in enumerate(ids)]
        self.objects = [
            Stored(f"logs/payloads/fraud/{identity}-{kind}.json", 200, NOW if new else NOW - timedelta(days=30))
            for identity, new in sorted(exchanges)
            for kind in ("request", "response")
        ]
        monkeypatch.setattr(listing, "pages", self._pages)
        monkeypatch.setattr(store, "read_all", self._read)

    def _pages(self, _folder: str) -> Iterator[list[Stored]]:
        for start in range(0, len(self.objects), listing.PAGE):
            self.listed += 1
            yield self.objects[start : start + listing.PAGE]

    def _read(self, _folder: str, paths: list[str]) -> list[bytes]:
        self.read += paths
        names = [path.rsplit("/", 1)[1].removesuffix(".json") for path in paths]
        return [
            record(name.rsplit("-", 1)[0], payloads.REQUEST if name.endswith("request") else payloads.RESPONSE)
            for name in names
        ]


def test_of_a_hundred_thousand_objects_only_the_recent_ones_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    year = Year(monkeypatch)
    assert len(year.objects) == 100_000
    assert len(sample.recent("s3://logs/payloads/fraud", SINCE)) == 1000
    assert (year.listed, len(year.read)) == (100, 1000)


def test_a_busy_model_stays_within_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    year = Year(monkeypatch, recent=50_000, old=0)
    bounds = Bounds(pages=60, exchanges=700, at_once=128)
    found = sample.recent("s3://logs/payloads/fraud", SINCE, bounds)
    assert (year.listed, len(year.read)) == (60, 1400)
    ids = [payload.id for payload in found]
    assert len(ids) == 2 * len(set(ids)), "a request is read together with its answer"


@pytest.mark.parametrize("bounds", [Bounds(records=300), Bounds(bytes=300 * 200)])
def test_reading_stops_at_the_limits(monkeypatch: pytest.MonkeyPatch, bounds: Bounds) -> None:
    year = Year(monkeypatch, recent=5000, old=0)
    assert len(sample.recent("s3://logs/payloads/fraud", SINCE, bounds)) == len(year.read)
    assert 300 <= len(year.read) < 300 + bounds.at_once + 2


def test_the_sample_is_the_same_each_time_and_not_the_first_of_the_names(monkeypatch: pytest.MonkeyPatch) -> None:
    bounds = Bounds(exchanges=100)
    first, second = (Year(monkeypatch, recent=5000, old=0) for _ in range(2))
    sample.recent("s3://logs", SINCE, bounds)
    assert len(second.read) == 200
    assert first.read == []
    alphabetical = {one.path for one in second.objects[:200]}
    assert len(alphabetical & set(second.read)) < 20


@pytest.mark.usefixtures("bucket")
def test_a_bucket_is_listed_page_by_page_and_read_in_parallel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "PAGE", 10)
    client: BaseClient = boto3.client("s3")
    for at in range(25):
        body = record(str(at), payloads.REQUEST)
        client.put_object(Bucket=BUCKET, Key=f"payloads/fraud/{at:02}-request.json", Body=body)
    client.put_object(Bucket=BUCKET, Key="payloads/fraud-2/0-request.json", Body=b"of another model")
    folder = f"s3://{BUCKET}/payloads/fraud"
    assert [len(page) for page in listing.pages(folder)] == [10, 10, 5]
    assert {payload.id for payload in sample.recent(folder, SINCE)} == {str(at) for at in range(25)}
    assert sample.recent(folder, NOW + timedelta(hours=1)) == []


def test_google_cloud_storage_is_listed_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"payloads/fraud/{at}-request.json" for at in range(5)]

    def answer(asked: Asked) -> tuple[int, Any]:
        query = {name: values[0] for name, values in parse_qs(urlparse(asked.path).query).items()}
        assert (urlparse(asked.path).path, query["prefix"]) == ("/storage/v1/b/logs/o", "payloads/fraud/")
        start = int(query.get("pageToken", 0))
        end = start + int(query["maxResults"])
        items = [{"name": name, "size": "7", "updated": "2026-06-01T12:00:00.123Z"} for name in names[start:end]]
        return 200, {"items": items, **({"nextPageToken": str(end)} if end < len(names) else {})}

    monkeypatch.setattr(listing, "PAGE", 2)
    with json_server(answer) as server:
        monkeypatch.setenv("STORAGE_EMULATOR_HOST", server.url)
        fsspec.get_filesystem_class("gs").clear_instance_cache()
        found = list(listing.pages("gs://logs/payloads/fraud"))
        fsspec.get_filesystem_class("gs").clear_instance_cache()
    assert [[one.path for one in page] for page in found] == [
        [f"logs/{name}" for name in names[start : start + 2]] for start in (0, 2, 4)
    ]
    assert found[0][0].modified == datetime(2026, 6, 1, 12, 0, 0, 123_000, tzinfo=UTC)
