"""The one reader of amounts, for form, chat, policy and commands: an amount has one reading, or it is asked about."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from gigs.grouping_marks import grouping_mark
from gigs.money import MINOR_DIGITS, Money
from translation.catalogue import N_, _, n_
from translation.formats import either, number

EXACTLY = N_("Please give an exact amount in digits, such as 1200 or 1,200.50.")
MOST = Decimal(10_000_000)
"""The most a gig may cost, and the most that can be asked for on top."""

_APOSTROPHES = str.maketrans("’ʼ٬", "'''")
_DIGITS_AND_MARKS = re.compile(r"\d+(?:[.,' ]\d+)*")
_ONE_GROUP = re.compile(r"([1-9]\d{0,2})([.,])(\d{3})")
_GROUPED = re.compile(r"\d{1,3}(?:[.,' ]\d{3})+|\d{1,2}(?:[.,' ]\d{2})+[.,' ]\d{3}")
"""In groups of three or, as in India, of two and a last one of three."""


class NoAmount(ValueError):
    """What was typed is no amount in any currency; the sentence is EXACTLY."""

    def __init__(self) -> None:
        super().__init__(_(EXACTLY))


class AmbiguousAmount(ValueError):
    """What was typed has two readings; `readings` has both. The sentence names them."""

    def __init__(self, typed: str, readings: tuple[Money, Money]) -> None:
        self.readings = readings
        said = _("“{typed}” could mean {amounts}. Please choose one.")
        super().__init__(said.format(typed=typed, amounts=either([str(one) for one in readings])))


def without_grouping(text: str, locale: str) -> str:
    """`1.200` as `1200` for a speaker whose locale groups thousands with that mark; anything else as it is."""
    found = _ONE_GROUP.fullmatch(_folded(text))
    return found[1] + found[3] if found and found[2] == grouping_mark(locale) else text


def digits_of(money: Money) -> str:
    """The amount in a spelling that has one reading: `1200.00`."""
    return f"{money.amount:.{MINOR_DIGITS[money.currency]}f}"


def as_seen(money: Money) -> str:
    """As a card carries what somebody confirmed, the same in every language: `USD 1200.00`."""
    return f"{money.currency} {digits_of(money)}"


def is_seen(money: Money, seen: str) -> bool:
    """Whether this is what was confirmed. Cards of an earlier release carry it as it was shown there."""
    return seen in (as_seen(money), str(money))


def read_amount(text: str, currency: str, *, above_zero: bool = True, most: Decimal = MOST) -> Money:
    """Exact money from digits in a known currency.

    Raises AmbiguousAmount where there are two readings, NoAmount where there is none, and otherwise ValueError, each with
    a sentence for whoever typed it.
    """
    unit = Decimal(1).scaleb(-MINOR_DIGITS[currency])
    possible = [amount for amount in _amounts(_folded(text), MINOR_DIGITS[currency]) if 0 <= amount <= most]
    if not possible or (above_zero and not possible[0]):
        raise ValueError(_limits(most, above_zero=above_zero))
    readings = [Money(amount=one.quantize(unit, ROUND_HALF_UP), currency=currency) for one in possible]
    if len(readings) == 2:
        raise AmbiguousAmount(text, (readings[0], readings[1]))
    if readings[0].amount != possible[0]:
        raise ValueError(_too_exact(currency))
    return readings[0]


def _limits(most: Decimal, *, above_zero: bool) -> str:
    if above_zero:
        return _("Please give an amount above 0 and up to {most}.").format(most=number(int(most)))
    return _("Please give an amount from 0 to {most}.").format(most=number(int(most)))


def _too_exact(currency: str) -> str:
    digits = MINOR_DIGITS[currency]
    said = n_(
        "{currency} has {n} decimal; please round the amount.",
        "{currency} has {n} decimals; please round the amount.",
        digits,
    )
    return said.format(currency=currency, n=digits)


def _folded(text: str) -> str:
    """With one kind of space, mark and apostrophe. A raised or circled digit is none of an amount: `1200¹` isn't 12001."""
    folded = (char if char.isdigit() else unicodedata.normalize("NFKC", char) for char in text)
    return " ".join("".join(folded).translate(_APOSTROPHES).split())


def _amounts(text: str, digits: int) -> list[Decimal]:
    """What the text may mean, the larger first. Raises NoAmount."""
    if not _DIGITS_AND_MARKS.fullmatch(text):
        raise NoAmount
    marks = [char for char in text if not char.isdigit()]
    if not marks:
        return [Decimal(text)]
    last = marks[-1]
    if last in " '" or (marks.count(last) > 1 and len(set(marks)) == 1):
        return [_whole(text)]
    head, tail = text.rsplit(last, 1)
    if last in head:
        raise NoAmount
    whole = _whole(head) if marks[1:] else Decimal(head)
    as_decimal = Decimal(f"{whole:f}.{tail}")
    if head.startswith("0") or not (len(tail) > digits or _ONE_GROUP.fullmatch(text)):
        return [as_decimal]
    return [Decimal(f"{whole:f}{tail}"), as_decimal]


def _whole(text: str) -> Decimal:
    """Digits in groups of one mark."""
    marks = {char for char in text if not char.isdigit()}
    if len(marks) != 1 or not _GROUPED.fullmatch(text):
        raise NoAmount
    return Decimal("".join(char for char in text if char.isdigit()))
