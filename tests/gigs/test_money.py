"""Money is exact, and never crosses a currency."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gigs.brief import PriceType
from gigs.money import MINOR_DIGITS, Money
from tests.support.builders import a_proposal, usd

AMOUNTS = st.decimals(min_value=0, max_value=10_000_000, places=2)


def test_money_reads_as_currency_and_amount_with_the_right_decimals():
    assert str(usd("1234.5")) == "USD 1,234.50"
    assert str(Money(amount=Decimal(50000), currency="JPY")) == "JPY 50,000"


def test_a_currency_nobody_chose_is_refused():
    with pytest.raises(ValidationError, match="unknown currency"):
        Money(amount=Decimal(1), currency="XXX")


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity"])
def test_money_is_a_number(amount):
    with pytest.raises(ValidationError):
        Money(amount=Decimal(amount), currency="USD")


def test_currencies_are_never_mixed():
    euro = Money(amount=Decimal(1), currency="EUR")

    for combine in (Money.__add__, Money.__sub__, Money.__gt__):
        with pytest.raises(ValueError, match="can’t combine"):
            combine(usd(1), euro)


def test_the_same_amount_is_the_same_money_however_it_is_written():
    assert usd("5") == usd("5.00")
    assert usd(5) != Money(amount=Decimal(5), currency="EUR")


def test_multiplying_rounds_half_up_to_the_smallest_unit():
    assert usd("0.05").times(Decimal("0.5")) == usd("0.03")
    assert Money(amount=Decimal(5), currency="JPY").times(Decimal("0.5")).amount == 3


@given(AMOUNTS, AMOUNTS)
def test_adding_and_taking_away_lose_nothing(one, other):
    assert usd(str(one)) + usd(str(other)) - usd(str(other)) == usd(str(one))
    assert (usd(str(one)) > usd(str(other))) == (one > other)


@given(AMOUNTS, st.integers(1, 2000), st.sampled_from(sorted(MINOR_DIGITS)))
def test_a_product_never_has_a_fraction_of_the_smallest_unit(amount, factor, currency):
    product = Money(amount=amount, currency=currency).times(factor).amount

    assert product == round(product, MINOR_DIGITS[currency])


def test_money_survives_being_stored():
    assert Money.model_validate_json(usd("0.10").model_dump_json()) == usd("0.10")


def test_hiring_by_the_hour_costs_the_most_hours_and_a_fixed_price_costs_itself():
    assert a_proposal(price_type=PriceType.HOURLY, rate=usd("60.50")).total(40) == usd(2420)
    assert a_proposal(rate=usd(1100)).total(None) == usd(1100)
