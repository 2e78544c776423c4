"""The six chapters. Each asserts its claims; a failed claim ends the demo."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from fraud_detection.demo.addresses import Addresses
from fraud_detection.demo.delivery import Delivery
from fraud_detection.demo.drift import Drift, measure_drift
from fraud_detection.demo.load import Load
from fraud_detection.demo.monitoring import alert_state, evaluations, query
from fraud_detection.demo.processes import Processes
from fraud_detection.demo.progress import wait_for
from fraud_detection.demo.rollout import CANARY_PERCENT, Rollout
from fraud_detection.demo.webhook import Alert, Webhook
from fraud_detection.demo.workspace import Candidate, Workspace
from fraud_detection.errors import RefusedError

# Rules are evaluated every second if the machine is fast enough.
EVALUATIONS = "evaluations of the rules"
REQUESTS = "requests to the challenger"
# Without an alert until both are reached, the challenger is promoted.
CANARY = {EVALUATIONS: 25, REQUESTS: 30}
# An alert is expected before both are reached; about thirty evaluations are enough.
ALERT = {EVALUATIONS: 150, REQUESTS: 60}
# Alerts on a challenger stay for 90 s.
ALERT_END = {EVALUATIONS: 300}
# One slow request in a window of half a minute is its 99th percentile, and on a busy machine any request may be slow.
CANARIES = 3
# Chapter 4 has no challenger.
DRIFT_ALERT = {EVALUATIONS: 150}
# With fewer requests than this, drift may be pure chance.
DRIFT_REQUESTS = {"requests": 300}
P99 = "model:latency_p99_seconds:rate5m"


class ClaimError(RefusedError):
    """A claim of the demo is false."""


@dataclass(frozen=True)
class Chapter:
    """
    The result of a chapter: a sentence for each claim, its start (Unix time) and duration in seconds; the reason if it
    failed.
    """

    title: str
    findings: tuple[str, ...]
    started: float
    seconds: float
    failure: str | None = None


@dataclass(frozen=True)
class Stage:
    """Everything that the chapters use."""

    addresses: Addresses
    processes: Processes
    workspace: Workspace
    delivery: Delivery
    rollout: Rollout
    webhook: Webhook
    load: Load
    folder: Path


_Tell = Callable[[str], None]


def claim(holds: bool, what: str, *numbers: str) -> None:
    """Raises ClaimError unless it is true, with the numbers that explain why."""
    if not holds:
        raise ClaimError("\n   ".join([f"claim failed: {what}", *numbers]))


def first_champion(stage: Stage, tell: _Tell) -> None:
    stage.workspace.reproduce("First model", {"model": {"kind": "logistic_regression"}})
    candidate = stage.workspace.register()
    claim(candidate.decision.passed, "the first model passes its gates")
    tell(_registered(candidate))
    _deploy(stage, candidate)
    stage.rollout.serve_first()
    tell(stage.load.test())
    stage.load.start(drift=False)


def better_challenger(stage: Stage, tell: _Tell) -> None:
    before = stage.rollout.champion_version
    candidate = _candidate(stage, tell, "Boosting finds interactions", {"model": {"kind": "gradient_boosting"}})
    claim(candidate.decision.gain is not None and candidate.decision.gain.low > 0, "the challenger is better")
    _deploy(stage, candidate)
    _canary_promotes(stage, tell, candidate.version)
    claim(stage.rollout.champion_version != before, "another version is serving")


def slow_challenger(stage: Stage, tell: _Tell) -> None:
    before = stage.rollout.champion_version
    candidate = _candidate(stage, tell, "A committee of pipelines", {"model": {"kind": "committee"}})
    _deploy(stage, candidate)
    stage.webhook.forget()
    failed_before = _failed(stage)
    stage.rollout.start_canary()
    started = time.monotonic()
    alert = _await_alert(stage, "rollback", ALERT)
    measured = _measured(stage)
    claim(alert is not None, f"an alert triggers a rollback within {_amounts(ALERT)}", measured, *_states(stage))
    stage.rollout.roll_back(alert.name)
    tell(f"{alert.name} after {time.monotonic() - started:.0f} s: {measured}; rolled back")
    claim(alert.name == "CanarySlow", f"the alert is CanarySlow, not {alert.name}")
    claim(stage.rollout.champion_version == before, "the champion is still serving")
    claim(_failed(stage) == failed_before, "no request failed in the meantime")
    tell("no request failed in the meantime")


def drifting_data(stage: Stage, tell: _Tell) -> None:
    before = stage.rollout.champion_version
    _await_requests(stage)
    stage.load.start(drift=True)
    asked_before = stage.rollout.set_payloads_aside()
    # Meanwhile drifted requests arrive.
    calm = _drift(stage, asked_before, "before")
    tell(f"before: {calm}")
    stage.webhook.forget()
    _await_requests(stage)
    drifted = _drift(stage, stage.rollout.payload_log, "after")
    claim(drifted.highest > calm.highest, "the requests show drift")
    tell(f"the data changes: {drifted}")
    alert = _await_alert(stage, "retrain", DRIFT_ALERT)
    claim(alert is not None, f"an alert triggers retraining within {_amounts(DRIFT_ALERT)}", *_states(stage))
    tell(f"{alert.name}: {alert.summary}")
    new_rows = {"seed": 20260401, "covariate_drift": True, "concept_drift": True}
    changes = {"data": new_rows, "model": {"kind": "gradient_boosting"}}
    candidate = _candidate(stage, tell, "Retraining on drifted rows", changes)
    _deploy(stage, candidate)
    _canary_promotes(stage, tell, candidate.version)
    claim(stage.rollout.champion_version != before, "the retrained version is serving")


def tampered_model(stage: Stage, tell: _Tell) -> None:
    model = stage.rollout.champion_folder / "model.pkl"
    signed = model.read_bytes()
    # The champion, with its signed statement, and one bit flipped.
    middle = len(signed) // 2
    model.write_bytes(signed[:middle] + bytes([signed[middle] ^ 1]) + signed[middle + 1 :])
    try:
        stage.rollout.deploy(stage.rollout.champion_version)
    except RefusedError as refusal:
        tell(str(refusal))
    else:
        raise ClaimError("claim failed: a changed model is rejected")
    finally:
        model.write_bytes(signed)


def trace(stage: Stage, tell: _Tell) -> None:
    lines = stage.rollout.trace().splitlines()
    for line in lines:
        tell(line)
    commit, data = stage.workspace.made_of()
    chain = "\n".join(lines)
    claim(commit in chain and data in chain, "the chain ends with the champion's commit and rows")
    claim(stage.workspace.has(commit, data), "code and data are still there")


CHAPTERS: tuple[tuple[str, Callable[[Stage, _Tell], None]], ...] = (
    ("A champion is trained and serves", first_champion),
    ("A better challenger passes its gates, gets a tenth of the traffic and is promoted", better_challenger),
    ("A slow challenger is rolled back by the platform's alert", slow_challenger),
    ("The data drifts: alert, retraining, canary, promotion", drifting_data),
    ("A tampered model is rejected", tampered_model),
    ("The serving version and its provenance", trace),
)


def tell_story(stage: Stage, show: Callable[[str], None], chapters: list[Chapter]) -> None:
    """Runs all chapters in order and appends each, also one that fails; `show` receives each line as it happens."""
    for number, (title, run) in enumerate(CHAPTERS, start=1):
        show(f"{number}. {title}")
        findings: list[str] = []
        began, started = time.time(), time.monotonic()

        def tell(line: str, findings: list[str] = findings) -> None:
            findings.append(line)
            show(f"   {line}")

        failure = None
        try:
            run(stage, tell)
            stage.processes.check()
        except Exception as error:
            failure = str(error) or type(error).__name__
            raise
        finally:
            chapters.append(Chapter(title, tuple(findings), began, time.monotonic() - started, failure))


def _candidate(stage: Stage, tell: _Tell, message: str, changes: dict[str, dict[str, object]]) -> Candidate:
    stage.workspace.reproduce(message, changes)
    candidate = stage.workspace.register()
    tell(_registered(candidate))
    for reason in candidate.decision.reasons:
        tell(f"  {reason}")
    claim(candidate.decision.passed, "the challenger passes its gates")
    return candidate


def _deploy(stage: Stage, candidate: Candidate) -> None:
    stage.rollout.release(candidate, stage.workspace.folder)
    stage.rollout.deploy(candidate.version)


def _canary_promotes(stage: Stage, tell: _Tell, version: str) -> None:
    for canary in range(1, CANARIES + 1):
        stage.webhook.forget()
        stage.rollout.start_canary()
        alert = _await_alert(stage, "rollback", CANARY)
        measured = f"canary at {CANARY_PERCENT} %: {_measured(stage)}"
        if alert is None:
            stage.rollout.promote()
            tell(f"{measured}, no alert; promoted")
            return
        stage.rollout.roll_back(alert.name)
        tell(f"{measured}, {alert.name}; rolled back")
        if canary < CANARIES:
            tell("the machine may have paused; repeated when the alert has ended")
            _await_end(stage, alert)
            stage.rollout.repeat(version)
    raise ClaimError(f"claim failed: no alert rolls the challenger back\n   {measured}, {alert.name}")


def _await_end(stage: Stage, alert: Alert) -> None:
    def look() -> bool | None:
        stage.processes.check()
        return alert_state(stage.addresses, alert.name) == "inactive" or None

    ended = wait_for(look, lambda: {EVALUATIONS: evaluations(stage.addresses)}, ALERT_END)
    claim(ended is not None, f"{alert.name} ends within {_amounts(ALERT_END)}", *_states(stage))


def _await_alert(stage: Stage, action: str, limit: Mapping[str, float]) -> Alert | None:
    """None if there is none although the limit is reached."""

    def look() -> Alert | None:
        stage.processes.check()
        return stage.webhook.first(action)

    def done() -> dict[str, float]:
        return {EVALUATIONS: evaluations(stage.addresses), REQUESTS: _to_challenger(stage)}

    return wait_for(look, done, limit)


def _await_requests(stage: Stage) -> None:
    log = stage.rollout.payload_log

    def done() -> dict[str, float]:
        # Each has a line, and so does its response.
        return {"requests": len(log.read_text().splitlines()) // 2 if log.exists() else 0}

    wait_for(stage.processes.check, done, DRIFT_REQUESTS)


def _drift(stage: Stage, payloads: Path, name: str) -> Drift:
    reference = stage.rollout.champion_folder / "reference.parquet"
    html = stage.folder / f"drift-{name}.html"
    return measure_drift(stage.delivery, payloads, reference, stage.addresses.url("pushgateway"), html)


def _failed(stage: Stage) -> float:
    return query(stage.addresses, 'sum(haproxy_frontend_http_responses_total{proxy="predictions", code="5xx"})') or 0


def _to_challenger(stage: Stage) -> float:
    """Answered by its server since the demo began. Counted by the proxy, which answers even if the server is slow."""
    slot = f'{{proxy="models", server="{stage.rollout.challenger}"}}'
    return query(stage.addresses, f"sum(haproxy_server_http_responses_total{slot})") or 0


def _measured(stage: Stage) -> str:
    slow = {role: query(stage.addresses, f'{P99}{{role="{role}"}}') for role in ("challenger", "champion")}
    requests = query(stage.addresses, 'sum(request_predict_seconds_count{role="challenger"})') or 0
    return f"{requests:.0f} requests, p99 {_ms(slow['challenger'])}, champion {_ms(slow['champion'])}"


def _states(stage: Stage) -> list[str]:
    """Of the alerts that the demo waits for, and of their source."""
    alerts = ", ".join(f"{name} {alert_state(stage.addresses, name)}" for name in ("CanarySlow", "ModelDataDrift"))
    scraped = query(stage.addresses, 'avg(avg_over_time(up{job="models"}[1m]))') or 0
    return [f"alerts: {alerts}", f"Prometheus read {scraped:.0%} of the model servers' metrics in the last minute"]


def _amounts(limit: Mapping[str, float]) -> str:
    return " and ".join(f"{amount} {kind}" for kind, amount in limit.items())


def _registered(candidate: Candidate) -> str:
    return (
        f"version {candidate.version} ({candidate.params.model.kind}): average precision "
        f"{candidate.metrics['average_precision']:.3f} on {candidate.metrics['rows']} unseen rows"
    )


def _ms(seconds: float | None) -> str:
    return "unknown" if seconds is None else f"{seconds * 1000:.0f} ms"
