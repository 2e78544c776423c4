"""Checks Grafana's dashboards: runs every query against the demo's Prometheus, as Grafana would."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fraud_detection.errors import RefusedError

# Values of an expression over the whole demo, one per series. Raises RefusedError for an invalid expression.
Ask = Callable[[str], int]

KNATIVE = "counted by Knative's proxies, which the demo doesn't run"
PODS = "the demo has no pods"
CLUSTER = "exported by components of a cluster"

# Panels that stay empty here, and why; "*" covers every panel of a dashboard. Any other empty panel is an error.
EMPTY_HERE: Mapping[str, Mapping[str, str]] = {
    "Model": {
        "Traffic share by revision": KNATIVE,
        "CPU usage": PODS,
        "Memory usage": PODS,
        "Replicas": PODS,
        "Cost per hour": PODS,
    },
    "Serving": {
        "Requests by revision": KNATIVE,
        "p99 latency by revision": KNATIVE,
        "Error rate by revision": KNATIVE,
    },
    "Cluster": {"*": CLUSTER},
    "GPUs": {"*": CLUSTER},
    "Pipelines and queues": {"*": CLUSTER},
    "Tracking": {"*": CLUSTER},
    "Cost": {"*": CLUSTER},
}


@dataclass(frozen=True)
class Checked:
    """A dashboard: the number of parsed queries, the panels with data, and the empty ones with the reason."""

    title: str
    queries: int
    filled: tuple[str, ...]
    empty: Mapping[str, str]

    def __str__(self) -> str:
        total = len(self.filled) + len(self.empty)
        why = "; ".join(sorted(set(self.empty.values())))
        rest = f" ({why})" if why else ""
        return f"{self.title}: {self.queries} queries parse, {len(self.filled)} of {total} panels have data{rest}"


def check_dashboards(file: Path, choices: Mapping[str, str], ask: Ask) -> list[Checked]:
    """
    Raises RefusedError with every invalid query and every panel that is unexpectedly empty or filled.

    `choices` are the values that a user would select, by variable.
    """
    problems: list[str] = []
    checked = [_check(dashboard, choices, ask, problems) for dashboard in json.loads(file.read_text())]
    if problems:
        raise RefusedError("\n".join(["dashboards:", *(f"  - {problem}" for problem in problems)]))
    return checked


def _check(dashboard: dict[str, Any], choices: Mapping[str, str], ask: Ask, problems: list[str]) -> Checked:
    title = dashboard["title"]
    filled, empty, queries = [], {}, 0
    for panel in dashboard["panels"]:
        where = f"{title}, {panel['title']}"
        found = []
        for target in panel["targets"]:
            queries += 1
            try:
                found.append(ask(chosen(target["expr"], choices)))
            except RefusedError as refusal:
                problems.append(f"{where}: {refusal}")
        reasons = EMPTY_HERE.get(title, {})
        reason = reasons.get(panel["title"], reasons.get("*"))
        if any(found):
            filled.append(panel["title"])
            if panel["title"] in reasons:
                problems.append(f"{where}: has data, although it should be empty in the demo: {reason}")
        elif reason is None:
            problems.append(f"{where}: has no data")
        else:
            empty[panel["title"]] = reason
    return Checked(title, queries, tuple(filled), empty)


def chosen(expression: str, choices: Mapping[str, str]) -> str:
    """The expression with Grafana's variables replaced. Raises RefusedError for one without a value."""

    def fill(match: re.Match[str]) -> str:
        if match[1] not in choices:
            raise RefusedError(f"${match[1]} is not a variable: {expression}")
        return choices[match[1]]

    return re.sub(r"\$\{?([A-Za-z_]\w*)\}?", fill, expression)
