"""Stage: training and holdout set."""

from pathlib import Path

import pandas as pd

from fraud_detection.files import write_parquet
from fraud_detection.params import Params
from fraud_detection.split import split


def split_data(params: Params, data: Path, train_set: Path, holdout_set: Path) -> None:
    parts = split(pd.read_parquet(data), params.split.first_holdout_day)
    write_parquet(parts.train, train_set)
    write_parquet(parts.holdout, holdout_set)
