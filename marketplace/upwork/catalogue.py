"""Upwork's own catalogue: categories, skills, durations and reasons, remembered for half a day at most."""

import re
from collections.abc import Sequence
from typing import Any

from gigs.marketplaces import UPWORK
from marketplace.http.each import id_text
from marketplace.upwork.operations import CATEGORIES, DURATIONS, REASONS, SKILLS
from marketplace.upwork.translate import CATEGORIES as LABELS
from marketplace.upwork.translate import Filing, duration_label
from marketplace.upwork.wire import Wire
from ports.marketplace import MarketplaceError, MarketplaceRefused, PostRequest, Skill

LONGEST_SEARCH = 100
"""Characters of a search for a label, as their schema says."""


async def find_skills(wire: Wire, text: str, most: int) -> Sequence[Skill]:
    """See Marketplace.find_skills."""
    words = " ".join(text.split())[:LONGEST_SEARCH]
    if not words:
        return ()
    wanted = {
        "preferredLabel_any": words,
        "type": "SKILL",
        "entityStatus_eq": "ACTIVE",
        "sortOrder": "match-start",
        "limit": most,
    }

    async def ask() -> tuple[Skill, ...]:
        return await wire.read(SKILLS, {"filter": wanted}, _skills)

    found = await wire.keep(f"skills {most} {words.casefold()}", ask)
    first, more, _ = words.partition(" ")
    if (
        not found and more
    ):  # they look from the start of a name: “logo designer” finds nothing, “logo” what is near
        return await find_skills(wire, first, most)
    return found[:most]


def _skills(raw: Any) -> tuple[Skill, ...]:
    return tuple(
        Skill(id=id_text(one["id"]), name=str(one["preferredLabel"])) for one in raw if one and one.get("id")
    )


async def file(wire: Wire, request: PostRequest) -> Filing:
    """Where this job belongs, in ids. Raises MarketplaceRefused for a category that the catalogue lacks."""
    category, subcategory = await _category(wire, request)
    skills = [await _skill(wire, name) for name in request.skills]
    return Filing(
        category=category,
        subcategory=subcategory,
        duration=await _duration(wire, request),
        skills=tuple(skills),
    )


async def categories(wire: Wire) -> dict[tuple[str, str], tuple[str, str]]:
    """(category, subcategory) -> their ids, by labels in small letters."""

    async def ask() -> dict[tuple[str, str], tuple[str, str]]:
        return await wire.read(CATEGORIES, {}, _categories)

    return await wire.keep("categories", ask)


def _categories(raw: Any) -> dict[tuple[str, str], tuple[str, str]]:
    return {
        (_label(group), _label(part)): (id_text(group["id"]), id_text(part["id"]))
        for group in raw
        for part in group["subcategories"]
    }


def _label(entry: Any) -> str:
    return str(entry.get("preferredLabel") or "").casefold()


async def _category(wire: Wire, request: PostRequest) -> tuple[str, str]:
    group, part = LABELS[request.category]
    found = (await categories(wire)).get((group.casefold(), part.casefold()))
    if found is None:
        raise MarketplaceRefused(
            f"{UPWORK.title}’s catalogue has no “{part}” under “{group}” any more; choose another category."
        )
    return found


async def _skill(wire: Wire, name: str) -> tuple[str, str]:
    found = await find_skills(wire, name, 10)
    same = next((one for one in found if one.name.casefold() == name.casefold()), None)
    return (same.id, "") if same else ("", name)


async def durations(wire: Wire) -> tuple[tuple[str, str], ...]:
    """(label in small letters, id) of how long a job may take."""

    async def ask() -> tuple[tuple[str, str], ...]:
        return await wire.read(DURATIONS, {}, _durations)

    return await wire.keep("durations", ask)


def _durations(raw: Any) -> tuple[tuple[str, str], ...]:
    return tuple(
        (str(one["label"]).casefold(), id_text(one["id"])) for one in raw["engagementDurationValues"]
    )


async def _duration(wire: Wire, request: PostRequest) -> str | None:
    label = duration_label(request)
    return next((id_ for theirs, id_ in await durations(wire) if theirs.startswith(label)), None)


async def reason(wire: Wire, kind: str, words: str) -> tuple[str, str] | None:
    """(id, alias) of the first reason of this ReasonType that these words, a pattern, are found in.

    None where there is none, or where reasons cannot be read: most calls do without one.
    """

    async def ask() -> tuple[tuple[str, str, str], ...]:
        return await wire.read(REASONS, {"type": kind}, _reasons)

    try:
        known = await wire.keep(f"reasons {kind}", ask)
    except MarketplaceError:
        return None
    fits = (one for one in known if re.search(words, one[2], re.IGNORECASE))
    return next(((id_, alias) for id_, alias, _ in fits), None)


def _reasons(raw: Any) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (id_text(one["id"]), str(one.get("alias") or ""), str(one.get("reason") or "")) for one in raw
    )
