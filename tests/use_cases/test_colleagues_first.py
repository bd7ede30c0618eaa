"""An approved gig is offered to colleagues first: told, raised, agreed to, picked, done, closed."""

import pytest

from gigs.errors import ChecklistOpen, GigNotFound, NotAllowed, OutOfOrder
from gigs.gig import GigState
from gigs.inside import Consent, InsideWish
from ports.approval_storage import Period
from ports.notice_facts import InsideNews
from ports.notices import NoticeKind
from tests.support.builders import MARK, RITA
from tests.support.one_by_one import one_by_one
from tests.use_cases.inside import (
    ALONE,
    BOSS,
    DAYS,
    NADIA,
    OTTO,
    agreed,
    at_work,
    declined,
    hand,
    in_the_company,
    is_away,
    kinds,
    later,
    offered,
    submitted,
    told,
)
from tests.use_cases.world import PAT, SAM
from use_cases.closing.close_gig import close_gig
from use_cases.inside.do_the_work import (
    accept_work,
    say_it_is_done,
    say_not_yet,
    step_back_from_it,
    take_it_back,
)
from use_cases.inside.my_skills import add_skills_of, forget_skills, name_skills, skills_of
from use_cases.inside.pick_colleague import pick_colleague, send_it_out
from use_cases.inside.raise_hand import lower_hand
from use_cases.listing.post_gig import PostGig
from use_cases.permissions.authorize import Role
from use_cases.requesting.submit_gig import submit_gig
from use_cases.requesting.withdraw_gig import withdraw_gig
from use_cases.showing.show_gig import show_gig
from use_cases.showing.show_offer import show_offer, with_me

CLOSING = {
    "rating": "5",
    "hire_again": "yes",
    "requester_score": "9",
    "do_again": "Ask Nadia.",
    "audience": "leads",
}


@pytest.fixture
async def world(tmp_path):
    async with in_the_company(tmp_path) as world:
        yield world


async def test_a_colleague_takes_it_with_her_managers_consent_and_it_is_closed_like_any_other(world):
    gig = await offered(world)
    assert gig.state is GigState.OFFERED_INSIDE
    assert not world.promised(PostGig)
    assert kinds(world, NADIA) == kinds(world, OTTO) == [NoticeKind.COLLEAGUE_WANTED]

    page = await hand(world, hours=12)
    await world.work()
    assert page.gig.inside.hand_of(NADIA.key).consent is Consent.ASKED
    assert kinds(world, BOSS) == [NoticeKind.HOURS_ASKED]
    assert [gig.number for gig in (await with_me(world.context, BOSS)).hours] == [1]
    with pytest.raises(OutOfOrder, match="Bea Boss hasn’t agreed"):
        await pick_colleague(world.context, RITA, 1, colleague="nadia")

    await agreed(world)
    picked = await pick_colleague(world.context, RITA, 1, colleague="nadia")
    await world.work()
    assert picked.gig.state is GigState.INSIDE
    assert picked.gig.committed is None
    assert told(world, NADIA) == [InsideNews.AGREED, InsideNews.PICKED]
    assert [gig.number for gig in (await with_me(world.context, NADIA)).work] == [1]

    await say_it_is_done(world.context, NADIA, 1, note="It’s in the team’s folder.")
    accepted = await accept_work(world.context, RITA, 1)
    assert accepted.gig.state is GigState.COMPLETED
    closed = await close_gig(world.context, RITA, 1, CLOSING)
    await world.work()
    assert closed.state is GigState.CLOSED
    assert closed.committed is None
    assert told(world, NADIA)[-2:] == [InsideNews.ACCEPTED, InsideNews.CLOSED]
    assert not world.promised(PostGig)

    assert set(await add_skills_of(world.context, NADIA, 1)) == {"German", "powerpoint", "storytelling"}


async def test_nobody_takes_it_so_it_goes_out_by_itself_once_and_never_before_its_days_are_over(world):
    gig = await offered(world)
    assert gig.inside.until == world.clock.now() + DAYS
    assert gig.committed == gig.checked_brief.budget
    early = await later(world, DAYS * 0.99)
    assert early.state is GigState.OFFERED_INSIDE

    out = await later(world, DAYS * 0.01)
    again = await later(world, DAYS * 0)
    assert out.inside.out_at == gig.inside.until
    assert again.state is GigState.LISTED
    assert await world.happened((await world.operation("post:1:1")).reference) == 1
    assert told(world, RITA) == [InsideNews.OUT]


