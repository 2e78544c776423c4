"""The models: one pipeline each from raw features to a score, so that training and serving use the same
transformations."""

import numpy as np
import pandas as pd
from sklearn.base import ClassifierMixin
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier, VotingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

from fraud_detection.params import ModelKind, ModelParams
from fraud_detection.schema import CATEGORICAL, CATEGORIES, CHANNELS, FEATURES, LABEL, NUMERIC

# Amounts are log-normal, and so is their effect.
LOGARITHMIC = ("amount", "distance_km", "account_age_days")
COMMITTEE_SIZE = 64
# Votes of the boosting for one of the neighbors.
BOOSTING_VOTES = 30


def build_model(params: ModelParams) -> Pipeline:
    """An untrained pipeline."""
    if params.kind == "committee":
        return _committee(params.seed)
    return Pipeline([("features", _features()), ("classifier", _classifier(params.kind, params.seed))])


def train(frame: pd.DataFrame, params: ModelParams) -> Pipeline:
    return build_model(params).fit(frame[list(FEATURES)], frame[LABEL])


def score(model: Pipeline, frame: pd.DataFrame) -> np.ndarray:
    """The probability of fraud for each row."""
    return model.predict_proba(frame[list(FEATURES)])[:, 1]


def _committee(seed: int) -> Pipeline:
    """At least as good as its best member, but too slow for a card terminal: every request runs all pipelines."""
    members = [
        (f"member{number}", Pipeline([("features", _features()), ("classifier", _boosting(seed + number, 40, 0.12))]))
        for number in range(COMMITTEE_SIZE)
    ]
    return Pipeline([("committee", VotingClassifier(members, voting="soft"))])


def _neighbors(seed: int) -> VotingClassifier:
    """As good as boosting, and fast enough for one row. Every further row takes two milliseconds."""
    neighbors = KNeighborsClassifier(50, algorithm="kd_tree", p=1.5, weights="distance")
    members = [("boosting", _classifier("gradient_boosting", seed)), ("neighbors", neighbors)]
    return VotingClassifier(members, voting="soft", weights=[BOOSTING_VOTES, 1])


def _features() -> ColumnTransformer:
    plain = [name for name in NUMERIC if name not in LOGARITHMIC]
    logarithm = FunctionTransformer(np.log1p, feature_names_out="one-to-one")
    return ColumnTransformer(
        [
            ("logarithmic", Pipeline([("log", logarithm), ("scale", StandardScaler())]), list(LOGARITHMIC)),
            ("plain", StandardScaler(), plain),
            (
                "categories",
                OneHotEncoder(categories=[list(CATEGORIES), list(CHANNELS)], sparse_output=False),
                list(CATEGORICAL),
            ),
        ]
    )


def _classifier(kind: ModelKind, seed: int) -> ClassifierMixin:
    match kind:
        case "logistic_regression":
            return LogisticRegression(max_iter=1_000)
        case "gradient_boosting":
            return _boosting(seed, iterations=80, learning_rate=0.08)
        case "neighbors":
            return _neighbors(seed)
    raise ValueError(f"unknown kind of model: {kind}")


def _boosting(seed: int, iterations: int, learning_rate: float) -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(
        max_iter=iterations,
        learning_rate=learning_rate,
        max_leaf_nodes=15,
        max_features=0.6,
        random_state=seed,
    )
