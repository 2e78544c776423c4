"""The stages as a Prefect flow."""

from pathlib import Path

from prefect import flow, task

from fraud_detection.params import Params
from fraud_detection.stages.evaluate_model import evaluate_model
from fraud_detection.stages.gate_data import gate_data
from fraud_detection.stages.make_data import make_data
from fraud_detection.stages.register_model import Registered, register_model
from fraud_detection.stages.split_data import split_data
from fraud_detection.stages.train_model import train_model
from fraud_detection.versions import Versions


@flow(name="fraud-detection")
def fraud_detection(params: Params, versions: Versions, folder: Path) -> Registered:
    """From rows to a registered challenger; files go to `folder`."""
    data, train_set, holdout_set = (folder / f"{name}.parquet" for name in ("transactions", "train", "holdout"))
    model, reference = folder / "model.joblib", folder / "reference.parquet"
    metrics, plots = folder / "metrics.json", folder / "plots"
    task(make_data)(params, data)
    task(gate_data)(data, folder / "data_gate.json")
    task(split_data)(params, data, train_set, holdout_set)
    task(train_model)(params, train_set, model, reference)
    task(evaluate_model)(model, holdout_set, metrics, plots)
    return task(register_model)(
        params,
        versions,
        train_set,
        holdout_set,
        model,
        reference,
        metrics,
        plots,
        folder / "registered.json",
    )
