"""An offer above the approved sum is asked for with a reason, and decided beside the cheaper proposals there are."""

import pytest

from gigs.errors import BriefIncomplete
from gigs.gig import GigState
from gigs.history_kinds import EntryKind
from gigs.proposal import ProposalStatus
from tests.support.builders import MARK, RITA, usd
from use_cases.hiring.hire import hire_freelancer
from use_cases.showing.offers_compared import CHEAPER, offers_compared
from use_cases.showing.show_gig import show_gig

WHY = "Knows our brand."


async def asked(world, reason=WHY):
    await world.meets(RITA, MARK)
    await world.reviewing()
    dear = await world.dear()
    return dear, await hire_freelancer(
        world.context, RITA, 1, dear.id, seen=str(dear.total(None)), reason=reason
    )


async def test_nobody_is_asked_for_more_without_a_reason(world):
    with pytest.raises(BriefIncomplete) as unsaid:
        await asked(world, "")
    assert set(unsaid.value.problems) == {"reason"}
    assert (await world.gig()).state is GigState.REVIEWING


async def test_the_reason_is_kept_with_the_choice_and_in_the_history(world):
    _, gig = await asked(world)
    assert (gig.state, gig.choice.reason) == (GigState.OFFER_IN_APPROVAL, WHY)
    said = await world.store.run(lambda tx: tx.histories.of(RITA.key.tenant, 1))
    assert [one.entry.facts.reason for one in said if one.entry.kind is EntryKind.HIRE_REQUESTED] == [WHY]


async def test_whoever_decides_sees_the_chosen_one_and_cheaper_ones_and_nobody_else_does(world):
    dear, gig = await asked(world)
    chosen, *cheaper = (await show_gig(world.context, MARK, 1)).offers
    assert (chosen.freelancer, chosen.total, chosen.rating) == (
        dear.freelancer,
        gig.choice.total,
        dear.rating,
    )
    assert 0 < len(cheaper) <= CHEAPER
    assert all(chosen.total > one.total for one in cheaper)
    assert [one.total.amount for one in cheaper] == sorted(one.total.amount for one in cheaper)
    assert (await show_gig(world.context, RITA, 1)).offers == ()
    assert (await show_gig(world.context, MARK, 1)).proposals == ()


async def test_what_cannot_be_hired_or_compared_is_no_alternative(world):
    dear, gig = await asked(world)
    rates = world.context.policy.exchange

    def compared(**changes):
        other = dear.model_copy(update={"id": "other", "rate": usd(1)} | changes)
        return len(offers_compared(gig, [dear, other], rates))

    assert compared() == 2
    assert compared(status=ProposalStatus.WITHDRAWN) == 1
    assert compared(purged=True) == 1
    assert compared(rate=usd(1).model_copy(update={"currency": "XXX"})) == 1
    assert compared(rate=gig.choice.total) == 1
    assert offers_compared(gig, [], rates) == ()
