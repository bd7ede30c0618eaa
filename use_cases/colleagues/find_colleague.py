"""Finds the colleague that somebody means; where several fit, they are offered for choosing."""

import re
from collections.abc import Sequence

from gigs.errors import OutOfOrder
from gigs.length import within
from gigs.people import Person, PersonKey
from translation.catalogue import _
from use_cases.colleagues.names import best_fits
from use_cases.context import Context

_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"]+@[^\s<>()\[\],;:\"]+")
MOST_OFFERED = 5


class SeveralFit(OutOfOrder):
    """Nobody was taken, because it is not certain who is meant. `people` fit, the best first; `more` others do, too."""

    def __init__(self, typed: str, people: Sequence[Person]) -> None:
        one = len(people) == 1
        super().__init__(
            _("Do you mean {name}?").format(name=people[0].name)
            if one
            else _("“{typed}” could be several colleagues. Please choose.").format(typed=typed[:100])
        )
        self.typed = typed
        self.people = tuple(people[:MOST_OFFERED])
        self.more = len(people) - len(self.people)


async def find_colleague(context: Context, tenant: str, typed: str, others: Sequence[Person] = ()) -> Person:
    """The active colleague with this name, part of a name, address or object id; `others` are looked through as well.

    Raises SeveralFit where more than one may be meant, or only somebody whose name is spelled otherwise, and OutOfOrder,
    with what to do, where there is nobody.
    """
    typed = within(typed.strip(), 256, _("The name"))
    if not typed:
        raise OutOfOrder(_("Please say who, by their name or e-mail address."))
    if exact := await _exactly(context, tenant, typed) or _as_written(others, typed):
        return exact
    known = {one.key: one for one in (*others, *await context.directory.search(tenant, typed))}
    found = best_fits([one for one in known.values() if one.key.tenant == tenant], typed)
    if found.sure:
        return found.people[0]
    if found.people:
        raise SeveralFit(typed, found.people)
    raise OutOfOrder(
        _("I can’t find “{typed}” among your colleagues. Please check the name or address.").format(
            typed=typed[:100]
        )
    )


async def _exactly(context: Context, tenant: str, typed: str) -> Person | None:
    """By address, also one among other words (`Mark Chen <mark@…>`); otherwise by object id, which is one word."""
    if address := _ADDRESS.search(typed.removeprefix("mailto:")):
        found = await context.directory.by_address(tenant, address[0].rstrip("."))
    elif typed.split() == [typed]:
        found = await context.directory.person(PersonKey(tenant=tenant, object_id=typed.lower()[:100]))
    else:
        return None
    return found if found and found.key.tenant == tenant else None


def _as_written(others: Sequence[Person], typed: str) -> Person | None:
    """The one with exactly this object id or address."""
    wanted = typed.casefold()
    return next((one for one in others if wanted in {one.key.object_id, one.email.casefold()} - {""}), None)
