"""
Releases in KServe's mode Standard, which has a single revision: a second InferenceService runs next to the endpoint
while gates check it, and is removed again. All the traffic goes to the version in Git.
"""

import dataclasses
from typing import NoReturn

from mlops_delivery.canary import readiness
from mlops_delivery.canary.cluster import INFERENCE_SERVICE, Cluster, Decision, KubeObject
from mlops_delivery.canary.inference_service import CHALLENGER
from mlops_delivery.canary.record import Record, Records, now
from mlops_delivery.canary.request import Begin, Undo
from mlops_delivery.canary.target import Target
from mlops_delivery.canary.version import PROVENANCE, Version, same
from mlops_delivery.failure import GitFirst, Refused, TooLate, WrongInput


def candidate_name(endpoint: str) -> str:
    return f"{endpoint}-challenger"


def candidate(service: KubeObject, version: Version) -> KubeObject:
    """A copy of the endpoint with another version."""
    metadata, spec = service["metadata"], service["spec"]
    kept = {
        key: value for key, value in metadata.get("annotations", {}).items() if key.startswith("serving.kserve.io/")
    }
    provenance = {} if version.provenance is None else {PROVENANCE: version.provenance}
    # Requests of gates must not count as payloads for drift.
    predictor = {key: value for key, value in spec["predictor"].items() if key != "logger"}
    return {
        "metadata": {
            "name": candidate_name(metadata["name"]),
            "labels": metadata.get("labels", {}),
            "annotations": {**kept, **provenance},
        },
        "spec": {
            **spec,
            "predictor": {**predictor, "model": {**predictor["model"], "storageUri": version.storage_uri}},
        },
    }


