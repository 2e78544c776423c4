"""Load on an endpoint, with the objectives as thresholds: Locust's exit status is 1 if one is missed.

SLO_P99_SECONDS, SLO_ERROR_RATE and MINIMUM_REQUESTS are the limits; without them nothing is checked. With
MAXIMUM_REQUESTS it ends after that many, however long they take.
"""

import os
from itertools import cycle

import gevent
from locust import HttpUser, constant_throughput, events, task
from locust.env import Environment

from fraud_detection.registry_names import MODEL_NAME
from fraud_detection.schema import FEATURES
from fraud_detection.transactions import Drift, generate

REQUESTS_PER_SECOND = float(os.environ.get("REQUESTS_PER_SECOND_PER_USER", "5"))
DRIFT = os.environ.get("LOAD_DRIFT", "") == "true"
ROWS = generate(2_000, seed=4_242, drift=Drift(covariate=DRIFT, concept=DRIFT))[list(FEATURES)].to_dict("records")


class CardTerminal(HttpUser):
    """Sends one transaction at a time."""

    wait_time = constant_throughput(REQUESTS_PER_SECOND)

    def on_start(self) -> None:
        self.rows = cycle(ROWS)

    @task
    def predict(self) -> None:
        self.client.post(f"/v1/models/{MODEL_NAME}:predict", json={"instances": [next(self.rows)]}, name="predict")


@events.init.add_listener
def end_after_enough(environment: Environment, **_: object) -> None:
    most = int(os.environ.get("MAXIMUM_REQUESTS", "0"))

    def count(**_: object) -> None:
        if environment.stats.total.num_requests == most:
            # From outside: it ends the user who has just received the answer.
            gevent.spawn(environment.runner.quit)

    if most:
        environment.events.request.add_listener(count)


@events.quitting.add_listener
def judge(environment: Environment, **_: object) -> None:
    """Lists every missed objective."""
    total = environment.stats.total
    missed = []
    if (limit := os.environ.get("SLO_P99_SECONDS")) and total.get_response_time_percentile(0.99) > float(limit) * 1000:
        missed.append(f"p99 {total.get_response_time_percentile(0.99):.0f} ms, objective {float(limit) * 1000:.0f} ms")
    if (limit := os.environ.get("SLO_ERROR_RATE")) and total.fail_ratio > float(limit):
        missed.append(f"errors {total.fail_ratio:.2%}, objective {float(limit):.2%}")
    if (least := os.environ.get("MINIMUM_REQUESTS")) and total.num_requests < int(least):
        missed.append(f"{total.num_requests} requests, fewer than the required {least}")
    for reason in missed:
        print(f"objective missed: {reason}")
    environment.process_exit_code = 1 if missed else 0
