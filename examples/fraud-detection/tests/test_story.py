"""Canaries on a machine that pauses: a false alarm is repeated, and a challenger that is slow each time fails."""

from unittest.mock import MagicMock

import pytest

from fraud_detection.demo import story
from fraud_detection.demo.webhook import Alert

SLOW = Alert("CanarySlow", "rollback", "slow")


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> MagicMock:
    """Its Prometheus has served enough, and its rules are evaluated 25 times with every look."""
    evaluated = iter(range(0, 10_000, 25))
    monkeypatch.setattr(story, "evaluations", lambda _: next(evaluated))
    monkeypatch.setattr(story, "query", lambda *_: next(evaluated))
    monkeypatch.setattr(story, "alert_state", lambda *_: "inactive")
    monkeypatch.setattr("fraud_detection.demo.progress.PAUSE_SECONDS", 0)
    return MagicMock(**{"processes.check.return_value": None})


def test_a_challenger_without_an_alert_is_promoted(stage: MagicMock) -> None:
    stage.webhook.first.return_value = None
    story._canary_promotes(stage, lambda line: None, "7")
    stage.rollout.promote.assert_called_once()
    stage.rollout.roll_back.assert_not_called()


def test_a_false_alarm_is_rolled_back_and_the_canary_repeated(stage: MagicMock) -> None:
    stage.webhook.first.side_effect = [SLOW, None, None, None]
    told: list[str] = []
    story._canary_promotes(stage, told.append, "7")
    stage.rollout.roll_back.assert_called_once_with("CanarySlow")
    stage.rollout.repeat.assert_called_once_with("7")
    stage.rollout.promote.assert_called_once()
    assert "CanarySlow; rolled back" in told[0]


def test_a_challenger_that_is_slow_each_time_fails_with_its_numbers(stage: MagicMock) -> None:
    stage.webhook.first.return_value = SLOW
    with pytest.raises(story.ClaimError, match=r"rolls the challenger back\n.* requests, p99 .* ms, .*CanarySlow"):
        story._canary_promotes(stage, lambda line: None, "7")
    assert stage.rollout.roll_back.call_count == story.CANARIES
    stage.rollout.promote.assert_not_called()
