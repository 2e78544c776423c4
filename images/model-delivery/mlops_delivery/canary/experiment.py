"""
What a release does to a Model and an Experiment of Seldon Core 2.

The champion is the Model of the endpoint's name, which Git describes; the challenger stands beside it. Weights are
shares of the traffic: https://docs.seldon.ai/seldon-core-2/user-guide/kubernetes-resources/experiment
"""

from collections.abc import Callable

from mlops_delivery.canary.cluster import Decision, KubeObject
from mlops_delivery.canary.inference_service import PROVENANCE, ROLLED_BACK, Version
from mlops_delivery.failure import Refused


def challenger_name(endpoint: str) -> str:
    return f"{endpoint}-challenger"


def challenger_model(champion: KubeObject, version: Version) -> KubeObject:
    """The champion's twin with another version."""
    metadata = champion["metadata"]
    provenance = {} if version.provenance is None else {PROVENANCE: version.provenance}
    return {
        "metadata": {
            "name": challenger_name(metadata["name"]),
            "labels": metadata.get("labels", {}),
            "annotations": provenance,
        },
        "spec": {**champion["spec"], "storageUri": version.storage_uri},
    }


def experiment(endpoint: str, percent: int) -> KubeObject:
    return {
        "metadata": {"name": endpoint},
        "spec": {"default": endpoint, "candidates": _candidates(endpoint, percent)},
    }


def retarget(version: Version) -> Callable[[KubeObject], Decision]:
    """Gives the challenger's Model another version."""

    def decide(model: KubeObject) -> Decision:
        if model["spec"].get("storageUri") == version.storage_uri:
            return Decision(f"the challenger is {version.storage_uri} already")
        return Decision(
            f"the challenger becomes {version.storage_uri}",
            {
                "metadata": {"annotations": {PROVENANCE: version.provenance}},
                "spec": {"storageUri": version.storage_uri},
            },
        )

    return decide


def begin(percent: int) -> Callable[[KubeObject], Decision]:
    """First weights of a release, in an Experiment that an earlier one left."""

    def decide(found: KubeObject) -> Decision:
        return Decision(
            f"the challenger starts with {percent} %",
            {
                "metadata": {"annotations": {ROLLED_BACK: None}},
                "spec": {"candidates": _candidates(found["metadata"]["name"], percent)},
            },
        )

    return decide


def weigh(percent: int) -> Callable[[KubeObject], Decision]:
    def decide(found: KubeObject) -> Decision:
        if ROLLED_BACK in found["metadata"].get("annotations", {}):
            raise Refused("the challenger was rolled back; start it anew to try it again")
        name = found["metadata"]["name"]
        if challenger_percent(found) == percent:
            return Decision(f"the challenger of {name} has {percent} % already")
        return Decision(
            f"the challenger of {name} gets {percent} %", {"spec": {"candidates": _candidates(name, percent)}}
        )

    return decide


def rollback(reason: str) -> Callable[[KubeObject], Decision]:
    def decide(found: KubeObject) -> Decision:
        name = found["metadata"]["name"]
        if ROLLED_BACK in found["metadata"].get("annotations", {}) and challenger_percent(found) == 0:
            return Decision(f"the challenger of {name} was rolled back already")
        return Decision(
            f"the challenger of {name} is rolled back: {reason}",
            {
                "metadata": {"annotations": {ROLLED_BACK: "true"}},
                "spec": {"candidates": _candidates(name, 0)},
            },
        )

    return decide


def serves(found: KubeObject, running: KubeObject, version: Version) -> bool:
    """Whether this version is being released right now."""
    rolled_back = ROLLED_BACK in found["metadata"].get("annotations", {})
    return running["spec"].get("storageUri") == version.storage_uri and not rolled_back


def refuse_running(found: KubeObject, running: KubeObject, champion: KubeObject) -> None:
    """A promoted challenger keeps its traffic until Git has made it the champion; any other is a release under way."""
    percent, uri = challenger_percent(found), running["spec"].get("storageUri")
    promoted = percent == 100 and champion["spec"].get("storageUri") == uri
    if percent > 0 and not promoted:
        raise Refused(f"another release is under way: {uri} at {percent} %. Promote it or roll it back first")


def challenger_percent(found: KubeObject) -> int:
    """The challenger's share of all weights, in per cent."""
    weights = {candidate["name"]: int(candidate["weight"]) for candidate in found["spec"]["candidates"]}
    total = sum(weights.values())
    return round(100 * weights.get(challenger_name(found["metadata"]["name"]), 0) / total) if total else 0


def unready(model: KubeObject) -> str | None:
    for condition in model.get("status", {}).get("conditions", []):
        if condition["type"] == "Ready":
            return (
                None if condition["status"] == "True" else condition.get("message") or "its condition Ready is not True"
            )
    return "Seldon Core has not said yet whether it is ready"


def _candidates(endpoint: str, percent: int) -> list[KubeObject]:
    return [
        {"name": endpoint, "weight": 100 - percent},
        {"name": challenger_name(endpoint), "weight": percent},
    ]
