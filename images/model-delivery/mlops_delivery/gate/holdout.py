"""The holdout set of a version, and predictions of deployed versions for it: the comparison uses the real servers."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
import requests

from mlops_delivery import store
from mlops_delivery.failure import Unreachable, WrongInput
from mlops_delivery.gate.champion import Array
from mlops_delivery.gate.deployed import Address

# KServe answers batches within seconds; a slower version has other problems.
TIMEOUT_SECONDS = 60
BATCH = 256


@dataclass(frozen=True)
class Protocol:
    """`v2`, the Open Inference Protocol, which every endpoint supports; `v1` with rows as lists or by column names."""

    version: Literal["v1", "v2"] = "v2"
    instances: Literal["lists", "records"] = "lists"

    def __post_init__(self) -> None:
        problems = [
            f"evaluation.json: {name}: expected one of {', '.join(expected)}, found {found!r}"
            for name, found, expected in (
                ("protocol", self.version, ("v1", "v2")),
                ("instances", self.instances, ("lists", "records")),
            )
            if found not in expected
        ]
        if problems:
            raise WrongInput(*problems)


@dataclass(frozen=True)
class Holdout:
    features: pd.DataFrame
    truth: Array
    protocol: Protocol
    # Other settings in `evaluation.json`.
    settings: dict[str, Any]


def exists(folder: str) -> bool:
    return store.exists(store.join(folder, "holdout.parquet"))


def read(folder: str) -> Holdout:
    """The holdout set next to a model."""
    evaluation = store.join(folder, "evaluation.json")
    settings = store.read_object(evaluation) if store.exists(evaluation) else {}
    frame = store.read_table(store.join(folder, "holdout.parquet"))
    label = settings.get("label", "label")
    if label not in frame:
        raise WrongInput(f"holdout.parquet: expected a column {label!r}, found {', '.join(store.columns(frame))}")
    protocol = Protocol(settings.get("protocol", Protocol.version), settings.get("instances", Protocol.instances))
    return Holdout(frame.drop(columns=label), frame[label].to_numpy(dtype=float), protocol, settings)


def request(model: str, protocol: Protocol, rows: pd.DataFrame) -> dict[str, Any]:
    """`{path, body}`."""
    if protocol.version == "v2":
        return {"path": f"/v2/models/{model}/infer", "body": _v2(rows)}
    return {"path": f"/v1/models/{model}:predict", "body": {"instances": _instances(rows, protocol)}}


def predictions(address: Address, protocol: Protocol, features: pd.DataFrame) -> Array:
    parts = [_ask(address, protocol, features.iloc[start : start + BATCH]) for start in range(0, len(features), BATCH)]
    return np.concatenate(parts) if parts else np.array([])


def _ask(address: Address, protocol: Protocol, rows: pd.DataFrame) -> Array:
    asked = request(str(address.model), protocol, rows)
    path = asked["path"]
    try:
        answer = requests.post(f"{address.host}{path}", json=asked["body"], timeout=TIMEOUT_SECONDS)
        answer.raise_for_status()
        found = answer.json()
        values = found["outputs"][0]["data"] if protocol.version == "v2" else found["predictions"]
    except (requests.RequestException, ValueError, KeyError, IndexError) as error:
        raise Unreachable(f"{address.host}{path}: {error}") from None
    array = np.asarray(values, dtype=np.float64)
    # For class probabilities, the last is that of the positive class.
    array = array.reshape(len(rows), -1)[:, -1] if array.size % len(rows) == 0 else array
    if len(array) != len(rows):
        raise Unreachable(f"{address.host}{path}: expected {len(rows)} predictions, found {len(array)}")
    return array


def _instances(rows: pd.DataFrame, protocol: Protocol) -> list[Any]:
    instances: list[Any] = rows.to_dict("records") if protocol.instances == "records" else rows.to_numpy().tolist()
    return instances


def _v2(rows: pd.DataFrame) -> dict[str, Any]:
    values = rows.to_numpy(dtype=np.float64)
    return {
        "inputs": [
            {"name": "input-0", "shape": list(values.shape), "datatype": "FP64", "data": values.ravel().tolist()}
        ]
    }
