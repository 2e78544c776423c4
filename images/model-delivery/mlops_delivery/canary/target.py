"""What a release is about, and how long it waits."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from mlops_delivery.failure import Refused

POLL_SECONDS = 5.0


@dataclass(frozen=True)
class Target:
    namespace: str
    endpoint: str
    # The release that is meant; None is whichever is found.
    storage_uri: str | None = None
    # How long a version may take until it is ready.
    wait_seconds: float = 0
    # What runs the command, e.g. a workflow; empty for a person.
    release: str = ""

    def wait_until(self, failed: str, why_not: Callable[[], str | None]) -> None:
        """
        Asks until nothing speaks against it.

        @param failed what to say when time is up, e.g. "fraud did not get ready"
        @raises Refused when time is up
        """
        end = time.monotonic() + self.wait_seconds
        while (reason := why_not()) is not None:
            if time.monotonic() >= end:
                raise Refused(f"{self.namespace}/{failed} within {self.wait_seconds:.0f} s: {reason}")
            time.sleep(min(POLL_SECONDS, max(0.0, end - time.monotonic())))
