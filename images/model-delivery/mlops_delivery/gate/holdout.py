"""Predictions of deployed versions for a holdout set: what is compared is what would serve."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import requests

from mlops_delivery.failure import Unreachable
from mlops_delivery.gate.champion import Array

# KServe's batches are answered within seconds; a version that takes longer has other troubles.
TIMEOUT_SECONDS = 60
BATCH = 256


@dataclass(frozen=True)
class Served:
    """`host` with scheme, as the tag routing of KServe names it: https://latest-…, https://prev-…"""

    host: str
    model: str
    protocol: str


def host_of(endpoint: str, namespace: str, tag: str) -> str:
    return f"http://{tag}-{endpoint}-predictor.{namespace}.svc.cluster.local"


def predictions(served: Served, features: pd.DataFrame) -> Array:
    parts = [_ask(served, features.iloc[start : start + BATCH]) for start in range(0, len(features), BATCH)]
    return np.concatenate(parts) if parts else np.array([])


def _ask(served: Served, rows: pd.DataFrame) -> Array:
    path, body = (
        (f"/v2/models/{served.model}/infer", _v2(rows))
        if served.protocol == "v2"
        else (f"/v1/models/{served.model}:predict", {"instances": rows.to_numpy().tolist()})
    )
    try:
        answer = requests.post(f"{served.host}{path}", json=body, timeout=TIMEOUT_SECONDS)
        answer.raise_for_status()
        found = answer.json()
        values = found["outputs"][0]["data"] if served.protocol == "v2" else found["predictions"]
    except (requests.RequestException, ValueError, KeyError, IndexError) as error:
        raise Unreachable(f"{served.host}{path}: {error}") from None
    array = np.asarray(values, dtype=np.float64)
    # Of probabilities by class the last is that of the positive one.
    array = array.reshape(len(rows), -1)[:, -1] if array.size % len(rows) == 0 else array
    if len(array) != len(rows):
        raise Unreachable(f"{served.host}{path}: {len(rows)} predictions are expected, found {len(array)}")
    return array


def _v2(rows: pd.DataFrame) -> dict[str, Any]:
    values = rows.to_numpy(dtype=np.float64)
    return {
        "inputs": [
            {"name": "input-0", "shape": list(values.shape), "datatype": "FP64", "data": values.ravel().tolist()}
        ]
    }
