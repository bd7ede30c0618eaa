"""A gig outlives its requester's absence: co-owners, handing over, and what both may never do."""

import pytest

from gigs.errors import GigChanged, GigNotFound, NotAllowed, OutOfOrder
from gigs.gig import GigState
from gigs.history_kinds import EntryKind
from ports.gig_storage import Guard
from ports.notices import NoticeKind
from tests.support.builders import MARK, RITA, a_form, a_person
from tests.support.one_by_one import one_by_one
from tests.use_cases.company import (
    BORIS,
    CLOCKED,
    DORA,
    LEGAL_TOO,
    LENA,
    asked,
    employ,
    history,
    notices,
    open_for_business,
    rules,
    says,
    submit,
)
from tests.use_cases.world import PAT, SAM
from use_cases.approving.delegates import set_delegate
from use_cases.approving.pass_on_approval import pass_on_approval
from use_cases.entries import heard
from use_cases.owning.hand_over import hand_all_over, hand_over
from use_cases.owning.share_gig import share_gig, unshare_gig
from use_cases.permissions.authorize import Verb, allowed
from use_cases.requesting.submit_gig import preview_gig, save_draft
from use_cases.requesting.withdraw_gig import withdraw_gig
from use_cases.showing.list_gigs import my_gigs


@pytest.fixture
async def company(world):
    open_for_business(world, CLOCKED)
    await world.meets(RITA, MARK, DORA, PAT, SAM)
    return world


async def shares(company, co_owner=SAM, who=RITA):
    return (await share_gig(company.context, who, 1, co_owner=co_owner.email)).gig


async def hands(company, to=SAM, who=PAT, reason="Rita is ill."):
    return (await hand_over(company.context, who, 1, to=to.email, reason=reason)).gig


async def test_a_co_owner_is_told_finds_the_gig_among_their_own_and_acts(company):
    await submit(company)
    await shares(company)
    await company.work()
    assert len(notices(company, SAM, NoticeKind.CO_OWNER_NAMED)) == 1
    assert "Rita Requester named a co-owner" in await history(company)
    assert [gig.number for gig in await my_gigs(company.context, SAM)] == [1]
    await says(company, MARK)
    await company.work()
    assert len(notices(company, SAM, NoticeKind.APPROVED)) == 1
    assert (
        await withdraw_gig(company.context, SAM, 1, reason="No longer needed.")
    ).state is GigState.CANCELLED


async def test_a_removed_co_owner_sees_and_copies_the_gig_and_does_nothing_more(company):
    await submit(company)
    await shares(company)
    page = await unshare_gig(company.context, RITA, 1, co_owner=SAM.key.object_id)
    assert allowed(SAM, page.gig) == {Verb.SEE, Verb.COPY}
    assert await my_gigs(company.context, SAM) == []
    with pytest.raises(OutOfOrder, match="owns or once owned"):
        await pass_on_approval(company.context, MARK, 1, revision=1, to=SAM.email)


async def test_nobody_on_the_route_their_delegate_or_their_manager_above_owns_the_gig(company):
    await submit(company)
    await set_delegate(company.context, MARK, MARK, DORA)
    for nobody in (MARK, DORA, BORIS):
        with pytest.raises(OutOfOrder, match="can’t own it"):
            await shares(company, nobody)
        with pytest.raises(OutOfOrder, match="can’t own it"):
            await hands(company, nobody)
    assert [one.key for one in (await company.gig()).owners] == [RITA.key]


async def test_a_draft_is_not_shared_with_who_would_approve_it(company):
    await save_draft(company.context, RITA, a_form(), draft="d-1")
    for above in (MARK, BORIS):
        with pytest.raises(OutOfOrder, match="can’t own it"):
            await shares(company, above)
    assert (await shares(company)).co_owners


async def test_a_gig_whose_co_owner_the_policy_asks_is_not_submitted_around_them(company):
    await save_draft(company.context, RITA, a_form(), draft="d-1")
    await shares(company, LENA)
    rules(company, LEGAL_TOO)
    with pytest.raises(OutOfOrder, match="Lena Legal will be asked to approve"):
        await preview_gig(company.context, RITA, a_form(), number=1)


async def test_a_lead_or_the_manager_hands_over_and_both_hear_why(company):
    await submit(company)
    gig = await hands(company)
    assert (gig.requester.key, [one.key for one in gig.former_owners]) == (SAM.key, [RITA.key])
    await company.work()
    for one in (RITA, SAM):
        (told,) = notices(company, one, NoticeKind.GIG_HANDED_OVER)
        assert told.facts.reason == "Rita is ill."
    assert "Pat Lead handed the gig over" in await history(company)
    assert [each.number for each in await my_gigs(company.context, SAM)] == [1]
    assert await my_gigs(company.context, RITA) == []
    assert asked(gig) == [MARK]
    assert (await says(company, MARK)).state is GigState.APPROVED


async def test_the_requesters_manager_hands_it_over_and_nobody_else_does(company):
    await submit(company)
    for who in (RITA, DORA, SAM):
        with pytest.raises((NotAllowed, GigNotFound)):
            await hands(company, LENA, who)
    assert (await hands(company, SAM, MARK)).requester.key == SAM.key


@pytest.mark.parametrize("how", ["co-owner", "removed", "handed on"])
async def test_the_update_itself_refuses_an_answer_of_whoever_owns_it_or_once_did(company, how):
    """As if every check before it had been forgotten: only the statement is left."""
    await submit(company)
    if how == "handed on":
        await hands(company)
    else:
        await shares(company)
    if how == "removed":
        await unshare_gig(company.context, RITA, 1, co_owner=SAM.key.object_id)
    gig = await company.gig()
    said = heard(EntryKind.CLOCK_RAN, company.clock.now())
    for who in (SAM, RITA):
        async with one_by_one(company.store) as tx:
            with pytest.raises(GigChanged):
                await tx.gigs.save(gig, gig, said, Guard(not_requester=who.key))
    async with one_by_one(company.store) as tx:
        await tx.gigs.save(gig, gig, said, Guard(not_requester=MARK.key))


async def test_a_delegate_whom_a_later_owner_arranged_does_not_count_for_that_gig(company):
    lead = employ(company, a_person("Lou Lead", roles=frozenset({"programme_lead"})))
    await set_delegate(company.context, lead, MARK, DORA, has_left=True)
    await submit(company)
    assert asked(await company.gig()) == [DORA]
    await withdraw_gig(company.context, RITA, 1, reason="No longer needed.")
    await submit(company)
    async with one_by_one(company.store) as tx:
        delegation = await tx.delegations.get(MARK.key)
    assert delegation.for_gigs_of({RITA.key}) is not None
    assert delegation.for_gigs_of({RITA.key, lead.key}) is None


async def test_all_gigs_of_somebody_who_left_go_over_but_those_that_may_not(company):
    await submit(company)
    await submit(company)
    await pass_on_approval(company.context, MARK, 2, revision=1, to=SAM.email)
    handed = await hand_all_over(company.context, PAT, RITA, SAM, "Rita has left.")
    assert handed.gigs == (1,)
    assert set(handed.left) == {2}
    assert "can’t own it" in handed.left[2]
