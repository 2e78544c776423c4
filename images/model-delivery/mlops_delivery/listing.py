"""Contents of a folder, page by page: a bucket with years of data has more objects than fit into memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import fsspec

from mlops_delivery.store import reaching

# Maximum page size of S3 and Google Cloud Storage.
PAGE = 1000


@dataclass(frozen=True)
class Stored:
    """A file, with its path in its file system."""

    path: str
    bytes: int
    modified: datetime


def pages(folder: str) -> Iterator[list[Stored]]:
    """Below a folder, in the order of the names. Each page of a bucket is one request."""
    with reaching(folder):
        filesystem, root = fsspec.core.url_to_fs(folder)
        root = root.rstrip("/")
        protocols = {filesystem.protocol} if isinstance(filesystem.protocol, str) else set(filesystem.protocol)
        if "s3" in protocols:
            yield from _s3(filesystem, root)
        elif "gs" in protocols:
            yield from _google(filesystem, root)
        else:
            yield _local(filesystem, root)


def _s3(filesystem: Any, root: str) -> Iterator[list[Stored]]:  # noqa: ANN401 - s3fs has no types
    """https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html"""
    bucket, _, prefix = root.partition("/")
    more: dict[str, str] = {}
    while True:
        page = filesystem.call_s3("list_objects_v2", Bucket=bucket, Prefix=f"{prefix}/", MaxKeys=PAGE, **more)
        yield [Stored(f"{bucket}/{one['Key']}", one["Size"], one["LastModified"]) for one in page.get("Contents", [])]
        if not page.get("IsTruncated"):
            return
        more = {"ContinuationToken": page["NextContinuationToken"]}


def _google(filesystem: Any, root: str) -> Iterator[list[Stored]]:  # noqa: ANN401 - gcsfs has no types
    """https://cloud.google.com/storage/docs/json_api/v1/objects/list"""
    bucket, _, prefix = root.partition("/")
    more: dict[str, str] = {}
    while True:
        page = filesystem.call(
            "GET",
            "b/{}/o",
            bucket,
            prefix=f"{prefix}/",
            maxResults=PAGE,
            fields="items(name,size,updated),nextPageToken",
            json_out=True,
            **more,
        )
        yield [
            Stored(f"{bucket}/{one['name']}", int(one["size"]), datetime.fromisoformat(one["updated"]))
            for one in page.get("items", [])
        ]
        if not page.get("nextPageToken"):
            return
        more = {"pageToken": page["nextPageToken"]}


def _local(filesystem: Any, root: str) -> list[Stored]:  # noqa: ANN401 - fsspec has no types
    found = filesystem.find(root, detail=True)
    return [Stored(path, one["size"], datetime.fromtimestamp(one["mtime"], UTC)) for path, one in sorted(found.items())]
