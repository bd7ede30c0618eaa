"""Somebody who has left was a co-owner: whoever replaces them is one now, or nobody is and the requester hears of it."""

import pytest

from gigs.approval import Decision
from gigs.errors import GigError
from ports.notices import NoticeKind
from tests.support.builders import MARK, RITA
from tests.use_cases.company import CLOCKED, DORA, STAN, history, notices, open_for_business, submit
from tests.use_cases.world import PAT, SAM
from use_cases.approving.decide_gig import decide_gig
from use_cases.owning.hand_over import hand_all_over
from use_cases.owning.share_gig import share_gig


@pytest.fixture
async def company(world):
    open_for_business(world, CLOCKED)
    await world.meets(RITA, MARK, DORA, PAT, SAM)
    return world


async def co_owned(company, *co_owners, **typed):
    gig = await submit(company, **typed)
    for one in co_owners:
        await share_gig(company.context, RITA, gig.number, co_owner=one.email)
    return gig.number


def co_owners(gig):
    return [one.key for one in gig.co_owners]


async def test_who_replaces_somebody_is_a_co_owner_where_they_were_one(company):
    number = await co_owned(company, STAN)
    handed = await hand_all_over(company.context, PAT, STAN, SAM, "Stan has left.")
    await company.work()

    gig = await company.gig(number)
    assert (handed.gigs, handed.left) == ((number,), {})
    assert co_owners(gig) == [SAM.key]
    assert STAN.key in gig.ever_owners
    assert len(notices(company, SAM, NoticeKind.CO_OWNER_NAMED)) == 1
    said = await history(company, number)
    assert said[-2:] == ["Pat Lead removed a co-owner", "Pat Lead named a co-owner"]


async def test_whoever_owns_the_gig_already_takes_nothing_over_and_the_one_who_left_is_gone(company):
    number = await co_owned(company, STAN, SAM)
    await hand_all_over(company.context, PAT, STAN, SAM, "Stan has left.")
    await hand_all_over(company.context, PAT, SAM, RITA, "Sam has left.")

    gig = await company.gig(number)
    assert (gig.requester.key, co_owners(gig)) == (RITA.key, [])


async def test_a_replacement_who_is_asked_about_the_gig_is_no_co_owner_and_the_requester_hears_of_it(company):
    number = await co_owned(company, STAN)
    handed = await hand_all_over(company.context, PAT, STAN, MARK, "Stan has left.")
    await company.work()

    gig = await company.gig(number)
    assert (handed.gigs, co_owners(gig)) == ((), [])
    assert "can’t own it" in handed.left[number]
    assert MARK.key not in gig.ever_owners
    assert gig.approval_of(MARK.key) is not None
    assert len(notices(company, RITA, NoticeKind.CO_OWNER_LEFT)) == 1


async def test_a_former_co_owner_never_decides_although_they_were_replaced(company):
    number = await co_owned(company, STAN)
    await hand_all_over(company.context, PAT, STAN, SAM, "Stan has left.")
    for past in (STAN, SAM):
        with pytest.raises(GigError):
            await decide_gig(company.context, past, number, revision=1, decision=Decision.APPROVED)
