"""
KServe 0.20 and Knative, as far as they decide which revision gets which traffic; no pod runs.

Modeled after their controllers (KServe: `createKnativeService`, `PropagateStatus`, `buildPredictorResources`), each
controller as a separate step: a test may run them in any order, as a cluster does.
"""

from dataclasses import dataclass, field
from typing import Any

from mlops_delivery.canary.cluster import INFERENCE_SERVICE, KNATIVE_SERVICE, REVISION, Cluster
from mlops_delivery.canary.knative import SOURCE

# What KServe does not copy into the template of a revision, by default.
DISALLOWED = {
    "autoscaling.knative.dev/min-scale",
    "autoscaling.knative.dev/max-scale",
    SOURCE,
    "kubectl.kubernetes.io/last-applied-configuration",
    "modelFormat",
}


@dataclass(frozen=True)
class Share:
    """Of a route's spec (`revision` is empty for the latest) or status."""

    revision: str
    percent: int
    latest: bool

    def rendered(self) -> dict[str, Any]:
        tag = {} if self.latest else {"tag": "prev"}
        name = {"revisionName": self.revision} if self.revision else {}
        return {**name, "percent": self.percent, "latestRevision": self.latest, **tag}


@dataclass
class KnativeService:
    """Knative's state of one service."""

    template: dict[str, Any] | None = None
    generation: int = 0
    wanted: tuple[Share, ...] = ()
    # Configuration.
    observed: int = 0
    created: str = ""
    ready: str = ""
    # Route.
    served: tuple[Share, ...] = ()
    # Status of the service itself, which KServe reads.
    reported_created: str = ""
    reported_ready: str = ""
    reported: tuple[Share, ...] = ()
    sources: dict[str, str] = field(default_factory=dict)
    # Versions whose pods never become ready.
    broken: set[str] = field(default_factory=set)
    # Revisions that failed after they were ready, and deleted ones.
    missing: set[str] = field(default_factory=set)


