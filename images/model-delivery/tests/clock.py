"""A clock that only advances while the program waits."""

from collections.abc import Callable


class Clock:
    def __init__(self, meanwhile: Callable[[], None] = lambda: None) -> None:
        self._now = 0.0
        # What happens during each wait.
        self.meanwhile = meanwhile

    def monotonic(self) -> float:
        return self._now

    def sleep(self, seconds: float) -> None:
        self._now += seconds
        self.meanwhile()
