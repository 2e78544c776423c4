from dataclasses import replace

import numpy as np
import pytest
from rows import good_rows

from fraud_detection.champion_gate import decide, paired_gain
from fraud_detection.evaluation import evaluate
from fraud_detection.params import GateParams
from fraud_detection.schema import LABEL

LIMITS = GateParams(
    tolerated_loss=0.02, slice_loss=0.05, false_positive_gap=0.05, calibration_error=0.5, interval=0.95, bootstraps=200
)
HOLDOUT = good_rows()
TRUTH = HOLDOUT[LABEL].to_numpy()
NOISE = np.random.default_rng(3).random(len(TRUTH))
GOOD = 0.5 * TRUTH + 0.5 * NOISE
POOR = 0.1 * TRUTH + 0.9 * NOISE


def failed(decision_checks: tuple) -> set[str]:
    return {check.name for check in decision_checks if not check.passed}


def test_a_better_challenger_passes() -> None:
    decision = decide(HOLDOUT, challenger=GOOD, champion=POOR, limits=LIMITS)
    assert decision.passed
    assert decision.gain is not None
    assert decision.gain.low > 0


def test_a_worse_challenger_fails_on_quality() -> None:
    decision = decide(HOLDOUT, challenger=POOR, champion=GOOD, limits=LIMITS)
    assert not decision.passed
    assert "quality" in failed(decision.checks)


def test_an_equal_challenger_passes_within_the_tolerated_loss() -> None:
    assert decide(HOLDOUT, challenger=GOOD, champion=GOOD, limits=LIMITS).passed


def test_the_first_model_needs_no_champion() -> None:
    decision = decide(HOLDOUT, challenger=POOR, champion=None, limits=LIMITS)
    assert decision.passed
    assert decision.gain is None


def test_a_challenger_that_flags_one_age_group_is_unfair() -> None:
    biased = GOOD + 1.0 * (HOLDOUT["age_group"] == "60+").to_numpy()
    decision = decide(HOLDOUT, challenger=biased, champion=None, limits=replace(LIMITS, false_positive_gap=0.02))
    assert failed(decision.checks) == {"fairness"}


def test_an_overconfident_challenger_is_badly_calibrated() -> None:
    decision = decide(HOLDOUT, challenger=0.9 + GOOD / 10, champion=None, limits=LIMITS)
    assert failed(decision.checks) == {"calibration"}


def test_a_challenger_that_fails_one_slice_is_rejected() -> None:
    big = HOLDOUT.sample(30_000, replace=True, random_state=1).reset_index(drop=True)
    truth = big[LABEL].to_numpy()
    good = 0.5 * truth + 0.5 * np.random.default_rng(3).random(len(truth))
    blind = np.where(big["channel"] == "web", 1 - good, good)
    decision = decide(big, challenger=blind, champion=good, limits=replace(LIMITS, bootstraps=20))
    assert "slice channel=web" in failed(decision.checks)
    assert "slice channel=terminal" not in failed(decision.checks)


def test_the_interval_is_the_same_every_time() -> None:
    assert paired_gain(TRUTH, GOOD, POOR, LIMITS) == paired_gain(TRUTH, GOOD, POOR, LIMITS)


def test_a_perfect_model_scores_one() -> None:
    result = evaluate(HOLDOUT, TRUTH.astype(float))
    assert result.average_precision == 1
    assert result.roc_auc == 1


def test_a_holdout_set_without_fraud_is_rejected() -> None:
    with pytest.raises(ValueError, match="both frauds and honest"):
        evaluate(HOLDOUT.assign(**{LABEL: 0}), GOOD)
