"""Who answers in an approver's place while they are away."""

from datetime import date

import pytest

from gigs.approval import Came
from gigs.errors import NotAllowed, OutOfOrder
from gigs.gig import GigState
from ports.notice_facts import DelegationChange
from ports.notices import NoticeKind
from tests.support.builders import FAYE, MARK, RITA, a_person
from tests.use_cases.absences import NEXT_WEEK, TODAY, TOMORROW, away
from tests.use_cases.company import (
    BORIS,
    CLOCKED,
    DAY,
    DORA,
    STRANGER,
    asked,
    employ,
    history,
    notices,
    open_for_business,
    rules,
    says,
    submit,
    sweeping,
    ticking,
)
from tests.use_cases.world import PAT, SAM
from use_cases.approving.delegates import delegation_of, end_delegation, set_delegate
from use_cases.approving.pass_on_approval import pass_on_approval
from use_cases.notifying.notify import as_named


@pytest.fixture
async def company(world):
    open_for_business(world, CLOCKED)
    await world.meets(RITA, MARK, DORA, PAT)
    return world


# ------------------------------------------------------------------------------------------------ who may say so


async def test_somebody_says_themselves_that_they_are_away_and_open_questions_go_over_at_once(company):
    await submit(company)
    handed = await away(company)
    await company.work()
    assert (handed.gigs, handed.left) == ((1,), {})
    gig = await company.gig()
    assert (asked(gig), gig.open_approvals[0].came) == ([DORA], Came.DELEGATED)
    assert len(notices(company, DORA, NoticeKind.APPROVAL_ASKED)) == 1
    assert "Mark Manager delegated the request" in await history(company)
    assert (await says(company, DORA)).state is GigState.APPROVED


async def test_what_is_submitted_while_they_are_away_goes_to_the_delegate(company):
    await away(company)
    assert asked(await submit(company)) == [DORA]


async def test_a_programme_lead_says_it_for_somebody_else(company):
    await submit(company)
    assert (await away(company, by=PAT)).gigs == (1,)
    assert (await delegation_of(company.context, MARK)).set_by == PAT


@pytest.mark.parametrize("who", [SAM, RITA, DORA], ids=lambda who: who.name)
async def test_nobody_else_says_it_or_ends_it_for_somebody(company, who):
    with pytest.raises(NotAllowed, match="Only a programme lead"):
        await away(company, by=who)
    await away(company)
    with pytest.raises(NotAllowed):
        await end_delegation(company.context, who, MARK)
    with pytest.raises(NotAllowed):
        await set_delegate(company.context, who, MARK, DORA, has_left=True)


async def test_nobody_declares_themselves_replaced_or_undoes_that_they_were(company):
    with pytest.raises(NotAllowed):
        await set_delegate(company.context, MARK, MARK, DORA, has_left=True)
    await set_delegate(company.context, PAT, MARK, DORA, has_left=True)
    with pytest.raises(NotAllowed):
        await end_delegation(company.context, MARK, MARK)
    with pytest.raises(NotAllowed):
        await away(company, delegate=SAM)
    assert (await delegation_of(company.context, MARK)).has_left


async def test_a_lead_of_another_organisation_sets_nothing_here(company):
    lead = a_person("Pat Lead", tenant="fabrikam", roles=frozenset({"programme_lead"}))
    with pytest.raises(NotAllowed):
        await away(company, by=lead)
    with pytest.raises(NotAllowed):
        await end_delegation(company.context, lead, MARK)


# ------------------------------------------------------------------------------------------------ their own gig


@pytest.fixture
def lead(company):
    """Rita, who is a programme lead and asks for gigs of her own."""
    return employ(company, RITA, roles=frozenset({"programme_lead"}))


@pytest.mark.parametrize("has_left", [False, True], ids=["away", "left"])
async def test_a_lead_does_not_choose_who_decides_about_a_gig_of_their_own(company, lead, has_left):
    await submit(company, lead)
    days = {} if has_left else {"first": TODAY, "last": NEXT_WEEK}
    handed = await set_delegate(company.context, lead, MARK, DORA, has_left=has_left, **days)
    assert (handed.gigs, list(handed.left)) == ((), [1])
    await sweeping(company)
    assert asked(await company.gig()) == [MARK]
    assert asked(await submit(company, lead)) == [MARK]
    assert asked(await submit(company, employ(company, SAM, manager=MARK.key))) == [DORA]


async def test_a_lead_s_own_gig_goes_to_the_stand_in_whom_the_approver_named(company, lead):
    await submit(company, lead)
    await away(company)
    assert asked(await company.gig()) == [DORA]
    assert asked(await submit(company, lead)) == [DORA]


async def overwritten(company, lead):
    await set_delegate(company.context, lead, MARK, FAYE, first=TODAY, last=NEXT_WEEK)


