"""Answers `application/search`, which a client sends while somebody types into an input that searches (teams.md 1.7)."""

from typing import Any, Final

from bot.door.answers import InvokeAnswer, not_mine
from bot.door.inbound import Inbound
from cards.marketplace_choice import SKILLS_OF
from gigs.brief import clean
from gigs.people import Person
from use_cases.context import Context
from use_cases.listing.find_skills import suggest_skills

SEARCH_TYPE: Final = "application/vnd.microsoft.search.searchResponse"
_LONGEST = 100


async def answer_search(context: Context, person: Person, inbound: Inbound) -> InvokeAnswer:
    """Skills of the catalogue that the input names; nothing while it does not answer. Nothing sent is believed."""
    asked = inbound.value or {}
    dataset, text = str(asked.get("dataset") or ""), clean(str(asked.get("queryText") or ""))[:_LONGEST]
    name = dataset.removeprefix(SKILLS_OF)
    if not dataset.startswith(SKILLS_OF) or name not in context.markets:
        return not_mine(inbound.name)
    found = await suggest_skills(context, person, name, text)
    results: list[dict[str, Any]] = [{"title": skill, "value": skill} for skill in found]
    return InvokeAnswer(200, {"statusCode": 200, "type": SEARCH_TYPE, "value": {"results": results}})
