"""
Changes of a release to a Model and an Experiment of Seldon Core 2.

The champion is the Model with the endpoint's name, which Git describes; the challenger is next to it. Weights are
shares of the traffic: https://docs.seldon.ai/seldon-core-2/user-guide/kubernetes-resources/experiment

Before that, traffic is mirrored to a separate Model: Seldon Core counts by the name of a Model, so mirrored requests
are counted separately from real ones.
"""

from collections.abc import Callable

from mlops_delivery.canary.cluster import Decision, KubeObject
from mlops_delivery.canary.version import PROVENANCE, Version
from mlops_delivery.failure import Refused

# On an Experiment: its challenger was rolled back. It doesn't create a revision.
ROLLED_BACK = "mlops/rolled-back"


def challenger_name(endpoint: str) -> str:
    return f"{endpoint}-challenger"


def shadow_name(endpoint: str) -> str:
    return f"{endpoint}-shadow"


def twin(model: KubeObject, name: str, version: Version) -> KubeObject:
    """The same Model under another name, with another version."""
    metadata = model["metadata"]
    provenance = {} if version.provenance is None else {PROVENANCE: version.provenance}
    return {
        "metadata": {
            "name": name,
            "labels": metadata.get("labels", {}),
            "annotations": provenance,
        },
        "spec": {**model["spec"], "storageUri": version.storage_uri},
    }


def version_of(model: KubeObject) -> Version:
    return Version(model["spec"].get("storageUri", ""), model["metadata"].get("annotations", {}).get(PROVENANCE))


def experiment(endpoint: str, percent: int) -> KubeObject:
    return {
        "metadata": {"name": endpoint},
        "spec": {"default": endpoint, "candidates": _candidates(endpoint, percent)},
    }


def begin(percent: int) -> Callable[[KubeObject], Decision]:
    """Initial weights of a release, in an Experiment that an earlier one left."""

    def decide(found: KubeObject) -> Decision:
        return Decision(
            f"the challenger starts with {percent} %",
            {
                "metadata": {"annotations": {ROLLED_BACK: None}},
                "spec": _split(found["metadata"]["name"], percent),
            },
        )

    return decide


def mirror(found: KubeObject) -> Decision:
    """Mirrors everything to the shadow; responses still come from the champion."""
    _refuse_rolled_back(found)
    name = found["metadata"]["name"]
    if challenger_percent(found) > 0:
        raise Refused(f"the challenger of {name} has {challenger_percent(found)} % already: the shadow step is over")
    wanted = {"name": shadow_name(name), "percent": 100}
    if found["spec"].get("mirror") == wanted:
        return Decision(f"the challenger of {name} already gets a copy of all the traffic")
    return Decision(f"the challenger of {name} gets a copy of all the traffic", {"spec": {"mirror": wanted}})


def weigh(percent: int) -> Callable[[KubeObject], Decision]:
    def decide(found: KubeObject) -> Decision:
        _refuse_rolled_back(found)
        name = found["metadata"]["name"]
        if challenger_percent(found) == percent and not mirrored(found):
            return Decision(f"the challenger of {name} already has {percent} %")
        return Decision(f"the challenger of {name} gets {percent} %", {"spec": _split(name, percent)})

    return decide


def rollback(reason: str) -> Callable[[KubeObject], Decision]:
    def decide(found: KubeObject) -> Decision:
        name = found["metadata"]["name"]
        if rolled_back(found) and challenger_percent(found) == 0:
            return Decision(f"the challenger of {name} was already rolled back")
        return Decision(
            f"the challenger of {name} is rolled back: {reason}",
            {
                "metadata": {"annotations": {ROLLED_BACK: "true"}},
                "spec": _split(name, 0),
            },
        )

    return decide


def serves(found: KubeObject, running: KubeObject, version: Version) -> bool:
    """Whether this version is currently being released."""
    return running["spec"].get("storageUri") == version.storage_uri and not rolled_back(found)


def rolled_back(found: KubeObject) -> bool:
    return ROLLED_BACK in found["metadata"].get("annotations", {})


def refuse_running(found: KubeObject, running: KubeObject, champion: KubeObject) -> None:
    """A promoted challenger keeps its traffic until Git has made it the champion; others are in progress."""
    percent, uri = challenger_percent(found), running["spec"].get("storageUri")
    promoted = percent == 100 and champion["spec"].get("storageUri") == uri
    if asked(found) and not promoted:
        raise Refused(f"another release is in progress: {uri} at {percent} %. Promote it or roll it back first")


def challenger_percent(found: KubeObject) -> int:
    """The challenger's share of all weights, in percent."""
    weights = {candidate["name"]: int(candidate["weight"]) for candidate in found["spec"]["candidates"]}
    total = sum(weights.values())
    return round(100 * weights.get(challenger_name(found["metadata"]["name"]), 0) / total) if total else 0


def mirrored(found: KubeObject) -> bool:
    return found["spec"].get("mirror") is not None


def asked(found: KubeObject) -> bool:
    """Whether the challenger gets requests, or mirrored ones."""
    return challenger_percent(found) > 0 or mirrored(found)


def _refuse_rolled_back(found: KubeObject) -> None:
    if rolled_back(found):
        raise Refused("the challenger was rolled back; start it again to retry")


def _split(endpoint: str, percent: int) -> KubeObject:
    """Traffic shares, without mirroring."""
    return {"candidates": _candidates(endpoint, percent), "mirror": None}


def _candidates(endpoint: str, percent: int) -> list[KubeObject]:
    return [
        {"name": endpoint, "weight": 100 - percent},
        {"name": challenger_name(endpoint), "weight": percent},
    ]
