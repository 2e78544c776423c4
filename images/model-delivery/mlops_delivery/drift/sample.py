"""
A bounded sample of a model's recent requests.

KServe's logger names an object after the id of its first record, without a date, and keeps all of them in one folder:
https://github.com/kserve/kserve/blob/v0.20.0/pkg/logger/store.go. Only a listing shows which are new.

Ids are random, so the first ones by a hash are a fair sample, and so is the first part of a listing that is too long to
finish.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from mlops_delivery import listing, store
from mlops_delivery.drift import payloads
from mlops_delivery.drift.payloads import Payload
from mlops_delivery.listing import Stored


@dataclass(frozen=True)
class Bounds:
    """Limits for one drift check, however busy the model is."""

    # Two million objects: some minutes of requests that take 0.1 s to 0.2 s each.
    pages: int = 2000
    # Pairs of a request and its response, or batches of them.
    exchanges: int = 5000
    # A request and its response are two.
    records: int = 40_000
    # Parsed they use ten times as much memory.
    bytes: int = 64 * 1024 * 1024
    # Objects to read in parallel.
    at_once: int = 128


BOUNDS = Bounds()


def recent(folder: str, since: datetime, bounds: Bounds = BOUNDS) -> list[Payload]:
    """Records that were written since then; their own time may be older."""
    found: list[Payload] = []
    read = 0
    for part in _parts(_chosen(folder, since, bounds), bounds.at_once):
        contents = store.read_all(folder, [one.path for one in part])
        found += [payload for content in contents for payload in payloads.parse(content)]
        read += sum(one.bytes for one in part)
        if len(found) >= bounds.records or read >= bounds.bytes:
            break
    return found


def _chosen(folder: str, since: datetime, bounds: Bounds) -> list[list[Stored]]:
    """An object cannot contain a record that is newer than itself, so older ones are not read."""
    exchanges: dict[str, list[Stored]] = {}
    for page in itertools.islice(listing.pages(folder), bounds.pages):
        for one in page:
            if one.modified >= since:
                exchanges.setdefault(_exchange(one.path), []).append(one)
        if len(exchanges) > 2 * bounds.exchanges:
            exchanges = _first(exchanges, bounds.exchanges)
    return list(_first(exchanges, bounds.exchanges).values())


def _exchange(path: str) -> str:
    """If each record has its own object, the suffix of the name distinguishes request and response."""
    return path.removesuffix("-request.json").removesuffix("-response.json")


def _first(exchanges: dict[str, list[Stored]], count: int) -> dict[str, list[Stored]]:
    ordered = sorted(exchanges, key=lambda name: blake2b(name.encode(), digest_size=8).digest())
    return {name: exchanges[name] for name in ordered[:count]}


def _parts(exchanges: list[list[Stored]], size: int) -> Iterator[list[Stored]]:
    """About that many objects; a request and its response stay together."""
    part: list[Stored] = []
    for exchange in exchanges:
        part += exchange
        if len(part) >= size:
            yield part
            part = []
    if part:
        yield part
