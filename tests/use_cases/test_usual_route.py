"""Who would approve a gig is told from the policy before there is one, by name, and what is not known is said."""

import pytest

from cards.usual_route import usual_route_sentence
from gigs.money import Money
from tests.support.builders import FAYE, MARK, RITA
from tests.use_cases.company import BORIS, LENA, open_for_business, submit
from use_cases.approving.usual_route import usual_route

BANDS = """
self_service_up_to: USD 100
bands:
  - {up_to: USD 1000, steps: [{ask: manager}]}
  - {up_to: USD 5000, steps: [{ask: manager}, {ask: any of legal}]}
  - {steps: [{ask: all of heads}]}
groups: {legal: {directory: legal}, heads: {people: [mark@contoso.example, boris.boss@contoso.example]}}
"""


def usd(amount):
    return Money(amount=amount, currency="USD")


@pytest.fixture
async def company(world):
    open_for_business(world, BANDS)
    await world.meets(RITA, MARK, FAYE, BORIS, LENA)
    return world


async def told(company, amount=None, who=RITA):
    return usual_route_sentence(await usual_route(company.context, who, amount))


async def test_an_amount_is_answered_with_the_people_in_their_order(company):
    assert await told(company, usd(50)) == "USD 50.00 needs no approval."
    assert await told(company, usd(1000)) == "USD 1,000.00 needs approval from Mark Manager."
    assert await told(company, usd(3000)) == "USD 3,000.00 needs approval from Mark Manager, then Lena Legal."
    assert await told(company, Money(amount=1000, currency="EUR")) == (
        "EUR 1,000.00 needs approval from Mark Manager, then Lena Legal."
    )
    above = await told(company, usd(9000))
    assert above.startswith("USD 9,000.00 needs approval from ")


async def test_without_an_amount_every_band_is_told(company):
    said = await told(company)
    assert said.startswith(
        "Up to USD 100.00, your gigs need no approval. Up to USD 1,000.00, they need approval from Mark Manager. "
        "Up to USD 5,000.00, they need approval from Mark Manager, then Lena Legal. Above that, they need approval from "
    )


async def test_nobody_is_told_that_they_approve_their_own(company):
    assert "Lena Legal" not in await told(company, usd(3000), LENA)
    assert "“Legal”" in await told(company, usd(3000), LENA)


async def test_a_currency_without_a_rate_is_not_guessed(company):
    said = await told(company, Money(amount=1000, currency="INR"))
    assert said == "I can’t say: the policy has no exchange rate for the currency of INR 1,000.00."


async def test_where_more_than_the_amount_decides_that_is_said(world):
    open_for_business(world, "gates: [{when: {data_tier: confidential}, add: {ask: manager+1}}]")
    await world.meets(RITA, MARK)
    assert (await told(world, usd(500))).endswith("What’s in the brief can change this.")


async def test_other_gigs_of_late_count_where_the_policy_adds_them_up(world):
    open_for_business(world, BANDS + "splitting: {days: 30}\n")
    await world.meets(RITA, MARK, LENA)
    await submit(world, amount="800", currency="USD")
    said = await told(world, usd(900))
    assert "then Lena Legal" in said
    assert said.endswith("With your other recent gigs, USD 1,700.00 counts.")
