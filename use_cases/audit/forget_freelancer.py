"""A freelancer asked to be forgotten: name and words go from the pool, from gigs that are over, and from beside histories.

What is sealed stays, and so does its proof. A mark “do-not-hire” stays too, without name, reason or marketplace: it stops nobody but the same
freelancer, whom only their marketplace can name again.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from gigs.errors import OutOfOrder
from gigs.forgetting import gig_without, proposal_of_nobody
from gigs.gig import OVER, Gig
from gigs.history import freelancer_ref
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.people import Person
from gigs.talent import FreelancerKey, invited
from ports.storage import Store, Transaction
from translation.catalogue import n_
from translation.formats import both
from use_cases.context import Context
from use_cases.entries import heard
from use_cases.notifying.notify import show_change
from use_cases.permissions.authorize_talent import TalentVerb, authorize_talent
from use_cases.retry_on_conflict import retry_on_conflict
from use_cases.talent.talent_page import known_gigs

Places = Mapping[int, Sequence[str]]
"""gig -> the ids of their proposals on it; none where they were only invited."""


async def forget_freelancer(context: Context, who: Person, key: FreelancerKey) -> int:
    """In how many gigs. Raises NotAllowed for everybody but programme leads, and OutOfOrder while they're part of a gig that isn't
    over, or where this lead may not know of them."""

    async def may(tx: Transaction) -> None:
        found, _more = await known_gigs(tx, who, key)
        authorize_talent(who, TalentVerb.FORGET, found)

    await context.store.run(may)
    places = await find_freelancer(context.store, key)
    return await forget_everywhere(context.store, key, places, context.clock.now(), redraws=True)


async def find_freelancer(store: Store, key: FreelancerKey) -> Places:
    """Every gig that names them. Raises OutOfOrder where one of these isn't over."""
    return await store.run(_find, key)


async def _find(tx: Transaction, key: FreelancerKey) -> Places:
    found = await tx.proposals.made_by(key.tenant, key.freelancer)
    invitations = await tx.histories.referring(key.tenant, freelancer_ref(invited(key)))
    numbers = sorted({*found, *invitations})
    gigs = [one for one in await tx.gigs.numbered(key.tenant, numbers) if _was_on(one, key.marketplace)]
    if under_way := [str(one.number) for one in gigs if one.state not in OVER]:
        told = n_(
            "They’re still part of gig {gigs}. Have them forgotten once it’s over.",
            "They’re still part of gigs {gigs}. Have them forgotten once these are over.",
            len(under_way),
        )
        raise OutOfOrder(told.format(gigs=both(under_way)))
    return {one.number: found.get(one.number, ()) for one in gigs}


def _was_on(gig: Gig, marketplace: str) -> bool:
    listings = [*([gig.listing] if gig.listing else []), *(one.listing for one in gig.former_listings)]
    return any(one.marketplace == marketplace for one in listings)


async def forget_everywhere(
    store: Store, key: FreelancerKey, places: Places, at: datetime, *, redraws: bool
) -> int:
    """Each gig in a transaction of its own, and the pool last, so that all of it can be repeated."""
    for number, proposals in places.items():
        await _forget_in(store, key, number, frozenset(proposals), at, redraws=redraws)
    await store.run(_forget_in_pool, key)
    return len(places)


@retry_on_conflict
async def _forget_in(
    store: Store, key: FreelancerKey, number: int, proposals: frozenset[str], at: datetime, *, redraws: bool
) -> None:
    async def forgotten(tx: Transaction) -> None:
        gig = await tx.gigs.hold(key.tenant, number)
        theirs = [one for one in await tx.proposals.of(key.tenant, number) if one.id in proposals]
        names = frozenset(one.freelancer for one in theirs)
        if gig.contract and gig.contract.proposal_id in proposals:
            names |= {gig.contract.freelancer}
        await tx.proposals.put(key.tenant, number, [proposal_of_nobody(one) for one in theirs])
        gone = tuple(sorted(freelancer_ref(one) for one in (*proposals, invited(key))))
        await tx.histories.erase_names(key.tenant, number, gone)
        said = heard(EntryKind.NAME_ERASED, at, EntryFacts(erased=gone))
        after = await tx.gigs.save(gig, gig_without(gig, proposals, names), said)
        if redraws:
            await show_change(tx, after)

    await store.run(forgotten)


async def _forget_in_pool(tx: Transaction, key: FreelancerKey) -> None:
    await tx.talents.drop(key)
    mark = await tx.marks.get(key.tenant, key.fingerprint)
    if mark is not None:
        bare = {"key": None, "reason": "", "lifted_because": ""}
        await tx.marks.put(mark.model_copy(update=bare))
