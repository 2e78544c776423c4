"""The engines that train: what they know of a pipeline's runs, and how to start one."""

import os
from datetime import UTC, datetime
from typing import Any, Protocol

from mlops_delivery.failure import Unreachable, WrongInput
from mlops_delivery.retraining.decision import Run
from mlops_delivery.retraining.http import Http

# Of a pipeline that trains once in hours, the newest few say everything.
NEWEST = 20

Parameters = dict[str, str]


class Engine(Protocol):
    def runs(self, pipeline: str) -> list[Run]: ...

    def start(self, pipeline: str, name: str, parameters: Parameters) -> str: ...


class Airflow:
    """https://airflow.apache.org/docs/apache-airflow/stable/stable-rest-api-ref.html"""

    def __init__(self) -> None:
        self._http = Http("AIRFLOW")

    def runs(self, pipeline: str) -> list[Run]:
        query = {"limit": NEWEST, "order_by": "-run_after"}
        found = self._http.call("GET", f"/api/v2/dags/{pipeline}/dagRuns", params=query)["dag_runs"]
        return [Run(run["dag_run_id"], _time(run["run_after"]), run["state"] in ("success", "failed")) for run in found]

    def start(self, pipeline: str, name: str, parameters: Parameters) -> str:
        # The same name twice is refused: a repeated call starts nothing twice.
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
        return [Run(run["id"], _time(run["created"]), run["state_type"] in ended) for run in found]

    def start(self, pipeline: str, name: str, parameters: Parameters) -> str:
        body = {"name": name, "parameters": parameters, "idempotency_key": name}
        deployment = self._deployment(pipeline)
        return str(self._http.call("POST", f"/api/deployments/{deployment}/create_flow_run", json=body)["id"])

    def _deployment(self, pipeline: str) -> str:
        if pipeline.count("/") != 1:
            raise WrongInput(f"pipeline: FLOW/DEPLOYMENT is expected for Prefect, found {pipeline!r}")
        return str(self._http.call("GET", f"/api/deployments/name/{pipeline}")["id"])


class KubeflowPipelines:
    """By its own client."""

    def __init__(self) -> None:
        import kfp  # noqa: PLC0415 - takes seconds to load

        url = os.environ.get("KFP_URL")
        if not url:
            raise WrongInput("KFP_URL: the address of Kubeflow Pipelines is expected")
        try:
            self._client = kfp.Client(host=url, existing_token=os.environ.get("KFP_TOKEN"))
        except Exception as error:
            raise Unreachable(f"Kubeflow Pipelines at {url}: {error}") from None

    def runs(self, pipeline: str) -> list[Run]:
        experiment = self._experiment(pipeline)
        found = self._client.list_runs(experiment_id=experiment, page_size=NEWEST, sort_by="created_at desc").runs
        ended = ("SUCCEEDED", "FAILED", "CANCELED", "SKIPPED")
        return [Run(run.run_id, _aware(run.created_at), run.state in ended) for run in found or []]

    def start(self, pipeline: str, name: str, parameters: Parameters) -> str:
        pipeline_id = self._client.get_pipeline_id(pipeline)
        if pipeline_id is None:
            raise WrongInput(f"pipeline: Kubeflow Pipelines has none named {pipeline!r}")
        run = self._client.run_pipeline(
            self._experiment(pipeline), name, pipeline_id=pipeline_id, params=dict(parameters)
        )
        return str(run.run_id)

    def _experiment(self, pipeline: str) -> str:
        """An experiment of its own for each pipeline, so that its runs can be asked for."""
        return str(self._client.create_experiment(f"retraining-{pipeline}").experiment_id)


def engine_of(name: str) -> Engine:
    engines: dict[str, Any] = {"airflow": Airflow, "prefect": Prefect, "kubeflow-pipelines": KubeflowPipelines}
    engine: Engine = engines[name]()
    return engine


def _time(text: str) -> datetime:
    return _aware(datetime.fromisoformat(text))


def _aware(time: datetime) -> datetime:
    return time if time.tzinfo else time.replace(tzinfo=UTC)
