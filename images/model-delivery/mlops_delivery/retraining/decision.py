"""Whether a training may start now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# For a pipeline that trains once in hours, the newest few runs are enough to decide.
NEWEST = 20


@dataclass(frozen=True)
class Run:
    """A training that the engine knows."""

    id: str
    began: datetime
    ended: bool


def why_not(runs: list[Run], now: datetime, minimum_hours: float) -> str | None:
    """None if a training may start."""
    running = [run for run in runs if not run.ended]
    if running:
        return f"the training {running[0].id} is still running"
    last = max(runs, key=lambda run: run.began, default=None)
    if last is not None and now - last.began < timedelta(hours=minimum_hours):
        free = last.began + timedelta(hours=minimum_hours)
        return (
            f"the training {last.id} began {last.began:%Y-%m-%d %H:%M} UTC; the next one may from {free:%Y-%m-%d %H:%M}"
        )
    return None
