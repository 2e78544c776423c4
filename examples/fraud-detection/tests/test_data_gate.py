from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from rows import good_rows

from fraud_detection.data_gate import BadDataError, check_data, require_good_data

BAD = {
    "missing column": (lambda f: f.drop(columns="amount"), "missing: amount"),
    "unknown column": (lambda f: f.assign(card_number="4111"), "not known: card_number"),
    "text in a number": (lambda f: f.assign(amount=f["amount"].astype(str)), "amount: expected the type float64"),
    "number in a text": (lambda f: f.assign(channel=1), "channel: expected the type str"),
    "too high": (
        lambda f: f.assign(hour=24),
        "hour: expected values from 0 to 23; 2000 of 2000 rows differ, such as 24",
    ),
    "negative": (lambda f: f.assign(amount=-1.0), "amount: expected values from 0.01 to 20000"),
    "unknown category": (lambda f: f.assign(channel="fax"), "channel: expected one of app, terminal, web"),
    "duplicated": (lambda f: pd.concat([f, f]), "transaction_id: expected every value once; 4000 of 4000 rows"),
    "no value": (lambda f: f.assign(category=None), "category: expected a value in every row; 2000 of 2000"),
    "empty": (lambda f: f.iloc[:0], "table: expected at least 1000 rows; found 0"),
    "no labels": (lambda f: f.assign(is_fraud=0), "is_fraud: expected a mean from 0.002 to 0.2; found 0.0"),
}


def test_good_data_passes() -> None:
    result = check_data(good_rows())
    assert result.passed
    assert result.reasons == ()
    assert result.checked == 37


@pytest.mark.parametrize(("spoil", "reason"), BAD.values(), ids=BAD.keys())
def test_invalid_data_stops_the_pipeline_with_the_reason(
    spoil: Callable[[pd.DataFrame], pd.DataFrame], reason: str
) -> None:
    with pytest.raises(BadDataError) as refused:
        require_good_data(spoil(good_rows()))
    assert reason in str(refused.value)


def test_every_reason_is_reported_at_once() -> None:
    result = check_data(good_rows().assign(hour=24, amount=-1.0))
    assert {reason.split(":")[0] for reason in result.reasons} == {"hour", "amount"}


def test_data_docs_are_written(tmp_path: Path) -> None:
    check_data(good_rows(), tmp_path / "docs")
    assert (tmp_path / "docs" / "index.html").exists()
