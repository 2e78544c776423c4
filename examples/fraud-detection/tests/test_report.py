"""A demo that fails writes a report, too, with the failed chapter and its numbers."""

from pathlib import Path

import pytest

from fraud_detection.demo import story
from fraud_detection.demo.pictures import Picture
from fraud_detection.demo.report import write_failure
from fraud_detection.demo.story import Chapter, claim, tell_story


class Calm:
    """A stage whose servers run."""

    def check(self) -> None:
        return None

    processes = property(lambda self: self)


def failing(stage: object, tell: object) -> None:
    claim(False, "an alert triggers a rollback", "61 requests, p99 972 ms <of 250>")


def test_a_failed_chapter_is_reported_with_its_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story, "CHAPTERS", (("Fine", lambda stage, tell: tell("served")), ("Slow", failing)))
    chapters: list[Chapter] = []
    with pytest.raises(story.ClaimError) as failed:
        tell_story(Calm(), lambda line: None, chapters)
    assert [chapter.failure is None for chapter in chapters] == [True, False]

    page = write_failure(chapters, str(failed.value), tmp_path, lambda: [Picture("Latency", "latency.svg")]).read_text()
    assert "Failed in chapter 2" in page
    assert "61 requests, p99 972 ms &lt;of 250&gt;" in page
    assert "<li>served</li>" in page
    assert "latency.svg" in page


def test_a_report_is_written_although_nothing_can_be_drawn(tmp_path: Path) -> None:
    def draw() -> list[Picture]:
        raise OSError("Prometheus has ended")

    page = write_failure([], "mlflow ended with status 1", tmp_path, draw).read_text()
    assert "Failed after 0 chapters" in page
    assert "mlflow ended with status 1" in page
    assert "No pictures: Prometheus has ended" in page
