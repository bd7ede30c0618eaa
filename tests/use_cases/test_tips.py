"""Tips: on the card that's shown anyway, for whoever is new, until their first gig is closed or they've had enough."""

from cards.gig import gig_card
from cards.kit.elements import wire
from gigs.gig import GigState
from tests.support.builders import MARK, RITA
from tests.use_cases.test_history_names import journey
from tests.use_cases.world import PAT
from use_cases.publishing.switch_tips import switch_tips, wants_tips
from use_cases.showing.show_gig import show_gig


async def tip_shown(world, who):
    card = wire(gig_card(await show_gig(world.context, who, 1)))
    return "'tips_off'" in str(card)


async def test_a_new_requester_is_shown_a_tip_and_nobody_else_is(world):
    await world.submitted()
    assert await tip_shown(world, RITA)
    for other in (MARK, PAT):
        assert not await tip_shown(world, other)


async def test_one_press_ends_them_and_they_come_back_when_asked_for(world):
    await world.submitted()
    for _ in range(2):
        await switch_tips(world.context, RITA, on=False)
        assert not await tip_shown(world, RITA)
    await switch_tips(world.context, RITA, on=True)
    assert await tip_shown(world, RITA)
    assert await wants_tips(world.context, MARK)


async def test_they_end_with_the_first_gig_that_is_closed(world):
    await journey(world)
    assert (await world.gig()).state is GigState.CLOSED
    assert not await wants_tips(world.context, RITA)
    assert not await tip_shown(world, RITA)
    assert await wants_tips(world.context, MARK)