async def overwritten_twice(company, lead):
    await overwritten(company, lead)
    await set_delegate(company.context, lead, MARK, BORIS, first=TODAY, last=TOMORROW)


async def ended(company, lead):
    await end_delegation(company.context, lead, MARK)


async def overwritten_and_ended(company, lead):
    await overwritten(company, lead)
    await ended(company, lead)


async def ended_and_set_anew(company, lead):
    await ended(company, lead)
    await overwritten(company, lead)


WAYS = {
    overwritten: FAYE,
    overwritten_twice: BORIS,
    ended: MARK,
    overwritten_and_ended: MARK,
    ended_and_set_anew: FAYE,
}
"""What a lead does to somebody else's delegation -> who then decides about everybody else's gigs."""


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("by", ["themselves", "another lead"])
async def test_a_lead_changes_who_decides_for_everybody_but_themselves(company, lead, way, by):
    await submit(company, lead)
    await away(company, **({} if by == "themselves" else {"by": PAT}))
    assert asked(await company.gig()) == [DORA]
    await way(company, lead)
    await sweeping(company)
    assert asked(await company.gig()) == [DORA], "what was open stays where it was"
    assert asked(await submit(company, lead)) == [DORA]
    assert asked(await submit(company, employ(company, SAM, manager=MARK.key))) == [WAYS[way]]


async def test_whoever_left_stays_replaced_for_the_gigs_of_the_lead_who_undid_it(company, lead):
    await set_delegate(company.context, PAT, MARK, DORA, has_left=True)
    await end_delegation(company.context, lead, MARK)
    assert asked(await submit(company, lead)) == [DORA]
    assert asked(await submit(company, employ(company, SAM, manager=MARK.key))) == [MARK]


async def test_what_another_lead_sets_counts_for_the_first_one_s_gigs_too(company, lead):
    await away(company)
    await overwritten(company, lead)
    await set_delegate(company.context, PAT, MARK, BORIS, first=TODAY, last=NEXT_WEEK)
    assert asked(await submit(company, lead)) == [BORIS]


async def test_one_that_was_ended_is_shown_to_nobody_and_ends_once(company, lead):
    await away(company)
    assert (await end_delegation(company.context, lead, MARK)).delegation is not None
    assert await delegation_of(company.context, MARK) is None
    assert (await end_delegation(company.context, lead, MARK)).delegation is None


# ------------------------------------------------------------------------------------------------ the directory


async def test_only_those_who_may_be_asked_are_looked_up_however_many_have_a_delegate(company):
    for number in range(50):
        one = employ(company, a_person(f"Absent{number} Person"))
        await away(company, one, employ(company, a_person(f"Delegate{number} Person")))
    company.people.asked.clear()
    await submit(company)
    assert not [key for key in company.people.asked if "absent" in str(key) or "delegate" in str(key)]


# ------------------------------------------------------------------------------------------------ who is told


async def test_both_are_told_in_a_notice_about_no_gig(company):
    await away(company)
    await company.work()
    for person in (MARK, DORA):
        (told,) = notices(company, person, NoticeKind.DELEGATE_CHOSEN)
        assert told.gig == 0
        assert (told.facts.person, told.facts.delegate) == (as_named(MARK), as_named(DORA))
        assert (told.facts.first, told.facts.last, told.facts.change) == (
            TODAY,
            NEXT_WEEK,
            DelegationChange.SET,
        )


async def test_saying_the_same_twice_tells_nobody_twice(company):
    await submit(company)
    for _ in range(2):
        await away(company)
    await company.work()
    assert len(notices(company, DORA, NoticeKind.DELEGATE_CHOSEN)) == 1
    assert asked(await company.gig()) == [DORA]


async def test_who_has_no_chat_yet_is_told_when_they_come(company):
    await away(company, delegate=SAM)
    await company.work()
    assert notices(company, SAM, NoticeKind.DELEGATE_CHOSEN) == []
    await company.meets(SAM)
    await company.work()
    assert len(notices(company, SAM, NoticeKind.DELEGATE_CHOSEN)) == 1


async def test_who_set_it_for_two_without_a_chat_loses_nothing(company):
    await away(company, person=FAYE, delegate=SAM, by=PAT)
    await company.work()
    await company.meets(FAYE, SAM)
    await company.work()
    assert len(notices(company, FAYE, NoticeKind.DELEGATE_CHOSEN)) == 1
    assert len(notices(company, SAM, NoticeKind.DELEGATE_CHOSEN)) == 1


# ------------------------------------------------------------------------------------------------ what does not go over


async def test_the_requester_never_becomes_the_approver_of_their_own_gig_by_delegation(company):
    await submit(company)
    handed = await away(company, delegate=RITA)
    assert handed.gigs == ()
    assert "can’t decide about it" in handed.left[1]
    assert asked(await company.gig()) == [MARK]
    assert asked(await submit(company)) == [MARK]
    await ticking(company, DAY / 12)
    assert asked(await company.gig()) == [MARK]


