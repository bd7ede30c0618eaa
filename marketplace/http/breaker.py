"""A circuit breaker: after several failures in a row nothing is sent for a while, then one call tries."""

import time
from collections.abc import Callable

from ports.marketplace import MarketplaceUnavailable


class Breaker:
    """Opens after `failures` in a row for `seconds`, twice as long each time it finds nothing better, at most `longest`.

    Of this process only: another replica learns the same within as many calls.
    """

    def __init__(
        self,
        title: str,
        *,
        failures: int = 5,
        seconds: float = 30,
        longest: float = 600,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._title = title
        self._most = failures
        self._first = seconds
        self._longest = longest
        self._now = now
        self._failures = 0
        self._pause = 0.0
        self._open_until = 0.0

    def check(self) -> None:
        """Raises MarketplaceUnavailable while it is open; one caller after that goes ahead alone."""
        self.look()
        if self._pause:
            self._open_until = self._now() + self._pause

    def look(self) -> None:
        """Raises MarketplaceUnavailable while it is open; takes nobody's trial."""
        left = self._open_until - self._now() if self._pause else 0
        if left > 0:
            raise MarketplaceUnavailable(
                f"{self._title} has failed several times; it is left alone for a while", left
            )

    def failed(self) -> None:
        """It did not answer, or asked for a pause."""
        self._failures += 1
        if self._failures >= self._most:
            self._pause = min(self._pause * 2 or self._first, self._longest)
            self._open_until = self._now() + self._pause

    def answered(self) -> None:
        """It answered, whatever it said."""
        self._failures, self._pause, self._open_until = 0, 0.0, 0.0
