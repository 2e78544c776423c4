"""The proxy that splits traffic between two slots by weight, as the platform's gateway does between revisions.

HAProxy accepts new weights on its admin socket, without losing a request.
"""

import csv
import socket
from pathlib import Path
from typing import Literal

Slot = Literal["blue", "green"]
BACKEND = "models"
FULL = 100


def proxy_config(port: int, metrics_port: int, slots: dict[Slot, int], admin_socket: Path) -> str:
    """`slots` maps each slot to the port of its model server; both start without traffic."""
    servers = "\n".join(f"  server {slot} 127.0.0.1:{slot_port} weight 0" for slot, slot_port in slots.items())
    return f"""\
global
  stats socket {admin_socket} mode 600 level admin
defaults
  mode http
  timeout connect 10s
  timeout client 2m
  timeout server 2m
frontend predictions
  bind 127.0.0.1:{port}
  default_backend {BACKEND}
backend {BACKEND}
  balance roundrobin
{servers}
frontend metrics
  bind 127.0.0.1:{metrics_port}
  http-request use-service prometheus-exporter
"""


def set_weights(admin_socket: Path, weights: dict[Slot, int]) -> None:
    """Percentage of the traffic for each slot. Raises OSError if the proxy is down, ValueError if it rejects the
    weight."""
    for slot, weight in weights.items():
        answer = _command(admin_socket, f"set server {BACKEND}/{slot} weight {weight}")
        if answer:
            raise ValueError(f"the proxy rejects weight {weight} for {slot}: {answer}")


def requests_in_flight(admin_socket: Path, slot: Slot) -> int:
    """Requests that the slot's server has yet to answer."""
    lines = _command(admin_socket, f"show stat {BACKEND} 4 -1").removeprefix("# ").splitlines()
    return next(int(row["scur"]) + int(row["qcur"]) for row in csv.DictReader(lines) if row["svname"] == slot)


def _command(admin_socket: Path, command: str) -> str:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(60)
        connection.connect(str(admin_socket))
        connection.sendall(f"{command}\n".encode())
        return b"".join(iter(lambda: connection.recv(4096), b"")).decode().strip()
