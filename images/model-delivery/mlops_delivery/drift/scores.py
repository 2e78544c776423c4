"""Distance of data from a reference, by feature."""

from dataclasses import dataclass

import pandas as pd
from evidently import DataDefinition, Dataset, Report, Run
from evidently.metrics import ValueDrift

from mlops_delivery import store

# From 0 to 1 for numbers and for categories, so that one limit applies to all features.
METHOD = "jensenshannon"


@dataclass(frozen=True)
class Drift:
    """Scores by column, 0 to 1, and Evidently's report."""

    scores: dict[str, float]
    report: Run


def measure(reference: pd.DataFrame, current: pd.DataFrame, threshold: float) -> Drift:
    """Both have the same columns. @param threshold above which the report calls a column drifted"""
    numbers = [column for column in store.columns(reference) if pd.api.types.is_numeric_dtype(reference[column])]
    categories = [column for column in store.columns(reference) if column not in numbers]
    definition = DataDefinition(numerical_columns=numbers, categorical_columns=categories)
    typed = _like(reference, current, numbers)
    metrics = [ValueDrift(column=column, method=METHOD, threshold=threshold) for column in reference]
    run = Report(metrics).run(
        Dataset.from_pandas(typed, data_definition=definition),
        Dataset.from_pandas(_like(reference, reference, numbers), data_definition=definition),
    )
    scores = {metric["config"]["column"]: float(metric["value"]) for metric in run.dict()["metrics"]}
    return Drift(scores, run)


def _like(reference: pd.DataFrame, frame: pd.DataFrame, numbers: list[str]) -> pd.DataFrame:
    """JSON can't distinguish floats from integers or mark categories: the reference determines the type of a column."""
    columns = {
        column: pd.to_numeric(frame[column], errors="coerce").astype(float)
        if column in numbers
        else frame[column].astype(str)
        for column in reference
    }
    return pd.DataFrame(columns)
