"""
`mlops-delivery retrain` as a Prefect deployment: on a schedule, or started by an alert with the same parameters.

The program itself enforces the limits; only one run at a time checks them. Settings are in the folder MLOPS_SETTINGS.
"""

import os

from prefect import flow
from prefect.deployments.runner import RunnerDeployment

from mlops_delivery.program import run


@flow(name="retrain-model", retries=2, retry_delay_seconds=300)
def retrain_model(endpoint: str, reason: str = "schedule", data_version: str = "") -> None:
    settings = f"{os.environ['MLOPS_SETTINGS']}/{endpoint}.json"
    what = ["--endpoint", endpoint, "--settings", settings, "--reason", reason, "--data-version", data_version]
    status = run(["retrain", *what])
    if status != 0:
        raise RuntimeError(f"mlops-delivery retrain ended with {status}")


def deployment(endpoint: str, cron: str) -> RunnerDeployment:
    """One for each endpoint."""
    return retrain_model.to_deployment(
        endpoint, cron=cron, parameters={"endpoint": endpoint}, concurrency_limit=1, tags=["model-delivery"]
    )
