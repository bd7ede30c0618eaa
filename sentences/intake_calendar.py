"""A day as a calendar has it, in digits or with its month's name; where it could be two, it is asked about."""

import re
from dataclasses import dataclass
from datetime import date

from gigs.dates import AmbiguousDay, read_day
from gigs.month_names import MONTHS

_LONG_AGO = 270
"""More days ahead than this, a day without a year may be the one that has just passed."""
_WITH_YEAR = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?!\d)|\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})(?!\d)")
_WITHOUT_YEAR = re.compile(r"(\d{1,2})(?:(\.)(\d{1,2})\.?|(/)(\d{1,2}))(?![\d%]|[.,]\d)")
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.)?\s?(?:of\s)?([^\W\d_]{3,12})\.?(?:,?\s(20\d\d)(?!\d))?", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    r"([^\W\d_]{3,12})\.?\s(\d{1,2})(?:st|nd|rd|th)?(?![\d:.,/]\d|\d)(?:,?\s(20\d\d)(?!\d))?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Day:
    """`value` is the day in ISO form, or what was typed where it could be two or is none; then `asks` says so."""

    end: int
    value: str
    asks: str = ""
    is_relative: bool = False
    """Such as `tomorrow`."""
    is_none: bool = False
    """Such as `31.2.`: it may be no day at all."""
    first: str = ""
    """Of a span of days, such as `mid-January`, whose last one is the `value`: the first."""
    is_whole: bool = False
    """A whole month or quarter."""


def which(typed: str, one: date, other: date) -> str:
    days = " or ".join(f"{day.day} {day:%B %Y}" for day in (one, other))
    return f"“{typed}” could mean {days}. Please choose one, such as {one.isoformat()}."


def written_day(text: str, start: int, today: date, locale: str) -> Day | None:
    """A calendar day in digits, or with its month's name. It is read by the one reader of calendar days."""
    if found := _WITH_YEAR.match(text, start):
        return _one(found, (found[0],), today, locale)
    if found := _WITHOUT_YEAR.match(text, start):
        mark = found[2] or found[4]
        typed = f"{found[1]}{mark}{found[3] or found[5]}{mark}"
        return _one(found, tuple(f"{typed}{year}" for year in _years(today)), today, locale)
    for pattern, day, month in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
        found = pattern.match(text, start)
        if found and found[month].casefold() in MONTHS and not text[found.end(month) :][:1].isalpha():
            years = (found[3],) if found[3] else tuple(map(str, _years(today)))
            return _one(found, tuple(f"{found[day]} {found[month]} {year}" for year in years), today, locale)
    return None


def _years(today: date) -> tuple[int, int]:
    return today.year, today.year + 1


def _one(found: re.Match[str], typed: tuple[str, ...], today: date, locale: str) -> Day:
    """The next one of these. In the form, what has two readings or none stands as it was typed."""
    as_said = found[0].strip(" ,")
    days: list[date] = []
    for each in typed:
        try:
            days.append(read_day(each, locale))
        except AmbiguousDay as two:
            return Day(found.end(), as_said, str(two))
        except ValueError as none:
            if each == typed[-1] and not days:
                return Day(found.end(), as_said, str(none), is_none=True)
    ahead = [day for day in days if day >= today]
    if len(typed) == 1:
        return Day(found.end(), days[0].isoformat())
    if len(days) == 2 and ahead and (ahead[0] - today).days > _LONG_AGO:
        return Day(found.end(), as_said, which(as_said, days[0], days[1]))
    return Day(found.end(), (ahead or days)[0].isoformat())
