from pathlib import Path

import pytest

from fraud_detection.demo import pictures
from fraud_detection.demo.addresses import Addresses
from fraud_detection.demo.monitoring import Series
from fraud_detection.demo.story import Chapter

CHAPTERS = [Chapter("One", (), 1000.0, 30.0), Chapter("Two", (), 1030.0, 30.0)]
COSTS = {"aws-dev": [5.0, 20.0], "aws-prod": [100.0, 300.0]}


def _seen(role: str, start: int, end: int) -> Series:
    times = [float(at) for at in range(start, end)]
    return Series({"role": role, "feature": role}, times, [1.0] * len(times))


@pytest.fixture(autouse=True)
def _prometheus(monkeypatch: pytest.MonkeyPatch) -> None:
    gap = Series({"role": "challenger", "feature": "hour"}, [1005.0, 1006.0, 1040.0], [0.1, 0.2, 0.3])
    monkeypatch.setattr(pictures, "query_range", lambda *_: [_seen("champion", 1000, 1060), gap])


def test_every_chart_is_drawn_and_the_same_input_draws_the_same(tmp_path: Path) -> None:
    drawn = pictures.draw_pictures(CHAPTERS, Addresses(19_400), tmp_path, COSTS)
    assert [picture.file for picture in drawn] == ["traffic.svg", "latency.svg", "drift.svg", "cost.svg"]
    first = {picture.file: (tmp_path / picture.file).read_bytes() for picture in drawn}
    assert all(content.startswith(b"<?xml") for content in first.values())
    pictures.draw_pictures(CHAPTERS, Addresses(19_400), tmp_path, COSTS)
    assert {file: (tmp_path / file).read_bytes() for file in first} == first


def test_no_line_is_drawn_without_values() -> None:
    class Axes:
        def plot(self, times: list[float], values: list[float], **_: object) -> None:
            self.drawn = list(zip(times, map(str, values), strict=True))

    axes = Axes()
    pictures._line(axes, Series({}, [1.0, 2.0, 40.0], [5.0, 6.0, 7.0]), 1.0, 10)
    assert axes.drawn == [(0.0, "50.0"), (1.0, "60.0"), (1.0, "nan"), (39.0, "70.0")]
