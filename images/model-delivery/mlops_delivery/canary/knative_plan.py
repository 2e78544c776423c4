"""
Changes of a release step to an InferenceService in KServe's mode Knative, based on the serving version.

https://kserve.github.io/website/docs/model-serving/predictive-inference/rollout-strategies/canary
"""

import dataclasses
from collections.abc import Callable

from mlops_delivery.canary.cluster import Decision, KubeObject
from mlops_delivery.canary.inference_service import State, unready
from mlops_delivery.canary.record import Record, now
from mlops_delivery.canary.request import Begin, Undo
from mlops_delivery.canary.version import PROVENANCE, Version, same
from mlops_delivery.failure import Refused, TooLate

Decide = Callable[[State, Record | None], Decision]


def start(begin: Begin, release: str) -> Decide:
    def decide(state: State, record: Record | None) -> Decision:
        if same(state.version, begin.version):
            return _started(begin, release, state, record)
        if begin.proposed:
            raise Refused(f"the endpoint has {_uri(state)}, not {begin.version.storage_uri}: Git has to name it first")
        _refuse_release_under_way(state, record)
        # KServe splits no traffic before a first revision had all of it.
        first = not state.rolled_out
        percent = None if first else begin.percent
        return Decision(
            f"{begin.version.storage_uri} is the first version and gets all the traffic"
            if first
            else f"{begin.version.storage_uri} starts with {begin.percent} %",
            {
                "metadata": {"annotations": {PROVENANCE: begin.version.provenance}},
                "spec": {
                    "predictor": {
                        "canaryTrafficPercent": percent,
                        "model": {"storageUri": begin.version.storage_uri},
                    }
                },
            },
            record=_record(begin, release, state),
        )

    return decide


def _started(begin: Begin, release: str, state: State, record: Record | None) -> Decision:
    """The spec names the version, because Git does or because the command is repeated."""
    uri = begin.version.storage_uri
    if same(state.champion, begin.version) or state.percent is None:
        return Decision(f"{uri} is already started, at {_share(state.percent)}")
    under_way = record if record and record.is_about(begin.version) and record.outcome == "undecided" else None
    return Decision(
        f"{uri} is already started, at {_share(state.percent)}",
        # Fields that only Argo CD applied are removed by a commit that withdraws the proposal; all the traffic would
        # then go to the newest ready revision, which is this one.
        _percent(state.percent),
        owned=True,
        record=dataclasses.replace(under_way, release=release) if under_way else _record(begin, release, state),
    )


def _record(begin: Begin, release: str, state: State) -> Record:
    # The revision of the champion may have been deleted; then Git knows what it served.
    champion = state.champion or (state.named_champion if state.champion_revision else None)
    return Record(begin.version, champion, now(), release=release)


def _refuse_release_under_way(state: State, record: Record | None) -> None:
    if state.version is None or same(state.version, state.champion):
        return
    if record is not None and record.refuses(state.version) and state.percent == 0:
        return
    if not state.rolled_out and state.percent is None:
        # The first version never served.
        return
    raise Refused(
        f"another release is in progress: {_uri(state)} at {_share(state.percent)}. Promote it or roll it back first"
    )


def step(percent: int) -> Decide:
    def decide(state: State, record: Record | None) -> Decision:
        _refuse_rolled_back(state, record)
        _refuse_unjudged(state)
        if same(state.version, state.champion) or state.percent is None:
            return Decision(f"{_uri(state)} has all the traffic: there is nothing to split")
        if state.percent == percent:
            return Decision(f"{_uri(state)} has {percent} % already")
        if percent > 0:
            _refuse_unready(state)
        return Decision(f"{_uri(state)} gets {percent} % instead of {state.percent} %", _percent(percent))

    return decide


def promote(release: str) -> Decide:
    """@param release owner of the release: the record may have been deleted in the meantime"""

    def decide(state: State, record: Record | None) -> Decision:
        _refuse_rolled_back(state, record)
        _refuse_unjudged(state)
        if state.version is None or state.percent is None or same(state.version, state.champion):
            return Decision(f"{_uri(state)} already has all the traffic")
        _refuse_unready(state)
        known = record is not None and record.is_about(state.version)
        return Decision(
            f"{_uri(state)} gets all the traffic",
            _percent(None),
            record=record if known else Record(state.version, state.champion, now(), release=release),
        )

    return decide


