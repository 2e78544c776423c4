"""The target of a release, and its timeout."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from mlops_delivery.failure import Refused

POLL_SECONDS = 5.0


@dataclass(frozen=True)
class Target:
    namespace: str
    endpoint: str
    # The expected release; None accepts any.
    storage_uri: str | None = None
    # How long a version may take to become ready.
    wait_seconds: float = 0
    # Owner of the release, e.g. a workflow; empty for a person.
    release: str = ""

    def wait_until(self, failed: str, why_not: Callable[[], str | None]) -> None:
        """
        Polls until there is no objection.

        @param failed the message on timeout, e.g. "fraud did not become ready"
        @raises Refused on timeout
        """
        end = time.monotonic() + self.wait_seconds
        while (reason := why_not()) is not None:
            if time.monotonic() >= end:
                raise Refused(f"{self.namespace}/{failed} within {self.wait_seconds:.0f} s: {reason}")
            time.sleep(min(POLL_SECONDS, max(0.0, end - time.monotonic())))
