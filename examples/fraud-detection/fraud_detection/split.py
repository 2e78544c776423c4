"""Training and holdout set: split by time, because a model predicts days that it has not seen."""

from typing import NamedTuple

import pandas as pd


class Split(NamedTuple):
    train: pd.DataFrame
    holdout: pd.DataFrame


def split(frame: pd.DataFrame, first_holdout_day: int) -> Split:
    """Raises ValueError if a side would be empty."""
    late = frame["day"] >= first_holdout_day
    if late.all() or not late.any():
        raise ValueError(f"day {first_holdout_day} leaves one side of the split empty")
    return Split(
        train=frame[~late].reset_index(drop=True),
        holdout=frame[late].reset_index(drop=True),
    )
