"""Stage: registers the run and its model; the champion gate decides whether it becomes the challenger."""

from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import joblib
import mlflow
import numpy as np
import pandas as pd

from fraud_detection import registry
from fraud_detection.champion_gate import Decision, decide
from fraud_detection.files import write_json
from fraud_detection.model import score
from fraud_detection.params import Params
from fraud_detection.registry_names import CHAMPION
from fraud_detection.versions import Versions


@dataclass(frozen=True)
class Registered:
    """The registry's version of a model, and the gate's decision."""

    version: str
    decision: Decision


def register_model(
    params: Params,
    versions: Versions,
    train_set: Path,
    holdout_set: Path,
    model: Path,
    reference: Path,
    metrics: Path,
    plots: Path,
    report: Path,
) -> Registered:
    """A failed challenger stays in the registry with its reasons, without an alias."""
    version = str(registry.register_model(params, versions, train_set, model, reference, metrics, plots).version)
    holdout = pd.read_parquet(holdout_set)
    decision = decide(holdout, score(joblib.load(model), holdout), _champion_scores(holdout), params.gates)
    registry.record_decision(version, decision)
    registered = Registered(version, decision)
    write_json(asdict(registered), report)
    return registered


def _champion_scores(holdout: pd.DataFrame) -> np.ndarray | None:
    champion = registry.version_of(CHAMPION)
    if champion is None:
        return None
    with TemporaryDirectory() as folder:
        return score(mlflow.sklearn.load_model(str(registry.download(champion.version, Path(folder)))), holdout)
