"""What is asked of a release."""

from dataclasses import dataclass
from datetime import datetime

from mlops_delivery.canary.version import Version


@dataclass(frozen=True)
class Begin:
    version: Version
    # Of the traffic, 0 to 100.
    percent: int = 0
    # Who releases it, e.g. a workflow; empty for a person.
    release: str = ""
    # Refuses a version that the endpoint does not name yet: Git comes first.
    proposed: bool = False


@dataclass(frozen=True)
class Undo:
    reason: str
    # The version that is meant; whichever is tried out without one.
    storage_uri: str | None = None
    # The revision that an alert is about.
    revision: str | None = None
    # When the alert began.
    since: datetime | None = None

    def is_older_than(self, begun: str) -> bool:
        """Whether the alert began before a release did."""
        return self.since is not None and bool(begun) and self.since < datetime.fromisoformat(begun)
