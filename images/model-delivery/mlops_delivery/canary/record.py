"""
What is known of an endpoint's last release, in a ConfigMap `NAME-release` of the endpoint's namespace.

KServe copies the annotations of an InferenceService into the template of its revisions, or of its Deployment, so a note
there deploys the model again (`pkg/controller/v1beta1/inferenceservice/components/predictor.go` of KServe 0.20.0). The
list of those that it leaves out can't be set by its chart.
"""

import dataclasses
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, cast, get_args

from mlops_delivery.canary.cluster import CONFIG_MAP, Cluster, Decision, KubeObject
from mlops_delivery.canary.version import Version, same
from mlops_delivery.failure import Refused

# `named`: it was rolled back, and a person named it again; its next release is a new one.
Outcome = Literal["undecided", "promoted", "rolled-back", "named"]


@dataclass(frozen=True)
class Record:
    version: Version
    # The version that had the traffic when the release began; None when no other version ever had all of it.
    champion: Version | None
    # RFC 3339, UTC.
    begun: str
    outcome: Outcome = "undecided"
    # Why it was rolled back.
    reason: str = ""
    # What runs it, e.g. the name of a workflow; empty for a person.
    release: str = ""

    def is_about(self, version: Version | None) -> bool:
        return same(self.version, version)

    def rolled_back(self, version: Version | None) -> bool:
        return self.outcome == "rolled-back" and self.is_about(version)


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class Records:
    """Reads and writes the record of one endpoint; a write counts only if nothing changed since the last read."""

    def __init__(self, cluster: Cluster, namespace: str, endpoint: str) -> None:
        self._cluster = cluster
        self._namespace = namespace
        self._endpoint = endpoint
        self._seen: KubeObject | None = None

    def read(self) -> Record | None:
        self._seen = self._cluster.find(CONFIG_MAP, self._namespace, name_of(self._endpoint))
        return None if self._seen is None else _parsed(self._seen.get("data") or {})

    def rolled_back(self) -> Record | None:
        record = self.read()
        return record if record is not None and record.outcome == "rolled-back" else None

    def write(self, record: Record, owner: KubeObject) -> bool:
        """
        @param owner the endpoint: the record is deleted with it
        @return False when another writer was faster
        """
        data = _rendered(record)
        if self._seen is None:
            return self._cluster.create(CONFIG_MAP, self._namespace, self._new(data, owner))
        if (self._seen.get("data") or {}) == data:
            return True
        stale = {key: None for key in self._seen.get("data") or {} if key not in data}
        return self._cluster.patch_if_unchanged(CONFIG_MAP, self._seen, Decision("", {"data": {**stale, **data}}))

    def begin(self, record: Record, owner: KubeObject) -> None:
        """Once: a repeated command keeps when its release began. @raises Refused when another one began just now"""
        found = self.read()
        if found is not None and found.is_about(record.version) and found.outcome == "undecided":
            # Whoever takes a release up has to end it.
            record = dataclasses.replace(found, release=record.release)
        if not self.write(record, owner):
            raise Refused(f"another release of {self._endpoint} began at the same time")

    def conclude(self, outcome: Outcome, reason: str, owner: KubeObject) -> None:
        """Where the engine has the last word on traffic, the first outcome stays."""
        found = self.read()
        if found is not None and found.outcome != "rolled-back":
            self.write(dataclasses.replace(found, outcome=outcome, reason=reason), owner)

    def _new(self, data: dict[str, str], owner: KubeObject) -> KubeObject:
        reference = {
            "apiVersion": owner["apiVersion"],
            "kind": owner["kind"],
            "name": owner["metadata"]["name"],
            "uid": owner["metadata"]["uid"],
        }
        labels = {"mlops/model": self._endpoint}
        metadata = {"name": name_of(self._endpoint), "labels": labels, "ownerReferences": [reference]}
        return {"metadata": metadata, "data": data}


def name_of(endpoint: str) -> str:
    return f"{endpoint}-release"


def _parsed(data: dict[str, str]) -> Record | None:
    if "version" not in data:
        return None
    outcome = data.get("outcome", "undecided")
    return Record(
        version=Version(data["version"], data.get("provenance")),
        champion=Version(data["champion"], data.get("champion-provenance")) if "champion" in data else None,
        begun=data.get("begun", ""),
        outcome=cast(Outcome, outcome) if outcome in get_args(Outcome) else "undecided",
        reason=data.get("reason", ""),
        release=data.get("release", ""),
    )


def _rendered(record: Record) -> dict[str, str]:
    champion = record.champion
    fields = {
        "version": record.version.storage_uri,
        "provenance": record.version.provenance,
        "champion": champion.storage_uri if champion else None,
        "champion-provenance": champion.provenance if champion else None,
        "begun": record.begun,
        "outcome": record.outcome,
        "reason": record.reason,
        "release": record.release,
    }
    return {key: value for key, value in fields.items() if value}
