"""Objects of Kubernetes, read and changed under the condition that nobody else changed them meanwhile."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from kubernetes import client, config
from kubernetes.client.exceptions import ApiException
from kubernetes.config.config_exception import ConfigException
from urllib3.exceptions import HTTPError

from mlops_delivery.failure import Refused, Unreachable, WrongInput

KubeObject = dict[str, Any]

CONFLICT = 409
MISSING = 404
# Controllers write an object's status a few times in a row; ten lost races are no accident.
TRIES = 10


@dataclass(frozen=True)
class Kind:
    group: str
    version: str
    plural: str
    name: str


INFERENCE_SERVICE = Kind("serving.kserve.io", "v1beta1", "inferenceservices", "InferenceService")
MODEL = Kind("mlops.seldon.io", "v1alpha1", "models", "Model")
EXPERIMENT = Kind("mlops.seldon.io", "v1alpha1", "experiments", "Experiment")


@dataclass(frozen=True)
class Decision:
    """What to change, as a JSON merge patch, and why; without a patch there is nothing to do."""

    message: str
    patch: KubeObject | None = None


Decide = Callable[[KubeObject], Decision]


def connect() -> client.ApiClient:
    """The cluster of KUBECONFIG, or the one that this runs in."""
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
        self._objects = client.CustomObjectsApi(api)
        self._core = client.CoreV1Api(api)

    def find(self, kind: Kind, namespace: str, name: str) -> KubeObject | None:
        try:
            found: KubeObject = self._objects.get_namespaced_custom_object(
                kind.group, kind.version, namespace, kind.plural, name
            )
        except ApiException as error:
            if error.status == MISSING:
                return None
            raise _unreachable(error, f"reading the {kind.name} {namespace}/{name}") from None
        except HTTPError as error:
            raise Unreachable(f"the cluster does not answer: {error}") from None
        return found

    def get(self, kind: Kind, namespace: str, name: str) -> KubeObject:
        found = self.find(kind, namespace, name)
        if found is None:
            raise Refused(
                f"there is no {kind.name} {namespace}/{name}; nothing was changed. "
                "Was it deleted, or does it have another name or namespace?"
            )
        return found

    def create(self, kind: Kind, namespace: str, body: KubeObject) -> bool:
        """Whether it was not there yet."""
        whole = {"apiVersion": f"{kind.group}/{kind.version}", "kind": kind.name, **body}
        try:
            self._objects.create_namespaced_custom_object(kind.group, kind.version, namespace, kind.plural, whole)
        except ApiException as error:
            if error.status == CONFLICT:
                return False
            raise _unreachable(error, f"creating the {kind.name} {namespace}/{body['metadata']['name']}") from None
        return True

    def delete(self, kind: Kind, namespace: str, name: str) -> bool:
        """Whether it was there."""
        try:
            self._objects.delete_namespaced_custom_object(kind.group, kind.version, namespace, kind.plural, name)
        except ApiException as error:
            if error.status == MISSING:
                return False
            raise _unreachable(error, f"deleting the {kind.name} {namespace}/{name}") from None
        except HTTPError as error:
            raise Unreachable(f"the cluster does not answer: {error}") from None
        return True

    def change(self, kind: Kind, namespace: str, name: str, decide: Decide) -> Decision:
        """Decides anew on the newest object whenever somebody else was faster."""
        for _ in range(TRIES):
            found = self.get(kind, namespace, name)
            decision = decide(found)
            if decision.patch is None or self._patch(kind, found, decision.patch):
                return decision
        raise Unreachable(f"the {kind.name} {namespace}/{name} is changed all the time; gave up after {TRIES} tries")

    def _patch(self, kind: Kind, found: KubeObject, patch: KubeObject) -> bool:
        """False when the object is no longer the one that was read."""
        metadata = found["metadata"]
        version = {"resourceVersion": metadata["resourceVersion"]}
        body = {**patch, "metadata": {**patch.get("metadata", {}), **version}}
        try:
            self.merge_patch(kind, metadata["namespace"], metadata["name"], body)
        except ApiException as error:
            # Gone meanwhile: reading it again says so.
            if error.status in (CONFLICT, MISSING):
                return False
            raise _unreachable(error, f"changing the {kind.name} {metadata['namespace']}/{metadata['name']}") from None
        except HTTPError as error:
            raise Unreachable(f"the cluster does not answer: {error}") from None
        return True

    def merge_patch(self, kind: Kind, namespace: str, path: str, body: KubeObject) -> None:
        """As the generated client would, which sends a kind of patch that custom resources don't take."""
        self._api.call_api(
            f"/apis/{kind.group}/{kind.version}/namespaces/{namespace}/{kind.plural}/{path}",
            "PATCH",
            header_params={"Content-Type": "application/merge-patch+json", "Accept": "application/json"},
            body=body,
            auth_settings=["BearerToken"],
            response_type="object",
        )

    def record_event(self, involved: KubeObject, reason: str, message: str, warning: bool) -> None:
        """An event beside the object, which `kubectl describe` shows."""
        now = _now()
        metadata = involved["metadata"]
        self._core.create_namespaced_event(
            metadata["namespace"],
            client.CoreV1Event(
                metadata=client.V1ObjectMeta(generate_name=f"{metadata['name']}-"),
                involved_object=client.V1ObjectReference(
                    api_version=involved["apiVersion"],
                    kind=involved["kind"],
                    name=metadata["name"],
                    namespace=metadata["namespace"],
                    uid=metadata["uid"],
                ),
                reason=reason,
                message=message[:1024],
                type="Warning" if warning else "Normal",
                source=client.V1EventSource(component="mlops-delivery"),
                first_timestamp=now,
                last_timestamp=now,
                count=1,
            ),
        )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _unreachable(error: ApiException, doing: str) -> Unreachable:
    return Unreachable(f"{doing}: the cluster answered {error.status} {error.reason}: {error.body or ''}".strip())
