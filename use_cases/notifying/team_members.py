"""Whether somebody is in a team: Teams is asked about one person at a time, and the answer is remembered for a while."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from gigs.people import PersonKey
from ports.memberships import Membership
from ports.notices import Chat
from use_cases.context import Context

HOLDS_FOR = {True: timedelta(hours=24), False: timedelta(hours=1)}
"""How long a yes and a no hold. Teams tells us of arrivals and departures, but an event can be lost."""
AT_ONCE = 20
"""Questions under way at a time, so that notices to people aren't held up behind them."""


def holds(membership: Membership, now: datetime) -> bool:
    """False when the answer is too old to act on, or from the future: then nobody knows how old it is."""
    return timedelta() <= now - membership.checked_at < HOLDS_FOR[membership.is_member]


async def is_in_team(context: Context, chat: Chat, person: PersonKey, known: Membership | None) -> bool:
    """`known` is what is remembered. Raises TryLater while Teams doesn't answer, which never counts as a yes."""
    if known is None or not holds(known, context.clock.now()):
        own = await context.store.run(lambda tx: tx.chats.get(person.tenant, person.object_id))
        known = await _ask(context, chat, person, own)
        answers = [known]
        await context.store.run(lambda tx: tx.memberships.put(answers))
    return known.is_member


async def ask_teams(
    context: Context, chats: Sequence[Chat], person: PersonKey, own: Chat | None
) -> tuple[list[Membership], Exception | None]:
    """The answers, one question per chat, and the first failure. After a failure no more teams are asked.

    `own` is the person's own chat, which knows their id for this bot.
    """
    answers: list[Membership] = []
    for start in range(0, len(chats), AT_ONCE):
        questions = (_ask(context, chat, person, own) for chat in chats[start : start + AT_ONCE])
        results = await asyncio.gather(*questions, return_exceptions=True)
        answers += [result for result in results if isinstance(result, Membership)]
        if failures := [result for result in results if isinstance(result, Exception)]:
            return answers, failures[0]
    return answers, None


async def _ask(context: Context, chat: Chat, person: PersonKey, own: Chat | None) -> Membership:
    asked_at = context.clock.now()
    member_id = own.member_id if own else ""
    is_member = await context.messenger.is_member(chat, person, member_id)
    return Membership(
        tenant=person.tenant,
        team=chat.team,
        person=person.object_id,
        is_member=is_member,
        checked_at=asked_at,
    )


async def forget_team(context: Context, tenant: str, team: str) -> None:
    """Somebody, or the bot, came to this team or left it: Teams is asked again."""
    await context.store.run(lambda tx: tx.memberships.forget_team(tenant, team))
