"""Prometheus queries: https://prometheus.io/docs/prometheus/latest/querying/api/"""

import math
from typing import Any

import requests

from mlops_delivery.failure import Unreachable

TIMEOUT_SECONDS = 30
# Resolution of an average over a step.
RESOLUTION = "30s"


class Prometheus:
    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")

    def value(self, query: str) -> float | None:
        """The single value of an expression; None if there is none, or it is not a number. @raises Unreachable"""
        try:
            answer = requests.get(f"{self._url}/api/v1/query", params={"query": query}, timeout=TIMEOUT_SECONDS)
            body = answer.json()
        except (requests.RequestException, ValueError) as error:
            raise Unreachable(f"Prometheus at {self._url} does not answer: {error}") from None
        if not isinstance(body, dict) or body.get("status") != "success":
            said = body.get("error") if isinstance(body, dict) else body
            raise Unreachable(f"Prometheus at {self._url} answered {answer.status_code}: {said}")
        return _single(body["data"], query)

    def average(self, query: str, minutes: int) -> float | None:
        """The same, averaged over the last minutes."""
        return self.value(f"avg_over_time(({query})[{minutes}m:{RESOLUTION}])")


def _single(data: dict[str, Any], query: str) -> float | None:
    found = data["result"]
    samples = [found] if data["resultType"] == "scalar" else [sample["value"] for sample in found]
    if len(samples) > 1:
        raise Unreachable(f"{query}: expected one value, Prometheus returned {len(samples)}")
    if not samples:
        return None
    value = float(samples[0][1])
    return value if math.isfinite(value) else None
