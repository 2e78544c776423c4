"""Readiness of an engine's objects."""

from mlops_delivery.canary.cluster import KubeObject


def unready(found: KubeObject) -> str | None:
    """Why an object can't receive traffic yet, from its condition `Ready`."""
    for condition in found.get("status", {}).get("conditions", []):
        if condition["type"] == "Ready":
            return (
                None if condition["status"] == "True" else condition.get("message") or "its condition Ready is not True"
            )
    return "its engine has not reported its readiness yet"
