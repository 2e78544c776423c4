"""`retrain`"""

import argparse
from datetime import UTC, datetime

from mlops_delivery import store
from mlops_delivery.failure import WrongInput
from mlops_delivery.retraining import settings
from mlops_delivery.retraining.decision import why_not
from mlops_delivery.retraining.engines import engine_of
from mlops_delivery.retraining.settings import Settings
from mlops_delivery.subcommands import Subcommands


def add_to(commands: Subcommands) -> None:
    command = commands.add_parser("retrain", help="starts a training, unless one is running or has started recently")
    command.add_argument("--endpoint", required=True, metavar="NAME")
    command.add_argument("--settings", required=True, metavar="FILE")
    command.add_argument("--reason", required=True, metavar="TEXT")
    command.add_argument("--alert", metavar="FILE", help="payload of Alertmanager; only trains while the alert fires")
    command.add_argument("--data-version", metavar="VERSION", help="default: the pipeline's own default")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    found = settings.parse(store.read_object(options.settings), options.settings)
    if found.endpoint != options.endpoint:
        raise WrongInput(f"{options.settings}: it is for {found.endpoint!r}, not for {options.endpoint!r}")
    if found.engine == "none":
        print(f"{options.endpoint} is not retrained automatically")
        return 0
    if options.alert and not fires_for(store.read_object(options.alert), options.endpoint):
        print(f"no alert for {options.endpoint} is firing: nothing was started")
        return 0
    print(_start(options, found, datetime.now(UTC)))
    return 0


def fires_for(payload: dict[str, object], endpoint: str) -> bool:
    """https://prometheus.io/docs/alerting/latest/configuration/#webhook_config"""
    alerts = payload.get("alerts")
    if not isinstance(alerts, list):
        raise WrongInput("--alert: expected an Alertmanager webhook payload, it has no list `alerts`")
    return any(
        alert.get("status") == "firing" and alert.get("labels", {}).get("endpoint") == endpoint for alert in alerts
    )


def _start(options: argparse.Namespace, found: Settings, now: datetime) -> str:
    engine = engine_of(found)
    reason = why_not(engine.runs(found.pipeline), now, found.minimum_hours)
    if reason is not None:
        return f"nothing was started: {reason}"
    parameters = {"endpoint": options.endpoint, "reason": options.reason}
    if options.data_version:
        parameters["data_version"] = options.data_version
    # Two calls within a minute are for the same training.
    name = f"retrain-{options.endpoint}-{now:%Y%m%dT%H%MZ}"
    return f"started {engine.start(found.pipeline, name, parameters)}: {options.reason}"
