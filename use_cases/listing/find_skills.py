"""Skills in a marketplace's own words: what is typed is looked up in its catalogue, or the nearest names are offered."""

import asyncio
from collections.abc import Sequence

from gigs.brief import Brief
from gigs.errors import BriefIncomplete
from gigs.people import Person
from gigs.skills import split_skills
from gigs.value import Value
from ports.marketplace import Capability, Marketplace, MarketplaceError, Skill
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.context import Context

_NEAREST = 4
_SUGGESTED = 15
"""Teams shows no more."""


class KnownSkills(Value):
    """The skills as the catalogue spells them; those that could not be looked up are as they were typed."""

    names: tuple[str, ...]
    unchecked: tuple[str, ...] = ()


async def known_skills(context: Context, who: Person, brief: Brief) -> KnownSkills:
    """Looks every skill up, where the marketplace takes no others than its own.

    Raises BriefIncomplete, at the skills, with the nearest names for each that it does not have.
    """
    market = context.market(who.key.tenant, brief.marketplace)
    if Capability.SKILLS not in market.capabilities:
        return KnownSkills(names=brief.skills)
    if await _is_paused(context, who, brief.marketplace):
        return KnownSkills(names=brief.skills, unchecked=brief.skills)
    found = await _look_up(market, brief.skills, context.patience.look_up_skills.total_seconds())
    missing = [(typed, near) for typed, near in found.items() if near is not None and not _same(typed, near)]
    if missing:
        told = " ".join(_no_such(market.title, typed, near) for typed, near in missing)
        raise BriefIncomplete({"skills": told})
    names = [_same(typed, found[typed] or ()) or typed for typed in brief.skills]
    unchecked = tuple(typed for typed in brief.skills if found[typed] is None)
    return KnownSkills(names=tuple(dict.fromkeys(names)), unchecked=unchecked)


async def suggest_skills(context: Context, who: Person, market: str, text: str) -> tuple[str, ...]:
    """Names of skills for what is being typed, the likeliest first; none while the marketplace does not answer.

    A name with a comma or the like is left out: the form could not tell it from two skills.
    """
    there = context.market(who.key.tenant, market)
    if not text or Capability.SKILLS not in there.capabilities or await _is_paused(context, who, market):
        return ()
    found = (await _look_up(there, [text], context.patience.look_up_skills.total_seconds()))[text]
    return tuple(skill.name for skill in found or () if len(split_skills(skill.name)) < 2)[:_SUGGESTED]


async def _is_paused(context: Context, who: Person, market: str) -> bool:
    """A marketplace that is paused is not called at all."""

    async def paused(tx: Transaction) -> bool:
        return await tx.switches.get(who.key.tenant, market) is not None

    return await context.store.run(paused)


async def _look_up(
    market: Marketplace, skills: Sequence[str], seconds: float
) -> dict[str, Sequence[Skill] | None]:
    """What the catalogue has for each; None where it did not answer within so many seconds for all of them."""
    asked = {
        typed: asyncio.ensure_future(market.find_skills(typed, _SUGGESTED)) for typed in dict.fromkeys(skills)
    }
    await asyncio.wait(asked.values(), timeout=seconds)
    for one in asked.values():
        one.cancel()
    answers = await asyncio.gather(*asked.values(), return_exceptions=True)
    return {typed: _answered(answer) for typed, answer in zip(asked, answers, strict=True)}


def _answered(answer: Sequence[Skill] | BaseException) -> Sequence[Skill] | None:
    if isinstance(answer, MarketplaceError | asyncio.CancelledError):
        return None
    if isinstance(answer, BaseException):
        raise answer
    return answer


def _same(typed: str, found: Sequence[Skill]) -> str:
    wanted = " ".join(typed.split()).casefold()
    return next((skill.name for skill in found if skill.name.casefold() == wanted), "")


def _no_such(title: str, typed: str, near: Sequence[Skill]) -> str:
    names = ", ".join(skill.name for skill in near[:_NEAREST])
    if names:
        told = _("{marketplace} has no skill “{typed}”. The closest are: {names}.")
        return told.format(marketplace=title, typed=typed, names=names)
    told = _("{marketplace} has no skill “{typed}”. Please leave it out, or use another name.")
    return told.format(marketplace=title, typed=typed)
