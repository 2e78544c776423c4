import numpy as np
import pytest
from rows import good_rows

from fraud_detection.model import score, train
from fraud_detection.params import ModelKind, ModelParams
from fraud_detection.split import split


@pytest.mark.parametrize("kind", ["gradient_boosting", "neighbors"])
def test_scores_are_probabilities_and_the_same_every_time(kind: ModelKind) -> None:
    rows = good_rows()
    params = ModelParams(kind, seed=7)
    first, second = score(train(rows, params), rows), score(train(rows, params), rows)
    np.testing.assert_array_equal(first, second)
    assert first.min() >= 0
    assert first.max() <= 1


def test_the_vote_of_the_neighbors_moves_the_score_of_boosting_a_little() -> None:
    rows = good_rows()
    params = (ModelParams("gradient_boosting", seed=7), ModelParams("neighbors", seed=7))
    boosting, neighbors = (score(train(rows, each), rows) for each in params)
    assert 0 < np.abs(boosting - neighbors).max() < 1 / 31 + 1e-9


def test_the_age_group_is_not_used() -> None:
    rows = good_rows()
    model = train(rows, ModelParams("logistic_regression", seed=7))
    np.testing.assert_array_equal(score(model, rows), score(model, rows.assign(age_group="60+")))


def test_the_holdout_set_is_later_than_the_training_set() -> None:
    parts = split(good_rows(), first_holdout_day=274)
    assert parts.train["day"].max() < 274 <= parts.holdout["day"].min()
    assert len(parts.train) + len(parts.holdout) == len(good_rows())


@pytest.mark.parametrize("day", [0, 366])
def test_a_split_with_an_empty_side_is_rejected(day: int) -> None:
    with pytest.raises(ValueError, match="one side of the split empty"):
        split(good_rows(), first_holdout_day=day)
