"""Charts of the demo, from Prometheus data, and of the endpoint's cost on the platform."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from fraud_detection.demo.addresses import Addresses
from fraud_detection.demo.monitoring import Series, query_range
from fraud_detection.demo.story import P99, Chapter
from fraud_detection.errors import RefusedError

# The objective of the endpoint: platform/model-rules.ts.
OBJECTIVE_MILLIS = 250
DRIFT_LIMIT = 0.15
# Gaps longer than this, in seconds, have no values: no line is drawn there.
GAP = 5
COLOURS = {"champion": "#2a5db0", "challenger": "#c2591a"}


@dataclass(frozen=True)
class Picture:
    """A file next to the report."""

    title: str
    file: str


def draw_pictures(
    chapters: list[Chapter], addresses: Addresses, folder: Path, costs: dict[str, list[float]]
) -> list[Picture]:
    """Traffic, latency, drift, and cost if it is known: SVG files in `folder`."""
    # The same input gives the same file.
    mpl.rcParams["svg.hashsalt"] = "fraud-detection"
    first, last = chapters[0].started, chapters[-1].started + chapters[-1].seconds

    def ask(expression: str) -> list[Series]:
        return query_range(addresses, expression, first, last)

    def over_time(draw: Callable[[Axes], None], unit: str) -> Figure:
        figure = Figure(figsize=(10, 3.2), layout="constrained")
        axes = figure.subplots()
        draw(axes)
        _chapters(axes, chapters)
        axes.set_xlabel("seconds since the start")
        axes.set_ylabel(unit)
        axes.set_ylim(bottom=0)
        axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False, fontsize="small")
        return figure

    def traffic(axes: Axes) -> None:
        _by_role(axes, ask('sum by (role) (rate(request_predict_seconds_count{role=~".+"}[10s]))'), first, 1)

    def latency(axes: Axes) -> None:
        _by_role(axes, ask(f'{P99}{{role=~"champion|challenger"}}'), first, 1000)
        axes.axhline(OBJECTIVE_MILLIS, color="#666", linestyle=":", label="objective")

    def drift(axes: Axes) -> None:
        for series in ask("model_drift_score"):
            _line(axes, series, first, 1, label=series.labels.get("feature", "?"))
        axes.axhline(DRIFT_LIMIT, color="#666", linestyle=":", label="limit")

    drawn = {
        "traffic.svg": ("Traffic: champion and challenger", over_time(traffic, "requests/s")),
        "latency.svg": ("p99 latency", over_time(latency, "ms")),
        "drift.svg": ("Drift from training, by feature", over_time(drift, "distance, 0 to 1")),
    }
    if costs:
        drawn["cost.svg"] = ("Cost of the endpoint on the platform", _cost(costs))
    for file, (_, figure) in drawn.items():
        figure.savefig(folder / file, metadata={"Date": None})
    return [Picture(title, file) for file, (title, _) in drawn.items()]


def endpoint_costs(command: str, root: Path) -> dict[str, list[float]]:
    """Expected and maximum cost of the endpoint in each environment, in USD/month: `mlops cost`."""
    arguments = [command, "tsx", "src/cli/bin.ts", "cost", "--format", "json"]
    done = subprocess.run(arguments, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RefusedError(f"the cost can't be estimated:\n{done.stderr[-2000:]}")
    return {
        environment["name"]: [float(model["expected"]), float(model["atMost"])]
        for environment in json.loads(done.stdout)["environments"]
        # An environment on an existing cluster has no costs to attribute.
        for model in environment["cost"].get("attribution", {"models": []})["models"]
    }


def _by_role(axes: Axes, found: list[Series], first: float, factor: float) -> None:
    for series in found:
        role = series.labels.get("role", "?")
        _line(axes, series, first, factor, label=role, color=COLOURS.get(role))


def _line(axes: Axes, series: Series, first: float, factor: float, **style: str | None) -> None:
    times: list[float] = []
    values: list[float] = []
    for at, value in zip(series.times, series.values, strict=True):
        if times and at - first - times[-1] > GAP:
            times.append(times[-1])
            values.append(float("nan"))
        times.append(at - first)
        values.append(value * factor)
    axes.plot(times, values, **style)


def _chapters(axes: Axes, chapters: list[Chapter]) -> None:
    """A line at the start of each; the last two are too short for one."""
    for number, chapter in enumerate(chapters[:4], start=1):
        at = chapter.started - chapters[0].started
        axes.axvline(at, color="#ccc", linewidth=0.8)
        axes.annotate(f" {number}", (at, 1), xycoords=("data", "axes fraction"), va="top", color="#888")


def _cost(costs: dict[str, list[float]]) -> Figure:
    figure = Figure(figsize=(10, 2.6), layout="constrained")
    axes = figure.subplots()
    names = list(costs)
    axes.barh(names, [most for _, most in costs.values()], color="#d5dff0", label="at most")
    axes.barh(names, [expected for expected, _ in costs.values()], color=COLOURS["champion"], label="expected")
    axes.invert_yaxis()
    axes.set_xlabel("USD/month")
    axes.legend(loc="lower right", frameon=False, fontsize="small")
    return figure
