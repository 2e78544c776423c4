"""Grafana's dashboards: every query is put to the demo's Prometheus, as Grafana would put it."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fraud_detection.errors import RefusedError

# Values of an expression over the whole story, series by series. Raises RefusedError for one that doesn't parse.
Ask = Callable[[str], int]

KNATIVE = "counted by Knative's proxies, which this machine has none of"
PODS = "there are no pods here"
CLUSTER = "told by components of a cluster"

# Panels that stay empty here, and why; "*" is every panel of a dashboard. One neither here nor filled is a mistake.
EMPTY_HERE: Mapping[str, Mapping[str, str]] = {
    "Model": {
        "Share of the traffic by revision": KNATIVE,
        "Processors in use": PODS,
        "Memory in use": PODS,
        "Replicas": PODS,
        "What it costs an hour": PODS,
    },
    "Serving": {
        "Requests by revision": KNATIVE,
        "99th percentile of the latency by revision": KNATIVE,
        "Share of failed requests by revision": KNATIVE,
    },
    "Cluster": {"*": CLUSTER},
    "GPUs": {"*": CLUSTER},
    "Pipelines and queues": {"*": CLUSTER},
    "Tracking": {"*": CLUSTER},
    "Cost": {"*": CLUSTER},
}


@dataclass(frozen=True)
class Checked:
    """A dashboard: how many queries Prometheus took, which panels have data, and which have none, with the reason."""

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
    Raises RefusedError with every query that does not parse and every panel that is empty, or filled, by mistake.

    `choices` are what a reader would choose, by the name of the variable.
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
                problems.append(f"{where}: has data, although it should be empty here: {reason}")
        elif reason is None:
            problems.append(f"{where}: has no data")
        else:
            empty[panel["title"]] = reason
    return Checked(title, queries, tuple(filled), empty)


def chosen(expression: str, choices: Mapping[str, str]) -> str:
    """The expression with Grafana's variables filled in. Raises RefusedError for one that nobody chose."""

    def fill(match: re.Match[str]) -> str:
        if match[1] not in choices:
            raise RefusedError(f"${match[1]} is no variable: {expression}")
        return choices[match[1]]

    return re.sub(r"\$\{?([A-Za-z_]\w*)\}?", fill, expression)
