import itertools

import pytest

from fraud_detection.demo import progress
from fraud_detection.demo.progress import wait_for
from fraud_detection.errors import RefusedError


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A minute passes with every look."""
    minutes = itertools.count()
    monkeypatch.setattr(progress.time, "monotonic", lambda: 60.0 * next(minutes))
    monkeypatch.setattr(progress.time, "sleep", lambda _: None)


def test_a_slow_machine_gets_the_time_that_the_work_takes() -> None:
    served, looks = itertools.count(10), itertools.count()
    found = wait_for(
        lambda: "alert" if next(looks) == 99 else None, lambda: {"requests": next(served)}, {"requests": 100}
    )
    assert found == "alert"


def test_nothing_is_found_if_every_kind_of_work_reaches_its_limit() -> None:
    served, evaluated = itertools.count(), itertools.count(0, 10)
    looks = []
    limit = {"requests": 20, "evaluations": 20}
    done = lambda: {"requests": next(served), "evaluations": next(evaluated)}  # noqa: E731
    assert wait_for(lambda: looks.append(1), done, limit) is None
    assert len(looks) == 20


def test_work_that_stops_is_reported_with_its_amounts() -> None:
    served = itertools.chain(range(8), itertools.repeat(7))
    with pytest.raises(RefusedError, match=r"no more requests for 300 s: 7 of 60 requests"):
        wait_for(lambda: None, lambda: {"requests": next(served)}, {"requests": 60})
