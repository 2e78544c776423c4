"""Drift of the champion's requests, measured by the platform's own job."""

import urllib.request
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from prometheus_client.parser import text_string_to_metric_families

from fraud_detection.demo.delivery import Delivery
from fraud_detection.registry_names import MODEL_NAME

# The demo takes minutes: everything in the log counts.
HOURS = 24


@dataclass(frozen=True)
class Drift:
    """Distances from 0 to 1, by feature, and the number of requests."""

    rows: int
    features: dict[str, float]

    @property
    def highest(self) -> float:
        return max(self.features.values())

    def __str__(self) -> str:
        name = max(self.features, key=lambda feature: self.features[feature])
        return f"{self.rows} requests, most drift in {name}: {self.features[name]:.2f}"


def measure_drift(delivery: Delivery, payloads: Path, reference: Path, pushgateway: str, html: Path) -> Drift:
    """Writes Evidently's report, pushes the metrics to the Pushgateway, and returns what it received."""
    with TemporaryDirectory() as reports:
        delivery.run(
            *("drift", "--endpoint", MODEL_NAME, "--payloads", str(payloads), "--reference", str(reference)),
            *("--hours", str(HOURS), "--reports", reports),
            PUSHGATEWAY_URL=pushgateway,
        )
        for report in Path(reports).iterdir():
            html.write_bytes(report.read_bytes())
    with urllib.request.urlopen(f"{pushgateway}/metrics", timeout=120) as answer:
        families = {family.name: family.samples for family in text_string_to_metric_families(answer.read().decode())}
    scores = {sample.labels["feature"]: sample.value for sample in families["model_drift_score"]}
    return Drift(int(families["model_drift_rows"][0].value), scores)
