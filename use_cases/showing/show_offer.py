"""Shows work that is offered to colleagues, and lists what concerns one of them."""

from collections.abc import Sequence

from gigs.gig import Gig
from gigs.people import Person
from gigs.value import Value
from ports.inside_storage import Part
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.permissions.authorize_inside import InsideVerb, authorize_inside
from use_cases.permissions.gig_page import GigPage
from use_cases.showing.show_gig import page_of

MOST = 5


class WithMe(Value):
    """Gigs by what somebody has to do with them: hours to agree to, work to do, hands that are up."""

    hours: tuple[Gig, ...] = ()
    work: tuple[Gig, ...] = ()
    hands: tuple[Gig, ...] = ()


async def show_offer(context: Context, who: Person, number: int) -> GigPage:
    """The gig for a card that shows only what colleagues may read. Raises GigNotFound where it isn't offered to them."""

    async def page(tx: Transaction) -> GigPage:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize_inside(who, InsideVerb.SEE_OFFER, gig)
        return await page_of(context, tx, gig, who)

    return await context.store.run(page)


async def with_me(context: Context, who: Person) -> WithMe:
    """The newest of each."""

    async def found(tx: Transaction, part: Part) -> Sequence[Gig]:
        return await tx.hands.gigs_of(who.key, part, MOST)

    async def all_of_them(tx: Transaction) -> WithMe:
        return WithMe(
            hours=tuple(await found(tx, Part.HOURS)),
            work=tuple(await found(tx, Part.WORK)),
            hands=tuple(await found(tx, Part.HAND)),
        )

    return await context.store.run(all_of_them)
