"""
What a release does to an InferenceService of KServe's mode Knative.

https://kserve.github.io/website/docs/model-serving/predictive-inference/rollout-strategies/canary
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mlops_delivery.canary.cluster import Decision, KubeObject
from mlops_delivery.failure import Refused

PROVENANCE = "mlops/provenance"
CHAMPION = "mlops/champion"
CHAMPION_PROVENANCE = "mlops/champion-provenance"
# Who is tried out beside a Model of Seldon Core, for those who read Git.
CHALLENGER = "mlops/challenger"
CHALLENGER_PROVENANCE = "mlops/challenger-provenance"
# The version that was taken back; whoever starts it anew removes it.
ROLLED_BACK = "mlops/rolled-back"

UP_TO_DATE = "UpToDate"
MODE = "serving.kserve.io/deploymentMode"
# The second is what KServe called it before 0.16.
STANDARD = ("Standard", "RawDeployment")


@dataclass(frozen=True)
class Version:
    storage_uri: str
    provenance: str | None = None


@dataclass(frozen=True)
class State:
    """What spec and status of an InferenceService say about a release."""

    version: Version | None
    percent: int | None
    annotations: dict[str, str]
    created: str
    ready: str
    rolled_out: str
    previous: str
    observed: bool
    transition: str

    @property
    def rolled_back(self) -> bool:
        """Whether this very version was; another may have been before it."""
        return self.version is not None and self.annotations.get(ROLLED_BACK) == self.version.storage_uri

    @property
    def champion(self) -> Version | None:
        """Who has the traffic that the canary has not."""
        uri = self.annotations.get(CHAMPION)
        if self.rolled_back and uri:
            return Version(uri, self.annotations.get(CHAMPION_PROVENANCE))
        return self.version


def state_of(service: KubeObject) -> State:
    metadata, status = service["metadata"], service.get("status", {})
    predictor: dict[str, Any] = service["spec"]["predictor"]
    component = status.get("components", {}).get("predictor", {})
    annotations = metadata.get("annotations", {})
    uri = predictor.get("model", {}).get("storageUri")
    return State(
        version=Version(uri, annotations.get(PROVENANCE)) if uri else None,
        percent=predictor.get("canaryTrafficPercent"),
        annotations=annotations,
        created=component.get("latestCreatedRevision", ""),
        ready=component.get("latestReadyRevision", ""),
        rolled_out=component.get("latestRolledoutRevision", ""),
        previous=component.get("previousRolledoutRevision", ""),
        observed=status.get("observedGeneration", 0) >= metadata.get("generation", 0),
        transition=status.get("modelStatus", {}).get("transitionStatus", ""),
    )


def is_standard(service: KubeObject) -> bool:
    """Whether KServe runs it as a plain deployment."""
    return service["metadata"].get("annotations", {}).get(MODE) in STANDARD


def unready(service: KubeObject) -> str | None:
    """Why the newest revision can't take traffic yet."""
    state = state_of(service)
    if not state.observed:
        return "KServe has not looked at the last change yet"
    if not state.created or state.created != state.ready:
        return f"the newest revision is {state.created or 'not there'}, ready is {state.ready or 'none'}"
    if state.transition != UP_TO_DATE:
        return f"the model's transition is {state.transition or 'unknown'}"
    return None


def start(version: Version, percent: int) -> Callable[[KubeObject], Decision]:
    def decide(service: KubeObject) -> Decision:
        state = state_of(service)
        if state.version is not None and state.version.storage_uri == version.storage_uri and not state.rolled_back:
            return Decision(f"{version.storage_uri} has been started already, at {_share(state.percent)}")
        if state.percent is not None and not state.rolled_back:
            raise Refused(
                f"another release is under way: {_uri(state)} at {_share(state.percent)}. "
                "Promote it or roll it back first"
            )
        champion = state.champion
        # KServe splits nothing before a first revision had all the traffic.
        first = champion is None or not state.rolled_out
        annotations = {
            PROVENANCE: version.provenance,
            ROLLED_BACK: None,
            CHAMPION: None if first or champion is None else champion.storage_uri,
            CHAMPION_PROVENANCE: None if first or champion is None else champion.provenance,
        }
        return Decision(
            f"{version.storage_uri} is the first version and takes all the traffic"
            if first
            else f"{version.storage_uri} starts with {percent} %",
            {
                "metadata": {"annotations": annotations},
                "spec": {
                    "predictor": {
                        "canaryTrafficPercent": None if first else percent,
                        "model": {"storageUri": version.storage_uri},
                    }
                },
            },
        )

    return decide


def step(percent: int) -> Callable[[KubeObject], Decision]:
    def decide(service: KubeObject) -> Decision:
        state = state_of(service)
        _refuse_rolled_back(state)
        if state.percent is None:
            return Decision(f"{_uri(state)} has all the traffic: there is nothing to split")
        if state.percent == percent:
            return Decision(f"{_uri(state)} has {percent} % already")
        if percent > 0:
            _refuse_unready(service)
        return Decision(f"{_uri(state)} gets {percent} % instead of {state.percent} %", _percent(percent))

    return decide


def promote(service: KubeObject) -> Decision:
    state = state_of(service)
    _refuse_rolled_back(state)
    if state.percent is None:
        return Decision(f"{_uri(state)} has all the traffic already")
    _refuse_unready(service)
    return Decision(f"{_uri(state)} gets all the traffic", _percent(None))


def rollback(reason: str) -> Callable[[KubeObject], Decision]:
    def decide(service: KubeObject) -> Decision:
        state = state_of(service)
        if state.rolled_back and state.percent == 0:
            return Decision(f"{state.annotations[ROLLED_BACK]} was rolled back already")
        if not state.rolled_out or (state.percent is None and not state.previous):
            raise Refused(
                f"{_uri(state)} is the only version that ever had all the traffic: there is nothing to go back to"
            )
        return Decision(
            f"{_uri(state)} is rolled back: {reason}",
            {"metadata": {"annotations": {ROLLED_BACK: _uri(state)}}, **_percent(0)},
        )

    return decide


def only(decide: Callable[[KubeObject], Decision], expected: str | None) -> Callable[[KubeObject], Decision]:
    """Decides about one release alone: the one that is named, or else the one that was found first."""
    about = expected

    def checked(service: KubeObject) -> Decision:
        nonlocal about
        found = _uri(state_of(service))
        if about is None:
            about = found
        if found != about:
            raise Refused(
                f"another release took over: the endpoint has {found}, this one is about {about}. Nothing was changed"
            )
        return decide(service)

    return checked


def _refuse_rolled_back(state: State) -> None:
    if state.rolled_back:
        raise Refused(f"{state.annotations[ROLLED_BACK]} was rolled back; start it anew to try it again")


def _refuse_unready(service: KubeObject) -> None:
    why = unready(service)
    if why is not None:
        raise Refused(f"{_uri(state_of(service))} is not ready: {why}")


def _percent(percent: int | None) -> KubeObject:
    return {"spec": {"predictor": {"canaryTrafficPercent": percent}}}


def _uri(state: State) -> str:
    return state.version.storage_uri if state.version else "no version"


def _share(percent: int | None) -> str:
    return "all the traffic" if percent is None else f"{percent} %"