async def test_a_clock_that_wakes_late_does_everything_that_is_due_at_once(world):
    await offered(world)
    await hand(world, hours=12)
    gig = await later(world, DAYS * 3)
    assert gig.state is GigState.LISTED
    assert gig.inside.hand_of(NADIA.key).consent is Consent.SILENT
    assert told(world, NADIA) == [InsideNews.SILENT]
    assert InsideNews.REMINDED not in told(world, BOSS)


async def test_whoever_approved_it_may_not_do_it_nor_its_owner_nor_anybody_of_another_company(world):
    await offered(world)
    with pytest.raises(NotAllowed, match="your own gig"):
        await hand(world, RITA)
    with pytest.raises(GigNotFound):
        await hand(world, MARK)
    stranger = NADIA.model_copy(update={"key": NADIA.key.model_copy(update={"tenant": "fabrikam"})})
    with pytest.raises(GigNotFound):
        await hand(world, stranger)
    await hand(world, PAT)  # a programme lead had nothing to do with the approval


async def test_nobody_agrees_to_their_own_hours(world):
    world.people.known[PAT.key] = PAT.model_copy(update={"manager": PAT.key})
    await offered(world)
    with pytest.raises(OutOfOrder, match="no manager for you"):
        await hand(world, world.people.known[PAT.key], hours=12)
    await hand(world, hours=12)
    with pytest.raises(NotAllowed):
        await agreed(world, NADIA)


async def test_without_a_manager_a_programme_lead_is_asked(world):
    await offered(world)
    page = await hand(world, ALONE, hours=8)
    assert page.gig.inside.hand_of(ALONE.key).asked == PAT


async def test_few_hours_need_nobodys_consent(world):
    await offered(world)
    page = await hand(world, hours=7)
    assert page.gig.inside.hand_of(NADIA.key).consent is Consent.NOT_NEEDED


async def test_a_manager_who_owns_the_gig_agrees_by_picking(world):
    mine = SAM.model_copy(update={"manager": RITA.key})
    world.people.known[SAM.key] = mine
    await offered(world)
    page = await hand(world, mine, hours=40)
    assert page.gig.inside.hand_of(SAM.key).consent is Consent.NOT_NEEDED


async def test_consent_counts_for_exactly_the_hours_that_were_asked_about(world):
    await offered(world)
    await hand(world, hours=12)
    await hand(world, hours=40)
    with pytest.raises(OutOfOrder, match="doesn’t need your answer"):
        await agreed(world, hours=12)
    await agreed(world, hours=40)
    page = await hand(world, hours=80)
    assert page.gig.inside.hand_of(NADIA.key).consent is Consent.ASKED


async def test_a_manager_who_declines_says_why_and_only_fewer_hours_may_be_offered_again(world):
    await offered(world)
    await hand(world, hours=12)
    with pytest.raises(OutOfOrder, match="reason"):
        await declined(world, "")
    for _twice in range(2):
        await declined(world, "We’re launching.")
    await world.work()
    assert told(world, NADIA) == [InsideNews.DECLINED]
    with pytest.raises(OutOfOrder, match="fewer hours"):
        await hand(world, hours=12, why="Please.")
    await hand(world, hours=9)


async def test_a_silent_manager_is_reminded_and_then_the_hand_lapses_with_a_word_to_both(world):
    await offered(world)
    await hand(world, hours=12)
    await later(world, DAYS / 3)
    await later(world, DAYS * 0)
    assert told(world, BOSS) == [InsideNews.REMINDED]
    gig = await later(world, DAYS / 3)
    assert not gig.inside.hand_of(NADIA.key).is_up
    assert told(world, NADIA) == [InsideNews.SILENT]
    assert told(world, RITA) == [InsideNews.RAISED, InsideNews.SILENT]
    with pytest.raises(OutOfOrder, match="isn’t up any more"):
        await pick_colleague(world.context, RITA, 1, colleague="nadia")
    await hand(world, hours=12, when="Later.")


