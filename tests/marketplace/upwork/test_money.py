"""Upwork's encodings of money."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigs.money import Money
from marketplace.upwork.money import Raw, job_amount, lowest, offer_money, read_money
from ports.marketplace import MarketplaceRefused, MarketplaceUnavailable
from tests.support.builders import usd

RECORDED = Path(__file__).parents[4] / "shared" / "fixtures" / "upwork" / "milestone_money_cents.json"


def theirs(raw: str, shown: str, currency: str = "USD") -> dict[str, str]:
    return {"rawValue": raw, "displayValue": shown, "currency": currency}


@pytest.mark.parametrize(
    ("raw", "shown"),
    [("65.0", "65.00"), ("65", "$65.00"), ("1234.5", "$1,234.50"), ("1234.50", "1234.50 USD"), ("0", "0.00")],
)
def test_an_amount_that_is_stated_twice_alike_is_read(raw, shown):
    assert read_money(theirs(raw, shown)).amount == Decimal(raw)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("6500", "65.00"),
        ("65.0", "66.00"),
        ("65.0", "1.234,50"),
        ("65.0", "about 65"),
        ("65.0", ""),
        ("NaN", "65.00"),
        ("lots", "65.00"),
        ("1200", "$1.2K"),
    ],
)
def test_an_amount_that_is_stated_twice_and_not_alike_stops_and_names_both(raw, shown):
    with pytest.raises(MarketplaceUnavailable) as stopped:
        read_money(theirs(raw, shown))

    assert repr(raw) in str(stopped.value)
    assert repr(shown) in str(stopped.value)


@pytest.mark.parametrize(("raw", "shown"), [("50000", "500.00"), ("500.0", "$500.00")])
def test_where_the_unit_is_unverified_what_people_are_shown_decides(raw, shown):
    assert read_money(theirs(raw, shown), Raw.UNVERIFIED) == usd(500)


def test_where_the_unit_is_unverified_a_third_reading_stops_all_the_same():
    with pytest.raises(MarketplaceUnavailable):
        read_money(theirs("5000", "500.00"), Raw.UNVERIFIED)


def test_a_currency_that_we_do_not_know_is_no_crash():
    with pytest.raises(MarketplaceUnavailable, match="XAU"):
        read_money(theirs("1", "1.00", "XAU"))


def test_a_job_is_in_dollars_with_a_dot():
    assert job_amount(usd("1200.5")) == "1200.50"
    with pytest.raises(MarketplaceRefused, match="USD"):
        job_amount(Money(amount=Decimal(100), currency="EUR"))


def test_what_is_paid_and_offered_is_in_whole_cents():
    assert lowest(usd("10")) == "1000"
    assert offer_money(usd("49.12")) == {"amount": "4912", "currency": "USD"}
    assert lowest(Money(amount=Decimal(500), currency="JPY")) == "500"
    with pytest.raises(MarketplaceRefused, match="part of one"):
        lowest(usd("0.005"))


@pytest.mark.skipif(
    not RECORDED.exists(), reason="../shared/fixtures/upwork/milestone_money_cents.json is not here"
)
def test_the_milestones_of_another_client_s_mocks_are_read():
    found = json.loads(RECORDED.read_text())

    assert read_money(found["createMilestoneV2"]["depositAmount"], Raw.UNVERIFIED) == usd(5)
    assert read_money(found["approveMilestone"]["paid"], Raw.UNVERIFIED) == usd(500)
    assert read_money(found["approveMilestone"]["bonus"], Raw.UNVERIFIED) == usd(0)


@given(cents=st.integers(min_value=0, max_value=10**10))
def test_every_amount_of_whole_cents_comes_back_as_it_was_offered_in_either_unit(cents):
    amount = Decimal(cents) / 100
    shown = f"${amount:,.2f}"

    assert lowest(usd(str(amount))) == str(cents)
    assert read_money(theirs(str(amount), shown)).amount == amount
    assert read_money(theirs(str(cents), shown), Raw.UNVERIFIED).amount == amount


@given(cents=st.integers(min_value=1, max_value=10**10), off=st.integers(min_value=1, max_value=10**6))
def test_an_amount_that_is_shown_a_cent_off_never_passes(cents, off):
    shown = f"${Decimal(cents + off) / 100:,.2f}"

    with pytest.raises(MarketplaceUnavailable):
        read_money(theirs(str(Decimal(cents) / 100), shown))
