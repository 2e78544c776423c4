"""Metrics of jobs, which end before they could be scraped: https://prometheus.io/docs/practices/pushing/"""

import os

from prometheus_client import CollectorRegistry, generate_latest, push_to_gateway

from mlops_delivery.failure import Unreachable


def publish(registry: CollectorRegistry, job: str, endpoint: str) -> None:
    """Replaces what this job said about the endpoint last; prints it where there is no Pushgateway."""
    url = os.environ.get("PUSHGATEWAY_URL")
    if not url:
        print(generate_latest(registry).decode(), end="")
        return
    try:
        push_to_gateway(url, job=job, grouping_key={"endpoint": endpoint}, registry=registry)
    except OSError as error:
        raise Unreachable(f"the Pushgateway at {url} does not take metrics: {error}") from None
