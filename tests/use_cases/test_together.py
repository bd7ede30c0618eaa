"""Several small gigs are decided in one press, each on its own."""

import pytest

from gigs.approval import Decision
from gigs.errors import OutOfOrder
from gigs.gig import GigState
from tests.support.builders import MARK, RITA, a_person
from tests.support.one_by_one import one_by_one
from tests.use_cases.company import LEGAL_TOO, asked, history, open_for_business, rules, says, submit
from tests.use_cases.world import PAT, SAM
from use_cases.approving.decide_together import MOST, Picked, approve_together
from use_cases.listing.post_gig import PostGig
from use_cases.requesting.withdraw_gig import withdraw_gig
from use_cases.showing.list_gigs import SHOWN, Order, my_approvals

SMALL = "decide_together_up_to: 1500 USD\n"


@pytest.fixture
async def company(world):
    open_for_business(world, SMALL)
    return world


def picked(*gigs):
    return [Picked(gig=gig.number, revision=gig.revision, step=gig.open_approvals[0].step) for gig in gigs]


async def test_several_small_ones_are_approved_and_each_is_recorded(company):
    gigs = [await submit(company) for _ in range(3)]
    done = await approve_together(company.context, MARK, picked(*gigs))
    assert [gig.state for gig in done.decided] == [GigState.APPROVED] * 3
    assert done.left == {}
    assert len(company.promised(PostGig)) == 3
    for gig in gigs:
        assert (await history(company, gig.number)).count("Mark Manager approved") == 1


async def test_one_too_large_decided_withdrawn_changed_or_unknown_does_not_stop_the_others(company):
    large = await submit(company, amount="1500.01")
    decided, withdrawn, good = [await submit(company) for _ in range(3)]
    await says(company, MARK, Decision.REJECTED, decided.number, "No.")
    await withdraw_gig(company.context, RITA, withdrawn.number, reason="No longer needed.")
    stale = Picked(gig=good.number, revision=7, step=1)
    unknown = Picked(gig=99, revision=1, step=1)
    done = await approve_together(
        company.context, MARK, [*picked(large), *_as_shown(decided, withdrawn), unknown]
    )
    assert done.decided == ()
    assert "too large" in done.left[large.number]
    assert "was rejected by Mark Manager" in done.left[decided.number]
    assert "withdrawn" in done.left[withdrawn.number]
    assert "can’t find" in done.left[99]
    assert (await approve_together(company.context, MARK, [stale])).left.keys() == {good.number}
    done = await approve_together(company.context, MARK, [unknown, *picked(good)])
    assert [gig.number for gig in done.decided] == [good.number]


def _as_shown(*gigs):
    return [Picked(gig=gig.number, revision=1, step=1) for gig in gigs]


async def test_a_step_that_is_not_theirs_any_more_is_not_decided_by_the_next_one(company):
    rules(company, SMALL + LEGAL_TOO)
    gig = await submit(company)
    await says(company, MARK)
    done = await approve_together(company.context, MARK, picked(gig))
    assert done.left.keys() == {1}
    assert (await company.gig()).state is GigState.IN_APPROVAL


async def test_nobody_approves_their_own_or_what_they_were_not_asked_or_of_another_tenant(company):
    gig = await submit(company)
    twin = a_person("Mark Manager", tenant="fabrikam")
    for who in (RITA, SAM, PAT, twin):
        done = await approve_together(company.context, who, picked(gig))
        assert (done.decided, set(done.left)) == ((), {1})
    assert asked(await company.gig()) == [MARK]


async def test_without_a_limit_in_the_policy_nothing_is_decided_together(company):
    gig = await submit(company)
    rules(company, "")
    assert "too large" in (await approve_together(company.context, MARK, picked(gig))).left[1]


async def test_nothing_ticked_is_said(company):
    with pytest.raises(OutOfOrder, match="tick at least one"):
        await approve_together(company.context, MARK, [])


async def test_as_many_as_may_be_are_approved_and_one_ticked_twice_is_one(company):
    gigs = [await submit(company) for _ in range(MOST)]
    done = await approve_together(company.context, MARK, picked(gigs[0], *gigs))
    assert len(done.decided) == MOST
    assert done.left == {}


async def test_of_more_than_the_most_none_is_approved_and_both_numbers_are_said(company):
    gig = await submit(company)
    forged = [Picked(gig=number, revision=1, step=1) for number in range(2, 3_901)]
    with pytest.raises(OutOfOrder, match="20 gigs at once at most, and 3,900 are ticked"):
        await approve_together(company.context, MARK, [*picked(gig), *forged])
    assert (await company.gig()).state is GigState.IN_APPROVAL


async def test_the_list_never_offers_more_ticks_than_one_press_may_have():
    assert SHOWN <= MOST


async def test_the_inbox_lists_by_age_or_sum_and_says_which_are_small(company):
    for amount in ("900", "2000", "1000"):
        await submit(company, amount=amount)
        company.clock.advance(60)
    await submit(company, amount="1950", currency="EUR")
    by_age = await my_approvals(company.context, MARK)
    assert [gig.number for gig in by_age.gigs] == [1, 2, 3, 4]
    assert by_age.small == {1, 3}
    assert not by_age.more
    by_sum = await my_approvals(company.context, MARK, Order.AMOUNT)
    assert [gig.number for gig in by_sum.gigs] == [4, 2, 3, 1]
    assert (await my_approvals(company.context, a_person("Mark Manager", tenant="fabrikam"))).gigs == ()


async def test_of_all_that_waits_no_more_gigs_are_read_than_are_shown_and_one(company):
    asked = 3 * SHOWN
    for amount in range(asked):
        await submit(company, amount=str(100 + amount))
    async with one_by_one(company.context.store) as tx:
        assert len(await tx.gigs.sums_awaited(MARK.key)) == asked
        assert len(await tx.gigs.awaiting(MARK.key, SHOWN + 1)) == SHOWN + 1
        assert [gig.number for gig in await tx.gigs.numbered(MARK.key.tenant, [3, 1, 999])] == [3, 1]
    box = await my_approvals(company.context, MARK, Order.AMOUNT)
    assert [gig.number for gig in box.gigs] == list(range(asked, asked - SHOWN, -1))


async def test_the_inbox_says_that_there_are_more(company):
    for _ in range(SHOWN + 1):
        await submit(company)
    box = await my_approvals(company.context, MARK)
    assert (len(box.gigs), box.more) == (SHOWN, True)
