"""Upwork's encodings of money, each converted here and nowhere else.

read     Money {rawValue, currency, displayValue}: decimals, and for milestones perhaps cents (unverified)
job      a decimal with a dot: "1200.00"
paid     integer cents: "1000" is USD 10
offer    MoneyInput, the lowest denomination: 49.12 is "4912" (for milestones inferred)
"""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from gigs.marketplaces import UPWORK
from gigs.money import MINOR_DIGITS, Money
from ports.marketplace import MarketplaceRefused, MarketplaceUnavailable

CURRENCY = "USD"
"""A job post has no field for a currency: its amounts are US dollars."""

_SHOWN = re.compile(r"-?\d{1,3}(,\d{3})*(\.\d+)?|-?\d+(\.\d+)?")
_SHOWN_ABROAD = re.compile(r"-?\d{1,3}(\.\d{3})*,\d{2}")
"""With the decimals behind a comma, as in 1.000,00."""

_AROUND = re.compile(r"[\s$€£]|US(?=\$)|USD|EUR|GBP|/\s*(hr|hour)\s*$")


class Raw(StrEnum):
    """What a field's rawValue counts in."""

    DECIMAL = "decimal"
    UNVERIFIED = "unverified"
    """Decimals or the lowest denomination: displayValue says which."""


def read_money(theirs: Mapping[str, Any], raw: Raw = Raw.DECIMAL) -> Money:
    """Raises MarketplaceUnavailable, naming both values, where they do not say the same amount."""
    currency = str(theirs["currency"])
    if currency not in MINOR_DIGITS:
        raise MarketplaceUnavailable(
            f"{UPWORK.title} speaks of an amount in {currency!r}, which is not handled here"
        )
    value, shown = _number(str(theirs["rawValue"])), _shown(str(theirs["displayValue"]))
    if value is None or shown is None:
        raise _mismatch(theirs)
    unit = Decimal(1).scaleb(-MINOR_DIGITS[currency])
    allowed = [value] if raw is Raw.DECIMAL else [value, value * unit]
    for amount in allowed:
        if amount.quantize(unit) == shown:
            return Money(amount=amount, currency=currency)
    raise _mismatch(theirs)


def _mismatch(theirs: Mapping[str, Any]) -> MarketplaceUnavailable:
    return MarketplaceUnavailable(
        f"{UPWORK.title} states an amount twice and not alike: {theirs['rawValue']!r} and {theirs['displayValue']!r}. "
        "Nothing is done with it until somebody has looked."
    )


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _shown(text: str) -> Decimal | None:
    """What stands there for people: "$1,234.50", "US$40.00/hr" or "1.234,50 €"; None for what could be read in two ways."""
    bare = _AROUND.sub("", text)
    if _SHOWN_ABROAD.fullmatch(bare):
        return Decimal(bare.replace(".", "").replace(",", "."))
    return Decimal(bare.replace(",", "")) if _SHOWN.fullmatch(bare) else None


def job_amount(money: Money) -> str:
    """For a job post. Raises MarketplaceRefused for any currency but US dollars."""
    if money.currency != CURRENCY:
        raise MarketplaceRefused(only_dollars(money))
    return f"{money.amount:.2f}"


def only_dollars(money: Money) -> str:
    """The sentence for a brief in another currency."""
    return f"{UPWORK.title}’s job posts are in US dollars; this price is in {money.currency}. Choose USD."


def lowest(money: Money) -> str:
    """The amount in the currency's smallest unit. Raises MarketplaceRefused for a part of one."""
    units = money.amount.scaleb(MINOR_DIGITS[money.currency])
    if units != units.to_integral_value():
        raise MarketplaceRefused(
            f"{UPWORK.title} takes whole cents; {money.amount} {money.currency} has a part of one."
        )
    return str(int(units))


def offer_money(money: Money) -> dict[str, str]:
    """MoneyInput."""
    return {"amount": lowest(money), "currency": money.currency}


def planned_amount(text: str, unit: Decimal) -> Decimal | None:
    """A number of a freelancer's plan, as so many of this unit; None for what is no number."""
    value = _number(text)
    return None if value is None or value <= 0 else value * unit
