"""What spec and status of an InferenceService contain about a release."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mlops_delivery.canary.cluster import KubeObject
from mlops_delivery.canary.version import PROVENANCE, Version, same

CHAMPION = "mlops/champion"
CHAMPION_PROVENANCE = "mlops/champion-provenance"
# The challenger next to a Model of Seldon Core, for readers of Git.
CHALLENGER = "mlops/challenger"
CHALLENGER_PROVENANCE = "mlops/challenger-provenance"

UP_TO_DATE = "UpToDate"
IN_PROGRESS = "InProgress"
MODE = "serving.kserve.io/deploymentMode"
# The second is KServe's name for it before 0.16.
STANDARD = ("Standard", "RawDeployment")

# The version that a revision serves; None if it was deleted.
VersionOf = Callable[[str], Version | None]


@dataclass(frozen=True)
class Target:
    """A traffic share, as Knative's route reports it."""

    revision: str
    percent: int
    # Follows the newest ready revision.
    latest: bool


@dataclass(frozen=True)
class State:
    # The version in the spec.
    version: Version | None
    percent: int | None
    created: str
    ready: str
    rolled_out: str
    previous: str
    traffic: tuple[Target, ...]
    # Percentage of the newest revision that KServe last set in Knative.
    asked: int | None
    # Whether the gateway has what KServe set, and KServe has noticed.
    routed: bool
    # Why Knative can't route what KServe set, e.g. because the newest revision failed; None while it can.
    blocked: str | None
    transition: str
    pods: int | None
    # The champion that Git names next to a version with a share.
    named_champion: Version | None
    version_of: VersionOf

    @property
    def champion_revision(self) -> str:
        """The revision with the rest of the newest one's traffic; empty while nothing serves."""
        serving = [target for target in self.traffic if target.percent > 0]
        pinned = [target for target in serving if not target.latest]
        return (pinned or serving)[0].revision if serving else ""

    @property
    def champion(self) -> Version | None:
        """
        The serving version, regardless of the spec. With a share for the newest revision it is the other one.

        KServe's route is used, not its `latestRolledoutRevision`, which is where it would send the traffic next.
        """
        return self.version_of(self.champion_revision)

    @property
    def newest(self) -> Version | None:
        return self.version_of(self.created)

    def serves_only(self, version: Version) -> bool:
        """
        Whether this version answers every request, at the gateway as well, and stays so: KServe sends the rest of the
        newest revision's traffic to the one that it considers rolled out, and may notice later than the gateway.
        """
        serving = {self.rolled_out, *(target.revision for target in self.traffic if target.percent > 0)}
        return self.settled and all(same(self.version_of(name), version) for name in serving)

    @property
    def settled(self) -> bool:
        """Whether the traffic matches the current spec, and no longer the previous one."""
        return self.routed and self.asked == (100 if self.percent is None else self.percent)

    @property
    def share(self) -> int:
        """Percentage of the traffic of the newest revision."""
        return sum(target.percent for target in self.traffic if target.revision == self.created)


def state_of(service: KubeObject, knative: KubeObject | None, version_of: VersionOf) -> State:
    """@param knative the Knative Service that KServe created from it, whose status has the actual route"""
    metadata, status = service["metadata"], service.get("status", {})
    annotations = metadata.get("annotations", {})
    predictor: dict[str, Any] = service["spec"]["predictor"]
    component = status.get("components", {}).get("predictor", {})
    model = status.get("modelStatus", {})
    uri = predictor.get("model", {}).get("storageUri")
    return State(
        version=Version(uri, annotations.get(PROVENANCE)) if uri else None,
        percent=predictor.get("canaryTrafficPercent"),
        created=component.get("latestCreatedRevision", ""),
        ready=component.get("latestReadyRevision", ""),
        rolled_out=component.get("latestRolledoutRevision", ""),
        previous=component.get("previousRolledoutRevision", ""),
        traffic=_targets((knative or {}).get("status", {})),
        asked=next((target.percent for target in _targets((knative or {}).get("spec", {})) if target.latest), None),
        routed=knative is not None and _routed(knative) and _targets(component) == _targets(knative["status"]),
        blocked=_blocked(knative or {}),
        transition=model.get("transitionStatus", ""),
        # KServe omits a 0.
        pods=model["copies"].get("totalCopies", 0) if "copies" in model else None,
        named_champion=named_in(annotations, CHAMPION, CHAMPION_PROVENANCE),
        version_of=version_of,
    )


def named_in(annotations: Mapping[str, str], uri_key: str, provenance_key: str) -> Version | None:
    """The version that annotations name."""
    uri = annotations.get(uri_key)
    return Version(uri, annotations.get(provenance_key)) if uri else None


def _targets(part: KubeObject) -> tuple[Target, ...]:
    return tuple(
        Target(target.get("revisionName", ""), target.get("percent") or 0, target.get("latestRevision", False))
        for target in part.get("traffic") or []
    )


def _routed(knative: KubeObject) -> bool:
    observed = knative.get("status", {}).get("observedGeneration")
    return observed == knative["metadata"]["generation"] and _routes_ready(knative).get("status") == "True"


def _blocked(knative: KubeObject) -> str | None:
    condition = _routes_ready(knative)
    return condition.get("message") or "its route is not ready" if condition.get("status") == "False" else None


def _routes_ready(knative: KubeObject) -> dict[str, str]:
    conditions = knative.get("status", {}).get("conditions", [])
    return next((condition for condition in conditions if condition["type"] == "RoutesReady"), {})


def is_standard(service: KubeObject) -> bool:
    """Whether KServe runs it as a plain deployment."""
    return service["metadata"].get("annotations", {}).get(MODE) in STANDARD


def knative_name(endpoint: str) -> str:
    """For the Knative Service that KServe creates."""
    return f"{endpoint}-predictor"


def unready(state: State) -> str | None:
    """
    Why the version of the spec can't receive traffic yet.

    `status.observedGeneration` doesn't help: KServe copies it from a Knative Service, that of the transformer or
    explainer if there is one, which counts other changes.
    """
    if not same(state.newest, state.version):
        return f"KServe has not deployed it yet, the newest revision is {state.created or 'not there'}"
    if state.created != state.ready:
        return f"the newest revision is {state.created}, ready is {state.ready or 'none'}"
    # A ready revision without traffic is scaled to zero, and reloads its model on the first request.
    asleep = state.transition == IN_PROGRESS and state.pods == 0
    # While a route is blocked, KServe reports no model as loaded.
    if state.transition != UP_TO_DATE and not asleep and state.blocked is None:
        return f"the model's transition is {state.transition or 'unknown'}"
    return None
