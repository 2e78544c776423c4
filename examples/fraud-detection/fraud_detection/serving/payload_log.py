"""
Requests and responses in the format of KServe's logger, which runs next to the server on the platform:
https://github.com/kserve/kserve/blob/v0.20.0/pkg/logger/types.go
"""

import base64
import json
import uuid
from datetime import UTC, datetime
from pathlib import Path

REQUEST = "org.kubeflow.serving.inference.request"
RESPONSE = "org.kubeflow.serving.inference.response"


def append(log: Path, service: str, request: dict, response: dict) -> None:
    """A line for each of the two, with the same id."""
    identity, now = str(uuid.uuid4()), datetime.now(UTC).isoformat()
    records = (
        {
            "bytes": base64.b64encode(json.dumps(body).encode()).decode(),
            "contentType": "application/json",
            "reqType": kind,
            "id": identity,
            "inferenceService": service,
            "occurrenceTime": now,
        }
        for kind, body in ((REQUEST, request), (RESPONSE, response))
    )
    with log.open("a") as file:
        file.write("".join(f"{json.dumps(record)}\n" for record in records))
