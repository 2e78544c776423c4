"""
Requests and responses written by KServe's logger.

Its JSON records, alone or in a list, or CloudEvents in structured mode:
https://github.com/kserve/kserve/blob/v0.20.0/pkg/logger/types.go
"""

import base64
import binascii
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pandas as pd

REQUEST = "org.kubeflow.serving.inference.request"
RESPONSE = "org.kubeflow.serving.inference.response"
REVISION_HEADER = "Knative-Serving-Revision"
PREDICTION = "prediction"
# Columns besides features, under names that no feature has.
REVISION = "mlops/revision"
TIME = "mlops/time"

Json = dict[str, Any]


@dataclass(frozen=True)
class Payload:
    id: str
    type: str
    # None if it was not recorded.
    time: datetime | None
    revision: str | None
    body: Json


def parse(content: bytes) -> Iterator[Payload]:
    """Skips invalid payloads: a truncated record must not affect the others."""
    try:
        document = json.loads(content)
    except ValueError:
        lines = (_loads(line) for line in content.splitlines())
        document = [line for line in lines if line is not None]
    for record in document if isinstance(document, list) else [document]:
        payload = _payload(record) if isinstance(record, dict) else None
        if payload is not None:
            yield payload


def _payload(record: Json) -> Payload | None:
    cloud_event = "specversion" in record
    kind, identity = (
        (record.get("type"), record.get("id")) if cloud_event else (record.get("reqType"), record.get("id"))
    )
    body = _cloud_event_body(record) if cloud_event else _decoded(record.get("bytes"))
    if kind not in (REQUEST, RESPONSE) or not identity or not isinstance(body, dict):
        return None
    metadata = record.get("metadata") or {}
    headers = _loads(metadata) if isinstance(metadata, str) else metadata
    revision = (headers or {}).get(REVISION_HEADER)
    time = _time(record.get("time" if cloud_event else "occurrenceTime"))
    return Payload(identity, kind, time, revision[0] if isinstance(revision, list) else revision, body)


def _cloud_event_body(record: Json) -> Any:  # noqa: ANN401 - JSON
    if "data_base64" in record:
        return _decoded(record["data_base64"])
    data = record.get("data")
    return _loads(data) if isinstance(data, str) else data


def _decoded(text: Any) -> Any:  # noqa: ANN401 - JSON
    try:
        return _loads(base64.b64decode(text, validate=True))
    except (binascii.Error, TypeError, ValueError):
        return None


def _loads(text: str | bytes) -> Any:  # noqa: ANN401 - JSON
    try:
        return json.loads(text)
    except ValueError:
        return None


def _time(text: Any) -> datetime | None:  # noqa: ANN401 - JSON
    try:
        time = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    # Go's zero time means no time.
    if time.year <= 1:
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def rows(payloads: Iterable[Payload], features: list[str], since: datetime) -> pd.DataFrame:
    """
    A row for each answered instance, with its prediction, its revision (empty if not recorded) and the time of the
    request (seconds since 1970; 0 if not recorded).
    """
    requests: dict[str, Payload] = {}
    responses: dict[str, Payload] = {}
    for payload in payloads:
        if payload.time is None or payload.time >= since:
            (requests if payload.type == REQUEST else responses)[payload.id] = payload
    joined = [
        row
        for identity, request in sorted(requests.items())
        if identity in responses
        for row in _rows(request, responses[identity], features)
    ]
    return pd.DataFrame(joined, columns=[*features, PREDICTION, REVISION, TIME])


def _rows(request: Payload, response: Payload, features: list[str]) -> list[Json]:
    try:
        instances = _instances(request.body, features)
        predictions = _predictions(response.body)
    except (AttributeError, KeyError, TypeError, ValueError):
        # Anyone may send anything, and the logger records it: this was not a valid inference request.
        return []
    if len(instances) != len(predictions):
        return []
    revision = request.revision or response.revision or ""
    asked = request.time.timestamp() if request.time else 0.0
    return [
        {**instance, PREDICTION: prediction, REVISION: revision, TIME: asked}
        for instance, prediction in zip(instances, predictions, strict=True)
    ]


def _instances(body: Json, features: list[str]) -> list[Json]:
    if isinstance(body.get("instances"), list):
        return [row for row in (_named(item, features) for item in body["instances"]) if row is not None]
    inputs = body.get("inputs")
    if not isinstance(inputs, list) or not inputs:
        return []
    if {item.get("name") for item in inputs} >= set(features):
        columns = {item["name"]: item["data"] for item in inputs if item["name"] in features}
        return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    shape, data = inputs[0].get("shape", []), inputs[0].get("data", [])
    if len(shape) != 2 or shape[1] != len(features):
        return []
    flat = data if data and not isinstance(data[0], list) else [value for row in data for value in row]
    width = len(features)
    return [
        dict(zip(features, flat[start : start + width], strict=True)) for start in range(0, shape[0] * width, width)
    ]


def _named(instance: Any, features: list[str]) -> Json | None:  # noqa: ANN401 - JSON
    if isinstance(instance, dict):
        return {feature: instance.get(feature) for feature in features}
    if isinstance(instance, list) and len(instance) == len(features):
        return dict(zip(features, instance, strict=True))
    return None


def _predictions(body: Json) -> list[Any]:
    if isinstance(body.get("predictions"), list):
        return [item[-1] if isinstance(item, list) and item else item for item in body["predictions"]]
    outputs = body.get("outputs")
    if not isinstance(outputs, list) or not outputs:
        return []
    data, shape = outputs[0].get("data", []), outputs[0].get("shape", [])
    width = shape[1] if len(shape) == 2 else 1
    return list(data[width - 1 :: width])
