"""Waiting on a machine of any speed: limits are amounts of work, and time counts only while no work is done."""

import time
from collections.abc import Callable, Mapping
from typing import TypeVar

from fraud_detection.errors import RefusedError

STALL_SECONDS = 300
PAUSE_SECONDS = 0.5

# Amounts by kind, e.g. {"requests": 60}.
Work = Mapping[str, float]
Found = TypeVar("Found")


def wait_for(look: Callable[[], Found | None], done: Callable[[], Work], limit: Work) -> Found | None:
    """
    What `look` returns as soon as it isn't None; None if more work than the limit, of every kind, is done meanwhile.

    Raises RefusedError if a kind of work stops before its limit.
    """
    first = latest = done()
    moved = dict.fromkeys(limit, time.monotonic())
    while (found := look()) is None:
        now = done()
        missing = [kind for kind, amount in limit.items() if now[kind] - first[kind] < amount]
        if not missing:
            return None
        for kind in missing:
            if now[kind] != latest[kind]:
                moved[kind] = time.monotonic()
            elif time.monotonic() - moved[kind] > STALL_SECONDS:
                progress = ", ".join(f"{now[one] - first[one]:.0f} of {amount} {one}" for one, amount in limit.items())
                raise RefusedError(f"no more {kind} for {STALL_SECONDS} s: {progress}")
        latest = now
        time.sleep(PAUSE_SECONDS)
    return found
