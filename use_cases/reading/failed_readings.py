"""Readings that fail are counted; after FAILED_IN_A_ROW the requester and the programme leads are told, once."""

import logging
from collections.abc import Sequence
from datetime import datetime

from gigs.gig import Gig
from gigs.people import PersonKey
from ports.directory import DirectoryUnavailable
from ports.marketplace import MarketplaceRefused
from ports.notice_facts import NoticeFacts
from ports.notices import Notice, NoticeKind
from ports.reading_storage import FAILED_IN_A_ROW, Reading
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.notifying.notify import enqueue_notice, notify_requester, show_again
from use_cases.permissions.authorize import PROGRAMME_LEAD
from use_cases.permissions.gig_page import HeldUp
from use_cases.showing.show_gig import held_up_there

log = logging.getLogger(__name__)


async def count_failure(context: Context, gig: Gig, begun: Reading, trouble: Exception) -> None:
    """One more. While the directory doesn't say who the programme leads are, the failure that they'd be told of isn't counted."""
    leads: Sequence[PersonKey] = ()
    if begun.failures + 1 == FAILED_IN_A_ROW:
        try:
            found = await context.directory.group(gig.tenant, PROGRAMME_LEAD)
        except DirectoryUnavailable:
            log.warning("the programme leads can’t be told yet", extra={"gig": gig.number})
            return
        leads = [one.key for one in found if one.key not in gig.ever_owners]
    await context.store.run(_counted, context, begun, leads, _their_words(trouble))


def _their_words(trouble: Exception) -> str:
    return trouble.reason if isinstance(trouble, MarketplaceRefused) else ""


async def _counted(
    tx: Transaction, context: Context, begun: Reading, leads: Sequence[PersonKey], reason: str
) -> None:
    known = await tx.readings.get(begun.tenant, begun.number) or begun
    failed = known.model_copy(update={"failures": known.failures + 1})
    await tx.readings.put(failed)
    if failed.failures != FAILED_IN_A_ROW:
        return
    gig, now = await tx.gigs.get(begun.tenant, begun.number), context.clock.now()
    facts = NoticeFacts(marketplace=begun.marketplace, reason=reason)
    kind, occasion = NoticeKind.READING_FAILED, f"{now:%Y%m%dT%H%M%S}"
    await notify_requester(tx, gig, kind, at=now, facts=facts, occasion=occasion)
    await show_again(tx, gig, at=now, occasion=f"{kind}{occasion}")
    if await held_up_there(context, tx, gig, begun.marketplace) is HeldUp.CONSENT:
        return  # they have been asked for a consent already
    for lead in leads:
        await enqueue_notice(tx, _to_lead(gig, lead, facts, now))


def _to_lead(gig: Gig, lead: PersonKey, facts: NoticeFacts, now: datetime) -> Notice:
    """One a day for each marketplace, about the first of its gigs, however many more cannot be read."""
    kind = NoticeKind.MARKET_UNREADABLE
    return Notice(
        id=f"{kind}.{facts.marketplace}.{now:%Y%m%d}.{lead.object_id}",
        tenant=gig.tenant,
        gig=gig.number,
        kind=kind,
        to=lead,
        subject=facts.marketplace,
        facts=facts,
        created_at=now,
    )


async def recovered(tx: Transaction, gig: Gig, known: Reading, now: datetime) -> None:
    """A reading has succeeded: whoever was told that none did hears of it."""
    if not known.fails:
        return
    kind, occasion = NoticeKind.READING_RECOVERED, f"{now:%Y%m%dT%H%M%S}"
    facts = NoticeFacts(marketplace=known.marketplace)
    await notify_requester(tx, gig, kind, at=now, facts=facts, occasion=occasion)
    await show_again(tx, gig, at=now, occasion=f"{kind}{occasion}")
