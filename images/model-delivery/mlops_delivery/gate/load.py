"""Locust's results compared with an endpoint's objective."""

import csv
import io
from typing import Any

from mlops_delivery.failure import WrongInput
from mlops_delivery.gate.result import GateResult

NAME = "load"


def check(stats: str, objective: dict[str, Any]) -> GateResult:
    """@param stats `…_stats.csv` of Locust: https://docs.locust.io/en/stable/retrieving-stats.html"""
    total = next((row for row in csv.DictReader(io.StringIO(stats)) if row.get("Name") == "Aggregated"), None)
    if total is None:
        raise WrongInput("the Locust statistics have no line `Aggregated`")
    limit, rate = _number(objective, "latencyP99Seconds"), _number(objective, "errorRate")
    requests = int(total["Request Count"])
    failures = int(total["Failure Count"])
    if requests == 0:
        return GateResult(NAME, False, ("no request was sent",), {"requests": 0})
    p99 = float(total["99%"]) / 1000
    share = failures / requests
    checks = (
        (p99 <= limit, f"p99 latency {p99:g} s, at most {limit:g}"),
        (share <= rate, f"{failures} of {requests} requests failed ({share:.2%}), at most {rate:.2%}"),
    )
    return GateResult(
        NAME,
        all(passed for passed, _ in checks),
        tuple(reason for _, reason in checks),
        {"requests": requests, "failures": failures, "latencyP99Seconds": p99},
    )


def _number(objective: dict[str, Any], key: str) -> float:
    value = objective.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise WrongInput(f"objective: {key}: expected a number, found {value!r}")
    return float(value)
