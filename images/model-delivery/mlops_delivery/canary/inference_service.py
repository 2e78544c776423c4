"""What spec and status of an InferenceService say about a release."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mlops_delivery.canary.cluster import KubeObject
from mlops_delivery.canary.version import PROVENANCE, Version, same

CHAMPION = "mlops/champion"
CHAMPION_PROVENANCE = "mlops/champion-provenance"
# Who is tried out beside a Model of Seldon Core, for those who read Git.
CHALLENGER = "mlops/challenger"
CHALLENGER_PROVENANCE = "mlops/challenger-provenance"

UP_TO_DATE = "UpToDate"
IN_PROGRESS = "InProgress"
MODE = "serving.kserve.io/deploymentMode"
# The second is what KServe called it before 0.16.
STANDARD = ("Standard", "RawDeployment")

# The version that a revision serves; None when it is gone.
VersionOf = Callable[[str], Version | None]


@dataclass(frozen=True)
class Target:
    """A share of the traffic, as Knative's route reports it."""

    revision: str
    percent: int
    # Follows the newest revision that is ready.
    latest: bool


@dataclass(frozen=True)
class State:
    # What the spec names.
    version: Version | None
    percent: int | None
    created: str
    ready: str
    rolled_out: str
    previous: str
    traffic: tuple[Target, ...]
    # Per cent of the newest revision, as KServe asked Knative for it last.
    asked: int | None
    # Whether the gateway has what KServe asked for, and KServe knows.
    routed: bool
    transition: str
    pods: int | None
    version_of: VersionOf

    @property
    def champion_revision(self) -> str:
        """The revision with the traffic that the newest one has not; empty as long as nothing serves."""
        serving = [target for target in self.traffic if target.percent > 0]
        pinned = [target for target in serving if not target.latest]
        return (pinned or serving)[0].revision if serving else ""

    @property
    def champion(self) -> Version | None:
        """
        The version that serves, whatever the spec says. With a share for the newest revision it is the other one.

        KServe's route counts, not its `latestRolledoutRevision`, which is where it would send the traffic next.
        """
        return self.version_of(self.champion_revision)

    @property
    def newest(self) -> Version | None:
        return self.version_of(self.created)

    def serves_only(self, version: Version) -> bool:
        """
        Whether every request is answered by this version, at the gateway as well, and stays so: KServe sends what the
        newest revision has not to the one that it calls rolled out, which it may notice later than the gateway.
        """
        serving = {self.rolled_out, *(target.revision for target in self.traffic if target.percent > 0)}
        return self.settled and all(same(self.version_of(name), version) for name in serving)

    @property
    def settled(self) -> bool:
        """Whether the traffic follows the spec, and no longer what it said before."""
        return self.routed and self.asked == (100 if self.percent is None else self.percent)

    @property
    def share(self) -> int:
        """Per cent of the traffic that the newest revision has."""
        return sum(target.percent for target in self.traffic if target.revision == self.created)


def state_of(service: KubeObject, knative: KubeObject | None, version_of: VersionOf) -> State:
    """@param knative the Knative Service that KServe made of it, whose status says what the route really does"""
    metadata, status = service["metadata"], service.get("status", {})
    predictor: dict[str, Any] = service["spec"]["predictor"]
    component = status.get("components", {}).get("predictor", {})
    model = status.get("modelStatus", {})
    uri = predictor.get("model", {}).get("storageUri")
    return State(
        version=Version(uri, metadata.get("annotations", {}).get(PROVENANCE)) if uri else None,
        percent=predictor.get("canaryTrafficPercent"),
        created=component.get("latestCreatedRevision", ""),
        ready=component.get("latestReadyRevision", ""),
        rolled_out=component.get("latestRolledoutRevision", ""),
        previous=component.get("previousRolledoutRevision", ""),
        traffic=_targets((knative or {}).get("status", {})),
        asked=next((target.percent for target in _targets((knative or {}).get("spec", {})) if target.latest), None),
        routed=knative is not None and _routed(knative) and _targets(component) == _targets(knative["status"]),
        transition=model.get("transitionStatus", ""),
        # KServe leaves out a 0.
        pods=model["copies"].get("totalCopies", 0) if "copies" in model else None,
        version_of=version_of,
    )


def _targets(part: KubeObject) -> tuple[Target, ...]:
    return tuple(
        Target(target.get("revisionName", ""), target.get("percent") or 0, target.get("latestRevision", False))
        for target in part.get("traffic") or []
    )


def _routed(knative: KubeObject) -> bool:
    status = knative.get("status", {})
    ready = {condition["type"]: condition["status"] for condition in status.get("conditions", [])}
    return status.get("observedGeneration") == knative["metadata"]["generation"] and ready.get("RoutesReady") == "True"


def is_standard(service: KubeObject) -> bool:
    """Whether KServe runs it as a plain deployment."""
    return service["metadata"].get("annotations", {}).get(MODE) in STANDARD


def knative_name(endpoint: str) -> str:
    """Of the Knative Service that KServe makes."""
    return f"{endpoint}-predictor"


def unready(state: State) -> str | None:
    """
    Why the version of the spec can't take traffic yet.

    `status.observedGeneration` says nothing about it: KServe copies it from a Knative Service, the transformer's or
    explainer's where there is one, which counts other changes.
    """
    if not same(state.newest, state.version):
        return f"KServe has not deployed it yet, the newest revision is {state.created or 'not there'}"
    if state.created != state.ready:
        return f"the newest revision is {state.created}, ready is {state.ready or 'none'}"
    # A revision that was ready and has no traffic is scaled to zero, and loads its model again with the first request.
    asleep = state.transition == IN_PROGRESS and state.pods == 0
    if state.transition != UP_TO_DATE and not asleep:
        return f"the model's transition is {state.transition or 'unknown'}"
    return None
