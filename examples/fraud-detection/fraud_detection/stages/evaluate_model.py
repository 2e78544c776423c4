"""Stage: metrics and plots on the holdout set."""

from dataclasses import asdict
from pathlib import Path

import joblib
import pandas as pd
from sklearn.metrics import precision_recall_curve

from fraud_detection.evaluation import calibration_table, evaluate
from fraud_detection.files import write_json
from fraud_detection.model import score
from fraud_detection.schema import LABEL

CURVE_POINTS = 200


def evaluate_model(model: Path, holdout_set: Path, metrics: Path, plots: Path) -> None:
    """Metrics as JSON; precision-recall and calibration as tables for `dvc plots`."""
    holdout = pd.read_parquet(holdout_set)
    scores = score(joblib.load(model), holdout)
    truth = holdout[LABEL].to_numpy()
    write_json(asdict(evaluate(holdout, scores)), metrics)
    plots.mkdir(parents=True, exist_ok=True)
    precision, recall, _ = precision_recall_curve(truth, scores)
    curve = pd.DataFrame({"recall": recall, "precision": precision})
    step = max(1, len(curve) // CURVE_POINTS)
    curve.iloc[::step].to_csv(plots / "precision_recall.csv", index=False)
    calibration_table(truth, scores).to_csv(plots / "calibration.csv", index=False)
