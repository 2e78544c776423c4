"""The model registry: MLflow, wherever MLFLOW_TRACKING_URI points.

Two aliases mark the status of a version: `challenger` has passed its gates and may get traffic, `champion` is serving.
"""

import json
from dataclasses import asdict
from importlib import metadata
from pathlib import Path

import joblib
import matplotlib
import mlflow
import pandas as pd
from matplotlib.figure import Figure
from mlflow.entities.model_registry import ModelVersion
from mlflow.exceptions import MlflowException
from mlflow.models import infer_signature
from mlflow.tracking import MlflowClient
from sklearn.pipeline import Pipeline

from fraud_detection.champion_gate import Decision
from fraud_detection.model import score
from fraud_detection.params import Params
from fraud_detection.registry_names import CHALLENGER, CHAMPION, MODEL_NAME
from fraud_detection.schema import FEATURES
from fraud_detection.versions import Versions

matplotlib.use("agg")

EXAMPLE_ROWS = 3
MODEL_PACKAGES = ("numpy", "pandas", "scikit-learn")


def register_model(
    params: Params, versions: Versions, train_set: Path, model: Path, reference: Path, metrics: Path, plots: Path
) -> ModelVersion:
    """Logs the run and registers its model as a new version, without an alias."""
    trained: Pipeline = joblib.load(model)
    example = pd.read_parquet(train_set)[list(FEATURES)].head(EXAMPLE_ROWS)
    mlflow.set_experiment(MODEL_NAME)
    with mlflow.start_run(
        run_name=params.model.kind, tags={"data.version": versions.data, "code.commit": versions.code}
    ):
        mlflow.log_params(_flat(asdict(params)))
        mlflow.log_metrics(_flat(json.loads(metrics.read_text())))
        mlflow.log_artifacts(str(plots), "plots")
        mlflow.log_figure(_figure(plots / "precision_recall.csv", "recall", "precision"), "plots/precision_recall.png")
        mlflow.log_figure(_figure(plots / "calibration.csv", "predicted", "observed"), "plots/calibration.png")
        logged = mlflow.sklearn.log_model(
            trained,
            name="model",
            signature=infer_signature(example, score(trained, example)),
            input_example=example,
            extra_files=[str(reference)],
            registered_model_name=MODEL_NAME,
            pyfunc_predict_fn="predict_proba",
            serialization_format="cloudpickle",
            # Said, not found out: MLflow would load the model in another process to see what it imports.
            pip_requirements=[f"{package}=={metadata.version(package)}" for package in MODEL_PACKAGES],
        )
    client = MlflowClient()
    version = client.get_model_version(MODEL_NAME, str(logged.registered_model_version))
    for key, value in asdict(versions).items():
        client.set_model_version_tag(MODEL_NAME, version.version, f"{key}.version", value)
    return version


def record_decision(version: str, decision: Decision) -> None:
    """Stores the decision and its reasons with the version; only a version that passed becomes the challenger."""
    client = MlflowClient()
    run = client.get_model_version(MODEL_NAME, version).run_id
    client.log_dict(run, asdict(decision), "gates/champion.json")
    client.set_model_version_tag(MODEL_NAME, version, "gate.champion", "passed" if decision.passed else "failed")
    if decision.passed:
        client.set_registered_model_alias(MODEL_NAME, CHALLENGER, version)


def promote(version: str) -> None:
    """The challenger becomes the champion."""
    client = MlflowClient()
    client.set_registered_model_alias(MODEL_NAME, CHAMPION, version)
    client.delete_registered_model_alias(MODEL_NAME, CHALLENGER)


def reject(version: str, reason: str) -> None:
    """Removes the challenger alias; the reason is kept with the version."""
    client = MlflowClient()
    client.set_model_version_tag(MODEL_NAME, version, "rejected", reason)
    client.delete_registered_model_alias(MODEL_NAME, CHALLENGER)


def readmit(version: str) -> None:
    """A rejected version is the challenger again."""
    client = MlflowClient()
    client.delete_model_version_tag(MODEL_NAME, version, "rejected")
    client.set_registered_model_alias(MODEL_NAME, CHALLENGER, version)


def version_of(alias: str) -> ModelVersion | None:
    """None if no version has this alias, as initially."""
    try:
        return MlflowClient().get_model_version_by_alias(MODEL_NAME, alias)
    except MlflowException as error:
        if error.error_code in ("RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE"):
            return None
        raise


def download(version: str, folder: Path) -> Path:
    """The version's MLflow model folder, with reference.parquet next to the model."""
    folder.mkdir(parents=True, exist_ok=True)
    return Path(mlflow.artifacts.download_artifacts(f"models:/{MODEL_NAME}/{version}", dst_path=str(folder)))


def _figure(table: Path, x: str, y: str) -> Figure:
    figure = Figure(figsize=(5, 4))
    axes = figure.subplots()
    rows = pd.read_csv(table)
    axes.plot(rows[x], rows[y], marker=".")
    axes.set(xlabel=x, ylabel=y)
    return figure


def _flat(values: dict, prefix: str = "") -> dict:
    """Nested names joined with dots; MLflow doesn't allow '=' and '+', which slices and age groups contain."""
    flat = {}
    for key, value in values.items():
        name = f"{prefix}{key}".replace("=", ".").replace("+", "-up")
        flat |= _flat(value, f"{name}.") if isinstance(value, dict) else {name: value}
    return flat
