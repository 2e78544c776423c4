"""Metrics of jobs, as Prometheus would scrape them from a real Pushgateway."""

import shutil
import socket
import subprocess
from collections.abc import Iterator

import pytest
import requests
from prometheus_client import CollectorRegistry, Gauge
from ready import wait_until_it_answers

from mlops_delivery import pushgateway
from mlops_delivery.failure import Unreachable


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    program = shutil.which("prometheus-pushgateway") or shutil.which("pushgateway")
    if program is None:
        pytest.skip("NOT RUN, no Pushgateway: apt-get install prometheus-pushgateway")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    # Debian's service persists metrics in a file by default.
    process = subprocess.Popen(
        [program, f"--web.listen-address={address}", "--persistence.file="],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://{address}"
    monkeypatch.setenv("PUSHGATEWAY_URL", url)
    try:
        wait_until_it_answers(f"{url}/-/ready")
        yield url
    finally:
        process.kill()
        process.wait()


def push(endpoint: str, **features: float) -> None:
    registry = CollectorRegistry()
    score = Gauge("model_drift_score", "Drift of a feature", ["endpoint", "feature"], registry=registry)
    for feature, value in features.items():
        score.labels(endpoint, feature).set(value)
    pushgateway.publish(registry, "model-drift", endpoint)


def scores(gateway: str) -> list[str]:
    lines = requests.get(f"{gateway}/metrics", timeout=5).text.splitlines()
    return sorted(line for line in lines if line.startswith("model_drift_score{"))


def test_the_last_run_of_a_job_replaces_the_one_before_and_no_other_endpoint(gateway: str) -> None:
    push("fraud", amount=0.1, hour=0.2)
    push("churn", age=0.3)
    push("fraud", amount=0.4)
    assert scores(gateway) == [
        'model_drift_score{endpoint="churn",feature="age",instance="",job="model-drift"} 0.3',
        'model_drift_score{endpoint="fraud",feature="amount",instance="",job="model-drift"} 0.4',
    ]


def test_an_unreachable_gateway_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUSHGATEWAY_URL", "http://127.0.0.1:1")
    with pytest.raises(Unreachable, match=r"the Pushgateway at http://127.0.0.1:1 does not accept metrics"):
        push("fraud", amount=0.1)


def series(gateway: str) -> set[str]:
    lines = requests.get(f"{gateway}/metrics", timeout=5).text.splitlines()
    return {line for line in lines if line.startswith(("model_release_running{", "model_canary_verdict{"))}


def test_a_release_is_known_from_its_start_to_its_end(gateway: str) -> None:
    pushgateway.release_began("fraud")
    pushgateway.release_began("churn")
    verdict = CollectorRegistry()
    Gauge("model_canary_verdict", "Verdict", ["verdict"], registry=verdict).labels("inconclusive").set(1)
    pushgateway.publish(verdict, pushgateway.VERDICT_JOB, "fraud")
    running = 'model_release_running{{endpoint="{}",instance="",job="model-release"}} 1'
    assert series(gateway) == {
        running.format("fraud"),
        running.format("churn"),
        'model_canary_verdict{endpoint="fraud",instance="",job="model-canary",verdict="inconclusive"} 1',
    }
    pushgateway.release_ended("fraud")
    assert series(gateway) == {running.format("churn")}


def test_a_release_continues_without_a_gateway(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PUSHGATEWAY_URL", "http://127.0.0.1:1")
    pushgateway.release_began("fraud")
    pushgateway.release_ended("fraud")
    assert "alerts are not aware of this release" in capsys.readouterr().out
