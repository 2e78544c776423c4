"""Prometheus and Alertmanager for the demo: scrape targets, rules and receivers."""

import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import yaml
from prometheus_client.parser import text_string_to_metric_families

from fraud_detection.demo.addresses import Addresses
from fraud_detection.errors import RefusedError

SECOND = "1s"
# For a busy machine.
TIMEOUT_SECONDS = 120
# Label with the platform's automatic action on an alert.
ACTION_LABEL = "mlops_action"


def write_configs(addresses: Addresses, rules: Path, folder: Path) -> None:
    """prometheus.yaml, alertmanager.yaml and an empty list of model servers."""
    write_roles(folder, {})
    (folder / "prometheus.yaml").write_text(yaml.safe_dump(_prometheus(addresses, rules, folder), sort_keys=False))
    (folder / "alertmanager.yaml").write_text(yaml.safe_dump(_alertmanager(addresses), sort_keys=False))


def write_roles(folder: Path, roles: dict[str, str]) -> None:
    """Sets the role of each model server, by address; Prometheus reloads the file when it changes."""
    targets = [{"targets": [address], "labels": {"role": role}} for address, role in roles.items()]
    temporary = folder / "models.json.new"
    temporary.write_text(json.dumps(targets))
    temporary.replace(folder / "models.json")


def query(addresses: Addresses, expression: str) -> float | None:
    """The value of an expression that returns one; None if it returns none."""
    url = f"{addresses.url('prometheus')}/api/v1/query?{urllib.parse.urlencode({'query': expression})}"
    with urllib.request.urlopen(url, timeout=TIMEOUT_SECONDS) as answer:
        found = json.load(answer)["data"]["result"]
    return float(found[0]["value"][1]) if found else None


def alert_state(addresses: Addresses, name: str) -> str:
    """`firing`, `pending` or `inactive`."""
    states = (state for state in ("firing", "pending") if query(addresses, _alerts(name, state)) is not None)
    return next(states, "inactive")


def evaluations(addresses: Addresses) -> float:
    """How often all rules were evaluated: less often than once a second on a machine that is too busy for it."""
    with urllib.request.urlopen(f"{addresses.url('prometheus')}/metrics", timeout=TIMEOUT_SECONDS) as answer:
        families = {family.name: family for family in text_string_to_metric_families(answer.read().decode())}
    planned, missed = (
        min(sample.value for sample in families[f"prometheus_rule_group_iterations{name}"].samples)
        for name in ("", "_missed")
    )
    return planned - missed


@dataclass(frozen=True)
class Series:
    """An expression over time: its labels, and a value for each second (Unix time)."""

    labels: dict[str, str]
    times: list[float]
    values: list[float]


def query_range(addresses: Addresses, expression: str, start: float, end: float) -> list[Series]:
    """One value per second. Raises RefusedError for an invalid expression."""
    asked = {"query": expression, "start": f"{start:.0f}", "end": f"{end:.0f}", "step": "1"}
    url = f"{addresses.url('prometheus')}/api/v1/query_range?{urllib.parse.urlencode(asked)}"
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT_SECONDS) as answer:
            found = json.load(answer)["data"]["result"]
    except urllib.error.HTTPError as error:
        raise RefusedError(f"Prometheus rejects {expression}: {json.load(error).get('error')}") from None
    return [
        Series(one["metric"], [float(at) for at, _ in one["values"]], [float(value) for _, value in one["values"]])
        for one in found
    ]


def _alerts(name: str, state: str) -> str:
    return f'ALERTS{{alertname="{name}", alertstate="{state}"}}'


def _prometheus(addresses: Addresses, rules: Path, folder: Path) -> dict:
    def static(name: str, target: str, **more: object) -> dict:
        return {"job_name": name, "static_configs": [{"targets": [addresses.target(target)]}], **more}

    return {
        "global": {"scrape_interval": SECOND, "scrape_timeout": SECOND, "evaluation_interval": SECOND},
        "rule_files": [str(rules)],
        "alerting": {"alertmanagers": [{"static_configs": [{"targets": [addresses.target("alertmanager")]}]}]},
        "scrape_configs": [
            {
                "job_name": "models",
                "file_sd_configs": [{"files": [str(folder / "models.json")], "refresh_interval": SECOND}],
            },
            static("proxy", "proxy-metrics"),
            static("pushgateway", "pushgateway", honor_labels=True),
        ],
    }


def _alertmanager(addresses: Addresses) -> dict:
    webhook = {"url": f"{addresses.url('webhook')}/alerts", "send_resolved": False}
    return {
        "route": {
            "receiver": "nobody",
            "routes": [
                {
                    "receiver": "platform",
                    "matchers": [f'{ACTION_LABEL}=~"rollback|retrain"'],
                    "group_by": ["..."],
                    "group_wait": "0s",
                    "group_interval": SECOND,
                    "repeat_interval": "1h",
                }
            ],
        },
        "receivers": [{"name": "nobody"}, {"name": "platform", "webhook_configs": [webhook]}],
    }
