import pandas as pd
import pytest

from fraud_detection.schema import COLUMNS, LABEL
from fraud_detection.transactions import Drift, generate

ROWS = 20_000


def test_the_same_seed_gives_the_same_rows() -> None:
    pd.testing.assert_frame_equal(generate(500, seed=1), generate(500, seed=1))


def test_another_seed_gives_other_rows() -> None:
    assert not generate(500, seed=1).equals(generate(500, seed=2))


def test_rows_have_the_columns_and_types_of_the_schema() -> None:
    frame = generate(500, seed=1)
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {c.name: c.dtype for c in COLUMNS}


def test_fraud_is_rare() -> None:
    assert 0.015 < generate(ROWS, seed=1)[LABEL].mean() < 0.05


def test_covariate_drift_moves_behaviour() -> None:
    before, after = generate(ROWS, seed=1), generate(ROWS, seed=1, drift=Drift(covariate=True))
    assert after["amount"].median() > 1.3 * before["amount"].median()
    assert (after["channel"] == "web").mean() > 1.5 * (before["channel"] == "web").mean()


@pytest.mark.parametrize("column", ["amount", "hour", "channel", "recent_transactions"])
def test_concept_drift_alone_does_not_change_behaviour(column: str) -> None:
    before, after = generate(ROWS, seed=1), generate(ROWS, seed=1, drift=Drift(concept=True))
    pd.testing.assert_series_equal(before[column], after[column])


def test_concept_drift_changes_fraud_from_large_amounts_to_small_ones() -> None:
    before, after = generate(ROWS, seed=1), generate(ROWS, seed=1, drift=Drift(concept=True))
    assert before.loc[before[LABEL] == 1, "amount"].median() > before["amount"].median()
    assert after.loc[after[LABEL] == 1, "amount"].median() < after["amount"].median()