class Serving:
    def __init__(self, cluster: Cluster, namespace: str, name: str) -> None:
        self.cluster = cluster
        self.namespace = namespace
        self.name = name
        self.knative = KnativeService()
        self.steps = (self.kserve, self.configuration, self.pods, self.route, self.service)

    def settle(self, rounds: int = 8) -> None:
        """Runs until nothing changes any more."""
        for _ in range(rounds):
            for step in self.steps:
                step()

    @property
    def revisions(self) -> list[str]:
        """Addresses of the models of all revisions, in the order of their creation."""
        return list(self.knative.sources.values())

    @property
    def traffic(self) -> dict[str, int]:
        """Percentage of the requests by the address of the answering model."""
        shares: dict[str, int] = {}
        for share in self.knative.served:
            if share.percent:
                source = self.knative.sources[share.revision]
                shares[source] = shares.get(source, 0) + share.percent
        return shares

    def kserve(self) -> None:
        """The InferenceService's controller: the desired Knative Service, then the status from it."""
        found = self.cluster.find(INFERENCE_SERVICE, self.namespace, self.name)
        if found is None:
            return
        status = found.get("status", {}).get("components", {}).get("predictor", {})
        predictor, knative = found["spec"]["predictor"], self.knative
        annotations = found["metadata"].get("annotations", {})
        template = {
            "annotations": {
                **{key: value for key, value in annotations.items() if key not in DISALLOWED},
                SOURCE: predictor["model"].get("storageUri", ""),
            },
            "labels": found["metadata"].get("labels", {}),
            "spec": {key: value for key, value in predictor.items() if key != "canaryTrafficPercent"},
        }
        if not template["annotations"][SOURCE]:
            return
        if template != knative.template:
            knative.template = template
            knative.generation += 1
        percent, stable = predictor.get("canaryTrafficPercent"), status.get("latestRolledoutRevision", "")
        if percent is None or not stable:
            knative.wanted = (Share("", 100, True),)
        else:
            rest = (Share(stable, 100 - percent, False),) if percent < 100 else ()
            knative.wanted = (Share("", percent, True), *rest)
        self._ask()
        self._report(found, status)

    def _ask(self) -> None:
        """Writes the Knative Service."""
        knative, name = self.knative, f"{self.name}-predictor"
        spec = {
            # Represents the template; no controller here reads more of it.
            "template": {"metadata": {"annotations": {"generation": str(knative.generation)}}},
            "traffic": [share.rendered() for share in knative.wanted],
        }
        found = self.cluster.find(KNATIVE_SERVICE, self.namespace, name)
        if found is None:
            self.cluster.create(KNATIVE_SERVICE, self.namespace, {"metadata": {"name": name}, "spec": spec})
        elif found["spec"] != spec:
            self.cluster.merge_patch(KNATIVE_SERVICE, self.namespace, name, {"spec": spec})

    def _report(self, found: dict[str, Any], before: dict[str, Any]) -> None:
        """`PropagateStatus`, and the state of the model."""
        knative = self.knative
        rolled_out = before.get("latestRolledoutRevision", "")
        previous = before.get("previousRolledoutRevision", "")
        shares: dict[str, int] = {}
        for share in knative.reported:
            shares[share.revision] = shares.get(share.revision, 0) + share.percent
        for share in knative.reported:
            if share.revision != knative.reported_ready or not share.latest:
                continue
            if rolled_out != knative.reported_ready:
                if share.percent == 100:
                    previous, rolled_out = rolled_out, knative.reported_ready
            elif (
                knative.reported_ready == knative.reported_created
                and share.percent < 100
                and shares[share.revision] == 100
                and previous
            ):
                rolled_out = previous
        ready = knative.reported_created == knative.reported_ready != ""
        status = {
            # Of the Knative Service, which counts other changes than the InferenceService.
            "observedGeneration": knative.generation,
            "components": {
                "predictor": {
                    "latestCreatedRevision": knative.reported_created,
                    "latestReadyRevision": knative.reported_ready,
                    "latestRolledoutRevision": rolled_out,
                    "previousRolledoutRevision": previous,
                    "traffic": [share.rendered() for share in knative.reported],
                }
            },
            "modelStatus": {
                "transitionStatus": "UpToDate" if ready else "InProgress",
                "copies": {"failedCopies": 0, "totalCopies": 1},
                "states": {"activeModelState": "Loaded", "targetModelState": "Loaded" if ready else "Pending"},
            },
        }
        if status != {key: found.get("status", {}).get(key) for key in status}:
            path = f"{self.name}/status"
            self.cluster.merge_patch(INFERENCE_SERVICE, self.namespace, path, {"status": status})

    def configuration(self) -> None:
        """A new template is a new revision, whatever changed in it."""
        knative = self.knative
        if knative.template is None or knative.observed == knative.generation:
            return
        knative.observed = knative.generation
        knative.created = f"{self.name}-predictor-{len(knative.sources) + 1:05}"
        template = knative.template
        knative.sources[knative.created] = template["annotations"][SOURCE]
        metadata = {
            "name": knative.created,
            "annotations": template["annotations"],
            "labels": {**template["labels"], "serving.knative.dev/service": f"{self.name}-predictor"},
        }
        body = {"metadata": metadata, "spec": {"containers": [{"name": "kserve-container", "image": "server"}]}}
        self.cluster.create(REVISION, self.namespace, body)

    def pods(self) -> None:
        knative = self.knative
        if knative.created and knative.sources[knative.created] not in knative.broken:
            knative.ready = knative.created

    def route(self) -> None:
        """The gateway has the desired configuration from here on, unless a revision of it is missing."""
        knative = self.knative
        if knative.ready and self._blocked is None:
            shares = (Share(share.revision or knative.ready, share.percent, share.latest) for share in knative.wanted)
            knative.served = tuple(shares)

    @property
    def _blocked(self) -> str | None:
        wanted = (share.revision or self.knative.ready for share in self.knative.wanted)
        return next((name for name in wanted if name in self.knative.missing), None)

    def service(self) -> None:
        """The Knative Service's controller: copies the status of configuration and route."""
        knative, name = self.knative, f"{self.name}-predictor"
        found = self.cluster.find(KNATIVE_SERVICE, self.namespace, name)
        if found is None:
            return
        if knative.observed == knative.generation:
            knative.reported_created, knative.reported_ready = knative.created, knative.ready
        knative.reported = knative.served
        done = [(share.percent, share.latest) for share in knative.served] == [
            (share.percent, share.latest) for share in knative.wanted
        ]
        condition = {"type": "RoutesReady", "status": "True" if done else "Unknown"}
        if self._blocked is not None:
            condition = {"type": "RoutesReady", "status": "False", "message": f'Revision "{self._blocked}" failed'}
        status = {
            "observedGeneration": found["metadata"]["generation"],
            "conditions": [condition],
            "traffic": [share.rendered() for share in knative.reported],
        }
        if status != found.get("status"):
            self.cluster.merge_patch(KNATIVE_SERVICE, self.namespace, f"{name}/status", {"status": status})


def serve_canary(cluster: Cluster, endpoint: str, champion: str, challenger: str) -> None:
    """An endpoint with the addresses of two versions, of which the second has 10 % of the traffic."""
    predictor = {"model": {"modelFormat": {"name": "sklearn"}, "storageUri": champion}}
    cluster.create(INFERENCE_SERVICE, "default", {"metadata": {"name": endpoint}, "spec": {"predictor": predictor}})
    running = Serving(cluster, "default", endpoint)
    running.settle()
    split = {"canaryTrafficPercent": 10, "model": {"storageUri": challenger}}
    cluster.merge_patch(INFERENCE_SERVICE, "default", endpoint, {"spec": {"predictor": split}})
    running.settle()
