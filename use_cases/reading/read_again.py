"""Proposals are opened: what was read too long ago, or is not kept any more, is read again."""

from gigs.errors import OutOfOrder
from gigs.gig import ON_MARKET, Gig
from gigs.people import Person
from ports.marketplace import Capability
from ports.reading_storage import Reading
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.context import Context
from use_cases.permissions.authorize import Verb, authorize
from use_cases.permissions.gig_page import GigPage
from use_cases.reading.rhythm import DAY, FULL_EVERY
from use_cases.showing.show_gig import proposals_page_of


async def open_proposals(context: Context, who: Person, number: int) -> GigPage:
    """The page with its proposals. Those last read in full more than FULL_EVERY ago are read again soon."""
    now = context.clock.now()

    async def wanted(tx: Transaction) -> GigPage:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize(who, Verb.REVIEW, gig)
        page = await proposals_page_of(context, tx, gig, who)
        known = await tx.readings.get(gig.tenant, number)
        if known is None or gig.state not in ON_MARKET or not page.has(Capability.PROPOSALS):
            return page
        old = known.proposals_at is None or now - known.proposals_at >= FULL_EVERY
        if old and not known.wanted:
            await tx.gigs.hold(gig.tenant, number)
            await _want(context, tx, await _reading(context, tx, gig))
        return page.model_copy(update={"reading_again": old})

    return await context.store.run(wanted)


async def read_again(context: Context, who: Person, number: int) -> GigPage:
    """Has the marketplace's words read again, also of a gig that is over. Raises OutOfOrder where that cannot be."""

    async def shown(tx: Transaction) -> GigPage:
        gig = await tx.gigs.hold(who.key.tenant, number)
        authorize(who, Verb.REVIEW, gig)
        await want_again(context, tx, gig)
        return await proposals_page_of(context, tx, gig, who)

    page = await context.store.run(shown)
    return page.model_copy(update={"reading_again": True})


async def want_again(context: Context, tx: Transaction, gig: Gig) -> None:
    """In a transaction that holds the gig. Raises OutOfOrder for one that isn't on a marketplace."""
    await _want(context, tx, await _reading(context, tx, gig))


async def _want(context: Context, tx: Transaction, known: Reading) -> None:
    await tx.readings.put(known.model_copy(update={"wanted": True}))
    await tx.syncs.schedule(known.tenant, known.number, context.clock.now(), known.marketplace)


async def _reading(context: Context, tx: Transaction, gig: Gig) -> Reading:
    """Of a gig that was over so long ago that its reading was deleted, a new one."""
    known = await tx.readings.get(gig.tenant, gig.number)
    if known is not None:
        return known
    if gig.listing is None:
        raise OutOfOrder(_("Gig {number} isn’t on a marketplace yet.").format(number=gig.number))
    return Reading(
        tenant=gig.tenant,
        number=gig.number,
        marketplace=gig.listing.marketplace,
        listing=gig.listing.id,
        contract=gig.contract.id if gig.contract else "",
        read_at=context.clock.now() - DAY,
    )
