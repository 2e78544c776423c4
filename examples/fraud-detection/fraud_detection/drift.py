"""Drift of what a model is asked and answers, against the sample kept beside it; measured with Evidently."""

import time
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from evidently import DataDefinition, Dataset, Report
from evidently.metrics import ValueDrift
from prometheus_client import CollectorRegistry, Gauge, push_to_gateway

from fraud_detection.schema import CATEGORICAL, FEATURES, NUMERIC

PREDICTION = "prediction"
# Jensen-Shannon distance: 0 for the same distribution, 1 for two that share nothing, for numbers and words alike.
METHOD = "jensenshannon"


@dataclass(frozen=True)
class DriftScores:
    """Distances from 0 to 1: of each feature, and of the predictions."""

    rows: int
    features: dict[str, float]
    predictions: float


def measure_drift(reference: pd.DataFrame, current: pd.DataFrame, html: Path | None = None) -> DriftScores:
    """Both frames hold the features and `prediction`."""
    definition = DataDefinition(numerical_columns=[*NUMERIC, PREDICTION], categorical_columns=list(CATEGORICAL))
    columns = [*FEATURES, PREDICTION]
    found = Report([ValueDrift(column=column, method=METHOD) for column in columns]).run(
        Dataset.from_pandas(current[columns], data_definition=definition),
        Dataset.from_pandas(reference[columns], data_definition=definition),
    )
    if html is not None:
        html.parent.mkdir(parents=True, exist_ok=True)
        found.save_html(str(html))
    distances = [float(metric["value"]) for metric in found.dict()["metrics"]]
    scores = dict(zip(columns, distances, strict=True))
    return DriftScores(len(current), {name: scores[name] for name in FEATURES}, scores[PREDICTION])


def push_drift(scores: DriftScores, endpoint: str, gateway: str) -> None:
    """Pushes what the platform's rules ask for; `gateway` is the address of a Pushgateway."""
    metrics = CollectorRegistry()
    by_feature = Gauge("model_drift_score", "Drift of a feature", ["endpoint", "feature"], registry=metrics)
    for feature, distance in scores.features.items():
        by_feature.labels(endpoint, feature).set(distance)
    for name, text, value in (
        ("model_prediction_drift_score", "Drift of the predictions", scores.predictions),
        ("model_drift_rows", "Requests that were looked at", scores.rows),
        ("model_drift_last_run_timestamp_seconds", "When drift was last measured", time.time()),
    ):
        Gauge(name, text, ["endpoint"], registry=metrics).labels(endpoint).set(value)
    push_to_gateway(gateway, job="drift", grouping_key={"endpoint": endpoint}, registry=metrics)