def unsettled(state: State, record: Record | None) -> bool:
    """
    Whether the newest revision has a share although it is of the champion: Git deployed the champion again after a
    rollback, or named a promoted version with its share until the promotion was merged.
    """
    return state.percent is not None and (
        (record is not None and record.decided_for(state.version)) or same(state.version, state.champion)
    )


def settle(state: State, record: Record | None) -> Decision:
    """
    Gives all the traffic to the newest revision of the champion: with a share of 0, changes of the endpoint would never
    take effect, and another version may serve.
    """
    if not unsettled(state, record):
        return Decision("nothing to settle")
    _refuse_unjudged(state)
    _refuse_unready(state)
    return Decision(f"{_uri(state)} gets all the traffic at its newest revision", _percent(None))


def displaced(state: State) -> Version | None:
    """
    The champion, if another version got all the traffic without a release: KServe gives it to the first revision of an
    endpoint, which was created again while Git named a version with a share.
    """
    first = state.percent is not None and not state.previous and same(state.version, state.champion)
    return state.named_champion if first and not same(state.version, state.named_champion) else None


def _refuse_unjudged(state: State) -> None:
    champion = displaced(state)
    if champion is not None:
        raise Refused(
            f"{_uri(state)} got all the traffic without a release: the endpoint was created with it. Roll it back by "
            f"name; {champion.storage_uri} then serves again"
        )


def withdraw_share(state: State, _: Record | None) -> Decision:
    """For a version that Git put in place of the one that the share was for: it has not been judged."""
    if not state.percent or same(state.version, state.champion):
        return Decision("nothing to withdraw")
    return Decision(f"{_uri(state)} doesn't inherit the share of the previous version", _percent(0), owned=True)


def rollback(undo: Undo, release: str = "") -> Decide:
    """@param release owner of the release: the record may have been deleted in the meantime"""

    def decide(state: State, record: Record | None) -> Decision:
        version = _meant(undo, state, record)
        champion = _champion_to_return_to(version, state, record)
        way = _back_to(champion, version, state)
        if record is not None and record.rolled_back(version):
            # The record is written first, so the traffic may not have followed yet.
            news = "was already rolled back" if state.serves_only(champion) else f"is rolled back: {record.reason}"
            return dataclasses.replace(way, message=f"{version.storage_uri} {news}", record=record)
        known = record if record is not None and record.is_about(version) else None
        begun = known or Record(version, champion, now(), release=release)
        done = dataclasses.replace(begun, champion=champion, outcome="rolled-back", reason=undo.reason)
        return dataclasses.replace(way, message=f"{version.storage_uri} is rolled back: {undo.reason}", record=done)

    return decide


def _meant(undo: Undo, state: State, record: Record | None) -> Version:
    """
    The version to roll back.

    @raises Refused if it is not in a canary, or if an alert is for another one
    """
    if undo.revision:
        version = _of_alert(undo, state, record)
    elif undo.storage_uri:
        version = Version(undo.storage_uri, _provenance(undo.storage_uri, state, record))
    elif state.version is None or state.percent is None or same(state.version, state.champion):
        raise Refused(f"{_uri(state)} is the champion: name it with --storage-uri to roll it back. Nothing was changed")
    else:
        version = state.version
    if undo.storage_uri and undo.storage_uri != version.storage_uri:
        raise Refused(f"{undo.revision} is {version.storage_uri}, not {undo.storage_uri}. Nothing was changed")
    rolled_back = record is not None and record.rolled_back(version)
    # A rollback in progress is finished, whatever requests it.
    if record is not None and record.is_about(version) and not rolled_back and undo.is_older_than(record.begun):
        raise TooLate(f"the alert began at {undo.since}, the release at {record.begun}: it is for another version")
    if not same(state.version, version) and not same(state.champion, version) and not rolled_back:
        raise Refused(
            f"another release took over: the endpoint has {_uri(state)}, this one is for {version.storage_uri}. "
            "Nothing was changed"
        )
    return version