async def test_pressing_twice_is_once(world):
    await offered(world)
    for _twice in range(2):
        await hand(world)
    for _twice in range(2):
        await pick_colleague(world.context, RITA, 1, colleague="nadia")
    for _twice in range(2):
        await say_it_is_done(world.context, NADIA, 1, note="There.")
    for _twice in range(2):
        await accept_work(world.context, RITA, 1)
    await world.work()
    assert told(world, RITA) == [InsideNews.RAISED, InsideNews.DONE]
    assert told(world, NADIA) == [InsideNews.PICKED, InsideNews.ACCEPTED]


async def test_of_several_one_is_picked_and_the_others_hear_it_kindly(world):
    await offered(world)
    await hand(world)
    await hand(world, OTTO)
    await lower_hand(world.context, OTTO, 1)
    await lower_hand(world.context, OTTO, 1)
    await hand(world, OTTO)
    await pick_colleague(world.context, RITA, 1, colleague="otto")
    await world.work()
    assert told(world, NADIA) == [InsideNews.NOT_PICKED]
    with pytest.raises(OutOfOrder, match="isn’t offered"):
        await pick_colleague(world.context, RITA, 1, colleague="nadia")


async def test_a_requester_who_does_not_wait_says_why(world):
    await offered(world)
    await hand(world)
    with pytest.raises(OutOfOrder, match="say why"):
        await send_it_out(world.context, RITA, 1, reason=" ")
    page = await send_it_out(world.context, RITA, 1, reason="The fair is on Friday.")
    assert page.gig.state is GigState.APPROVED
    await send_it_out(world.context, RITA, 1, reason="The fair is on Friday.")
    await world.work()
    assert (await world.gig()).state is GigState.LISTED
    assert told(world, NADIA) == [InsideNews.OUT]
    with pytest.raises(OutOfOrder, match="isn’t offered"):
        await hand(world, why="Wait!")


async def test_skipping_what_the_policy_wants_needs_a_reason_that_approvers_read(world):
    with pytest.raises(ChecklistOpen, match="confirm"):
        await submitted(world, InsideWish(first=False))
    gig = await submitted(world, InsideWish(first=False, reason="Only the agency has the footage."))
    assert gig.inside.skipped == "Only the agency has the footage."


async def test_the_requester_says_what_is_missing_and_the_work_goes_on(world):
    await at_work(world)
    with pytest.raises(OutOfOrder, match="Nobody has said"):
        await say_not_yet(world.context, RITA, 1, reason="The notes.")
    await say_it_is_done(world.context, NADIA, 1)
    page = await say_not_yet(world.context, RITA, 1, reason="The notes.")
    await world.work()
    assert page.gig.inside.done_at is None
    assert told(world, NADIA)[-1] is InsideNews.NOT_YET


async def test_whoever_steps_back_leaves_the_gig_with_its_requester_who_submits_it_again(world):
    await at_work(world)
    with pytest.raises(NotAllowed):
        await step_back_from_it(world.context, OTTO.model_copy(update={"key": RITA.key}), 1, reason="No.")
    gig = await step_back_from_it(world.context, NADIA, 1, reason="I’m ill.")
    await world.work()
    assert gig.state is GigState.CHANGES_ASKED
    assert gig.approved is None
    assert told(world, RITA)[-1] is InsideNews.STEPPED_BACK
    with pytest.raises(GigNotFound):
        await say_it_is_done(world.context, NADIA, 1)


async def test_withdrawing_it_is_told_to_whoever_offered_or_does_the_work(world):
    await at_work(world)
    await withdraw_gig(world.context, RITA, 1, reason="The launch is off.")
    await world.work()
    assert told(world, NADIA)[-1] is InsideNews.ENDED
    assert (await show_offer(world.context, NADIA, 1)).gig.state is GigState.CANCELLED


async def test_only_those_with_fitting_skills_are_told_and_each_once(world):
    await name_skills(world.context, SAM, "Welding")
    await name_skills(world.context, RITA, "PowerPoint")
    await name_skills(world.context, MARK, "PowerPoint")
    await offered(world)
    wanted = {owner for owner, one in world.messenger.said if one.kind is NoticeKind.COLLEAGUE_WANTED}
    assert wanted == {"nadia", "otto"}


