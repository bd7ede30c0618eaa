"""When the work is wanted: days by name, by number and as far as they are away, seen from the day on which they're said."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from gigs.dates import AmbiguousDay, read_day
from gigs.month_names import MONTHS
from sentences.intake_words import Words, any_of

_LONG_AGO = 270
"""More days ahead than this, a day without a year may be the one that has just passed."""
_FRIDAY = 4
_WITH_YEAR = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?!\d)|\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})(?!\d)")
_WITHOUT_YEAR = re.compile(r"(\d{1,2})([./])(\d{1,2})(\.?)(?![\d%]|[.,]\d)")
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.)?\s?(?:of\s)?([^\W\d_]{3,12})\.?(?:,?\s(20\d\d)(?!\d))?", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    r"([^\W\d_]{3,12})\.?\s(\d{1,2})(?:st|nd|rd|th)?(?![\d:.,/]\d|\d)(?:,?\s(20\d\d)(?!\d))?", re.IGNORECASE
)
_DAY_OF_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.(?!\d))(?!\w)", re.IGNORECASE)
_MONTH = re.compile(r"([^\W\d_]{3,12})\.?(?:\s(20\d\d)(?!\d))?")


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


@dataclass(frozen=True, slots=True)
class _Patterns:
    ends: tuple[tuple[re.Pattern[str], str], ...]
    end_of: re.Pattern[str]
    away: re.Pattern[str]
    fortnight: re.Pattern[str]
    weekday: re.Pattern[str]
    days: re.Pattern[str]


def day_at(text: str, start: int, today: date, locale: str, words: Words) -> Day | None:
    """The day that is named right there, if one is."""
    patterns = _patterns(words)
    for pattern, name in patterns.ends:
        if found := pattern.match(text, start):
            return Day(found.end(), _end(name, today).isoformat())
    return (
        _end_of_month(text, start, today, patterns)
        or _weekday(text, start, today, locale, words, patterns)
        or _written(text, start, today, locale)
        or _relative(text, start, today, words, patterns)
        or _day_of_month(text, start, today)
    )


def day_away(text: str, start: int, today: date, words: Words) -> Day | None:
    """After a word such as `in` or `within`: two weeks, 10 days, a fortnight."""
    patterns = _patterns(words)
    if found := patterns.fortnight.match(text, start):
        return Day(found.end(), (today + timedelta(days=14)).isoformat())
    found = patterns.away.match(text, start)
    if found is None:
        return None
    written = found["count"].casefold()
    count = int(written) if written.isdigit() else words.numbers[written]
    if found["month"]:
        return Day(found.end(), _months_on(today, count).isoformat())
    days = count * 7 if found["week"] else -(-count // 24) if found["hour"] else count
    return Day(found.end(), (today + timedelta(days=days)).isoformat())


@cache
def _patterns(words: Words) -> _Patterns:
    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    weekday = any_of(words.weekdays)
    next_week = words.one_of("next_week")
    link = r"(?:['’]s)?,?\s(?:on\s|am\s)?"
    ends = ("end_of_next_week", "end_of_next_month", "end_of_week", "end_of_month", "end_of_year")
    units = "|".join(
        rf"(?P<{name}>{words.one_of(name + '_units')})" for name in ("day", "week", "month", "hour")
    )
    return _Patterns(
        ends=tuple((compiled(words.one_of(name)), name) for name in ends),
        end_of=compiled(rf"{words.one_of('end_of')}\s(?:{words.one_of('of_the')}\s)?"),
        away=compiled(rf"(?P<count>\d{{1,3}}|{any_of(words.numbers)})[ -]?(?:{units})"),
        fortnight=compiled(words.one_of("two_weeks")),
        weekday=compiled(
            rf"(?:(?P<before>{next_week}){link}|(?P<next>{words.one_of('next')})\s|(?P<this>{words.one_of('this')})\s)?"
            rf"(?P<name>{weekday})\.?(?:,?\s(?P<after>{next_week}))?"
        ),
        days=compiled(any_of(words.days)),
    )


def _end(name: str, today: date) -> date:
    friday = today + timedelta(days=(_FRIDAY - today.weekday()) % 7)
    if name == "end_of_week":
        return friday
    if name == "end_of_next_week":
        return _monday(today) + timedelta(days=7 + _FRIDAY)
    if name == "end_of_year":
        return date(today.year, 12, 31)
    first = today.replace(day=1)
    return _last_of(_months_on(first, 1) if name == "end_of_next_month" else first)


def _monday(today: date) -> date:
    return today - timedelta(days=today.weekday())


def _last_of(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def _months_on(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _end_of_month(text: str, start: int, today: date, patterns: _Patterns) -> Day | None:
    lead = patterns.end_of.match(text, start)
    named = _MONTH.match(text, lead.end()) if lead else None
    month = MONTHS.get(named[1].casefold()) if named else None
    if named is None or month is None:
        return None
    year = int(named[2] or today.year)
    if not 2000 <= year < 2100:
        return None
    last = _last_of(date(year, month, 1))
    if not named[2] and last < today:
        last = _last_of(date(year + 1, month, 1))
    return Day(named.end(), last.isoformat())


def _weekday(
    text: str, start: int, today: date, locale: str, words: Words, patterns: _Patterns
) -> Day | None:
    """`Friday`, `this Friday`, `next Friday`, `Friday next week`; with a date behind it, the date."""
    found = patterns.weekday.match(text, start)
    if found is None:
        return None
    written = _written(text, _past_comma(text, found.end()), today, locale)
    if written:
        return written
    number = words.weekdays[found["name"].casefold()]
    coming = today + timedelta(days=(number - today.weekday()) % 7)
    of_next_week = _monday(today) + timedelta(days=7 + number)
    if found["before"] or found["after"]:
        return Day(found.end(), of_next_week.isoformat())
    if found["next"]:
        coming = coming if coming > today else coming + timedelta(days=7)
        return _either(found, coming, of_next_week)
    if coming == today and not found["this"]:
        return _either(found, today, today + timedelta(days=7))
    return Day(found.end(), coming.isoformat())


def _past_comma(text: str, at: int) -> int:
    while at < len(text) and text[at] in ", ":
        at += 1
    return at


def _either(found: re.Match[str], one: date, other: date) -> Day:
    if one == other:
        return Day(found.end(), one.isoformat())
    typed = " ".join(found[0].split())
    return Day(found.end(), typed, _which(typed, one, other))


def _which(typed: str, one: date, other: date) -> str:
    days = " or ".join(f"{day.day} {day:%B %Y}" for day in (one, other))
    return f"“{typed}” could mean {days}. Please choose one, such as {one.isoformat()}."


def _written(text: str, start: int, today: date, locale: str) -> Day | None:
    """A calendar day in digits, or with its month's name. It is read by the one reader of calendar days."""
    if found := _WITH_YEAR.match(text, start):
        return _one(found, (found[0],), today, locale)
    if found := _WITHOUT_YEAR.match(text, start):
        typed = f"{found[1]}{found[2]}{found[3]}{found[2]}"
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
        return Day(found.end(), as_said, _which(as_said, days[0], days[1]))
    return Day(found.end(), (ahead or days)[0].isoformat())


def _relative(text: str, start: int, today: date, words: Words, patterns: _Patterns) -> Day | None:
    found = patterns.days.match(text, start)
    if found is None:
        return None
    away = words.days[" ".join(found[0].casefold().replace("-", " ").split())]
    if isinstance(away, int):
        return Day(found.end(), (today + timedelta(days=away)).isoformat(), is_relative=True)
    month, number = map(int, away.split("-"))
    day = date(today.year, month, number)
    return Day(found.end(), (day if day >= today else date(today.year + 1, month, number)).isoformat())


def _day_of_month(text: str, start: int, today: date) -> Day | None:
    """`the 12th`: the next one."""
    found = _DAY_OF_MONTH.match(text, start)
    if found is None or not 1 <= int(found[1]) <= 31:
        return None
    return Day(found.end(), next(_such_days(today, int(found[1]))).isoformat())


def _such_days(today: date, number: int) -> Iterator[date]:
    first = today.replace(day=1)
    for months in range(12):
        month = _months_on(first, months)
        if number <= monthrange(month.year, month.month)[1] and month.replace(day=number) >= today:
            yield month.replace(day=number)
