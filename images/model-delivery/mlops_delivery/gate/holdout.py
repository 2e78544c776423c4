"""Predictions of deployed versions for a holdout set: what is compared is what would serve."""

from typing import Any

import numpy as np
import pandas as pd
import requests

from mlops_delivery.failure import Unreachable
from mlops_delivery.gate.champion import Array
from mlops_delivery.gate.deployed import Address

# KServe's batches are answered within seconds; a version that takes longer has other troubles.
TIMEOUT_SECONDS = 60
BATCH = 256


def predictions(address: Address, protocol: str, features: pd.DataFrame) -> Array:
    """@param protocol `v1` of KServe, or `v2`, the Open Inference Protocol"""
    parts = [_ask(address, protocol, features.iloc[start : start + BATCH]) for start in range(0, len(features), BATCH)]
    return np.concatenate(parts) if parts else np.array([])


def _ask(address: Address, protocol: str, rows: pd.DataFrame) -> Array:
    path, body = (
        (f"/v2/models/{address.model}/infer", _v2(rows))
        if protocol == "v2"
        else (f"/v1/models/{address.model}:predict", {"instances": rows.to_numpy().tolist()})
    )
    try:
        answer = requests.post(f"{address.host}{path}", json=body, timeout=TIMEOUT_SECONDS)
        answer.raise_for_status()
        found = answer.json()
        values = found["outputs"][0]["data"] if protocol == "v2" else found["predictions"]
    except (requests.RequestException, ValueError, KeyError, IndexError) as error:
        raise Unreachable(f"{address.host}{path}: {error}") from None
    array = np.asarray(values, dtype=np.float64)
    # Of probabilities by class the last is that of the positive one.
    array = array.reshape(len(rows), -1)[:, -1] if array.size % len(rows) == 0 else array
    if len(array) != len(rows):
        raise Unreachable(f"{address.host}{path}: {len(rows)} predictions are expected, found {len(array)}")
    return array


def _v2(rows: pd.DataFrame) -> dict[str, Any]:
    values = rows.to_numpy(dtype=np.float64)
    return {
        "inputs": [
            {"name": "input-0", "shape": list(values.shape), "datatype": "FP64", "data": values.ravel().tolist()}
        ]
    }
