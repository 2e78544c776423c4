"""Knative's state of an endpoint: its traffic, and the version of each revision."""

from mlops_delivery.canary.cluster import INFERENCE_SERVICE, KNATIVE_SERVICE, REVISION, Cluster, KubeObject
from mlops_delivery.canary.inference_service import State, is_standard, knative_name, state_of
from mlops_delivery.canary.version import PROVENANCE, Version

# KServe writes the model's address into the template of every revision:
# https://github.com/kserve/kserve/blob/v0.20.0/pkg/constants/constants.go
SOURCE = "internal.serving.kserve.io/storage-initializer-sourceuri"


class Knative:
    def __init__(self, cluster: Cluster, namespace: str) -> None:
        self._cluster = cluster
        self._namespace = namespace
        # Revisions are immutable.
        self._known: dict[str, Version] = {}

    def state(self, service: KubeObject) -> State:
        """For an InferenceService that was already read."""
        knative = self._cluster.find(KNATIVE_SERVICE, self._namespace, knative_name(service["metadata"]["name"]))
        return state_of(service, knative, self.version)

    def look(self, endpoint: str) -> State:
        return self.state(self._cluster.get(INFERENCE_SERVICE, self._namespace, endpoint))

    def without_pods(self, revision: str) -> str | None:
        """Why a revision that is marked as ready doesn't answer; its condition ignores pods that crash later."""
        status = (self._cluster.find(REVISION, self._namespace, revision) or {}).get("status", {})
        wanted = status.get("desiredReplicas", 0)
        missing = wanted > 0 and not status.get("actualReplicas")
        return f"none of the {wanted} pods of {revision} is ready" if missing else None

    def version(self, name: str) -> Version | None:
        """None if the revision was deleted, or serves no model from a store."""
        if name and name not in self._known:
            found = self._cluster.find(REVISION, self._namespace, name)
            annotations = (found or {}).get("metadata", {}).get("annotations", {})
            if SOURCE in annotations:
                self._known[name] = Version(annotations[SOURCE], annotations.get(PROVENANCE))
        return self._known.get(name)


def serving_version(cluster: Cluster, namespace: str, endpoint: str) -> Version | None:
    """The champion, in either mode of KServe; None while nothing serves."""
    service = cluster.get(INFERENCE_SERVICE, namespace, endpoint)
    state = Knative(cluster, namespace).state(service)
    return state.version if is_standard(service) else state.champion