def _of_alert(undo: Undo, state: State, record: Record | None) -> Version:
    revision = undo.revision or ""
    version = state.version_of(revision)
    if version is not None and record is not None and record.rolled_back(version):
        # Its rollback is finished; the champion may be the newest revision by now.
        return version
    if version is None or revision not in (state.created, state.ready):
        raise TooLate(f"the alert is for {revision}, the newest revision is {state.created}. Nothing was changed")
    if state.percent is None or same(version, state.champion):
        raise TooLate(f"{revision} is the champion: the canary alert comes too late. Nothing was changed")
    return version


def _champion_to_return_to(version: Version, state: State, record: Record | None) -> Version:
    """The version to roll back to. @raises Refused if there is none, or if the version is the champion itself"""
    about_it = record is not None and record.is_about(version)
    if record is not None and about_it and record.champion is not None and record.outcome != "promoted":
        return record.champion
    if state.champion is not None and not same(state.champion, version):
        return state.champion
    if record is not None and about_it and record.champion is not None:
        return record.champion
    if record is not None and record.outcome == "rolled-back" and same(record.champion, version):
        raise Refused(
            f"{version.storage_uri} is the champion that {record.version.storage_uri} was rolled back to: "
            "release another version instead. Nothing was changed"
        )
    # KServe's previous version may have been rolled back itself; then the champion in the record is the last known.
    for served in (state.version_of(state.previous), record.champion if record else None, state.named_champion):
        if served is not None and not same(served, version) and not (record and record.refuses(served)):
            return served
    raise Refused(
        f"{version.storage_uri} is the only version that ever had all the traffic: there is nothing to roll back to"
    )


def _back_to(champion: Version, version: Version, state: State) -> Decision:
    """
    If KServe has no revision of the champion to return to, the champion has to be deployed again. Argo CD does that
    once Git names it, and would revert it before.
    """
    if same(state.version, version):
        if state.champion is None or same(state.champion, champion):
            return Decision("", _percent(0), owned=True)
        if not same(state.champion, version):
            # KServe treated the start as a rollback, and sent the traffic to the version before the champion. The share
            # of 0 stays when Git withdraws the version: it gets nothing while the champion's pods start.
            return Decision("", _percent(0), owned=True, git_first=champion)
        if _goes_back_to(champion, state):
            return Decision("", _percent(0), owned=True)
        return Decision("", git_first=champion)
    if not same(state.version, champion):
        if same(state.champion, version):
            raise Refused(
                f"another version is deployed: {_uri(state)}. Withdraw it in Git, "
                f"then roll {version.storage_uri} back. Nothing was changed"
            )
        return Decision("")
    # Git names the champion again.
    waits = state.percent is not None and (state.blocked is not None or not same(state.champion, champion))
    return Decision("", _percent(None) if waits and unready(state) is None else None)


def _goes_back_to(champion: Version, state: State) -> bool:
    """
    Whether a share of 0 makes KServe return to this version: once the newest revision was rolled out, it goes one
    revision back, whatever that one is.
    """
    if state.rolled_out == state.created:
        return same(state.version_of(state.previous), champion)
    return same(state.version_of(state.rolled_out), champion)


def only(decide: Decide, expected: str | None) -> Decide:
    """Decides about one release only: the named one, or else the one that was found first."""
    about = expected

    def checked(state: State, record: Record | None) -> Decision:
        nonlocal about
        found = _uri(state)
        if about is None:
            about = found
        if found != about:
            raise Refused(
                f"another release took over: the endpoint has {found}, this one is for {about}. Nothing was changed"
            )
        return decide(state, record)

    return checked


def _refuse_rolled_back(state: State, record: Record | None) -> None:
    if record is not None and record.refuses(state.version):
        raise Refused(f"{_uri(state)} was rolled back; start it again to retry")


def _refuse_unready(state: State) -> None:
    why = unready(state)
    if why is not None:
        raise Refused(f"{_uri(state)} is not ready: {why}")


def _provenance(storage_uri: str, state: State, record: Record | None) -> str | None:
    for known in (state.version, state.champion, record.version if record else None):
        if known is not None and known.storage_uri == storage_uri:
            return known.provenance
    return None


def _percent(percent: int | None) -> KubeObject:
    return {"spec": {"predictor": {"canaryTrafficPercent": percent}}}


def _uri(state: State) -> str:
    return state.version.storage_uri if state.version else "no version"


def _share(percent: int | None) -> str:
    return "all the traffic" if percent is None else f"{percent} %"
