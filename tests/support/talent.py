"""A talent pool for tests: closed gigs of every kind, each with a freelancer, as closing leaves them."""

from gigs.gig import GigState
from gigs.summary import Sharing, summary_of
from gigs.talent import FreelancerKey, Talent, Worked, found_by
from tests.store.test_gigs import added, saved
from tests.support.builders import RITA, TENANT, a_gig
from tests.support.clock import NOON
from tests.support.one_by_one import one_by_one


def a_key(freelancer="F01", marketplace="sandbox", tenant=TENANT):
    return FreelancerKey(tenant=tenant, marketplace=marketplace, freelancer=freelancer)


async def worked_with(store, key, name="", *, owner=RITA, sharing=None, co_owners=(), **told):
    """Keeps a closed gig of this owner with this freelancer; `told` are changes of its summary. Its summary."""
    gig = a_gig(GigState.CLOSED, requester=owner, tenant=owner.key.tenant)
    draft = await added(store, gig.model_copy(update={"number": 0}), f"draft-{key}-{told}-{sharing}")
    if co_owners:
        draft = await saved(store, draft, draft.model_copy(update={"co_owners": co_owners}))
    one = summary_of(draft, sharing or Sharing()).model_copy(update={"marketplace": key.marketplace, **told})
    words = found_by(key.marketplace, one.domain, one.skills)
    talent = Talent(key=key, name=name, words_at=NOON if name else None)
    async with one_by_one(store) as tx:
        await tx.summaries.put(one)
        await tx.talents.put(talent, Worked(key=key, gig=one.gig, proposal="L1-P1", words=words))
    return one
