"""The evaluation gate: may the challenger replace the champion? It reports every check, passed or failed."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.metrics import average_precision_score

from fraud_detection.evaluation import Evaluation, evaluate
from fraud_detection.params import GateParams
from fraud_detection.schema import LABEL

BOOTSTRAP_SEED = 11


@dataclass(frozen=True)
class Check:
    """One check of the gate, with the measured value and its limit."""

    name: str
    passed: bool
    reason: str


@dataclass(frozen=True)
class Interval:
    """A gain in average precision with its confidence interval."""

    estimate: float
    low: float
    high: float


@dataclass(frozen=True)
class Decision:
    """Passed if every check passed. `gain` is None while there is no champion."""

    passed: bool
    checks: tuple[Check, ...]
    gain: Interval | None

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(check.reason for check in self.checks)


def decide(holdout: pd.DataFrame, challenger: np.ndarray, champion: np.ndarray | None, limits: GateParams) -> Decision:
    """Scores of both models for the same holdout rows. The first model has no champion to compare with."""
    evaluation = evaluate(holdout, challenger)
    checks = [_fairness(evaluation, limits), _calibration(evaluation, limits)]
    gain = None
    if champion is not None:
        gain = paired_gain(holdout[LABEL].to_numpy(), challenger, champion, limits)
        checks = [_quality(gain, limits), *_slices(evaluation, evaluate(holdout, champion), limits), *checks]
    return Decision(all(check.passed for check in checks), tuple(checks), gain)


def paired_gain(truth: np.ndarray, challenger: np.ndarray, champion: np.ndarray, limits: GateParams) -> Interval:
    """Challenger minus champion, with a percentile bootstrap over the same rows for both.

    Frauds and honest rows are sampled separately, so that no sample is without fraud.
    """
    random = np.random.default_rng(BOOTSTRAP_SEED)
    frauds, honest = np.flatnonzero(truth == 1), np.flatnonzero(truth == 0)
    gains = []
    for _ in range(limits.bootstraps):
        rows = np.concatenate([random.choice(frauds, len(frauds)), random.choice(honest, len(honest))])
        gains.append(_gain(truth[rows], challenger[rows], champion[rows]))
    tail = (1 - limits.interval) / 2
    low, high = np.quantile(gains, [tail, 1 - tail])
    return Interval(_gain(truth, challenger, champion), float(low), float(high))


def _gain(truth: np.ndarray, challenger: np.ndarray, champion: np.ndarray) -> float:
    return float(average_precision_score(truth, challenger) - average_precision_score(truth, champion))


def _quality(gain: Interval, limits: GateParams) -> Check:
    reason = (
        f"average precision {gain.estimate:+.3f} against the champion, {limits.interval:.0%} interval "
        f"{gain.low:+.3f} to {gain.high:+.3f}; the lower end must be above {-limits.tolerated_loss:+.3f}"
    )
    return Check("quality", gain.low > -limits.tolerated_loss, reason)


def _slices(challenger: Evaluation, champion: Evaluation, limits: GateParams) -> list[Check]:
    return [
        Check(
            f"slice {name}",
            value >= champion.slices[name] - limits.slice_loss,
            f"{name}: average precision {value:.3f}, champion {champion.slices[name]:.3f}; "
            f"may lose at most {limits.slice_loss:.3f}",
        )
        for name, value in challenger.slices.items()
    ]


def _fairness(evaluation: Evaluation, limits: GateParams) -> Check:
    rates = ", ".join(f"{group} {rate:.3f}" for group, rate in evaluation.false_positive_rates.items())
    gap = evaluation.false_positive_gap
    return Check(
        "fairness",
        gap <= limits.false_positive_gap,
        f"false positives per age group: {rates}; gap {gap:.3f}, at most {limits.false_positive_gap:.3f}",
    )


def _calibration(evaluation: Evaluation, limits: GateParams) -> Check:
    error = evaluation.calibration_error
    return Check(
        "calibration",
        error <= limits.calibration_error,
        f"calibration error {error:.4f}, at most {limits.calibration_error:.4f}",
    )
