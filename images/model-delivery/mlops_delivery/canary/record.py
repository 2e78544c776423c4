"""
Record of an endpoint's last release, in a ConfigMap `NAME-release` in the endpoint's namespace.

KServe copies the annotations of an InferenceService into the template of its revisions, or of its Deployment, so an
annotation there would redeploy the model (`pkg/controller/v1beta1/inferenceservice/components/predictor.go` of KServe
0.20.0). Its chart can't configure the list of excluded ones.
"""

import dataclasses
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, cast, get_args

from mlops_delivery.canary.cluster import CONFIG_MAP, TRIES, Cluster, Decision, KubeObject
from mlops_delivery.canary.version import Version, same
from mlops_delivery.failure import Refused, Unreachable

# `named`: it was rolled back, and a person named it again; its next release is a new one.
Outcome = Literal["undecided", "promoted", "rolled-back", "named"]

# Number of rolled-back versions to remember, newest first: about two years of one failed release a week. A ConfigMap
# holds 1 MiB, and the key of an object at most 1 KiB:
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
REMEMBERED = 100


@dataclass(frozen=True)
class Record:
    version: Version
    # The version that had the traffic when the release began; None if no other version ever had all of it.
    champion: Version | None
    # RFC 3339, UTC.
    begun: str
    outcome: Outcome = "undecided"
    # Reason of the rollback.
    reason: str = ""
    # Owner of the release, e.g. the name of a workflow; empty for a person.
    release: str = ""
    # Addresses of versions that were rolled back before and not named again since, oldest first. Maintained by
    # `Records`.
    refused: tuple[str, ...] = dataclasses.field(default=(), compare=False)

    def is_about(self, version: Version | None) -> bool:
        return same(self.version, version)

    def decided_for(self, version: Version | None) -> bool:
        """Whether the last release ended with this version as the champion."""
        winner = {"promoted": self.version, "rolled-back": self.champion}.get(self.outcome)
        return same(winner, version)

    def rolled_back(self, version: Version | None) -> bool:
        """Whether the last release was of this version, and was rolled back."""
        return self.outcome == "rolled-back" and self.is_about(version)

    def refuses(self, version: Version | None) -> bool:
        """Whether this version was rolled back, in the last release or an earlier one."""
        return version is not None and (self.rolled_back(version) or version.storage_uri in self.refused)


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class Records:
    """Reads and writes the record of one endpoint; a write only succeeds if nothing changed since the last read."""

    def __init__(self, cluster: Cluster, namespace: str, endpoint: str) -> None:
        self._cluster = cluster
        self._namespace = namespace
        self._endpoint = endpoint
        self._seen: KubeObject | None = None

    def read(self) -> Record | None:
        self._seen = self._cluster.find(CONFIG_MAP, self._namespace, name_of(self._endpoint))
        return None if self._seen is None else _parsed(self._seen.get("data") or {})

    def write(self, record: Record, owner: KubeObject) -> bool:
        """
        Updates the last release, and remembers earlier rollbacks.

        @param owner the endpoint: the record is deleted with it, and an event on it reports a rollback
        @return False if another writer was faster
        """
        before = _parsed((self._seen or {}).get("data") or {})
        written = self._put(dataclasses.replace(record, refused=_refused(before, record)), owner)
        news = before is None or not before.rolled_back(record.version)
        if written and news and record.outcome == "rolled-back":
            self._report(record, owner)
        return written

    def begin(self, record: Record, owner: KubeObject) -> None:
        """Once: a repeated command keeps the start of its release. @raises Refused if another one just started"""
        found = self.read()
        if found is not None and found.is_about(record.version) and found.outcome == "undecided":
            # A command that takes over a release has to end it.
            record = dataclasses.replace(found, release=record.release)
        if not self.write(record, owner):
            raise Refused(f"another release of {self._endpoint} started at the same time")

    def conclude(self, outcome: Outcome, about: Record, owner: KubeObject, reason: str = "") -> Record:
        """
        If the engine has the last word on traffic, the first outcome stays.

        @param about what to record if nothing is known of that version, because the record was deleted
        """
        for _ in range(TRIES):
            found = self.read()
            record = found if found is not None and found.is_about(about.version) else about
            if record.outcome != "rolled-back":
                record = dataclasses.replace(record, outcome=outcome, reason=reason)
            if self.write(record, owner):
                return record
        raise Unreachable(f"{name_of(self._endpoint)} keeps changing; gave up after {TRIES} attempts")

    def name_again(self, version: Version, owner: KubeObject) -> None:
        """A person requests a version that was rolled back: it may be released once more."""
        record = self.read()
        if record is None or not record.refuses(version):
            return
        outcome = "named" if record.is_about(version) else record.outcome
        refused = tuple(uri for uri in record.refused if uri != version.storage_uri)
        self._put(dataclasses.replace(record, outcome=outcome, refused=refused), owner)

    def _put(self, record: Record, owner: KubeObject) -> bool:
        data = _rendered(record)
        if self._seen is None:
            return self._cluster.create(CONFIG_MAP, self._namespace, self._new(data, owner))
        if (self._seen.get("data") or {}) == data:
            return True
        stale = {key: None for key in self._seen.get("data") or {} if key not in data}
        return self._cluster.patch_if_unchanged(CONFIG_MAP, self._seen, Decision("", {"data": {**stale, **data}}))

    def _report(self, record: Record, owner: KubeObject) -> None:
        """An event on the endpoint. The rollback continues if it can't be written."""
        try:
            message = f"{record.version.storage_uri} is rolled back: {record.reason}"
            self._cluster.record_event(owner, "RolledBack", message, warning=True)
        except Unreachable as failure:
            print(f"the event could not be written: {failure}")

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


def _refused(before: Record | None, record: Record) -> tuple[str, ...]:
    """
    Earlier rollbacks, including the last release. Excludes the version that the record is for, which has an outcome,
    and the serving one.
    """
    if before is None:
        return ()
    last = (before.version.storage_uri,) if before.outcome == "rolled-back" else ()
    champion = record.champion.storage_uri if record.champion and record.outcome == "rolled-back" else None
    current = (record.version.storage_uri, champion)
    earlier = (uri for uri in before.refused if uri not in last)
    return tuple(uri for uri in (*earlier, *last) if uri not in current)[-REMEMBERED:]


def _parsed(data: dict[str, str]) -> Record | None:
    """Without what no program wrote: an address has a scheme."""
    data = {key: value for key, value in data.items() if key not in ("version", "champion") or "://" in value}
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
        refused=tuple(data.get("refused", "").splitlines()),
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
        "refused": "\n".join(record.refused),
    }
    return {key: value for key, value in fields.items() if value}
