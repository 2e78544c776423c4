"""Metrics of jobs, which end before they could be scraped: https://prometheus.io/docs/practices/pushing/"""

import os

from prometheus_client import CollectorRegistry, Gauge, delete_from_gateway, generate_latest, push_to_gateway

from mlops_delivery.failure import Unreachable

DRIFT_JOB = "model-drift"
# The last verdict on a release, and whether one is running.
VERDICT_JOB = "model-canary"
RELEASE_JOB = "model-release"


def publish(registry: CollectorRegistry, job: str, endpoint: str) -> None:
    """Replaces this job's previous metrics for the endpoint; prints them if there is no Pushgateway."""
    url = os.environ.get("PUSHGATEWAY_URL")
    if not url:
        print(generate_latest(registry).decode(), end="")
        return
    try:
        push_to_gateway(url, job=job, grouping_key={"endpoint": endpoint}, registry=registry)
    except OSError as error:
        raise Unreachable(f"the Pushgateway at {url} does not accept metrics: {error}") from None


def challenger_of(endpoint: str) -> str:
    """Label `endpoint` of the drift of a challenger."""
    return f"{endpoint}-challenger"


def forget_challenger(endpoint: str) -> None:
    """
    Deletes the drift of the former challenger: the next one must not be judged by it. A Pushgateway that does not
    answer doesn't block a release, because rules select drift by its revision as well.
    """
    _forget(DRIFT_JOB, challenger_of(endpoint))


def release_began(endpoint: str) -> None:
    """Alerts about missing metrics of a release need to know that one is running."""
    if not os.environ.get("PUSHGATEWAY_URL"):
        return
    registry = CollectorRegistry()
    Gauge("model_release_running", "1 while a release runs", registry=registry).set(1)
    try:
        publish(registry, RELEASE_JOB, endpoint)
    except Unreachable as failure:
        print(f"alerts are not aware of this release: {failure}")


def release_ended(endpoint: str) -> None:
    """No verdict is left to alert on."""
    for job in (VERDICT_JOB, RELEASE_JOB):
        _forget(job, endpoint)


def _forget(job: str, endpoint: str) -> None:
    url = os.environ.get("PUSHGATEWAY_URL")
    if not url:
        return
    try:
        delete_from_gateway(url, job=job, grouping_key={"endpoint": endpoint})
    except OSError as error:
        print(f"metrics of the job {job} for {endpoint} are still in the Pushgateway at {url}: {error}")
