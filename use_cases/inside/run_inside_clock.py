"""(periodic) The clock of offers to colleagues: reminds, ends questions about hours, sends out what nobody took."""

from datetime import datetime

from gigs.colleagues_first import tick_inside
from gigs.gig import Gig, GigState
from gigs.history import Said
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.inside import Consent, Hand
from ports.notice_facts import InsideNews
from ports.storage import Transaction
from use_cases.approving.run_clock import run_clock
from use_cases.context import Context
from use_cases.entries import heard, people
from use_cases.inside.pick_colleague import gone_out
from use_cases.notifying.notify import show_change
from use_cases.notifying.tell_colleagues import tell_inside
from use_cases.retry_on_conflict import retry_on_conflict


async def run_gig_clock(context: Context, tenant: str, number: int) -> Gig:
    """Whatever is due for one gig now, with colleagues or with approvers."""
    await run_inside_clock(context, tenant, number)
    return await run_clock(context, tenant, number)


@retry_on_conflict
async def run_inside_clock(context: Context, tenant: str, number: int) -> None:
    """In one transaction; a second run at the same moment finds nothing left to do."""
    ran = await context.store.run(_run, context, tenant, number, context.clock.now())
    if ran:
        context.failpoint("inside clock: committed")


async def _run(tx: Transaction, context: Context, tenant: str, number: int, at: datetime) -> bool:
    before = await tx.gigs.get(tenant, number)
    ticked = tick_inside(before, at)
    if ticked is before:
        return False
    gig = await tx.gigs.save(before, ticked, _said(before, ticked, at))
    await _tell(tx, before, gig, at)
    await _warn(tx, before, gig)
    if gig.state is GigState.APPROVED:
        await gone_out(context, tx, gig)
        await tell_inside(tx, gig, InsideNews.OUT, gig.owners)
    else:
        await show_change(tx, gig)
    context.failpoint("inside clock: not yet committed")
    return True


def _said(before: Gig, after: Gig, at: datetime) -> Said:
    if after.state is before.state:
        return heard(EntryKind.INSIDE_CLOCK_RAN, at, EntryFacts(revision=after.revision))
    until = after.inside.until if after.inside else None
    return heard(EntryKind.WENT_OUT, at, EntryFacts(revision=after.revision, until=until))


async def _tell(tx: Transaction, before: Gig, gig: Gig, at: datetime) -> None:
    """Everybody whom a change of a question about hours concerns."""
    for was, now in zip(
        before.inside.hands if before.inside else (), gig.inside.hands if gig.inside else (), strict=True
    ):
        if was.consent is Consent.ASKED and now.consent is Consent.SILENT:
            await _silent(tx, gig, now, at)
        elif was.remind_at != now.remind_at and now.asked and gig.state is GigState.OFFERED_INSIDE:
            await tell_inside(tx, gig, InsideNews.REMINDED, [now.asked], about=now.person)


async def _warn(tx: Transaction, before: Gig, gig: Gig) -> None:
    """Its requester hears, once, that colleagues offered and nobody was picked yet."""
    was, now = before.inside, gig.inside
    due = was is not None and was.warn_at is not None and now is not None and now.warn_at is None
    if due and gig.state is GigState.OFFERED_INSIDE and now and any(one.can_be_picked for one in now.hands):
        await tell_inside(tx, gig, InsideNews.WAITING, gig.owners)


async def _silent(tx: Transaction, gig: Gig, hand: Hand, at: datetime) -> None:
    facts = EntryFacts(
        revision=gig.revision,
        hours=hand.hours,
        person=hand.person.key.object_id,
        to=hand.asked.key.object_id if hand.asked else None,
    )
    said = heard(EntryKind.HOURS_SILENT, at, facts, people(hand.person, hand.asked))
    await tx.histories.add(gig.tenant, gig.number, said)
    told = [hand.person, *gig.owners]
    await tell_inside(tx, gig, InsideNews.SILENT, told, by=hand.asked, about=hand.person)
