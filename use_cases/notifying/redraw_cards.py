"""(job) Draws every card that shows a gig again; one that cannot be redrawn never stops the others."""

import asyncio

from gigs.gig import Gig
from gigs.people import Person
from ports.directory import DirectoryUnavailable
from ports.messenger import ChatGone
from ports.notices import CardCopy
from use_cases.context import Context
from use_cases.notifying.notify import RedrawCards
from use_cases.showing.show_gig import page_of


async def redraw_cards(job: RedrawCards, *, context: Context) -> None:
    """Tries each copy; raises the first failure only after all were tried. What was drawn is not drawn again."""
    async with context.store.transaction() as tx:
        copies = await tx.copies.of(job.tenant, job.gig)
    stale = [copy for copy in copies if copy.drawn_version < job.version]
    results = await asyncio.gather(*(_redraw(context, copy) for copy in stale), return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result


async def _redraw(context: Context, copy: CardCopy) -> None:
    """As it is now: meanwhile the message may show another view, or no gig at all."""
    async with context.store.transaction() as tx:
        copies = await tx.copies.of(copy.tenant, copy.gig)
        now = next((one for one in copies if _place(one) == _place(copy)), None)
        if now is None:
            return
        copy = now
        gig = await tx.gigs.get(copy.tenant, copy.gig)
    viewer = await _viewer(context, gig, copy)
    async with context.store.transaction() as tx:
        page = await page_of(context, tx, await tx.gigs.get(copy.tenant, copy.gig), viewer)
    try:
        await context.messenger.redraw(copy, page)
    except ChatGone:
        async with context.store.transaction() as tx:
            await tx.copies.drop(copy)
        return
    context.failpoint("redraw: drawn")
    async with context.store.transaction() as tx:
        await tx.copies.drawn(copy, page.gig.version)


async def _viewer(context: Context, gig: Gig, copy: CardCopy) -> Person | None:
    """Whose card it is; a programme lead, whom the gig does not know, as the directory has them now."""
    if copy.viewer is None:
        return None
    try:
        return gig.person(copy.viewer) or await context.directory.person(copy.viewer)
    except DirectoryUnavailable:
        return None  # the public face, until the gig changes again or they ask for it


def _place(copy: CardCopy) -> tuple[str, str]:
    return copy.conversation_id, copy.activity_id
