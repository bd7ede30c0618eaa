"""What people do: texts, first presses on Approve, refreshes; each at another place than the one before."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

from bench.bot import Bot
from bench.cast import (
    BUSY,
    NEWCOMERS,
    TALKERS,
    TENANTS,
    Someone,
    all_of,
    everybody,
    in_channel,
    place_of,
    presses,
    says,
)
from bench.world import World

Bodies = Sequence[dict[str, Any]]


@dataclass(frozen=True)
class Kind:
    """One kind of turn on one server. `bodies` gives so many to send; `share` of a slice is sent (stock is slow)."""

    bot: Bot
    bodies: Callable[[int], Bodies]
    share: float = 1.0


@dataclass(frozen=True)
class Script:
    """Of the gigs those that are approved are never refreshed.

    Who presses is never heard otherwise, so that most presses come after a minute of silence: those write down, as
    in production, that the chat is known.
    """

    url: str
    people: Iterator[Someone]
    newcomers: Iterator[Someone]
    waiting: Iterator[int]
    watched: Iterator[int]

    def say(self, text: str) -> Callable[[int], Bodies]:
        """A text from so many people."""
        return lambda n: [says(self.url, who, text) for who in islice(self.people, n)]

    def busy_says(self, text: str, *, approver: bool) -> Callable[[int], Bodies]:
        """A text from so many people with a long list of gigs, or of questions."""
        busy = cycle(all_of(BUSY[1:] if approver else BUSY[:1]))
        return lambda n: [says(self.url, who, text) for who in islice(busy, n)]

    def greet(self) -> Bodies:
        """Everybody's who writes texts, so that the next one is from somebody known."""
        return self.say("thanks")(len(everybody()))

    def come(self, n: int) -> Bodies:
        """The first words of people without a chat."""
        return [says(self.url, who, "help") for who in islice(self.newcomers, n)]

    def approve(self, n: int) -> Bodies:
        """So many first presses on Approve."""
        return [self._press(place, "approve_gig", approver=True) for place in islice(self.waiting, n)]

    def refresh(self, n: int) -> Bodies:
        """So many refreshes of gigs in their requesters' chats."""
        return [self._press(place, "refresh_gig") for place in islice(self.watched, n)]

    def refresh_in_channel(self, n: int) -> Bodies:
        """The same on cards in channels."""
        return [in_channel(body) for body in self.refresh(n)]

    def crowd(self) -> Bodies:
        """60 viewers, each of 20 cards in the channels of their team."""
        viewers = [Someone(tenant, place) for tenant in TENANTS[:3] for place in TALKERS]
        asked = [
            presses(self.url, one, "refresh_gig", f"card-{gig}", gig=gig, revision=1)
            for gig in range(1, 21)
            for one in viewers
        ]
        return [in_channel(body) for body in asked]

    def _press(self, place: int, verb: str, *, approver: bool = False) -> dict[str, Any]:
        _, number, asks, decides = place_of(place)
        who = decides if approver else asks
        return presses(self.url, who, verb, f"card-{number}", gig=number, revision=1)


def script(world: World, gigs: int, watched: int) -> Script:
    """Of so many gigs the first are watched, the others wait for a yes."""
    newcomers = iter(all_of(NEWCOMERS))
    return Script(
        world.service_url, cycle(everybody()), newcomers, iter(range(watched, gigs)), cycle(range(watched))
    )
