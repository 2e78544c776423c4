"""Arguments of a release step."""

from dataclasses import dataclass
from datetime import datetime

from mlops_delivery.canary.version import Version
from mlops_delivery.failure import WrongInput


@dataclass(frozen=True)
class Begin:
    version: Version
    # Of the traffic, 0 to 100.
    percent: int = 0
    # Rejects a version that the endpoint does not name yet: Git comes first.
    proposed: bool = False


@dataclass(frozen=True)
class Undo:
    reason: str
    # The version; if omitted, the one in the canary.
    storage_uri: str | None = None
    # The revision that an alert is for.
    revision: str | None = None
    # When the alert began, with its time zone.
    since: datetime | None = None
    # Git already names the champion: wait for its deployment by Argo CD.
    committed: bool = False

    def is_older_than(self, begun: str) -> bool:
        """Whether the alert began before a release did. A start that can't be read doesn't keep a bad version."""
        try:
            return self.since is not None and self.since < point_in_time(begun, "begun of the record")
        except WrongInput:
            return False


def point_in_time(text: str, where: str) -> datetime:
    """@raises WrongInput for anything but RFC 3339; a time without a zone can't be compared"""
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        time = None
    if time is None or time.tzinfo is None:
        raise WrongInput(f"{where}: expected a time with a zone, e.g. 2026-11-30T12:21:41Z, found {text!r}")
    return time
