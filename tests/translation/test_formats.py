"""Days, amounts, numbers and lists are written as the language writes them."""

from datetime import date
from decimal import Decimal
from gettext import NullTranslations

import pytest

from translation import formats
from translation.catalogue import Language, speaking


@pytest.fixture
def german():
    with speaking(Language("de", NullTranslations())):
        yield


def test_days():
    assert formats.day(date(2026, 9, 1)) == "1 Sep 2026"
    assert formats.full_day(date(2026, 9, 1)) == "1 September 2026"
    assert formats.month(date(2026, 9, 1)) == "September 2026"


@pytest.mark.parametrize(
    ("amount", "currency", "digits", "written"),
    [
        ("1234.5", "EUR", 2, "EUR 1,234.50"),
        ("-50", "USD", 2, "USD -50.00"),
        ("1200", "JPY", 0, "JPY 1,200"),
        ("12345678901234567890.12", "USD", 2, "USD 12,345,678,901,234,567,890.12"),
    ],
)
def test_amounts_say_their_currency_by_its_code(amount, currency, digits, written):
    assert formats.money(Decimal(amount), currency, digits) == written


def test_lists_have_no_comma_before_the_last():
    assert [formats.both(names) for names in ([], ["Ann"], ["Ann", "Ben"])] == ["", "Ann", "Ann and Ben"]
    assert formats.both(["Ann", "Ben", "Cleo"]) == "Ann, Ben and Cleo"
    assert formats.either(["Ann", "Ben", "Cleo"]) == "Ann, Ben or Cleo"


def test_a_name_with_braces_is_a_name():
    assert formats.both(["{0}", "{1}", "B"]) == "{0}, {1} and B"


def test_each_language_has_its_own(german):
    assert formats.day(date(2026, 5, 12)) == "12 Mai 2026"
    assert formats.money(Decimal("1234.5"), "EUR", 2) == "EUR 1.234,50"
    assert formats.number(17920) == "17.920"
    assert formats.both(["Ann", "Ben"]) == "Ann und Ben"
