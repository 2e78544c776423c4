"""Kubernetes objects, read and changed with optimistic concurrency."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from kubernetes import client, config
from kubernetes.client.exceptions import ApiException
from kubernetes.config.config_exception import ConfigException
from urllib3.exceptions import HTTPError

from mlops_delivery.failure import Refused, Unreachable, WrongInput

if TYPE_CHECKING:
    from mlops_delivery.canary.record import Record
    from mlops_delivery.canary.version import Version

KubeObject = dict[str, Any]

CONFLICT = 409
MISSING = 404
# Controllers write an object's status a few times in a row; ten conflicts are not a coincidence.
TRIES = 10


# Field manager of the traffic share: what Git no longer names stays as long as this manager owns it.
MANAGER = "mlops-delivery"


@dataclass(frozen=True)
class Kind:
    # Empty for the core group.
    group: str
    version: str
    plural: str
    name: str

    @property
    def api_version(self) -> str:
        return f"{self.group}/{self.version}" if self.group else self.version

    def path(self, namespace: str, name: str = "") -> str:
        root = f"/apis/{self.api_version}" if self.group else f"/api/{self.version}"
        return f"{root}/namespaces/{namespace}/{self.plural}" + (f"/{name}" if name else "")


INFERENCE_SERVICE = Kind("serving.kserve.io", "v1beta1", "inferenceservices", "InferenceService")
REVISION = Kind("serving.knative.dev", "v1", "revisions", "Revision")
KNATIVE_SERVICE = Kind("serving.knative.dev", "v1", "services", "Service")
MODEL = Kind("mlops.seldon.io", "v1alpha1", "models", "Model")
EXPERIMENT = Kind("mlops.seldon.io", "v1alpha1", "experiments", "Experiment")
CONFIG_MAP = Kind("", "v1", "configmaps", "ConfigMap")
EVENT = Kind("", "v1", "events", "Event")


@dataclass(frozen=True)
class Decision:
    """What to change, and why; without a patch nothing changes."""

    message: str
    # A JSON merge patch.
    patch: KubeObject | None = None
    # The patch is applied server-side, so that Argo CD is not the only owner of its fields: no value may be null then.
    owned: bool = False
    # Written first.
    record: "Record | None" = None
    # The version that Git has to name before the rest can happen: Argo CD would revert any other.
    git_first: "Version | None" = None


Decide = Callable[[KubeObject], Decision]


def connect() -> client.ApiClient:
    """The cluster of KUBECONFIG, or the one that the program runs in."""
    configuration = client.Configuration()
    file = os.environ.get("KUBECONFIG")
    try:
        if file:
            config.load_kube_config(file, client_configuration=configuration)
        else:
            config.load_incluster_config(client_configuration=configuration)
    except ConfigException as error:
        raise WrongInput(f"no cluster: {error}; set KUBECONFIG, or run in a pod with a service account") from None
    return client.ApiClient(configuration)


class Cluster:
    def __init__(self, api: client.ApiClient) -> None:
        self._api = api

    def find(self, kind: Kind, namespace: str, name: str) -> KubeObject | None:
        """@raises Unreachable"""
        try:
            return self._call("GET", kind.path(namespace, name))
        except ApiException as error:
            if error.status == MISSING:
                return None
            raise _unreachable(error, f"reading the {kind.name} {namespace}/{name}") from None

    def get(self, kind: Kind, namespace: str, name: str) -> KubeObject:
        """@raises Refused if it doesn't exist"""
        found = self.find(kind, namespace, name)
        if found is None:
            raise Refused(
                f"there is no {kind.name} {namespace}/{name}; nothing was changed. "
                "Was it deleted, or does it have another name or namespace?"
            )
        return found

    def create(self, kind: Kind, namespace: str, body: KubeObject) -> bool:
        """Whether it was created."""
        whole = {"apiVersion": kind.api_version, "kind": kind.name, **body}
        try:
            self._call("POST", kind.path(namespace), whole)
        except ApiException as error:
            if error.status == CONFLICT:
                return False
            raise _unreachable(error, f"creating the {kind.name} {namespace}/{body['metadata']['name']}") from None
        return True

    def delete(self, kind: Kind, namespace: str, name: str) -> bool:
        """Whether it existed."""
        try:
            self._call("DELETE", kind.path(namespace, name))
        except ApiException as error:
            if error.status == MISSING:
                return False
            raise _unreachable(error, f"deleting the {kind.name} {namespace}/{name}") from None
        return True

    def change(
        self,
        kind: Kind,
        namespace: str,
        name: str,
        decide: Decide,
        first: Callable[[Decision], bool] = lambda _: True,
    ) -> Decision:
        """
        Decides again on the newest object if another writer was faster.

        @param first runs before the patch; False if another writer was faster there
        """
        for _ in range(TRIES):
            found = self.get(kind, namespace, name)
            decision = decide(found)
            if first(decision) and (decision.patch is None or self.patch_if_unchanged(kind, found, decision)):
                return decision
        raise Unreachable(f"the {kind.name} {namespace}/{name} keeps changing; gave up after {TRIES} attempts")

    def patch_if_unchanged(self, kind: Kind, found: KubeObject, decision: Decision) -> bool:
        """False if the object has changed since it was read."""
        metadata, patch = found["metadata"], decision.patch or {}
        version = {"resourceVersion": metadata["resourceVersion"]}
        body = {**patch, "metadata": {**patch.get("metadata", {}), **version}}
        write = self.apply if decision.owned else self.merge_patch
        try:
            write(kind, metadata["namespace"], metadata["name"], body)
        except ApiException as error:
            # Deleted in the meantime: the next read reports it.
            if error.status in (CONFLICT, MISSING):
                return False
            raise _unreachable(error, f"changing the {kind.name} {metadata['namespace']}/{metadata['name']}") from None
        return True

    def merge_patch(self, kind: Kind, namespace: str, path: str, body: KubeObject) -> None:
        self._call("PATCH", kind.path(namespace, path), body, "application/merge-patch+json")

    def apply(self, kind: Kind, namespace: str, name: str, body: KubeObject, manager: str = MANAGER) -> None:
        """Server-side: https://kubernetes.io/docs/reference/using-api/server-side-apply/"""
        whole = {
            "apiVersion": kind.api_version,
            "kind": kind.name,
            **body,
            "metadata": {"name": name, "namespace": namespace, **body.get("metadata", {})},
        }
        query = [("fieldManager", manager), ("force", "true")]
        self._call("PATCH", kind.path(namespace, name), whole, "application/apply-patch+yaml", query)

    def _call(
        self,
        method: str,
        path: str,
        body: KubeObject | None = None,
        content_type: str = "application/json",
        query: list[tuple[str, str]] | None = None,
    ) -> KubeObject:
        """The generated methods send a patch type that custom resources don't support."""
        try:
            answer: tuple[KubeObject, int, object] = self._api.call_api(
                path,
                method,
                query_params=query or [],
                header_params={"Content-Type": content_type, "Accept": "application/json"},
                body=body,
                auth_settings=["BearerToken"],
                response_type="object",
            )
        except HTTPError as error:
            raise Unreachable(f"the cluster does not answer: {error}") from None
        if not isinstance(answer[0], dict):
            raise Unreachable(f"the cluster answered {method} {path} with something other than a JSON object")
        return answer[0]

    def record_event(self, involved: KubeObject, reason: str, message: str, warning: bool) -> None:
        """An event on the object, which `kubectl describe` shows. @raises Unreachable"""
        now, metadata = _now(), involved["metadata"]
        event = {
            "metadata": {"generateName": f"{metadata['name']}-"},
            "involvedObject": {
                "apiVersion": involved["apiVersion"],
                "kind": involved["kind"],
                "name": metadata["name"],
                "namespace": metadata["namespace"],
                "uid": metadata["uid"],
            },
            "reason": reason,
            "message": message[:1024],
            "type": "Warning" if warning else "Normal",
            "source": {"component": "mlops-delivery"},
            "firstTimestamp": now,
            "lastTimestamp": now,
            "count": 1,
        }
        try:
            self._call("POST", EVENT.path(metadata["namespace"]), {"apiVersion": "v1", "kind": "Event", **event})
        except ApiException as error:
            raise _unreachable(error, f"writing an event about {metadata['namespace']}/{metadata['name']}") from None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _unreachable(error: ApiException, doing: str) -> Unreachable:
    return Unreachable(f"{doing}: the cluster answered {error.status} {error.reason}: {error.body or ''}".strip())
