"""Releases on KServe's mode Knative: two revisions of one InferenceService."""

import dataclasses
from collections.abc import Callable

from mlops_delivery import pushgateway
from mlops_delivery.canary import knative_plan
from mlops_delivery.canary.cluster import INFERENCE_SERVICE, Cluster, Decision, KubeObject
from mlops_delivery.canary.inference_service import State, unready
from mlops_delivery.canary.knative import Knative
from mlops_delivery.canary.record import Record, Records, now
from mlops_delivery.canary.request import Begin, Undo
from mlops_delivery.canary.target import Target
from mlops_delivery.canary.version import Version, same
from mlops_delivery.failure import GitFirst, Refused, WrongInput


class KnativeRelease:
    def __init__(self, cluster: Cluster, target: Target) -> None:
        self._cluster = cluster
        self._target = target
        self._records = Records(cluster, target.namespace, target.endpoint)
        self._knative = Knative(cluster, target.namespace)

    def start(self, begin: Begin) -> Decision:
        decision = self._change(knative_plan.start(begin, self._target.release))
        uri = begin.version.storage_uri
        self._wait_ready(uri)
        state, _ = self._look()
        if state.percent is not None:
            self._wait_share(state.percent, uri)
        self._refuse_other_champion()
        return decision

    def shadow(self) -> Decision:
        raise WrongInput("shadow: KServe can't mirror traffic; only --engine seldon can")

    def step(self, percent: int) -> Decision:
        about = self._wait_ready(None)
        decision = self._change(knative_plan.only(knative_plan.step(percent), self._target.storage_uri or about))
        self._wait_share(percent, about)
        return decision

    def promote(self) -> Decision:
        about = self._wait_ready(None)
        plan = knative_plan.promote(self._target.release)
        decision = self._change(knative_plan.only(plan, self._target.storage_uri or about))
        self._wait_all(about)
        self._conclude(about)
        pushgateway.forget_challenger(self._target.endpoint)
        return decision

    def settle(self) -> Decision:
        if knative_plan.unsettled(*self._look()):
            self._wait_ready(None)
        return self._change(knative_plan.settle)

    def rollback(self, undo: Undo) -> Decision:
        decision = self._change(knative_plan.rollback(undo, self._target.release))
        if decision.record is not None:
            self._wait_rolled_back(decision.record, undo.committed)
        pushgateway.forget_challenger(self._target.endpoint)
        return decision

    def end(self, undo: Undo) -> Decision | None:
        state, record = self._look()
        if record is None:
            return self._end_unrecorded(state, undo)
        if record.release != self._target.release or record.outcome == "promoted":
            return None
        if record.outcome == "rolled-back":
            return self._finish(state, record, undo)
        if state.percent is None and same(state.champion, record.version):
            self._conclude(record.version.storage_uri)
            return None
        if not same(state.version, record.version):
            self._change(knative_plan.withdraw_share)
            return None
        return self.rollback(dataclasses.replace(undo, storage_uri=record.version.storage_uri))

    def _end_unrecorded(self, state: State, undo: Undo) -> Decision | None:
        """The record was deleted: the cluster shows how far the version of this release got."""
        version = state.version
        if version is None or version.storage_uri != undo.storage_uri:
            return None
        if knative_plan.displaced(state) is not None:
            return self.rollback(undo)
        if state.percent == 0:
            return None
        if state.percent is not None and not same(version, state.champion):
            return self.rollback(undo)
        before = state.version_of(state.previous)
        champion = None if same(before, version) else before
        promoted = Record(version, champion, now(), "promoted", release=self._target.release)
        return self._change(lambda *_: Decision(f"{version.storage_uri} has all the traffic", record=promoted))

    def _finish(self, state: State, record: Record, undo: Undo) -> Decision | None:
        """A rollback that was interrupted, or that had to wait for Git."""
        champion = record.champion
        if champion is None or state.serves_only(champion):
            return None
        if not same(state.version, champion) and not same(state.version, record.version):
            return None
        return self.rollback(dataclasses.replace(undo, reason=record.reason, storage_uri=record.version.storage_uri))

    def _look(self) -> tuple[State, Record | None]:
        return self._knative.look(self._target.endpoint), self._records.read()

    def _change(self, decide: knative_plan.Decide) -> Decision:
        found: list[KubeObject] = []

        def on(service: KubeObject) -> Decision:
            found[:] = [service]
            # The endpoint is read first: any later write of the record is followed by a later write of the endpoint.
            return decide(self._knative.state(service), self._records.read())

        def record(decision: Decision) -> bool:
            return decision.record is None or self._records.write(decision.record, found[0])

        return self._cluster.change(INFERENCE_SERVICE, self._target.namespace, self._target.endpoint, on, record)

    def _wait(self, failed: str, why_not: Callable[[], str | None]) -> None:
        self._target.wait_until(f"{self._target.endpoint} {failed}", why_not)

    def _wait_ready(self, storage_uri: str | None) -> str:
        """Waits until the version of the spec is ready, or another one is deployed. Returns its address."""
        found = ""

        def why_not() -> str | None:
            nonlocal found
            state, record = self._look()
            found = state.version.storage_uri if state.version else ""
            if storage_uri is not None and found != storage_uri:
                raise Refused(f"another release took over while {storage_uri} was starting")
            # A rolled-back version need not become ready: it is rejected anyway.
            rolled_back = record is not None and record.rolled_back(state.version)
            return None if rolled_back else unready(state)

        self._wait("did not become ready", why_not)
        return found

    def _refuse_other_champion(self) -> None:
        """KServe goes one revision back if it treats a start as a rollback, between two reads of Knative."""
        state, record = self._look()
        if record is None or record.champion is None or not record.is_about(state.version):
            return
        if not same(state.champion, record.champion) and not same(state.champion, record.version):
            serving = state.champion.storage_uri if state.champion else "no version"
            raise Refused(f"{record.champion.storage_uri} was serving when the release began, now {serving} is serving")

    def _wait_share(self, percent: int, about: str) -> None:
        def why_not() -> str | None:
            state, record = self._look()
            self._refuse_overtaken(state, record, about)
            if state.percent is None:
                return None
            if state.percent != percent:
                raise Refused(f"another writer set {about} to {state.percent} % instead of {percent} %")
            return None if state.share == percent and state.settled else _why_not_routed(state)

        self._wait(f"{about} did not reach {percent} %", why_not)

    def _wait_all(self, about: str) -> None:
        def why_not() -> str | None:
            state, record = self._look()
            self._refuse_overtaken(state, record, about)
            done = state.version is not None and state.serves_only(state.version)
            return None if done else _why_not_routed(state)

        self._wait(f"{about} did not get all the traffic", why_not)

    def _refuse_overtaken(self, state: State, record: Record | None, about: str) -> None:
        """@raises Refused if another release, or a rollback, happened in between"""
        if state.version is None or state.version.storage_uri != about:
            raise Refused(f"another release took over: {about} is no longer deployed")
        if record is not None and record.rolled_back(state.version):
            # Its rollback may have seen a share of 0 that this command raised afterwards.
            self._change(knative_plan.rollback(Undo(record.reason, about)))
            raise Refused(f"{about} was rolled back in the meantime: {record.reason}")

    def _conclude(self, about: str) -> None:
        def concluded(state: State, record: Record | None) -> Decision:
            if record is None or record.version.storage_uri != about or record.outcome == "promoted":
                return Decision("")
            self._refuse_overtaken(state, record, about)
            return Decision("", record=dataclasses.replace(record, outcome="promoted"))

        self._change(concluded)

    def _wait_rolled_back(self, record: Record, committed: bool) -> None:
        """
        Waits until only the champion serves.

        Repeats the decision: another command may have raised the share, or KServe may have gone back to another
        revision.

        @raises GitFirst if Git has to name the champion before that, and is not known to
        """
        version, champion = record.version, record.champion

        def why_not() -> str | None:
            state, now = self._look()
            if now is None or not now.rolled_back(version):
                raise Refused(f"{version.storage_uri} was released again during its rollback")
            if champion is None:
                return None
            if state.serves_only(champion):
                why = self._knative.without_pods(state.champion_revision)
            else:
                again = self._change(knative_plan.rollback(Undo(record.reason, version.storage_uri)))
                why = _why_not_back(state, champion, again)
                if again.git_first is None and state.blocked is None:
                    return why
            if why is not None and not committed:
                raise GitFirst(
                    f"{version.storage_uri} is rolled back once Git names {champion.storage_uri} and Argo CD deploys "
                    f"it: {why}"
                )
            return why

        self._wait(f"did not return to {champion.storage_uri if champion else 'a champion'}", why_not)


def _why_not_routed(state: State) -> str:
    if state.blocked is not None:
        return f"Knative can't change the route: {state.blocked}"
    return f"{state.created} has {state.share} % of the traffic"


def _why_not_back(state: State, champion: Version, again: Decision) -> str:
    if state.blocked is not None:
        return _why_not_routed(state)
    if again.git_first is not None:
        return f"KServe has no revision of {champion.storage_uri} to return to"
    serving = state.champion.storage_uri if state.champion else "no version"
    return f"{serving} is serving at {state.champion_revision or 'no revision'}, not {champion.storage_uri} everywhere"
