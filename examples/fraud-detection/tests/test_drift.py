from pathlib import Path

import pandas as pd

from fraud_detection.drift import measure_drift
from fraud_detection.model import score, train
from fraud_detection.params import ModelParams
from fraud_detection.transactions import NO_DRIFT, Drift, generate

MODEL = train(generate(4_000, seed=1), ModelParams("logistic_regression", seed=1))


def scored(seed: int, drift: Drift) -> pd.DataFrame:
    rows = generate(2_000, seed=seed, drift=drift)
    return rows.assign(prediction=score(MODEL, rows))


def test_the_same_world_shows_little_drift() -> None:
    found = measure_drift(scored(1, NO_DRIFT), scored(2, NO_DRIFT))
    assert found.rows == 2_000
    assert max(found.features.values()) < 0.15


def test_covariate_drift_shows_in_its_features_and_in_the_report(tmp_path: Path) -> None:
    found = measure_drift(scored(1, NO_DRIFT), scored(2, Drift(covariate=True)), tmp_path / "drift.html")
    assert found.features["channel"] > 0.2
    assert found.features["hour"] > 0.2
    assert found.features["distance_km"] < 0.15
    assert (tmp_path / "drift.html").stat().st_size > 1_000


def test_concept_drift_alone_is_not_seen_in_requests() -> None:
    found = measure_drift(scored(1, NO_DRIFT), scored(2, Drift(concept=True)))
    assert max(found.features.values()) < 0.15