class StandardRelease:
    def __init__(self, cluster: Cluster, target: Target) -> None:
        self._cluster = cluster
        self._target = target
        self._candidate = candidate_name(target.endpoint)
        self._records = Records(cluster, target.namespace, target.endpoint)

    def start(self, begin: Begin) -> Decision:
        if begin.percent > 0:
            self._refuse_share(begin.percent)
        namespace, version = self._target.namespace, begin.version
        service = self._endpoint()
        named = service["metadata"].get("annotations", {}).get(CHALLENGER)
        if begin.proposed and named != version.storage_uri:
            raise Refused(f"the endpoint names {named or 'no version'} as challenger, not {version.storage_uri}")
        champion = _version_of(service)
        self._refuse_other(version.storage_uri)
        # Recorded first: an object without a record would never be removed.
        self._records.begin(Record(version, champion, now(), release=self._target.release), service)
        if not self._cluster.create(INFERENCE_SERVICE, namespace, candidate(service, version)):
            self._refuse_other(version.storage_uri)
        self._target.wait_until(
            f"{self._candidate} did not become ready",
            lambda: readiness.unready(self._cluster.get(INFERENCE_SERVICE, namespace, self._candidate)),
        )
        return Decision(f"{version.storage_uri} runs next to {self._target.endpoint}, without traffic")

    def shadow(self) -> Decision:
        raise WrongInput("shadow: KServe can't mirror traffic; only --engine seldon can")

    def step(self, percent: int) -> Decision:
        self._refuse_share(percent)

    def promote(self) -> Decision:
        record, uri = self._records.read(), self._target.storage_uri or self._standing_beside()
        if record is not None and uri is not None and record.rolled_back(Version(uri)):
            raise Refused(f"{uri} was rolled back; start it again to retry")
        decision = self._remove("Git gives it all the traffic")
        endpoint = self._endpoint()
        if record is not None or uri is not None:
            self._records.conclude("promoted", record or self._about(str(uri), endpoint), endpoint)
        return decision

    def rollback(self, undo: Undo) -> Decision:
        uri = self._standing_beside()
        self._refuse_other(undo.storage_uri)
        record = self._records.read()
        if record is not None and record.version.storage_uri == uri and undo.is_older_than(record.begun):
            raise TooLate(f"the alert is older than the release of {uri}: it is for another version")
        # Recorded first: a deleted version can't be identified.
        if uri is None:
            return self._undo_promoted(undo, record)
        version, endpoint = Version(uri), self._endpoint()
        serves = _version_of(endpoint)
        done = self._records.conclude("rolled-back", self._about(uri, endpoint), endpoint, undo.reason)
        decision = self._remove(undo.reason)
        if same(serves, version):
            # Git already names it, and its release ended before that was recorded.
            self._wait_for_git(version, undo.committed)
        return dataclasses.replace(decision, record=done)

    def _about(self, uri: str, endpoint: KubeObject) -> Record:
        """What the cluster shows of a version, where its record was deleted."""
        version, serves = Version(uri), _version_of(endpoint)
        return Record(version, None if same(serves, version) else serves, now(), release=self._target.release)

    def _undo_promoted(self, undo: Undo, record: Record | None) -> Decision:
        """A version with all the traffic is only changed through Git: a deployment has one version, and Argo CD deploys
        it."""
        if undo.storage_uri is None:
            return Decision(f"nothing runs next to {self._target.endpoint}")
        served, endpoint = Version(undo.storage_uri), self._endpoint()
        if record is None or not record.is_about(served):
            raise Refused(f"{undo.storage_uri} is not the last release. Nothing was changed")
        if record.champion is None and same(_version_of(endpoint), served):
            raise Refused(f"{undo.storage_uri} is the first version: there is nothing to roll back to")
        record = self._records.conclude("rolled-back", record, endpoint, undo.reason)
        if same(_version_of(endpoint), served):
            self._wait_for_git(served, undo.committed)
        return Decision(f"{self._target.endpoint} does not have {undo.storage_uri}", record=record)

    def _wait_for_git(self, served: Version, committed: bool) -> None:
        """Waits until the endpoint no longer has the version. @raises GitFirst while Git names it"""
        if not committed:
            raise GitFirst(f"{served.storage_uri} is rolled back once Git names the champion: Argo CD deploys it")

        def why_not() -> str | None:
            endpoint = self._endpoint()
            if same(_version_of(endpoint), served):
                return f"{self._target.endpoint} still has {served.storage_uri}"
            return readiness.unready(endpoint)

        self._target.wait_until("the champion did not return", why_not)

    def settle(self) -> Decision:
        return Decision("nothing to settle")

    def end(self, undo: Undo) -> Decision | None:
        record, beside = self._records.read(), self._standing_beside()
        if record is None:
            # The record was deleted: the object next to the endpoint is the challenger.
            return self.rollback(undo) if beside is not None and beside == undo.storage_uri else None
        if record.release != self._target.release or record.outcome == "promoted":
            return None
        gone = beside is None and not same(_version_of(self._endpoint()), record.version)
        # Finishes a rollback that was interrupted after it was recorded.
        if record.outcome == "rolled-back" and gone:
            return None
        return self.rollback(dataclasses.replace(undo, storage_uri=record.version.storage_uri))

    def _endpoint(self) -> KubeObject:
        return self._cluster.get(INFERENCE_SERVICE, self._target.namespace, self._target.endpoint)

    def _remove(self, reason: str) -> Decision:
        self._refuse_other(self._target.storage_uri)
        if not self._cluster.delete(INFERENCE_SERVICE, self._target.namespace, self._candidate):
            return Decision(f"nothing runs next to {self._target.endpoint}")
        return Decision(f"{self._candidate} is removed: {reason}")

    def _standing_beside(self) -> str | None:
        found = self._cluster.find(INFERENCE_SERVICE, self._target.namespace, self._candidate)
        uri: str | None = found["spec"]["predictor"]["model"].get("storageUri") if found else None
        return uri

    def _refuse_other(self, expected: str | None) -> None:
        uri = self._standing_beside()
        if expected is not None and uri is not None and uri != expected:
            raise Refused(f"another release is in progress: {uri}, this one is for {expected}. Roll it back first")

    def _refuse_share(self, percent: int) -> NoReturn:
        raise Refused(
            f"{self._target.endpoint} can't give {percent} % to a version: KServe's mode Standard has a single revision"
        )


def _version_of(service: KubeObject) -> Version | None:
    uri = service["spec"]["predictor"].get("model", {}).get("storageUri")
    return Version(uri, service["metadata"].get("annotations", {}).get(PROVENANCE)) if uri else None
