"""Dates, amounts, numbers and lists as the language writes them that is spoken now, by Babel's data (CLDR).

Babel is loaded when something is first written, not at the start. What was written once is kept: cards repeat themselves.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from translation.catalogue import ENGLISH, language

WRITTEN_AS = {ENGLISH: "en_GB"}
"""Babel's name of a language, where it isn't ours: English without a comma before the last of a list."""


def day(value: date) -> str:
    """A calendar day, the same in every zone: `12 May 2026`."""
    return _day(value.toordinal(), "d MMM yyyy", language())


def full_day(value: date) -> str:
    """With the month in full: `12 September 2026`."""
    return _day(value.toordinal(), "d MMMM yyyy", language())


def month(value: date) -> str:
    """The month of a day, by name: `September 2026`."""
    return _day(value.toordinal(), "LLLL yyyy", language())


def money(amount: Decimal, currency: str, digits: int) -> str:
    """`EUR 1,200.00`: the currency's code, because a sign may be one of several currencies."""
    return _money(amount, currency, digits, language())


def number(value: int) -> str:
    """`17,920`."""
    return _number(value, language())


def both(names: Sequence[str]) -> str:
    """`Ann`, `Ann and Ben`, `Ann, Ben and Cleo`."""
    return _listed(tuple(names), "standard", language())


def either(names: Sequence[str]) -> str:
    """`Ann`, `Ann or Ben`, `Ann, Ben or Cleo`."""
    return _listed(tuple(names), "or", language())


def language_name(code: str) -> str:
    """`German`, as the language spoken now calls it; the code itself where nobody has named it."""
    return _language(code, language())


def _name(spoken: str) -> str:
    return WRITTEN_AS.get(spoken, spoken)


@lru_cache(maxsize=2048)
def _day(ordinal: int, pattern: str, spoken: str) -> str:
    from babel.dates import format_date  # noqa: PLC0415

    return str(format_date(date.fromordinal(ordinal), pattern, locale=_name(spoken)))


@lru_cache(maxsize=2048)
def _money(amount: Decimal, currency: str, digits: int, spoken: str) -> str:
    from babel.numbers import format_currency  # noqa: PLC0415

    figure = "#,##0" + ("." + "0" * digits if digits else "")
    pattern = f"¤¤ {figure};¤¤ -{figure}"
    return str(format_currency(amount, currency, pattern, locale=_name(spoken), currency_digits=False))


@lru_cache(maxsize=512)
def _number(value: int, spoken: str) -> str:
    from babel.numbers import format_decimal  # noqa: PLC0415

    return str(format_decimal(value, locale=_name(spoken)))


@lru_cache(maxsize=512)
def _listed(names: tuple[str, ...], style: str, spoken: str) -> str:
    from babel.lists import format_list  # noqa: PLC0415

    return str(format_list(names, style, locale=_name(spoken))) if names else ""


@lru_cache(maxsize=512)
def _language(code: str, spoken: str) -> str:
    from babel import Locale  # noqa: PLC0415

    return str(Locale.parse(_name(spoken)).languages.get(code, code))
