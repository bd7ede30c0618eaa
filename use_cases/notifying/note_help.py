"""Notes that somebody helped a colleague; the third time, they're asked once whether they may be shown as a champion."""

from datetime import datetime

from gigs.brief import Category
from gigs.people import PersonKey
from ports.champions import GENERAL, Champion, HelpKind, Shown
from ports.notices import Notice, NoticeKind
from ports.storage import Transaction
from use_cases.notifying.notify import enqueue_notice

ASKED_AFTER = 3
_WHERE = "help"
"""Stands for the conversation in the inbox, which knows what happened once already."""


async def note_help(
    tx: Transaction,
    who: PersonKey,
    name: str,
    kind: HelpKind,
    *,
    subject: str,
    domain: Category | None,
    at: datetime,
) -> None:
    """Counts once for each `subject`: the question, the gig. A source calls this in the transaction of what it does."""
    if not await tx.inbox.first_time(who.tenant, _WHERE, f"{kind}/{subject}/{who.object_id}", at):
        return
    known = await tx.champions.get(who) or Champion(person=who, name=name)
    champion = known.helped(kind, domain.value if domain else GENERAL).model_copy(update={"name": name})
    if champion.shown is Shown.UNASKED and champion.total >= ASKED_AFTER:
        champion = champion.model_copy(update={"shown": Shown.ASKED})
        asked = Notice(
            id=f"{NoticeKind.CHAMPION_ASKED}.{who.object_id}",
            tenant=who.tenant,
            gig=0,
            kind=NoticeKind.CHAMPION_ASKED,
            to=who,
            subject=who.object_id,
            created_at=at,
        )
        await enqueue_notice(tx, asked)
    await tx.champions.put(champion)