async def test_a_delegate_who_is_away_too_takes_nothing_over(company):
    await away(company, person=DORA, delegate=SAM)
    await submit(company)
    handed = await away(company)
    assert handed.left == {1: "Dora Delegate is away too. Please choose another colleague."}
    assert asked(await submit(company)) == [MARK]


async def test_two_do_not_stand_in_for_each_other(company):
    await away(company)
    with pytest.raises(OutOfOrder, match="Mark Manager has already named Dora Delegate"):
        await away(company, person=DORA, delegate=MARK)


async def test_after_the_days_are_over_the_other_way_round_is_fine(company):
    await away(company, last=TODAY)
    company.clock.advance(DAY)
    await away(company, person=DORA, delegate=MARK, first=TOMORROW)
    found = await delegation_of(company.context, DORA)
    assert found is not None
    assert found.delegate.key == MARK.key


@pytest.mark.parametrize(
    ("first", "last"),
    [(NEXT_WEEK, TOMORROW), (None, date(2026, 11, 1)), (date(2026, 11, 1), date(2026, 11, 22))],
    ids=["last before first", "last in the past", "all in the past"],
)
async def test_days_that_make_no_sense_are_refused(company, first, last):
    with pytest.raises(OutOfOrder, match="choose other days"):
        await away(company, first=first, last=last)
    assert await delegation_of(company.context, MARK) is None


async def test_nobody_is_their_own_delegate_and_nobody_from_elsewhere_is_one(company):
    twin = a_person("Mark Manager", tenant="fabrikam")
    for other in (MARK, STRANGER, twin):
        with pytest.raises(OutOfOrder, match="somebody else in your organisation"):
            await away(company, delegate=other)


# ------------------------------------------------------------------------------------------------ days


async def test_a_delegation_of_the_past_has_no_effect(company):
    await away(company, last=TODAY)
    company.clock.advance(DAY)
    assert await delegation_of(company.context, MARK) is None
    assert asked(await submit(company)) == [MARK]
    await ticking(company, DAY / 12)
    assert asked(await company.gig()) == [MARK]


async def test_a_delegation_of_the_future_has_none_yet(company):
    await submit(company)
    assert (await away(company, first=TOMORROW)).gigs == ()
    assert asked(await company.gig()) == [MARK]


async def test_what_is_still_open_goes_over_when_the_first_day_comes(company):
    rules(company, "")
    await submit(company)
    await away(company, first=TOMORROW)
    company.clock.advance(DAY / 2 + 60)
    await sweeping(company)
    assert asked(await company.gig()) == [DORA]
    await sweeping(company)
    assert (await history(company)).count("Dora Delegate was asked as the delegate") == 1


async def test_what_the_delegate_gives_back_by_hand_stays_where_it_is(company):
    rules(company, "")
    await submit(company)
    await away(company)
    gig = await company.gig()
    await pass_on_approval(company.context, DORA, 1, revision=gig.revision, to="mark@contoso.example")
    await sweeping(company)
    assert asked(await company.gig()) == [MARK]


async def test_days_are_those_where_the_person_is(company):
    tokyo = employ(company, MARK, time_zone="Asia/Tokyo", manager=BORIS.key)
    company.clock.advance(DAY / 4)  # 18:00 UTC: already tomorrow there
    await away(company, person=tokyo, first=TOMORROW)
    assert asked(await submit(company)) == [DORA]


async def test_a_time_zone_that_nobody_knows_stops_nothing(company):
    lost = employ(company, MARK, time_zone="Middle Earth Standard Time")
    await away(company, person=lost)
    assert asked(await submit(company)) == [DORA]


async def test_i_am_back_brings_back_what_is_open_and_only_that(company):
    await submit(company)
    await submit(company)
    await away(company)
    await says(company, DORA)
    handed = await end_delegation(company.context, MARK, MARK)
    await company.work()
    assert handed.gigs == (2,)
    gig = await company.gig(2)
    assert (asked(gig), gig.open_approvals[0].came) == ([MARK], Came.TAKEN_BACK)
    told = [one.facts.change for one in notices(company, DORA, NoticeKind.DELEGATE_CHOSEN)]
    assert told == [DelegationChange.SET, DelegationChange.ENDED]
    assert len(notices(company, DORA, NoticeKind.APPROVAL_HANDED_OVER)) == 1
    assert asked(await submit(company)) == [MARK]


async def test_being_back_without_having_been_away_changes_nothing(company):
    await submit(company)
    handed = await end_delegation(company.context, MARK, MARK)
    await company.work()
    assert (handed.delegation, handed.gigs) == (None, ())
    assert notices(company, MARK, NoticeKind.DELEGATE_CHOSEN) == []
