"""What cannot wait: fewer people first, and a second look by others afterwards."""

import pytest

from gigs.approval import Decision
from gigs.errors import BriefIncomplete, GigNotFound, NotAllowed, OutOfOrder, TooLong
from gigs.gig import GigState
from gigs.history_kinds import EntryKind
from gigs.route import Lane
from ports.notices import NoticeKind
from tests.support.builders import FAYE, MARK, RITA, a_person
from tests.support.one_by_one import one_by_one
from tests.use_cases.company import (
    DAY,
    DORA,
    HOUR,
    LENA,
    STAN,
    employ,
    history,
    notices,
    open_for_business,
    preview,
    rules,
    says,
    steps,
    submit,
    submit_again,
    ticking,
)
from tests.use_cases.world import PAT, SAM
from use_cases.approving.review_emergency import record_review
from use_cases.notifying.notify import as_named
from use_cases.permissions.authorize import Verb
from use_cases.requesting.withdraw_gig import withdraw_gig
from use_cases.showing.history_text import shown
from use_cases.showing.show_gig import show_gig

LANE = """
bands: [{steps: [{ask: manager}, {ask: any of legal}]}]
groups:
  legal: {directory: legal}
  reviewers: {people: [faye@contoso.example, dora@contoso.example]}
  leads: {people: [stan@contoso.example]}
stand_in: any of leads
emergency: {up_to: 2000 USD, steps: [{ask: manager}], review_by: any of reviewers, review_within: 1d}
"""
NOW = "The fair opens tomorrow."


@pytest.fixture
async def company(world):
    open_for_business(world, LANE)
    await world.meets(RITA, MARK, FAYE, DORA, LENA, STAN)
    return world


async def reviews(company, who=FAYE, fine=True, note="", number=1):
    return (await record_review(company.context, who, number, fine=fine, note=note)).gig


async def approved(company):
    await submit(company, emergency=NOW)
    gig = await says(company, MARK)
    await company.work()
    return gig


async def test_an_emergency_goes_its_own_way_and_the_history_says_so(company):
    gig = await submit(company, emergency=NOW)
    assert (gig.route.lane, steps(gig)) == (Lane.EMERGENCY, [[MARK]])
    async with one_by_one(company.store) as tx:
        (submitted,) = [
            one
            for one in (await tx.histories.part("contoso", 1, 50)).entries
            if one.entry.kind is EntryKind.GIG_SUBMITTED
        ]
    assert submitted.entry.facts.lane is Lane.EMERGENCY
    assert shown(submitted).detail.startswith("as an emergency, ")
    assert steps(await submit(company)) == [[MARK], [LENA]]


async def test_beyond_its_sum_or_without_a_lane_an_emergency_is_stopped_at_its_field(company):
    with pytest.raises(BriefIncomplete) as stopped:
        await preview(company, emergency=NOW, amount="2000.01")
    assert set(stopped.value.problems) == {"emergency"}
    rules(company, "")
    with pytest.raises(BriefIncomplete) as stopped:
        await preview(company, emergency=NOW)
    assert set(stopped.value.problems) == {"emergency"}


async def test_gates_hold_in_an_emergency_too(company):
    rules(company, LANE + "gates: [{when: {data_tier: confidential}, add: {ask: any of legal}}]\n")
    assert steps(await submit(company, emergency=NOW, data_tier="confidential")) == [[MARK], [LENA]]


async def test_reviewers_are_told_after_the_approval_and_not_before(company):
    await submit(company, emergency=NOW)
    await company.work()
    assert notices(company, FAYE, NoticeKind.EMERGENCY_TO_REVIEW) == []
    await says(company, MARK)
    await company.work()
    for reviewer in (FAYE, DORA):
        assert len(notices(company, reviewer, NoticeKind.EMERGENCY_TO_REVIEW)) == 1
    assert (await company.gig()).state is GigState.LISTED


async def test_it_is_reviewed_once_by_whoever_is_first(company):
    await approved(company)
    gig = await reviews(company, note="Fine by me.")
    assert (gig.review.by, gig.review.fine) == (FAYE, True)
    with pytest.raises(OutOfOrder, match="Faye Finance has already reviewed"):
        await reviews(company, DORA)
    await company.work()
    assert len(notices(company, RITA, NoticeKind.EMERGENCY_REVIEWED)) == 1
    assert notices(company, MARK, NoticeKind.EMERGENCY_REVIEWED) == []
    assert "Faye Finance reviewed the emergency" in await history(company)


