"""Rows that tests share, generated once."""

from functools import cache

import pandas as pd

from fraud_detection.transactions import generate


@cache
def _good_rows() -> pd.DataFrame:
    return generate(2_000, seed=7)


def good_rows() -> pd.DataFrame:
    return _good_rows().copy()
