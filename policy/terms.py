"""The small words of a policy file as they are typed: whom to ask, sums, stretches of time."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from gigs.amounts import AmbiguousAmount, digits_of, read_amount, without_grouping
from gigs.money import MINOR_DIGITS, Money
from gigs.route import Need
from gigs.value import Value

MOST_IN_A_POLICY = Decimal(10**12)


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
    raise ValueError(f"{text!r} isn’t a way to ask; write one of {_ASKS}")


def parse_money(text: str) -> Money:
    """`5000 USD`, `5,000 USD` or `USD 5000`. Raises ValueError when it could be read in another way.

    A policy is written in English: a comma before three digits groups thousands.
    """
    words = " ".join(text.split())
    found = re.fullmatch(r"(\d[\d.,'’ ]*) ([A-Z]{3})|([A-Z]{3}) (\d[\d.,'’ ]*)", words)
    if not found:
        raise ValueError(f"{text!r} is not a sum of money; write digits and a currency, like 5000 USD")
    amount, currency = (found[1], found[2]) if found[1] else (found[4], found[3])
    if currency not in MINOR_DIGITS:
        raise ValueError(
            f"{currency} isn’t a currency that gigs can use; write one of {', '.join(MINOR_DIGITS)}"
        )
    try:
        return read_amount(without_grouping(amount, "en"), currency, above_zero=False, most=MOST_IN_A_POLICY)
    except AmbiguousAmount as two:
        one, other = two.readings
        written = " or ".join(f"{digits_of(each)} {currency}" for each in two.readings)
        raise ValueError(f"{text!r} could mean {one} or {other}; write {written}") from two
    except ValueError as wrong:
        raise ValueError(f"{text!r} is not a sum of money: {str(wrong).rstrip('.')}") from wrong


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
        raise ValueError(f"{text!r} isn’t a duration; write a number and s, m, h or d, like 8h or 3d")
    return Duration(count=int(found[1]), unit=found[2])


def parse_days(text: str) -> int:
    """Days of the calendar, `30d` or `30`. Raises ValueError for anything else."""
    found = re.fullmatch(r"([1-9]\d{0,4}) ?d?", text.strip())
    if not found:
        raise ValueError(f"{text!r} isn’t a number of days; write it like 30d")
    return int(found[1])


def parse_day(text: str) -> date:
    """`2026-12-24` and no other way to write it. Raises ValueError."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text.strip()):
        raise ValueError(f"{text!r} isn’t a date; write it like 2026-12-24")
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise ValueError(f"{text!r} isn’t a date; there is no such day") from error


def typed(parse: Callable[[str], object], kind: type) -> BeforeValidator:
    """Parses what was typed, and lets a finished value of our own through; fields or a list in its place are refused."""

    def read(given: object) -> object:
        if isinstance(given, kind):
            return given
        if not isinstance(given, str):
            raise ValueError("must be a text on the same line")  # noqa: TRY004  # a ValidationError, not a bug
        return parse(given)

    return BeforeValidator(read)


AskText = Annotated[Ask, typed(parse_ask, Ask)]
MoneyText = Annotated[Money, typed(parse_money, Money)]
DurationText = Annotated[Duration, typed(parse_duration, Duration)]
DaysText = Annotated[int, typed(parse_days, int)]
DayText = Annotated[date, typed(parse_day, date)]


def parse_host(text: str) -> str:
    """`intranet.contoso.com`. Raises ValueError for anything else, an address with https:// among it."""
    if len(text) > 253 or not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*", text.casefold()):
        raise ValueError(f"{text!r} isn’t the name of a host, such as intranet.contoso.com")
    return text.casefold()


HostText = Annotated[str, AfterValidator(parse_host)]
