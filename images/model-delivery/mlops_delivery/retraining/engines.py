"""The training engines: how to list a pipeline's runs, and how to start one."""

import os
from datetime import UTC, datetime
from typing import Protocol

from mlops_delivery.failure import WrongInput
from mlops_delivery.retraining.decision import NEWEST, Run
from mlops_delivery.retraining.http import Http
from mlops_delivery.retraining.settings import Settings

Parameters = dict[str, str]


class Engine(Protocol):
    def runs(self, pipeline: str) -> list[Run]: ...

    def start(self, pipeline: str, name: str, parameters: Parameters) -> str: ...


class Airflow:
    """
    https://airflow.apache.org/docs/apache-airflow/stable/stable-rest-api-ref.html

    Its API only accepts tokens. It issues one for a user and a password, or is given one as AIRFLOW_TOKEN:
    https://airflow.apache.org/docs/apache-airflow-providers-fab/stable/auth-manager/token.html
    """

    def __init__(self) -> None:
        self._http = Http("AIRFLOW")
        user, password = os.environ.get("AIRFLOW_USER"), os.environ.get("AIRFLOW_PASSWORD")
        if user and password:
            body = {"username": user, "password": password}
            self._http.authorize(self._http.call("POST", "/auth/token", json=body)["access_token"])

    def runs(self, pipeline: str) -> list[Run]:
        query = {"limit": NEWEST, "order_by": "-run_after"}
        found = self._http.call("GET", f"/api/v2/dags/{pipeline}/dagRuns", params=query)["dag_runs"]
        return [Run(run["dag_run_id"], _time(run["run_after"]), run["state"] in ("success", "failed")) for run in found]

    def start(self, pipeline: str, name: str, parameters: Parameters) -> str:
        # A duplicate name is rejected: a repeated call starts nothing twice.
        body = {"dag_run_id": name, "logical_date": None, "conf": parameters}
        return str(self._http.call("POST", f"/api/v2/dags/{pipeline}/dagRuns", json=body)["dag_run_id"])


class Prefect:
    """https://docs.prefect.io/v3/api-ref/rest-api. A deployment is named FLOW/DEPLOYMENT."""

    def __init__(self) -> None:
        self._http = Http("PREFECT")

    def runs(self, pipeline: str) -> list[Run]:
        filters = {"deployments": {"id": {"any_": [self._deployment(pipeline)]}}}
        body = {**filters, "sort": "EXPECTED_START_TIME_DESC", "limit": NEWEST}
        found = self._http.call("POST", "/api/flow_runs/filter", json=body)
        ended = ("COMPLETED", "FAILED", "CANCELLED", "CRASHED")
        return [
            Run(run["id"], _time(run["created"]), run["state_type"] in ended)
            for run in found
            # A schedule creates its runs ahead of time: they are not trainings yet.
            if not (run["state_type"] == "SCHEDULED" and run.get("auto_scheduled"))
        ]

    def start(self, pipeline: str, name: str, parameters: Parameters) -> str:
        body = {"name": name, "parameters": parameters, "idempotency_key": name}
        deployment = self._deployment(pipeline)
        return str(self._http.call("POST", f"/api/deployments/{deployment}/create_flow_run", json=body)["id"])

    def _deployment(self, pipeline: str) -> str:
        if pipeline.count("/") != 1:
            raise WrongInput(f"pipeline: expected FLOW/DEPLOYMENT for Prefect, found {pipeline!r}")
        return str(self._http.call("GET", f"/api/deployments/name/{pipeline}")["id"])


def engine_of(settings: Settings) -> Engine:
    if settings.engine == "airflow":
        return Airflow()
    if settings.engine == "prefect":
        return Prefect()
    # Imported here because its client takes seconds to load.
    from mlops_delivery.retraining.kubeflow_pipelines import KubeflowPipelines  # noqa: PLC0415

    return KubeflowPipelines(settings.namespace)


def _time(text: str) -> datetime:
    time = datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=UTC)
