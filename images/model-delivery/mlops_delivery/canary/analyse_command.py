"""`canary analyse`"""

import argparse
import dataclasses
import json
import os
from pathlib import Path
from typing import get_args

from prometheus_client import CollectorRegistry, Gauge

from mlops_delivery import pushgateway, store
from mlops_delivery.canary import analysis
from mlops_delivery.canary.analysis import Analysis, Query
from mlops_delivery.canary.cluster import EXPERIMENT, INFERENCE_SERVICE, Cluster, connect
from mlops_delivery.canary.prometheus import Prometheus
from mlops_delivery.canary.record import Records, name_of
from mlops_delivery.canary.version import Version
from mlops_delivery.failure import Failure, Unreachable, WrongInput
from mlops_delivery.subcommands import Subcommands, add_endpoint

TRY_AGAIN = 75
ALARMING = ("rollback", "inconclusive")
OVER = {"rolled-back": "was rolled back", "named": "was rolled back", "promoted": "was promoted"}


def add_to(commands: Subcommands) -> None:
    command = commands.add_parser("analyse", help="judges a step by the metrics")
    add_endpoint(command)
    command.add_argument("--storage-uri", metavar="URI", help="the version to judge")
    command.add_argument("--queries", required=True, metavar="FILE")
    command.add_argument("--minutes", required=True, type=int, metavar="N", help="duration of the step")
    command.add_argument("--output", required=True, type=Path, metavar="DIR")
    command.add_argument("--last", action="store_true", help="returns promote instead of continue")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    queries = analysis.parse_queries(store.read_json(options.queries), options.queries)
    if options.minutes < 1:
        raise WrongInput(f"--minutes: expected at least 1, found {options.minutes}")
    url = _url()
    over = _over(options)
    result = analysis.over(over) if over else _judged(options, queries, Prometheus(url))
    _write(options.output, result)
    print(f"{result.verdict}: {result.reason}")
    _tell(options, result)
    return TRY_AGAIN if result.verdict == "wait" else 0


def connected() -> Cluster:
    return Cluster(connect())


def _over(options: argparse.Namespace) -> str | None:
    """Why there is nothing left to judge: an alert or a person has decided, or another release took over."""
    try:
        record = Records(connected(), options.namespace, options.endpoint).read()
    except Failure as failure:
        print(f"the record could not be read: {failure}")
        return None
    if record is None:
        print(f"there is no record {name_of(options.endpoint)}: it is unknown whether the release is over")
        return None
    if options.storage_uri and not record.is_about(Version(options.storage_uri)):
        return f"another release took over: {record.version.storage_uri}"
    if record.outcome not in OVER:
        return None
    return f"{record.version.storage_uri} {OVER[record.outcome]}" + (f": {record.reason}" if record.reason else "")


def _judged(options: argparse.Namespace, queries: tuple[Query, ...], prometheus: Prometheus) -> Analysis:
    try:
        return analysis.analyse(
            queries, prometheus.value, lambda query: prometheus.average(query, options.minutes), options.last
        )
    except Unreachable as silent:
        return analysis.silence(str(silent))


def _url() -> str:
    url = os.environ.get("PROMETHEUS_URL")
    if not url:
        raise WrongInput("PROMETHEUS_URL: expected the address of Prometheus, e.g. http://prometheus:9090")
    return url


def _write(folder: Path, result: Analysis) -> None:
    store.write_local(folder / "verdict", result.verdict)
    store.write_local(folder / "reason", result.reason)
    store.write_local(folder / "analysis.json", json.dumps(dataclasses.asdict(result), indent=2) + "\n")


def _tell(options: argparse.Namespace, result: Analysis) -> None:
    """An event and a metric. The verdict is valid even if they can't be written."""
    registry = CollectorRegistry()
    verdict = Gauge("model_canary_verdict", "1 for the last verdict on a canary", ["verdict"], registry=registry)
    for name in get_args(analysis.Verdict):
        verdict.labels(name).set(name == result.verdict)
    try:
        pushgateway.publish(registry, pushgateway.VERDICT_JOB, options.endpoint)
    except Failure as failure:
        print(f"the metric could not be pushed: {failure}")
    if result.verdict in ALARMING:
        _event(options, result)


def _event(options: argparse.Namespace, result: Analysis) -> None:
    reason = "CanaryBreach" if result.verdict == "rollback" else "CanaryInconclusive"
    try:
        kube = connected()
        for kind in (INFERENCE_SERVICE, EXPERIMENT):
            found = kube.find(kind, options.namespace, options.endpoint)
            if found is not None:
                kube.record_event(found, reason, result.reason, warning=True)
    except Failure as failure:
        print(f"the event could not be written: {failure}")
