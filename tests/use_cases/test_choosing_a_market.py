"""One form, several marketplaces: who is offered, what is asked, what a preview shows and stops."""

import dataclasses
from datetime import timedelta
from typing import Any

import pytest

from gigs.brief import BY_POLICY, BriefForm, Experience, Visibility
from gigs.errors import BriefIncomplete
from gigs.gig import GigState
from ports.accounts import Connecting
from ports.marketplace import Capability
from tests.support.builders import RITA, a_form
from tests.support.elsewhere import Elsewhere
from tests.support.policies import a_policy
from tests.use_cases.world import PAT, PATIENCE, World
from use_cases.accounts.pause_market import pause_market
from use_cases.listing.choose_market import asked_by, choices, reachable, with_former
from use_cases.listing.find_skills import suggest_skills
from use_cases.requesting.submit_gig import submit_gig

CHOOSES = """
marketplaces:
  choose:
    - {when: {above: 5000 USD}, use: sandbox, because: Large work stays near.}
    - {use: elsewhere, because: Small work is quick there.}
  forbid:
    - {when: {category: software}, names: [elsewhere], because: Please keep software near.}
"""


@pytest.fixture
async def elsewhere(world: World, tmp_path):
    """The world with a second marketplace, and a policy that can choose between the two."""
    there = Elsewhere(tmp_path / "elsewhere.db", now=world.clock.now)
    markets = {"sandbox": world.sandbox, "elsewhere": there}
    world.context = dataclasses.replace(world.context, markets=markets, policy=a_policy(CHOOSES))
    yield there
    await there.close()


async def problems(world: World, **typed: Any) -> dict[str, str]:
    with pytest.raises(BriefIncomplete) as wrong:
        await world.previewed(**typed)
    return wrong.value.problems


async def test_with_one_marketplace_there_is_nothing_to_choose(world):
    assert choices(world.context) == (("sandbox", "Sandbox marketplace"),)
    typed = with_former(world.context, BriefForm(title="A"), BriefForm(), "")
    assert typed.marketplace == "sandbox"


async def test_the_policys_choice_is_offered_where_it_has_one(world, elsewhere):
    assert [name for name, _ in choices(world.context)] == [BY_POLICY, "sandbox", "elsewhere"]
    plain = dataclasses.replace(world.context, policy=a_policy())
    assert [name for name, _ in choices(plain)] == ["sandbox", "elsewhere"]


async def test_a_marketplace_that_cannot_be_posted_to_is_not_offered(world, tmp_path):
    there = Elsewhere(tmp_path / "e.db", now=world.clock.now, without=frozenset({Capability.POST}))
    context = dataclasses.replace(world.context, markets={"sandbox": world.sandbox, "elsewhere": there})
    assert choices(context) == (("sandbox", "Sandbox marketplace"),)
    await there.close()


async def test_a_marketplace_that_nobody_has_connected_is_not_offered_and_not_chosen(world, elsewhere):
    needs: Any = Connecting(authorities={"elsewhere": object()})  # type: ignore[dict-item]
    world.context = dataclasses.replace(world.context, connecting=needs)
    there = await reachable(world.context, RITA.key.tenant)
    assert [name for name, _ in choices(there)] == ["sandbox"]
    assert await problems(world, marketplace="elsewhere") == {"marketplace": "Please choose a marketplace."}


async def test_a_paused_catalogue_is_not_asked(world, elsewhere):
    await pause_market(world.context, PAT, "elsewhere", "Prices went mad.")
    seen = await world.previewed(marketplace="elsewhere", skills="juggling")
    assert seen.unchecked == ("juggling",)
    assert await suggest_skills(world.context, RITA, "elsewhere", "power") == ()


async def test_each_marketplace_asks_for_its_own_and_the_policys_choice_for_all_of_them(world, elsewhere):
    assert asked_by(world.context, "elsewhere") == {"experience", "screening"}
    assert asked_by(world.context, BY_POLICY) == {"experience", "screening", "weekly_hours", "visibility"}
    assert asked_by(world.context, "nowhere") == frozenset()


async def test_what_a_form_does_not_ask_is_kept_while_marketplaces_are_tried(world, elsewhere):
    former = a_form(visibility="invite_only", weekly_hours="20", screening="Why you?")
    typed = a_form(visibility="", weekly_hours="", screening="", marketplace="sandbox")
    kept = with_former(world.context, typed, former, "elsewhere")
    assert (kept.visibility, kept.weekly_hours, kept.screening) == ("invite_only", "20", "")
    assert kept.marketplace == "sandbox"


async def test_the_first_step_asks_for_nothing_else_and_so_takes_nothing_away(world, elsewhere):
    kept = with_former(world.context, BriefForm(marketplace="elsewhere"), a_form(marketplace=""), "")
    assert kept == a_form(marketplace="elsewhere")


