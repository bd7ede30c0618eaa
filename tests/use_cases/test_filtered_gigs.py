"""Gigs asked for in words: a lead finds them among all, everybody else among their own, and a list says what it leaves out."""

import pytest

from cards.filtered_gigs import filtered_gigs_card
from gigs.approval import Decision
from gigs.gig import GigState
from gigs.money import Money
from tests.support.builders import MARK, RITA
from tests.support.card_text import text_of
from tests.use_cases.company import employ, open_for_business, says, submit
from tests.use_cases.world import PAT, SAM
from use_cases.showing.all_gigs import SHOWN
from use_cases.showing.filtered_gigs import MOST_READ, GigsWanted, filtered_gigs


@pytest.fixture
async def company(world):
    open_for_business(world)
    await world.meets(RITA, MARK, PAT, SAM)
    return world


async def numbers(company, who, **wanted):
    found = await filtered_gigs(company.context, who, GigsWanted(**wanted))
    return sorted(gig.number for gig in found.gigs)


async def test_everybody_but_a_lead_finds_their_own_gigs_only(company):
    await submit(company)
    await submit(company, SAM)
    everything = {"state": GigState.IN_APPROVAL}
    assert await numbers(company, RITA, **everything) == [1]
    assert await numbers(company, SAM, **everything) == [2]
    assert await numbers(company, MARK, **everything) == []
    assert await numbers(company, PAT, **everything) == [1, 2]
    assert await numbers(company, PAT, is_mine=True, **everything) == []


async def test_a_lead_of_another_tenant_finds_nothing_of_ours(company):
    await submit(company)
    other = PAT.model_copy(update={"key": PAT.key.model_copy(update={"tenant": "fabrikam"})})
    assert await numbers(company, other, state=GigState.IN_APPROVAL) == []
    assert await numbers(company, other, waits_for="Mark") == []


async def test_by_state_month_market_team_and_whoever_is_asked(company):
    employ(company, SAM, department="Research & Development")
    await submit(company)
    await submit(company, company.people.known[SAM.key])
    await says(company, MARK, Decision.REJECTED, reason="Not this year.")
    for who in (PAT, RITA):
        assert await numbers(company, who, state=GigState.REJECTED) == [1]
        assert await numbers(company, who, state=GigState.CLOSED) == []
    gig = await company.gig(1)
    assert await numbers(company, RITA, month=f"{gig.created_at:%Y-%m}") == [1]
    assert await numbers(company, RITA, month="2001-01") == []
    assert await numbers(company, RITA, market=gig.brief.marketplace) == [1]
    assert await numbers(company, RITA, market="upwork") == []
    assert await numbers(company, PAT, team="research") == [2]
    assert await numbers(company, PAT, team="search") == []
    assert await numbers(company, PAT, waits_for="mark") == [2]
    assert await numbers(company, SAM, waits_for="Mark Manager") == [2]
    assert await numbers(company, PAT, waits_for="Faye") == []


async def test_by_amount_also_across_currencies_and_never_guessed(company):
    await submit(company, amount="400", currency="USD")
    await submit(company, amount="900", currency="USD")
    assert await numbers(company, RITA, over="500", currency="USD") == [2]
    assert await numbers(company, RITA, under="500", currency="USD") == [1]
    assert await numbers(company, RITA, over="400", currency="USD") == [2]
    found = await filtered_gigs(company.context, RITA, GigsWanted(over="500", currency="INR"))
    assert (found.gigs, found.uncounted) == ((), 2)
    assert "2 gigs in currencies without an exchange rate aren’t compared." in text_of(
        filtered_gigs_card(found, company.clock.now())
    )
    with pytest.raises(ValueError, match="could mean"):
        await filtered_gigs(company.context, RITA, GigsWanted(over="1.000"))


async def test_what_was_understood_stands_on_top_and_what_is_left_out_is_said(company):
    await submit(company)
    wanted = GigsWanted(is_everybodys=True, state=GigState.REJECTED, over="10", month="2026-05")
    found = await filtered_gigs(company.context, RITA, wanted)
    told = text_of(filtered_gigs_card(found, company.clock.now()))
    currency = company.context.policy.exchange.currency
    assert f"Rejected · over {Money(amount=10, currency=currency)} · started in May 2026" in told
    assert "Only a programme lead can see everybody’s gigs. These are yours." in told
    assert "No gig fits this." in told


async def test_a_long_list_says_that_there_are_more_and_reads_no_more_than_it_may(company):
    for number in range(SHOWN + 1):
        await submit(company, title=f"Gig number {number}")
    for who in (PAT, RITA):
        found = await filtered_gigs(company.context, who, GigsWanted(state=GigState.IN_APPROVAL))
        assert (len(found.gigs), found.more, found.only_newest) == (SHOWN, True, False)
        assert "there are more" in text_of(filtered_gigs_card(found, company.clock.now()))
    assert MOST_READ > SHOWN
