"""Stage: the model, and the reference sample for drift."""

from pathlib import Path

import joblib
import pandas as pd

from fraud_detection.files import write_parquet
from fraud_detection.model import score, train
from fraud_detection.params import Params
from fraud_detection.schema import FEATURES

REFERENCE_ROWS = 2_000


def train_model(params: Params, train_set: Path, model: Path, reference: Path) -> None:
    """Also saves a sample of the training data with predictions: the reference for drift."""
    rows = pd.read_parquet(train_set)
    trained = train(rows, params.model)
    model.parent.mkdir(parents=True, exist_ok=True)
    joblib.dump(trained, model)
    sample = rows.sample(min(REFERENCE_ROWS, len(rows)), random_state=params.model.seed)[list(FEATURES)]
    write_parquet(sample.assign(prediction=score(trained, sample)).reset_index(drop=True), reference)
