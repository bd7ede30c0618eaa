"""(job) Draws every card that shows a gig again; one that cannot be redrawn never stops the others."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from gigs.gig import Gig
from gigs.people import Person, PersonKey
from ports.directory import DirectoryUnavailable
from ports.jobs import TryLater
from ports.messenger import ChatGone
from ports.notices import SUPERSEDED, CardCopy, View
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.notifying.notify import RedrawCards
from use_cases.permissions.gig_page import GigPage
from use_cases.showing.show_gig import pages_of


async def redraw_cards(job: RedrawCards, *, context: Context) -> None:
    """Tries each copy; raises the first failure only after all were tried. What was drawn is not drawn again.

    A gig is redrawn by one job at a time, always as it is now: changes that come meanwhile, or while its cards rest,
    are drawn together. Status cards rest longer than the others, and wait for a notice that is due before that ends.
    """
    async with context.redrawing.turn(job.tenant, job.gig):
        await _redraw_cards(job, context)


async def _redraw_cards(job: RedrawCards, context: Context) -> None:
    gig, stale = await context.store.run(_stale, job)
    if not stale:
        return
    if rest := context.rests.left(context.clock.now(), job.tenant, job.gig):
        raise TryLater("drawn a moment ago", rest, counts=False)  # not for people
    calm = _status_wait(context, gig)
    due = [copy for copy in stale if not (calm and _is_status(copy))]
    if due:
        await _draw(job, context, gig, due)
    if len(due) < len(stale):
        raise TryLater("a status card was drawn a moment ago", calm, counts=False)  # not for people


def _status_wait(context: Context, gig: Gig) -> float:
    """Seconds for which the status cards still rest."""
    now = context.clock.now()
    if rest := context.status_rests.left(now, gig.tenant, gig.number):
        return rest
    announced = gig.notice_due - now if gig.notice_due else timedelta()
    return announced.total_seconds() if timedelta() < announced <= context.status_rests.length else 0.0


def _is_status(copy: CardCopy) -> bool:
    return copy.view is View.GIG and copy.subject != SUPERSEDED


async def _draw(job: RedrawCards, context: Context, gig: Gig, due: Sequence[CardCopy]) -> None:
    context.rests.begin(context.clock.now(), job.tenant, job.gig)
    if any(map(_is_status, due)):
        context.status_rests.begin(context.clock.now(), job.tenant, job.gig)
    viewers = {key: await _viewer(context, gig, key) for key in dict.fromkeys(copy.viewer for copy in due)}
    pages = await context.store.run(_pages, context, job, viewers, {_place(copy) for copy in due})
    drawing = (_redraw(context, copy, page) for copy, page in pages)
    results = await asyncio.gather(*drawing, return_exceptions=True)
    outcomes = [(copy, page, result) for (copy, page), result in zip(pages, results, strict=True)]
    await context.store.run(_mark, outcomes, context.clock.now())
    for result in results:
        if isinstance(result, BaseException) and not isinstance(result, ChatGone):
            raise result


async def _stale(tx: Transaction, job: RedrawCards) -> tuple[Gig, list[CardCopy]]:
    copies = await tx.copies.of(job.tenant, job.gig)
    stale = [one for one in copies if one.drawn_version < job.version or one.subject == SUPERSEDED]
    return await tx.gigs.get(job.tenant, job.gig), stale


Viewers = Mapping[PersonKey | None, Person | None]


async def _pages(
    tx: Transaction, context: Context, job: RedrawCards, viewers: Viewers, due: Collection[tuple[str, str]]
) -> list[tuple[CardCopy, GigPage]]:
    """What each message is to show. As they are now: meanwhile one may show another view, or no gig at all."""
    gig, stale = await _stale(tx, job)
    pages = await pages_of(context, tx, gig, list(viewers.values()))
    page_for = dict(zip(viewers, pages, strict=True))
    return [
        (copy, page_for[copy.viewer]) for copy in stale if copy.viewer in page_for and _place(copy) in due
    ]


def _place(copy: CardCopy) -> tuple[str, str]:
    return copy.conversation_id, copy.activity_id


async def _redraw(context: Context, copy: CardCopy, page: GigPage) -> CardCopy:
    drawn = await context.messenger.redraw(copy, page)
    context.failpoint("redraw: drawn")
    return drawn


async def _mark(
    tx: Transaction, outcomes: Sequence[tuple[CardCopy, GigPage, CardCopy | BaseException]], at: datetime
) -> None:
    """What could not be drawn stays as it is and is tried again; what made way for a newer card is let go."""
    drawn = [(result, page) for _, page, result in outcomes if isinstance(result, CardCopy)]
    if drawn:
        await tx.copies.drawn([copy for copy, _ in drawn], drawn[0][1].gig.version, at)
    made_way = [copy for copy, _ in drawn if copy.subject == SUPERSEDED]
    gone = [copy for copy, _, result in outcomes if isinstance(result, ChatGone)]
    if made_way or gone:
        await tx.copies.drop([*made_way, *gone])


async def _viewer(context: Context, gig: Gig, viewer: PersonKey | None) -> Person | None:
    """Whose card it is; a programme lead, whom the gig does not know, as the directory has them now."""
    if viewer is None:
        return None
    try:
        return gig.person(viewer) or await context.directory.person(viewer)
    except DirectoryUnavailable:
        return None  # the public face, until the gig changes again or they ask for it
