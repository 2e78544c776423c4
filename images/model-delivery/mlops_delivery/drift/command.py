"""`drift`"""

import argparse
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from prometheus_client import CollectorRegistry, Gauge

from mlops_delivery import pushgateway, store
from mlops_delivery.canary.cluster import Cluster, connect
from mlops_delivery.canary.knative import serving_version
from mlops_delivery.drift import payloads, sample
from mlops_delivery.drift.payloads import PREDICTION, REVISION, TIME
from mlops_delivery.failure import Refused, WrongInput
from mlops_delivery.subcommands import Subcommands

if TYPE_CHECKING:
    from mlops_delivery.drift.scores import Drift

# Fewer rows are not representative of a distribution.
MINIMUM_ROWS = 100
# Threshold of the report for a drifted feature; alerts use the objective of the model.
THRESHOLD = 0.1


def add_to(commands: Subcommands) -> None:
    command = commands.add_parser("drift", help="compares a model's requests with its training data")
    command.add_argument("--endpoint", required=True, metavar="NAME")
    for option in ("payloads", "reports"):
        command.add_argument(f"--{option}", required=True, metavar="URI")
    reference = command.add_mutually_exclusive_group(required=True)
    reference.add_argument("--reference", metavar="URI", help="the training data")
    reference.add_argument("--reference-file", metavar="NAME", help="the training data, next to the serving version")
    command.add_argument("--namespace", metavar="NS", help="of the endpoint, for --reference-file")
    command.add_argument("--hours", required=True, type=float, metavar="N")
    command.add_argument("--minimum-rows", type=int, default=MINIMUM_ROWS, metavar="N")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    now = datetime.now(UTC)
    uri = options.reference or _next_to_champion(options)
    reference = store.read_table(uri)
    if PREDICTION not in reference:
        raise WrongInput(f"{uri}: expected a column {PREDICTION!r}, found {', '.join(store.columns(reference))}")
    features = [column for column in store.columns(reference) if column != PREDICTION]
    since = now - timedelta(hours=options.hours)
    rows = payloads.rows(sample.recent(options.payloads, since), features, since)
    for endpoint, part in by_endpoint(options.endpoint, rows).items():
        _measure(options, endpoint, part, reference, now)
    return 0


def _next_to_champion(options: argparse.Namespace) -> str:
    kube = Cluster(connect())
    champion = serving_version(kube, options.namespace, options.endpoint)
    if champion is None:
        raise Refused(f"{options.namespace}/{options.endpoint}: no version is serving yet")
    return store.join(champion.storage_uri, options.reference_file)


def by_endpoint(endpoint: str, rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """
    The newest of several revisions is the challenger; numbers of revisions have a fixed width. The champion is the one
    of the others with the latest request: rows of a revision that was rolled back or replaced say nothing about it.
    """
    last = rows[rows[REVISION] != ""].groupby(REVISION)[TIME].max()
    if len(last) < 2:
        return {endpoint: rows}
    newest = max(last.index)
    champion = max(last.index.drop(newest), key=lambda name: (last[name], name))
    return {
        endpoint: rows[rows[REVISION].isin(["", champion])],
        pushgateway.challenger_of(endpoint): rows[rows[REVISION] == newest],
    }


def _measure(
    options: argparse.Namespace, endpoint: str, rows: pd.DataFrame, reference: pd.DataFrame, now: datetime
) -> None:
    from mlops_delivery.drift import scores  # noqa: PLC0415 - takes seconds to load

    drift = None
    if len(rows) >= options.minimum_rows:
        drift = scores.measure(reference, rows[list(reference)], THRESHOLD)
        name = f"{endpoint}-{now:%Y%m%dT%H%M%SZ}.html"
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / name
            drift.report.save_html(str(file))
            store.write(store.join(options.reports, name), file.read_bytes())
    shown = {column: round(score, 3) for column, score in drift.scores.items()} if drift else "too few rows"
    print(f"{endpoint}: {len(rows)} rows: {shown}")
    # Rules only use measurements of the revision that currently has a role, not of a previous one.
    revision = max(set(rows[REVISION]) - {""}, default="")
    pushgateway.publish(registry(endpoint, len(rows), drift, now, revision), pushgateway.DRIFT_JOB, endpoint)


def registry(endpoint: str, rows: int, drift: "Drift | None", now: datetime, revision: str = "") -> CollectorRegistry:
    """Names used by alerts and dashboards."""
    metrics = CollectorRegistry()
    own = ["endpoint"]
    Gauge("model_drift_rows", "Compared requests", own, registry=metrics).labels(endpoint).set(rows)
    last = Gauge("model_drift_last_run_timestamp_seconds", "Time of the last drift check", own, registry=metrics)
    last.labels(endpoint).set(now.timestamp())
    if drift is None:
        return metrics
    features = Gauge("model_drift_score", "Distance from the reference, 0 to 1", [*own, "feature"], registry=metrics)
    of = [*own, "revision"]
    predictions = Gauge("model_prediction_drift_score", "Distance of the predictions", of, registry=metrics)
    for column, score in drift.scores.items():
        if column == PREDICTION:
            predictions.labels(endpoint, revision).set(score)
        else:
            features.labels(endpoint, column).set(score)
    return metrics