async def test_a_concern_is_told_to_requester_and_approvers_and_needs_words(company):
    await approved(company)
    with pytest.raises(OutOfOrder, match="what concerns you"):
        await reviews(company, fine=False, note=" \u200b")
    with pytest.raises(TooLong, match="1,000 at most; yours has 5,000"):
        await reviews(company, fine=False, note="x" * 5000)
    gig = await reviews(company, fine=False, note="x" * 1000)
    assert gig.review.note == "x" * 1000
    await company.work()
    for person in (RITA, MARK):
        (told,) = notices(company, person, NoticeKind.EMERGENCY_REVIEWED)
        assert (told.facts.by, told.facts.fine) == (as_named(FAYE), False)


async def test_an_overdue_review_is_reminded_of_once(company):
    await approved(company)
    for _ in range(3):
        await ticking(company, DAY)
    assert len(notices(company, FAYE, NoticeKind.EMERGENCY_TO_REVIEW)) == 2
    await reviews(company)


async def test_a_review_in_time_is_not_reminded_of(company):
    await approved(company)
    await reviews(company)
    await ticking(company, 2 * DAY)
    assert len(notices(company, FAYE, NoticeKind.EMERGENCY_TO_REVIEW)) == 1


async def test_what_is_rejected_or_withdrawn_is_not_reviewed_by_reminder(company):
    await submit(company, emergency=NOW)
    gig = await says(company, MARK, Decision.REJECTED, reason="It can wait.")
    assert gig.review is None
    await submit(company, emergency=NOW)
    await says(company, MARK, number=2)
    await withdraw_gig(company.context, RITA, 2, reason="No longer needed.")
    await ticking(company, 2 * DAY)
    assert len(notices(company, FAYE, NoticeKind.EMERGENCY_TO_REVIEW)) == 1


async def test_nobody_reviews_their_own_emergency(company):
    asks = employ(company, FAYE, manager=MARK.key)
    await submit(company, asks, emergency=NOW)
    gig = await says(company, MARK)
    assert [one.key for one in gig.review.reviewers] == [DORA.key]
    with pytest.raises(NotAllowed, match="your own gig"):
        await reviews(company, asks)


async def test_when_only_the_requester_would_review_the_stand_ins_do(company):
    rules(
        company,
        LANE.replace("faye@contoso.example, dora@contoso.example", "rita@contoso.example"),
    )
    await submit(company, emergency=NOW)
    gig = await says(company, MARK)
    assert [one.key for one in gig.review.reviewers] == [STAN.key]


async def test_who_approved_it_does_not_give_the_second_look_too(company):
    rules(company, LANE.replace("dora@contoso.example", "mark@contoso.example"))
    gig = await approved(company)
    assert [one.key for one in gig.review.reviewers] == [FAYE.key]
    with pytest.raises(OutOfOrder, match="doesn’t need your review"):
        await reviews(company, MARK)


async def test_strangers_leads_and_people_of_another_organisation_do_not_review(company):
    await approved(company)
    twin = a_person("Faye Finance", tenant="fabrikam")
    for who, error in ((SAM, GigNotFound), (twin, GigNotFound), (PAT, OutOfOrder)):
        with pytest.raises(error):
            await reviews(company, who)


async def test_an_ordinary_gig_waits_for_no_review(company):
    rules(company, "")
    await submit(company)
    gig = await says(company, MARK)
    assert gig.review is None
    with pytest.raises(OutOfOrder):
        await reviews(company, MARK)


async def test_a_reviewer_sees_the_gig_and_is_offered_the_review_until_it_is_done(company):
    await approved(company)
    assert Verb.REVIEW_EMERGENCY in (await show_gig(company.context, FAYE, 1)).allowed
    await reviews(company)
    assert Verb.REVIEW_EMERGENCY not in (await show_gig(company.context, FAYE, 1)).allowed


async def test_an_emergency_that_is_approved_a_second_time_is_put_to_its_reviewers_again(company):
    await company.misbehave('post: refuse "No such category." x1')
    await approved(company)
    await reviews(company)
    assert (await company.gig()).state is GigState.CHANGES_ASKED
    company.clock.advance(HOUR)
    gig = await submit_again(company)
    await company.work()
    assert gig.state is GigState.APPROVED
    assert gig.review.by is None
    assert len(notices(company, FAYE, NoticeKind.EMERGENCY_TO_REVIEW)) == 2