async def test_the_policy_chooses_at_the_preview_and_says_why(world, elsewhere):
    seen = await world.previewed(marketplace=BY_POLICY)
    assert (seen.brief.marketplace, seen.because) == ("elsewhere", "Small work is quick there.")
    assert seen.brief.skills == ("PowerPoint", "Storytelling")
    dear = await world.previewed(marketplace=BY_POLICY, amount="6000")
    assert (dear.brief.marketplace, dear.because) == ("sandbox", "Large work stays near.")


async def test_what_the_policy_chose_is_submitted_as_it_was_seen(world, elsewhere):
    seen = await world.previewed(marketplace=BY_POLICY)
    gig = await submit_gig(world.context, RITA, seen.gig.number, revision=0, seen=seen.seen)
    assert (gig.state, gig.checked_brief.marketplace) == (GigState.IN_APPROVAL, "elsewhere")
    assert gig.checked_brief == seen.brief


async def test_nothing_private_becomes_public_because_the_policy_chose(world, elsewhere):
    found = await problems(world, marketplace=BY_POLICY, visibility="invite_only")
    assert "every listing is public" in found["visibility"]


async def test_a_forbidden_marketplace_is_stopped_with_the_policys_sentence(world, elsewhere):
    found = await problems(world, marketplace="elsewhere", category="software")
    assert found == {"marketplace": "Please keep software near."}


async def test_the_policy_chooses_no_forbidden_marketplace(world, elsewhere):
    found = await problems(world, marketplace=BY_POLICY, category="software")
    assert "Please choose the marketplace yourself" in found["marketplace"]


async def test_what_would_be_refused_there_is_said_at_its_field_before_anybody_is_asked(world, elsewhere):
    assert await problems(world, marketplace="elsewhere", currency="EUR") == {
        "currency": "Elsewhere works in USD."
    }


async def test_only_what_the_marketplace_asks_for_is_in_the_brief(world, elsewhere):
    seen = await world.previewed(
        marketplace="elsewhere", visibility="invite_only", experience="expert", weekly_hours="20"
    )
    assert (seen.brief.visibility, seen.brief.experience) == (Visibility.PUBLIC, Experience.EXPERT)
    assert seen.brief.weekly_hours is None


async def test_skills_take_the_spelling_of_the_catalogue(world, elsewhere):
    seen = await world.previewed(marketplace="elsewhere", skills="powerpoint, STORYTELLING")
    assert seen.brief.skills == ("PowerPoint", "Storytelling")
    assert (await world.gig()).form.skills == "PowerPoint, Storytelling"
    gig = await submit_gig(world.context, RITA, seen.gig.number, revision=0, seen=seen.seen)
    assert gig.checked_brief.skills == ("PowerPoint", "Storytelling")


async def test_a_skill_that_is_not_there_is_a_problem_with_the_nearest_names(world, elsewhere):
    found = await problems(world, marketplace="elsewhere", skills="Power Pint, juggling")
    assert found == {
        "skills": "Elsewhere has no skill “Power Pint”. The closest are: PowerPoint, Power BI. "
        "Elsewhere has no skill “juggling”. Please leave it out, or use another name."
    }


async def test_a_catalogue_that_does_not_answer_stops_nobody_and_is_told(world, elsewhere):
    elsewhere.catalogue = None
    seen = await world.previewed(marketplace="elsewhere", skills="powerpoint, juggling")
    assert seen.brief.skills == ("powerpoint", "juggling")
    assert seen.unchecked == ("powerpoint", "juggling")


async def test_a_catalogue_that_takes_too_long_is_not_waited_for(world, elsewhere):
    elsewhere.is_stuck = True
    hurried = PATIENCE.model_copy(update={"look_up_skills": timedelta(0)})
    world.context = dataclasses.replace(world.context, patience=hurried)
    seen = await world.previewed(marketplace="elsewhere", skills="powerpoint")
    assert seen.unchecked == ("powerpoint",)


async def test_the_preview_shows_the_very_request_that_is_posted(world):
    typed = {"screening": "Which tools do you use?", "experience": "expert"}
    seen = await world.previewed(**typed)
    gig = await submit_gig(world.context, RITA, seen.gig.number, revision=0, seen=seen.seen)
    posted = []
    original = world.sandbox.post

    class Watching:
        """The sandbox, and what it was asked to post."""

        def of(self, _tenant):
            return self

        def __getattr__(self, name):
            return getattr(world.sandbox, name)

        async def post(self, request):
            posted.append(request)
            return await original(request)

    world.context = dataclasses.replace(world.context, markets={"sandbox": Watching()})
    await world.decides(gig, "approved")
    await world.work()
    (request,) = posted
    shown = dict(seen.public)
    assert dict(world.sandbox.public(request)) == shown | {
        "Description": shown["Description"].replace("(a reference of ours)", request.reference)
    }
    assert shown["Question"] == "Which tools do you use?"
    assert "CC-100" not in " ".join(shown.values())
