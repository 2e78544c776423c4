"""Kubeflow Pipelines, through its own client."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import kfp
import kfp_server_api
import urllib3
from kfp.client import KF_PIPELINES_SA_TOKEN_ENV, KF_PIPELINES_SA_TOKEN_PATH
from kfp.client.set_volume_credentials import ServiceAccountTokenVolumeCredentials

from mlops_delivery.failure import Unreachable, WrongInput
from mlops_delivery.retraining.decision import NEWEST, Run

ENDED = ("SUCCEEDED", "FAILED", "CANCELED", "SKIPPED")


class KubeflowPipelines:
    """
    Experiments, runs and pipelines belong to a namespace, and the server authorizes every call there. Without one, the
    client uses the namespace of its own pod.

    @param namespace of the team that trains
    """

    def __init__(self, namespace: str) -> None:
        self._url = os.environ.get("KFP_URL", "")
        if not self._url:
            raise WrongInput("KFP_URL: expected the address of Kubeflow Pipelines")
        self._namespace = namespace
        with self._reaching():
            self._client = kfp.Client(host=self._url, namespace=namespace, **_authentication())

    def runs(self, pipeline: str) -> list[Run]:
        with self._reaching():
            found = self._client.list_runs(
                experiment_id=self._experiment(pipeline), page_size=NEWEST, sort_by="created_at desc"
            ).runs
        return [Run(run.run_id, _aware(run.created_at), run.state in ENDED) for run in found or []]

    def start(self, pipeline: str, name: str, parameters: dict[str, str]) -> str:
        with self._reaching():
            pipeline_id = self._pipeline(pipeline)
            run = self._client.run_pipeline(
                self._experiment(pipeline),
                name,
                pipeline_id=pipeline_id,
                version_id=self._newest_version(pipeline_id, pipeline),
                params=dict(parameters),
            )
        return str(run.run_id)

    def _experiment(self, pipeline: str) -> str:
        """Each pipeline has its own, so that its runs can be listed."""
        return str(self._client.create_experiment(f"retraining-{pipeline}", namespace=self._namespace).experiment_id)

    def _pipeline(self, name: str) -> str:
        """The team's own, or the shared one. The client's `get_pipeline_id` only finds the shared ones."""
        predicate = {"operation": "EQUALS", "key": "display_name", "stringValue": name}
        for namespace in (self._namespace, None):
            found = self._client.list_pipelines(
                namespace=namespace, filter=json.dumps({"predicates": [predicate]})
            ).pipelines
            if found:
                return str(found[0].pipeline_id)
        raise WrongInput(f"pipeline: Kubeflow Pipelines has none named {name!r} in {self._namespace}")

    def _newest_version(self, pipeline_id: str, name: str) -> str:
        """The client requires a version, although the server would use the newest."""
        found = self._client.list_pipeline_versions(pipeline_id, page_size=1, sort_by="created_at desc")
        if not found.pipeline_versions:
            raise WrongInput(f"pipeline: {name!r} has no version yet")
        return str(found.pipeline_versions[0].pipeline_version_id)

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        try:
            yield
        except (kfp_server_api.ApiException, urllib3.exceptions.HTTPError, OSError) as error:
            raise Unreachable(f"Kubeflow Pipelines at {self._url}: {error}") from None


def _authentication() -> dict[str, Any]:
    """A client with an explicit address looks for no credentials, not even for the token of its pod."""
    token = os.environ.get("KFP_TOKEN")
    if token:
        return {"existing_token": token}
    path = os.environ.get(KF_PIPELINES_SA_TOKEN_ENV) or KF_PIPELINES_SA_TOKEN_PATH
    return {"credentials": ServiceAccountTokenVolumeCredentials(path)} if Path(path).exists() else {}


def _aware(time: datetime) -> datetime:
    return time if time.tzinfo else time.replace(tzinfo=UTC)
