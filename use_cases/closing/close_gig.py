"""The requester closes a finished gig: a rating, would-hire-again, a score and one lesson for the next requester."""

from datetime import datetime
from typing import ClassVar

from gigs.brief import clean
from gigs.errors import BriefIncomplete, TooLong
from gigs.gig import Closing, Gig, GigState
from gigs.hiring import close
from gigs.history import Said
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.length import excess
from gigs.people import Person
from ports.jobs import MarketJob
from ports.marketplace import Capability, Review
from ports.notice_facts import NoticeFacts, Reply
from ports.notices import NoticeKind
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.context import Context
from use_cases.entries import entry, heard, hired, more, under
from use_cases.notifying.notify import notify_channels, show_change
from use_cases.operations.ask_market import ask_market
from use_cases.operations.enqueue_operation import market_name
from use_cases.operations.open_market import open_market
from use_cases.permissions.authorize import Verb, authorize
from use_cases.retry_on_conflict import retry_on_conflict

LONGEST_LESSON = 500
_ROOM = 6000
"""Bytes of a lesson that still fit on the form when it's shown again."""


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
    """Closes the gig with what was typed: `rating` 1-5, `hire_again` yes/no, `requester_score` 0-10, `lesson`.

    Raises BriefIncomplete with a sentence per field, TooLong, OutOfOrder unless the gig is completed. Closing a closed gig is
    a yes.
    """
    return await context.store.run(_close, who, number, typed, context.clock.now())


async def _close(tx: Transaction, who: Person, number: int, typed: dict[str, str], now: datetime) -> Gig:
    gig = await tx.gigs.get(who.key.tenant, number)
    authorize(who, Verb.CLOSE, gig)
    if gig.state is GigState.CLOSED:
        return gig
    closing = _closing(typed, now)
    gig = await tx.gigs.save(gig, close(gig, closing), _said(who, gig, closing))
    await tx.jobs.add(SendReview(tenant=gig.tenant, gig=gig.number, market=market_name(gig)))
    await notify_channels(tx, gig, NoticeKind.CHANNEL_REPLY, at=now, facts=NoticeFacts(reply=Reply.LESSON))
    await show_change(tx, gig)
    return gig


def _said(who: Person, gig: Gig, closing: Closing) -> Said:
    facts = more(
        under(gig),
        amount=gig.contract.released if gig.contract else None,
        rating=closing.rating,
        hire_again=closing.hire_again,
        score=closing.requester_score,
        words=closing.lesson,
    )
    return entry(who, EntryKind.GIG_CLOSED, closing.closed_at, facts, hired(gig))


def _closing(typed: dict[str, str], at: datetime) -> Closing:
    problems: dict[str, str] = {}
    rating = _number(typed, "rating", 1, 5, _("Please rate the work from 1 to 5."), problems)
    score = _number(typed, "requester_score", 0, 10, _("Please choose a number from 0 to 10."), problems)
    again = typed.get("hire_again", "")
    if again not in {"yes", "no"}:
        problems["hire_again"] = _("Please choose one.")
    lesson = clean(typed.get("lesson", ""))
    if not lesson:
        problems["lesson"] = _("Please leave one lesson for the next requester.")
    elif told := excess(lesson, LONGEST_LESSON):
        if len(lesson.encode()) > _ROOM:
            too_long = _("The lesson is too long: {excess} Please shorten it. It’s still on your card.")
            raise TooLong(too_long.format(excess=told))
        problems["lesson"] = _("Please shorten this: {excess}").format(excess=told)
    if problems:
        raise BriefIncomplete(problems)
    return Closing(
        rating=rating, hire_again=again == "yes", requester_score=score, lesson=lesson, closed_at=at
    )


def _number(
    typed: dict[str, str], name: str, low: int, high: int, sentence: str, problems: dict[str, str]
) -> int:
    text = typed.get(name, "").strip()
    if text.isascii() and text.isdigit() and low <= int(text) <= high:
        return int(text)
    problems[name] = sentence
    return low


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
