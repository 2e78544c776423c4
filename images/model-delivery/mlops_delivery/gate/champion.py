"""Compares a version with the serving one, on the same data."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn import metrics

from mlops_delivery.failure import WrongInput
from mlops_delivery.gate.result import GateResult

NAME = "champion"
# Percentile bootstrap over the same rows for both: https://doi.org/10.1201/9780429246593
DRAWS = 1000
SEED = 20
INTERVAL = 0.95

Array = npt.NDArray[np.float64]
Metric = Callable[[Array, Array], float]

# Higher is better.
METRICS: dict[str, Metric] = {
    "accuracy": lambda truth, found: float(metrics.accuracy_score(truth, found.round())),
    "f1": lambda truth, found: float(metrics.f1_score(truth, found.round(), average="macro")),
    "roc_auc": lambda truth, found: float(metrics.roc_auc_score(truth, found)),
    "average_precision": lambda truth, found: float(metrics.average_precision_score(truth, found)),
    "rmse": lambda truth, found: -float(metrics.root_mean_squared_error(truth, found)),
    "mae": lambda truth, found: -float(metrics.mean_absolute_error(truth, found)),
}


@dataclass(frozen=True)
class Criterion:
    metric: str = "accuracy"
    # Tolerated loss, in units of the metric: a version may have other advantages.
    margin: float = 0.01

    def __post_init__(self) -> None:
        if self.metric not in METRICS:
            raise WrongInput(f"evaluation.json: metric: expected one of {', '.join(METRICS)}, found {self.metric!r}")
        if not self.margin >= 0:
            raise WrongInput(f"evaluation.json: margin: expected at least 0, found {self.margin!r}")


@dataclass(frozen=True)
class Gain:
    estimate: float
    low: float
    high: float


def compare(truth: Array, challenger: Array, champion: Array | None, criterion: Criterion) -> GateResult:
    """Passes if even the lower end of the interval is within the margin. The first version has no champion."""
    metric = METRICS[criterion.metric]
    measured: dict[str, object] = {"metric": criterion.metric, "rows": len(truth)}
    if len(truth) == 0:
        return GateResult(NAME, False, ("the holdout set is empty",), measured)
    measured["challenger"] = abs(metric(truth, challenger))
    if champion is None:
        return GateResult(NAME, True, ("there is no champion to compare with",), measured)
    gain = paired_gain(truth, challenger, champion, metric)
    measured |= {"champion": abs(metric(truth, champion)), "gain": [gain.low, gain.estimate, gain.high]}
    reason = (
        f"{criterion.metric} {gain.estimate:+.4f} over the champion, {INTERVAL:.0%} interval {gain.low:+.4f} to "
        f"{gain.high:+.4f}; the lower end must be at least {-criterion.margin:+.4f}"
    )
    return GateResult(NAME, gain.low >= -criterion.margin, (reason,), measured)


def paired_gain(truth: Array, challenger: Array, champion: Array, metric: Metric) -> Gain:
    random = np.random.default_rng(SEED)
    strata = _strata(truth)
    gains = [_gain(truth, challenger, champion, metric, _draw(random, strata)) for _ in range(DRAWS)]
    tail = (1 - INTERVAL) / 2
    low, high = np.quantile(gains, [tail, 1 - tail])
    return Gain(_gain(truth, challenger, champion, metric, np.arange(len(truth))), float(low), float(high))


def _strata(truth: Array) -> list[npt.NDArray[np.intp]]:
    """Rows of each class, so that no sample lacks a rare one; all rows together if there are no classes."""
    values = np.unique(truth)
    return [np.flatnonzero(truth == value) for value in values] if len(values) <= 20 else [np.arange(len(truth))]


def _draw(random: np.random.Generator, strata: list[npt.NDArray[np.intp]]) -> npt.NDArray[np.intp]:
    return np.concatenate([random.choice(rows, len(rows)) for rows in strata])


def _gain(truth: Array, challenger: Array, champion: Array, metric: Metric, rows: npt.NDArray[np.intp]) -> float:
    return metric(truth[rows], challenger[rows]) - metric(truth[rows], champion[rows])
