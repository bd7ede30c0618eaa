"""Shows one gig to one person: the page every card is drawn from."""

from gigs.gig import Gig
from gigs.people import Person
from use_cases.authorize import Verb, authorize
from use_cases.gig_page import GigPage, page_for
from use_cases.outside import Outside
from use_cases.storage import Transaction

SHOWN_ENTRIES = 12


async def page_of(outside: Outside, tx: Transaction, gig: Gig, viewer: Person | None) -> GigPage:
    """The page of a gig already read in this transaction."""
    history = await tx.histories.of(gig.tenant, gig.number)
    proposals = await tx.proposals.of(gig.tenant, gig.number) if gig.proposals else ()
    entries = tuple(sealed.entry for sealed in history[-SHOWN_ENTRIES:])
    return page_for(viewer, gig, entries, tuple(proposals), outside.clock.now())


async def show_gig(outside: Outside, who: Person, number: int) -> GigPage:
    """The gig as this person may see it. Raises GigNotFound for strangers."""
    async with outside.store.transaction() as tx:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize(who, Verb.SEE, gig)
        return await page_of(outside, tx, gig, who)
