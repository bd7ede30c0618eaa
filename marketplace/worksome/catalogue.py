"""Worksome's catalogue of skills, searched over there and kept in memory for a day at most.

It has no catalogue of kinds of work. Whether it takes a skill that is not in the catalogue is not published, so that is
left to Worksome to say.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from marketplace.worksome import operations
from marketplace.worksome.api import Api
from marketplace.worksome.wire import Page, Person
from ports.clock import is_within
from ports.marketplace import Skill

REMEMBERED_FOR = timedelta(hours=24)
MOST_SEARCHES = 500
PAGE_SIZE = 50


class Catalogue:
    """Remembers searches, of all tenants alike: the catalogue is the same for everybody."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._found: dict[str, tuple[datetime, tuple[Skill, ...]]] = {}

    async def find(self, api: Api, text: str, most: int) -> Sequence[Skill]:
        """Those that are called something like this, exact names and beginnings first. Raises as a call that reads."""
        wanted = " ".join(text.split()).casefold()
        if not wanted:
            return ()
        at = self._now()
        remembered = self._found.get(wanted)
        if remembered is None or not is_within(remembered[0], REMEMBERED_FOR, at):
            remembered = (at, await self._search(api, wanted))
            self._remember(wanted, remembered)
        ranked = sorted(remembered[1], key=lambda skill: _distance(skill.name.casefold(), wanted))
        return ranked[:most]

    def _remember(self, wanted: str, found: tuple[datetime, tuple[Skill, ...]]) -> None:
        self._found.pop(wanted, None)
        self._found[wanted] = found
        if len(self._found) > MOST_SEARCHES:
            del self._found[next(iter(self._found))]

    async def _search(self, api: Api, wanted: str) -> tuple[Skill, ...]:
        variables = {"search": wanted, "first": PAGE_SIZE}
        page = await api.read(operations.SKILLS, variables, "skills", Page[Person])
        return tuple(Skill(id=one.id, name=one.name) for one in page.data) if page else ()


def _distance(name: str, wanted: str) -> tuple[int, int, str]:
    place = 0 if name == wanted else 1 if name.startswith(wanted) else 2 if wanted in name else 3
    return place, len(name), name
