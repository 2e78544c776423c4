"""The parameters of a run, read from params.yaml."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

from fraud_detection.transactions import Drift

ModelKind = Literal["logistic_regression", "gradient_boosting", "committee", "neighbors"]


@dataclass(frozen=True)
class DataParams:
    """rows and seed control the data; the two drifts are described in transactions.Drift."""

    rows: int
    seed: int
    covariate_drift: bool
    concept_drift: bool

    @property
    def drift(self) -> Drift:
        return Drift(covariate=self.covariate_drift, concept=self.concept_drift)


@dataclass(frozen=True)
class SplitParams:
    """Rows of this day of the year and later form the holdout set."""

    first_holdout_day: int


@dataclass(frozen=True)
class ModelParams:
    kind: ModelKind
    seed: int


@dataclass(frozen=True)
class GateParams:
    """Limits of the evaluation gate; average precision and rates are shares from 0 to 1."""

    tolerated_loss: float
    slice_loss: float
    false_positive_gap: float
    calibration_error: float
    interval: float
    bootstraps: int


@dataclass(frozen=True)
class Params:
    data: DataParams
    split: SplitParams
    model: ModelParams
    gates: GateParams


def parse_params(text: str) -> Params:
    """Parameters as YAML text. Raises TypeError for missing or unknown ones."""
    values = yaml.safe_load(text)
    return Params(
        data=DataParams(**values["data"]),
        split=SplitParams(**values["split"]),
        model=ModelParams(**values["model"]),
        gates=GateParams(**values["gates"]),
    )


def read_params(path: Path = Path("params.yaml")) -> Params:
    return parse_params(path.read_text())
