"""Quality of a model on the holdout set: quality, slices, fairness, calibration."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.metrics import average_precision_score, roc_auc_score

from fraud_detection.schema import LABEL, PROTECTED

# Reviewers check two percent of the transactions: the operating point at which rates are compared.
REVIEWED_SHARE = 0.02
# With fewer frauds than this, a slice's metrics are mostly noise.
MINIMUM_FRAUDS = 20
SLICED_BY = "channel"
CALIBRATION_BINS = 10


@dataclass(frozen=True)
class Evaluation:
    """Shares from 0 to 1. Slices hold average precision, false_positive_rates the rate per age group."""

    rows: int
    frauds: int
    average_precision: float
    roc_auc: float
    recall_reviewed: float
    precision_reviewed: float
    calibration_error: float
    slices: dict[str, float]
    false_positive_rates: dict[str, float]

    @property
    def false_positive_gap(self) -> float:
        rates = self.false_positive_rates.values()
        return max(rates) - min(rates)


def evaluate(holdout: pd.DataFrame, scores: np.ndarray) -> Evaluation:
    """Raises ValueError if the holdout set has only frauds or none."""
    truth = holdout[LABEL].to_numpy()
    if not 0 < truth.sum() < len(truth):
        raise ValueError("the holdout set needs both frauds and honest transactions")
    flagged = scores >= np.quantile(scores, 1 - REVIEWED_SHARE)
    return Evaluation(
        rows=len(holdout),
        frauds=int(truth.sum()),
        average_precision=float(average_precision_score(truth, scores)),
        roc_auc=float(roc_auc_score(truth, scores)),
        recall_reviewed=float(flagged[truth == 1].mean()),
        precision_reviewed=float(truth[flagged].mean()),
        calibration_error=_calibration_error(truth, scores),
        slices=_slices(holdout, scores),
        false_positive_rates=_false_positive_rates(holdout, flagged),
    )


def calibration_table(truth: np.ndarray, scores: np.ndarray) -> pd.DataFrame:
    """For each decile of the scores: number of rows, mean score and actual fraud rate."""
    bins = pd.Series(pd.qcut(scores, CALIBRATION_BINS, labels=False, duplicates="drop"), name="bin")
    table = pd.DataFrame({"predicted": scores, "observed": truth}).groupby(bins)
    return table.mean().assign(rows=table.size()).reset_index()


def _calibration_error(truth: np.ndarray, scores: np.ndarray) -> float:
    table = calibration_table(truth, scores)
    gaps = (table["predicted"] - table["observed"]).abs()
    return float((gaps * table["rows"]).sum() / table["rows"].sum())


def _slices(holdout: pd.DataFrame, scores: np.ndarray) -> dict[str, float]:
    truth = holdout[LABEL].to_numpy()
    found = {}
    for value in sorted(holdout[SLICED_BY].unique()):
        rows = (holdout[SLICED_BY] == value).to_numpy()
        if truth[rows].sum() >= MINIMUM_FRAUDS:
            found[f"{SLICED_BY}={value}"] = float(average_precision_score(truth[rows], scores[rows]))
    return found


def _false_positive_rates(holdout: pd.DataFrame, flagged: np.ndarray) -> dict[str, float]:
    honest = holdout[LABEL].to_numpy() == 0
    groups = holdout[PROTECTED].to_numpy()
    return {str(group): float(flagged[honest & (groups == group)].mean()) for group in sorted(set(groups))}
