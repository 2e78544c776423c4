"""Addresses of the demo's servers: consecutive local ports."""

from dataclasses import dataclass

from fraud_detection.serving.proxy import Slot

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Addresses:
    """`first_port` and the eight that follow."""

    first_port: int

    @property
    def ports(self) -> dict[str, int]:
        names = (
            "mlflow",
            "proxy",
            "proxy-metrics",
            "model-blue",
            "model-green",
            "prometheus",
            "alertmanager",
            "pushgateway",
            "webhook",
        )
        return {name: self.first_port + number for number, name in enumerate(names)}

    def url(self, name: str) -> str:
        return f"http://{self.target(name)}"

    def target(self, name: str) -> str:
        return f"{HOST}:{self.ports[name]}"

    def slot(self, slot: Slot) -> str:
        return f"model-{slot}"
