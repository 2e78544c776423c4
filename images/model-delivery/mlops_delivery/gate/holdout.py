"""Predictions of deployed versions for a holdout set: what is compared is what would serve."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
import requests

from mlops_delivery.failure import Unreachable, WrongInput
from mlops_delivery.gate.champion import Array
from mlops_delivery.gate.deployed import Address

# KServe's batches are answered within seconds; a version that takes longer has other troubles.
TIMEOUT_SECONDS = 60
BATCH = 256


@dataclass(frozen=True)
class Protocol:
    """`v1` of KServe, with each row as a list or by its columns' names, or `v2`, the Open Inference Protocol."""

    version: Literal["v1", "v2"] = "v1"
    instances: Literal["lists", "records"] = "lists"

    def __post_init__(self) -> None:
        problems = [
            f"evaluation.json: {name}: one of {', '.join(expected)} is expected, found {found!r}"
            for name, found, expected in (
                ("protocol", self.version, ("v1", "v2")),
                ("instances", self.instances, ("lists", "records")),
            )
            if found not in expected
        ]
        if problems:
            raise WrongInput(*problems)


def predictions(address: Address, protocol: Protocol, features: pd.DataFrame) -> Array:
    parts = [_ask(address, protocol, features.iloc[start : start + BATCH]) for start in range(0, len(features), BATCH)]
    return np.concatenate(parts) if parts else np.array([])


def _ask(address: Address, protocol: Protocol, rows: pd.DataFrame) -> Array:
    path, body = (
        (f"/v2/models/{address.model}/infer", _v2(rows))
        if protocol.version == "v2"
        else (f"/v1/models/{address.model}:predict", {"instances": _instances(rows, protocol)})
    )
    try:
        answer = requests.post(f"{address.host}{path}", json=body, timeout=TIMEOUT_SECONDS)
        answer.raise_for_status()
        found = answer.json()
        values = found["outputs"][0]["data"] if protocol.version == "v2" else found["predictions"]
    except (requests.RequestException, ValueError, KeyError, IndexError) as error:
        raise Unreachable(f"{address.host}{path}: {error}") from None
    array = np.asarray(values, dtype=np.float64)
    # Of probabilities by class the last is that of the positive one.
    array = array.reshape(len(rows), -1)[:, -1] if array.size % len(rows) == 0 else array
    if len(array) != len(rows):
        raise Unreachable(f"{address.host}{path}: {len(rows)} predictions are expected, found {len(array)}")
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
