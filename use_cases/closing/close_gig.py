"""The requester closes a finished gig: a rating, would-hire-again, a score, a lesson, and who may read about it."""

from datetime import datetime
from typing import ClassVar

from gigs.errors import BriefIncomplete
from gigs.gig import Closing, Gig, GigState
from gigs.hiring import close
from gigs.history import Said
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.people import Person
from gigs.summary import Audience, Sharing, is_for_everybody
from ports.champions import HelpKind
from ports.jobs import MarketJob
from ports.marketplace import Capability, Review
from ports.notice_facts import InsideNews, NoticeFacts, Reply
from ports.notices import NoticeKind
from ports.storage import Transaction
from ports.tips import TipsState
from use_cases.closing.share_summary import keep_summary, typed_sharing
from use_cases.closing.typed_closing import typed_closing
from use_cases.context import Context
from use_cases.entries import entry, heard, hired, more, under
from use_cases.notifying.note_help import note_help
from use_cases.notifying.notify import notify_channels, show_change
from use_cases.notifying.tell_colleagues import tell_inside
from use_cases.operations.ask_market import ask_market
from use_cases.operations.enqueue_operation import market_name
from use_cases.operations.open_market import open_market
from use_cases.permissions.authorize import Verb, authorize
from use_cases.retry_on_conflict import retry_on_conflict
from use_cases.talent.keep_talent import keep_talent


class SendReview(MarketJob):
    """Rate the freelancer on the marketplace."""

    name: ClassVar[str] = "send_review"

    tenant: str
    gig: int

    @property
    def key(self) -> str:
        return f"review:{self.tenant}:{self.gig}"


@retry_on_conflict
async def close_gig(context: Context, who: Person, number: int, typed: dict[str, str]) -> Gig:
    """Closes the gig with what was typed: `rating` 1-5, `hire_again` yes/no, `requester_score` 0-10, the two lines of the
    lesson (`do_again`, `do_differently`), and what `use_cases.closing.typed_sharing` reads.

    Raises BriefIncomplete with a sentence per field, TooLong, OutOfOrder unless the gig is completed. Closing a closed gig is
    a yes.
    """
    audiences = context.policy.sharing.audiences
    return await context.store.run(_close, context, who, number, typed, audiences, context.clock.now())


async def _close(
    tx: Transaction,
    context: Context,
    who: Person,
    number: int,
    typed: dict[str, str],
    audiences: tuple[Audience, ...],
    now: datetime,
) -> Gig:
    gig = await tx.gigs.get(who.key.tenant, number)
    authorize(who, Verb.CLOSE, gig)
    if gig.state is GigState.CLOSED:
        return gig
    closing, sharing = _read(typed, who, gig, audiences, now)
    gig = await tx.gigs.save(gig, close(gig, closing), _said(who, gig, closing))
    summary = await keep_summary(tx, who, gig, sharing, now)
    if gig.inside and gig.inside.picked:
        await tell_inside(tx, gig, InsideNews.CLOSED, [gig.inside.picked.person], by=who)
    await keep_talent(context, tx, gig)
    await tx.jobs.add(SendReview(tenant=gig.tenant, gig=gig.number, market=market_name(gig)))
    await _note_who_did_it(tx, gig, now)
    for owner in gig.owners:
        await tx.tips.put(owner.key, TipsState.OVER)
    if is_for_everybody(summary):  # a channel is read by people of any department
        told = NoticeFacts(reply=Reply.LESSON)
        await notify_channels(tx, gig, NoticeKind.CHANNEL_REPLY, at=now, facts=told)
    await show_change(tx, gig)
    return gig


async def _note_who_did_it(tx: Transaction, gig: Gig, now: datetime) -> None:
    """A colleague in place of a freelancer helped."""
    if gig.inside and gig.inside.picked:
        worker, domain = gig.inside.picked.person, gig.checked_brief.category
        about = str(gig.number)
        await note_help(
            tx, worker.key, worker.name, HelpKind.INSIDE_WORK, subject=about, domain=domain, at=now
        )


def _read(
    typed: dict[str, str], who: Person, gig: Gig, audiences: tuple[Audience, ...], now: datetime
) -> tuple[Closing, Sharing]:
    """Both parts of the form. Raises BriefIncomplete with what is wrong in either."""
    problems: dict[str, str] = {}
    closing, sharing = None, Sharing()
    try:
        closing = typed_closing(typed, now)
    except BriefIncomplete as incomplete:
        problems |= incomplete.problems
    try:
        sharing = typed_sharing(typed, gig, audiences, who)
    except BriefIncomplete as incomplete:
        problems |= incomplete.problems
    if closing is None or problems:
        raise BriefIncomplete(problems)
    return closing, sharing


def _said(who: Person, gig: Gig, closing: Closing) -> Said:
    facts = more(
        under(gig),
        amount=gig.contract.released if gig.contract else None,
        rating=closing.rating,
        hire_again=closing.hire_again,
        score=closing.requester_score,
        words=closing.do_again or None,
        differently=closing.do_differently or None,
    )
    return entry(who, EntryKind.GIG_CLOSED, closing.closed_at, facts, hired(gig))


async def send_review(job: SendReview, *, context: Context) -> None:
    """Rating is repeatable. The lesson stays inside; only the rating goes out."""
    gig = await context.store.run(lambda tx: tx.gigs.get(job.tenant, job.gig))
    if gig.closing is None or gig.contract is None or gig.listing is None:
        return
    market = await open_market(context, job.tenant, gig.listing.marketplace)
    if Capability.REVIEW not in market.capabilities:
        return
    review = Review(rating=gig.closing.rating, hire_again=gig.closing.hire_again)
    refusal = await ask_market(context, market, market.review(gig.contract.id, review))
    facts = EntryFacts(marketplace=market.name, freelancer=gig.contract.proposal_id)
    if refusal:
        kind, facts = EntryKind.RATING_REFUSED, more(facts, reason=refusal)
    else:
        kind, facts = EntryKind.RATING_PUBLISHED, more(facts, rating=review.rating)
    said = heard(kind, context.clock.now(), facts, hired(gig))
    await context.store.run(lambda tx: tx.histories.add(job.tenant, job.gig, said))
