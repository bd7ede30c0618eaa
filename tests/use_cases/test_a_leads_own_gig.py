"""What a programme lead did to somebody's delegation neither holds nor moves the questions about the lead's own gigs."""

import pytest

from tests.support.builders import FAYE, MARK, RITA
from tests.use_cases.absences import NEXT_WEEK, TODAY, TOMORROW, away
from tests.use_cases.company import DAY, DORA, asked, employ, open_for_business, rules, submit, sweeping
from tests.use_cases.world import PAT
from use_cases.approving.delegates import end_delegation, set_delegate


@pytest.fixture
async def company(world):
    open_for_business(world)
    rules(world, "")
    await world.meets(RITA, MARK, DORA, PAT)
    return world


@pytest.fixture
def lead(company):
    """Rita, who is a programme lead and asks for gigs of her own."""
    return employ(company, RITA, roles=frozenset({"programme_lead"}))


async def overwritten(company, lead):
    await set_delegate(company.context, lead, MARK, FAYE, first=TODAY, last=NEXT_WEEK)


async def ended(company, lead):
    await end_delegation(company.context, lead, MARK)


@pytest.mark.parametrize("way", [overwritten, ended])
@pytest.mark.parametrize("by", [MARK, PAT], ids=["themselves", "another lead"])
async def test_whoever_is_back_decides_again_whatever_the_lead_did_meanwhile(company, lead, way, by):
    await submit(company, lead)
    await away(company)
    await way(company, lead)
    assert asked(await company.gig()) == [DORA]

    assert (await end_delegation(company.context, by, MARK)).gigs == (1,)

    assert asked(await company.gig()) == [MARK]
    assert asked(await submit(company, lead)) == [MARK]


@pytest.mark.parametrize("way", [overwritten, ended])
async def test_an_absence_that_begins_later_still_hands_over_what_is_open(company, lead, way):
    await submit(company, lead)
    await away(company, first=TOMORROW)
    await way(company, lead)
    await sweeping(company)
    assert asked(await company.gig()) == [MARK]

    company.clock.advance(DAY / 2 + 60)
    await sweeping(company)

    assert asked(await company.gig()) == [DORA]


async def test_whoever_ended_it_for_others_ends_nothing_more(company, lead):
    await submit(company, lead)
    await away(company)
    await ended(company, lead)

    assert (await end_delegation(company.context, lead, MARK)).delegation is None
    assert asked(await company.gig()) == [DORA]
