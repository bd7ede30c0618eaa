"""Somebody looks for a template: by kind of work, by words, a page at a time."""

from collections.abc import Sequence

from gigs.brief import Category
from gigs.people import Person
from gigs.value import Value
from playbook.template import Template
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.permissions.authorize import PROGRAMME_LEAD
from use_cases.playbook.matching import found, offered
from use_cases.playbook.shelf import templates_there

SHOWN = 6
LONGEST_SEARCH = 80
"""Characters; what is behind them is not searched for."""


class Shelf(Value):
    """One page of templates, and how often each was used. `following` is where the next page begins, 0 where there is none.

    `domains` are the kinds of work that there are templates for; `in_all` counts what was found. `leads` is true for
    those who make pages.
    """

    domain: Category | None = None
    words: str = ""
    found: tuple[Template, ...] = ()
    uses: tuple[int, ...] = ()
    first: int = 0
    following: int = 0
    in_all: int = 0
    domains: tuple[Category, ...] = ()
    leads: bool = False


async def browse(
    context: Context, who: Person, *, domain: Category | None = None, words: str = "", first: int = 0
) -> Shelf:
    """A page of the templates that this person may read; those that fit best, or were used most, come first."""
    words, files = words.strip()[:LONGEST_SEARCH], await context.playbook()

    async def read(tx: Transaction) -> Shelf:
        there = await templates_there(tx, files, who.key.tenant)
        within = [one for one in there if domain is None or one.domain is domain]
        uses = await tx.pages.uses(who.key.tenant, [one.id for one in within])
        ordered = _ordered(within, words, [uses.get(one.id, 0) for one in within])
        start = first if first < len(ordered) else 0
        shown = ordered[start : start + SHOWN]
        return Shelf(
            domain=domain,
            words=words,
            found=tuple(shown),
            uses=tuple(uses.get(one.id, 0) for one in shown),
            first=start,
            following=start + SHOWN if len(ordered) > start + SHOWN else 0,
            in_all=len(ordered),
            domains=tuple(each for each in Category if any(one.domain is each for one in there)),
            leads=PROGRAMME_LEAD in who.roles,
        )

    return await context.store.run(read)


async def fitting(context: Context, who: Person, text: str, domain: str = "") -> Sequence[Template]:
    """Up to three templates that fit what somebody wrote; none where nothing fits well."""
    files = await context.playbook()

    async def read(tx: Transaction) -> Sequence[Template]:
        return await templates_there(tx, files, who.key.tenant)

    there = await context.store.run(read)
    return offered(text, there, domain)


def _ordered(templates: Sequence[Template], words: str, uses: Sequence[int]) -> list[Template]:
    if words:
        return found(words, templates)
    counted = sorted(zip(uses, templates, strict=True), key=lambda one: (-one[0], one[1].title.casefold()))
    return [template for _, template in counted]
