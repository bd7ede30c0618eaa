"""Somebody looks at a freelancer whose name may not be kept for long: it's read again where we met them last."""

from gigs.people import Person
from gigs.talent import FreelancerKey
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.permissions.authorize_talent import TalentVerb, authorize_talent
from use_cases.reading.read_again import want_again
from use_cases.talent.find_talent import talent_of
from use_cases.talent.talent_page import TalentEntry, known_gigs


async def read_freelancer(context: Context, who: Person, key: FreelancerKey) -> TalentEntry:
    """Has the proposals of the newest gig with them read again; of all that is read, this person sees the name only.

    Raises OutOfOrder where they may not know of the freelancer.
    """

    async def wanted(tx: Transaction) -> TalentEntry:
        found, _more = await known_gigs(tx, who, key)
        authorize_talent(who, TalentVerb.READ_AGAIN, found)
        await want_again(context, tx, await tx.gigs.hold(key.tenant, found[0].gig))
        return await talent_of(tx, context, who, key)

    return await context.store.run(wanted)