async def test_confidential_work_is_offered_to_nobody(world):
    gig = await offered(world, data_tier="confidential")
    assert gig.inside is None
    assert (await world.gig()).state is GigState.LISTED


async def test_skills_are_forgotten_on_request(world):
    await name_skills(world.context, NADIA, "PowerPoint; video-editing, Video Editing")
    assert list(await skills_of(world.context, NADIA)) == ["PowerPoint", "video-editing"]
    await forget_skills(world.context, NADIA)
    assert not await skills_of(world.context, NADIA)
    with pytest.raises(OutOfOrder, match="at most 30"):
        await name_skills(world.context, NADIA, ",".join(f"skill {n}" for n in range(31)))
    with pytest.raises(OutOfOrder, match="too long"):
        await name_skills(world.context, NADIA, "x" * 81)


async def test_a_requester_takes_the_work_back_and_submits_it_again_with_the_approval_that_still_holds(world):
    await at_work(world)
    with pytest.raises(OutOfOrder, match="say why"):
        await take_it_back(world.context, RITA, 1, reason="")
    page = await take_it_back(world.context, RITA, 1, reason="She has left the company.")
    assert page.gig.state is GigState.CHANGES_ASKED
    seen = await world.previewed_again()
    again = await submit_gig(world.context, RITA, 1, revision=1, seen=seen)
    await world.work()
    assert again.state is GigState.OFFERED_INSIDE
    assert told(world, NADIA)[-1] is InsideNews.TAKEN_BACK
    wanted = [one for owner, one in world.messenger.said if one.kind is NoticeKind.COLLEAGUE_WANTED]
    assert len(wanted) == 2


async def test_whoever_has_left_is_not_picked(world):
    await offered(world)
    await hand(world)
    del world.people.known[NADIA.key]
    with pytest.raises(OutOfOrder, match="isn’t in the directory"):
        await pick_colleague(world.context, RITA, 1, colleague="nadia")


async def test_where_no_rule_says_so_the_requester_may_choose_it(tmp_path):
    async with in_the_company(tmp_path, "inside: {days: 2d}") as world:
        chosen = await submitted(world, InsideWish(first=True))
        assert (chosen.inside.days, chosen.inside.ask_manager) == (2, None)
        assert (await submitted(world, InsideWish())).inside is None
        assert (await submitted(world, InsideWish(first=False))).inside is None


async def test_what_may_not_be_skipped_is_not_skipped_for_any_reason(tmp_path):
    async with in_the_company(tmp_path, "inside: {rules: [{may_skip: no, because: Always.}]}") as world:
        with pytest.raises(ChecklistOpen) as refused:
            await submitted(world, InsideWish(first=False, reason="I’d rather not."))
        assert refused.value.items == (
            "The policy has this offered to colleagues first, whatever the reason.",
        )
        assert (await submitted(world, InsideWish())).inside.because == "Always."


async def test_a_budget_is_free_while_a_colleague_works_and_checked_again_afterwards(world):
    await offered(world)
    async with one_by_one(world.store) as tx:
        held = await tx.commitments.of_cost_centre(RITA.key.tenant, "cc-100", Period(), 0)
    await hand(world)
    await pick_colleague(world.context, RITA, 1, colleague="nadia")
    async with one_by_one(world.store) as tx:
        free = await tx.commitments.of_cost_centre(RITA.key.tenant, "cc-100", Period(), 0)
    assert ([str(one) for one in held], list(free)) == (["USD 1,200.00"], [])


async def test_the_managers_delegate_is_asked_while_they_are_away_but_never_about_their_own_hours(world):
    await offered(world)
    for delegate, asked in ((OTTO, OTTO), (NADIA, BOSS)):
        await is_away(world, BOSS, delegate)
        page = await hand(world, hours=12, why=f"While {delegate.name} stands in.")
        raised = page.gig.inside.hand_of(NADIA.key)
        assert raised.asked.key == asked.key
        assert (raised.instead_of is not None) is (asked is OTTO)


async def test_leads_and_managers_who_ask_for_a_gig_see_their_own_card_and_others_the_offer_only(world):
    await offered(world)
    page = await show_offer(world.context, OTTO, 1)
    assert (page.role, page.allowed) == (Role.STRANGER, frozenset())
    with pytest.raises(GigNotFound):
        await show_gig(world.context, OTTO, 1)
