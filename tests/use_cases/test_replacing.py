"""Who answers in an approver's place for good because they have left, and how a colleague is found."""

import pytest

from gigs.approval import Came
from gigs.errors import OutOfOrder
from tests.support.builders import FAYE, MARK, RITA
from tests.use_cases.absences import left
from tests.use_cases.company import (
    BORIS,
    CLOCKED,
    DORA,
    LENA,
    OTTO,
    STAN,
    asked,
    open_for_business,
    rules,
    says,
    submit,
)
from tests.use_cases.world import PAT, SAM
from use_cases.approving.delegates import end_delegation, set_delegate

GROUPS = "groups: {legal: {directory: legal}, pair: {people: [faye@contoso.example, otto@contoso.example]}}"
OWNED = "cost_centres: {CC-100: {owner: otto@contoso.example}}"


@pytest.fixture
async def company(world):
    open_for_business(world, CLOCKED)
    await world.meets(RITA, MARK, DORA, PAT)
    return world


@pytest.mark.parametrize(
    ("ask", "who"),
    [
        ("manager", MARK),
        ("manager+1", BORIS),
        ("person lena@contoso.example", LENA),
        ("any of legal", LENA),
        ("owner of cost centre", OTTO),
    ],
)
async def test_who_has_left_is_replaced_in_what_is_open_and_in_what_comes_later(company, ask, who):
    rules(company, f"bands: [{{steps: [{{ask: {ask}}}]}}]\n{GROUPS}\n{OWNED}")
    assert asked(await submit(company)) == [who]
    handed = await left(company, who, SAM)
    assert handed.gigs == (1,)
    gig = await company.gig()
    assert (asked(gig), gig.open_approvals[0].came) == ([SAM], Came.SUCCEEDED)
    assert asked(await submit(company)) == [SAM]
    await left(company, SAM, STAN)
    assert asked(await company.gig()) == [STAN]
    assert asked(await submit(company)) == [STAN]


async def test_one_of_a_list_who_has_left_is_replaced_and_the_others_stay(company):
    rules(company, f"bands: [{{steps: [{{ask: all of pair}}]}}]\n{GROUPS}")
    await left(company, FAYE, SAM)
    assert asked(await submit(company)) == [SAM, OTTO]


async def test_a_successor_is_asked_in_a_later_step_of_a_gig_that_is_under_way(company):
    rules(company, f"bands: [{{steps: [{{ask: manager}}, {{ask: any of legal}}]}}]\n{GROUPS}")
    await submit(company)
    await left(company, LENA, SAM)
    assert asked(await says(company, MARK)) == [SAM]


async def test_a_successor_who_is_the_requester_is_not_asked_about_their_own_gig(company):
    rules(company, CLOCKED + "groups: {leads: {directory: programme_lead}}\nstand_in: any of leads\n")
    await submit(company)
    handed = await left(company, MARK, RITA)
    assert handed.left.keys() == {1}
    assert asked(await submit(company)) == [PAT]


async def test_a_replacement_made_by_mistake_is_undone(company):
    await submit(company)
    await set_delegate(company.context, PAT, MARK, DORA, has_left=True)
    assert asked(await company.gig()) == [DORA]
    assert (await end_delegation(company.context, PAT, MARK)).gigs == (1,)
    assert asked(await company.gig()) == [MARK]
    assert asked(await submit(company)) == [MARK]


async def test_whoever_was_replaced_does_not_decide_any_more(company):
    await submit(company)
    await left(company, MARK, DORA)
    with pytest.raises(OutOfOrder):
        await says(company, MARK)
    assert asked(await company.gig()) == [DORA]
