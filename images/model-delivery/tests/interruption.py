"""Something else happens before one of the requests of a command."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from fake_cluster import FakeCluster


@contextmanager
def before_request(cluster: FakeCluster, number: int, happens: Callable[[], None]) -> Iterator[None]:
    """Once, before this request; a number of 0 is never reached."""
    count = 0

    def before() -> None:
        nonlocal count
        count += 1
        if count == number:
            cluster.before = lambda: None
            happens()

    cluster.before = before
    try:
        yield
    finally:
        cluster.before = lambda: None
