"""What somebody decided is kept by the save that holds the answer, once, on both databases."""

import pytest

from gigs.approval import Decision
from gigs.deciding import decide
from gigs.errors import GigChanged
from gigs.gig import GigState
from tests.store.test_gigs import added, saved
from tests.support.builders import MARK, RITA, a_gig, asking
from tests.support.one_by_one import one_by_one


async def of(store, person, skip=0, most=10):
    async with one_by_one(store) as tx:
        return await tx.decisions.of(person.key, skip, most)


async def test_an_answer_is_kept_with_the_save_and_not_again_with_the_next(store):
    gig = await added(store, a_gig(GigState.IN_APPROVAL))
    after = decide(gig, MARK.key, Decision.REJECTED, reason="No money.", asking=asking())
    kept = await saved(store, gig, after)
    await saved(store, kept, kept.model_copy(update={"note": "Changed once more."}))
    (one,) = await of(store, MARK)
    assert (one.gig, one.verdict, one.reason, one.title) == (
        gig.number,
        Decision.REJECTED,
        "No money.",
        gig.title,
    )
    assert one.amount == gig.checked_brief.budget
    assert await of(store, MARK, skip=1) == []
    assert await of(store, RITA) == []


async def test_whoever_was_faster_is_the_only_one_whose_answer_is_kept(store):
    gig = await added(store, a_gig(GigState.IN_APPROVAL))
    first = decide(gig, MARK.key, Decision.APPROVED, reason="", asking=asking())
    late = decide(gig, MARK.key, Decision.REJECTED, reason="Late.", asking=asking())
    await saved(store, gig, first)
    with pytest.raises(GigChanged):
        await saved(store, gig, late)
    assert [one.verdict for one in await of(store, MARK)] == [Decision.APPROVED]
