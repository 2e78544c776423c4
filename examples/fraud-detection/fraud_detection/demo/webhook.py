"""Receives Alertmanager's calls and keeps them for the waiting chapter."""

import json
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from fraud_detection.demo.monitoring import ACTION_LABEL


@dataclass(frozen=True)
class Alert:
    """A call from Alertmanager."""

    name: str
    action: str
    summary: str


class Webhook:
    """A context: a server on `port` that keeps what Alertmanager posts."""

    def __init__(self, port: int) -> None:
        self._alerts: list[Alert] = []
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def forget(self) -> None:
        """Discards earlier calls."""
        with self._lock:
            self._alerts.clear()

    def first(self, action: str) -> Alert | None:
        """The first alert with this action that has arrived so far."""
        with self._lock:
            return next((alert for alert in self._alerts if alert.action == action), None)

    def _receive(self, payload: dict) -> None:
        with self._lock:
            for alert in payload["alerts"]:
                labels = alert["labels"]
                summary = alert["annotations"].get("summary", "")
                self._alerts.append(Alert(labels["alertname"], labels.get(ACTION_LABEL, ""), summary))

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        webhook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                webhook._receive(json.loads(body))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """The demo logs Alertmanager's calls itself."""

        return Handler
