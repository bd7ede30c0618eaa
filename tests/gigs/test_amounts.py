"""An amount is read in one way, or asked about: never guessed."""

import contextlib
from decimal import Decimal

import pytest
from babel import Locale, UnknownLocaleError
from babel.localedata import locale_identifiers
from babel.numbers import get_currency_precision
from hypothesis import given
from hypothesis import strategies as st

from gigs.amounts import EXACTLY, AmbiguousAmount, digits_of, read_amount, without_grouping
from gigs.grouping_marks import grouping_mark
from gigs.money import MINOR_DIGITS, Money
from tests.support.cases import every_case

CURRENCIES = st.sampled_from(sorted(MINOR_DIGITS))


def money(amount: str, currency: str = "EUR") -> Money:
    return Money(amount=Decimal(amount), currency=currency)


def two_readings(typed: str, currency: str) -> tuple[Money, Money]:
    with pytest.raises(AmbiguousAmount) as asked:
        read_amount(typed, currency)
    return asked.value.readings


def test_an_amount_with_one_reading_is_read_however_its_language_writes_it():
    read = {
        "1200": "1200",
        "1,200.50": "1200.50",
        "1.200,50": "1200.50",
        "1 200,50": "1200.50",
        "1\u202f200,50": "1200.50",
        "1’200.50": "1200.50",
        "1.200.000": "1200000",
        "12,34,567": "1234567",
        "12,5": "12.50",
        "12.50": "12.50",
        "0.500": "0.50",
        "１２００": "1200",
        "١٢٠٠": "1200",
    }
    with every_case() as case:
        for typed, amount in read.items():
            with case(typed):
                assert read_amount(typed, "EUR") == money(amount)


def test_an_amount_with_two_readings_is_asked_about_with_both_in_full():
    asked = {
        ("1.200", "EUR"): ("EUR 1,200.00", "EUR 1.20"),
        ("12.500", "EUR"): ("EUR 12,500.00", "EUR 12.50"),
        ("2.000", "DKK"): ("DKK 2,000.00", "DKK 2.00"),
        ("1,200", "NOK"): ("NOK 1,200.00", "NOK 1.20"),
        ("1,200.505", "USD"): ("USD 1,200,505.00", "USD 1,200.51"),
        ("12.345", "USD"): ("USD 12,345.00", "USD 12.35"),
        ("5000.00", "JPY"): ("JPY 500,000", "JPY 5,000"),
    }
    with every_case() as case:
        for (typed, currency), readings in asked.items():
            with case(f"{typed} {currency}"):
                assert tuple(map(str, two_readings(typed, currency))) == readings


def test_the_question_names_both_readings():
    with pytest.raises(AmbiguousAmount, match=r"“1\.200” could mean EUR 1,200\.00 or EUR 1\.20\."):
        read_amount("1.200", "EUR")


def test_what_is_no_amount_is_asked_again():
    with every_case() as case:
        for typed in (
            "",
            "1.20,50.3",
            "1,200,50",
            "1 2 3",
            "12 00",
            "-5",
            "1e3",
            ".5",
            "1..5",
            "1,2.3,4",
            "1200¹",
            "1,200²",
            "①②",
        ):
            with case(typed), pytest.raises(ValueError, match=EXACTLY):
                read_amount(typed, "EUR")


def test_the_mark_that_groups_in_the_speakers_locale_has_one_reading():
    with every_case() as case:
        for typed, locale, plain in (
            ("1.200", "de-DE", "1200"),
            ("12.500", "da-DK", "12500"),
            ("1,200", "en-US", "1200"),
            ("1.200", "en-US", "1.200"),
            ("1,200", "de-DE", "1,200"),
            ("1.200", "de-CH", "1.200"),
            ("1.200", "", "1.200"),
            ("0.500", "de-DE", "0.500"),
            ("1.2000", "de-DE", "1.2000"),
            ("about 1.200", "de-DE", "about 1.200"),
        ):
            with case(f"{typed} in {locale}"):
                assert without_grouping(typed, locale) == plain


@given(st.decimals(min_value="0.01", max_value=10_000_000, places=2), CURRENCIES)
def test_an_amount_that_we_spell_is_read_as_itself(amount, currency):
    spelled = Money(amount=amount, currency=currency).times(1)
    if spelled.amount:
        assert read_amount(digits_of(spelled), currency) == spelled


@given(st.text("0123456789.,' ", max_size=12), CURRENCIES)
def test_whatever_is_typed_is_read_or_told(typed, currency):
    told = f"^(Please give an|“.*” could mean {currency}|{currency} has)"
    with contextlib.suppress(ValueError):
        assert 0 < read_amount(typed, currency).amount <= 10_000_000
        return
    with pytest.raises(ValueError, match=told):
        read_amount(typed, currency)


def test_every_currency_has_the_digits_that_cldr_gives_it():
    assert {name: get_currency_precision(name) for name in MINOR_DIGITS} == MINOR_DIGITS


def test_every_locale_groups_with_the_mark_that_cldr_gives_it():
    with every_case() as case:
        for name in locale_identifiers():
            language, *more = name.split("_")
            if more and (more[1:] or len(more[0]) > 3 or more[0] == "001"):
                continue  # a script or the world: clients name a language and a country, or a continent
            mark = Locale.parse(name).number_symbols.get("group", "")
            with case(name):
                assert grouping_mark("-".join([language, *more])) == (mark if mark in {".", ","} else "")


def test_a_locale_that_nobody_knows_groups_with_nothing():
    with pytest.raises(UnknownLocaleError):
        Locale.parse("xx")
    assert grouping_mark("xx-YY") == grouping_mark("") == grouping_mark("\0") == ""
