"""The small words of a policy file as they are typed: whom to ask, sums, stretches of time."""

import re
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator

from gigs.money import MINOR_DIGITS, Money
from gigs.route import Need
from gigs.value import Value


class AskKind(StrEnum):
    """By what a step finds its approvers."""

    MANAGER = "manager"
    OWNER = "owner of cost centre"
    PERSON = "person"
    GROUP = "group"


class Ask(Value):
    """Whom a step asks. `level` counts managers above the requester's own; `need` matters for groups only."""

    kind: AskKind
    level: int = 0
    address: str = ""
    group: str = ""
    need: Need = Need.ANY

    def __str__(self) -> str:
        match self.kind:
            case AskKind.MANAGER:
                return f"manager+{self.level}" if self.level else "manager"
            case AskKind.OWNER:
                return "owner of cost centre"
            case AskKind.PERSON:
                return f"person {self.address}"
            case AskKind.GROUP:
                return f"{self.need.value} of {self.group}"


_ASKS = (
    "manager, manager+1 (up to +9), owner of cost centre, person ADDRESS, any of GROUP or all of GROUP; "
    "a person may be written as person anna@example.com"
)
ADDRESS = r"[^@\s]+@[^@\s]+"


def parse_ask(text: str) -> Ask:
    """`manager+1`, `any of finance` and so on. Raises ValueError with all the ways to ask."""
    words = " ".join(text.split())
    if found := re.fullmatch(r"manager(?:\+([1-9]))?", words):
        return Ask(kind=AskKind.MANAGER, level=int(found[1] or 0))
    if words in {"owner of cost centre", "owner of cost center"}:
        return Ask(kind=AskKind.OWNER)
    if found := re.fullmatch(rf"person ({ADDRESS})", words):
        return Ask(kind=AskKind.PERSON, address=found[1])
    if found := re.fullmatch(r"(any|all) of (\S.*)", words):
        return Ask(kind=AskKind.GROUP, group=found[2], need=Need(found[1]))
    raise ValueError(f"{text!r} asks nobody; write one of {_ASKS}")


def parse_money(text: str) -> Money:
    """`5000 USD`, `5,000 USD` or `USD 5000`. Raises ValueError when it could be read in another way."""
    words = " ".join(text.split())
    digits = r"\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?"
    found = re.fullmatch(rf"({digits}) ([A-Z]{{3}})", words)
    turned = re.fullmatch(rf"([A-Z]{{3}}) ({digits})", words)
    if not found and not turned:
        raise ValueError(f"{text!r} is not a sum of money; write digits and a currency, like 5000 USD")
    amount, currency = (found[1], found[2]) if found else (turned[2], turned[1]) if turned else ("", "")
    if currency not in MINOR_DIGITS:
        raise ValueError(f"{currency} is no currency that gigs come in; those are {', '.join(MINOR_DIGITS)}")
    exact = Decimal(amount.replace(",", ""))
    if exact != exact.quantize(Decimal(1).scaleb(-MINOR_DIGITS[currency])):
        raise ValueError(f"{text!r} is too exact: {currency} has {MINOR_DIGITS[currency]} decimals")
    return Money(amount=exact, currency=currency)


class Duration(Value):
    """A stretch of working time as written: `8h`, `7d`. A `d` is one working day, however long that is."""

    count: int
    unit: str

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"

    def working(self, day: timedelta) -> timedelta:
        """In working time, where a working day is this long."""
        units = {"s": timedelta(seconds=1), "m": timedelta(minutes=1), "h": timedelta(hours=1), "d": day}
        return self.count * units[self.unit]


def parse_duration(text: str) -> Duration:
    """Raises ValueError for anything but a number from 1 on and one unit."""
    found = re.fullmatch(r"([1-9]\d{0,5}) ?([smhd])", text.strip())
    if not found:
        raise ValueError(f"{text!r} is no stretch of time; write a number and s, m, h or d, like 8h or 3d")
    return Duration(count=int(found[1]), unit=found[2])


def parse_days(text: str) -> int:
    """Days of the calendar, `30d` or `30`. Raises ValueError for anything else."""
    found = re.fullmatch(r"([1-9]\d{0,4}) ?d?", text.strip())
    if not found:
        raise ValueError(f"{text!r} is no number of days; write it like 30d")
    return int(found[1])


def _typed(parse: Any) -> BeforeValidator:
    """Parses what was typed, and lets a finished value of our own through."""
    return BeforeValidator(lambda given: parse(given) if isinstance(given, str) else given)


AskText = Annotated[Ask, _typed(parse_ask)]
MoneyText = Annotated[Money, _typed(parse_money)]
DurationText = Annotated[Duration, _typed(parse_duration)]
DaysText = Annotated[int, _typed(parse_days)]
