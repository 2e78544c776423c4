"""
Users of an endpoint, for Locust.

Each sends one of the requests in the file that `MLOPS_LOAD_REQUESTS` names, `{path, body}`; without requests, it
queries the model's inputs (Open Inference Protocol) and sends zeros.
"""

import itertools
import json
import os
import sys
from pathlib import Path
from typing import Any

from locust import FastHttpUser, constant_throughput, task

REQUESTS: list[dict[str, Any]] = json.loads(Path(os.environ["MLOPS_LOAD_REQUESTS"]).read_text(encoding="utf-8"))
MODEL = os.environ.get("MLOPS_LOAD_MODEL")
EXAMPLES = {"BOOL": False, "BYTES": "a"}


def zeros(model: str, metadata: dict[str, Any]) -> dict[str, Any]:
    """A request for one row."""
    return {"path": f"/v2/models/{model}/infer", "body": {"inputs": [_tensor(item) for item in metadata["inputs"]]}}


def _tensor(item: dict[str, Any]) -> dict[str, Any]:
    shape = [max(1, size) for size in item["shape"]]
    count = 1
    for size in shape:
        count *= size
    data = [EXAMPLES.get(item["datatype"], 0)] * count
    return {"name": item["name"], "shape": shape, "datatype": item["datatype"], "data": data}


class Caller(FastHttpUser):
    # One request per second from each user, as long as responses arrive in time.
    wait_time = constant_throughput(1)

    def on_start(self) -> None:
        self.requests = itertools.cycle(REQUESTS or [self._ask_what_it_takes()])

    def _ask_what_it_takes(self) -> dict[str, Any]:
        model = MODEL or self.client.get("/v1/models").json()["models"][0]
        metadata = self.client.get(f"/v2/models/{model}").json()
        if not metadata.get("inputs"):
            sys.exit(f"{model} does not report its inputs: put load.jsonl or holdout.parquet next to the model")
        return zeros(model, metadata)

    @task
    def predict(self) -> None:
        request = next(self.requests)
        self.client.post(request["path"], json=request["body"])
