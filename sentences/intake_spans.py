"""Days that are said vaguely: `mid-January`, `the week of Dec 14`, `KW 51`, `late next month`, `in March`, `Q1`."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from gigs.month_names import MONTHS
from sentences.intake_calendar import written_day
from sentences.intake_words import Words

_EARLY, _MIDDLE, _LATE = 10, 15, 21
"""The last day of an early part of a month, its middle, and the first day of a late one."""
_NTH = {"first": 1, "second": 2, "third": 3}
"""Weeks of a month."""
PARTS = ("early", "middle", "late", "end", *_NTH, "last", "first_half", "second_half")
"""Of a month, and the first four of a week too: each has its list of words, `early_in` and so on."""


@dataclass(frozen=True, slots=True)
class Span:
    """From `first` to `last`. `is_whole` where a whole month or quarter was named: is `by March` its first day or its last?"""

    end: int
    first: date
    last: date
    is_whole: bool = False
    is_week: bool = False


@dataclass(frozen=True, slots=True)
class _Patterns:
    parts: tuple[tuple[str, re.Pattern[str]], ...]
    month: re.Pattern[str]
    calendar_week: re.Pattern[str]
    week_of: re.Pattern[str]
    week: re.Pattern[str]
    quarter: re.Pattern[str]


@cache
def _patterns(words: Words) -> _Patterns:
    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    of = rf"(?:[ -](?:{words.one_of('of_the', 'part_of')}\s){{0,2}})"
    later = rf"(?P<this>{words.one_of('this')}\s|{words.one_of('of_the')}\s)?"
    month = rf"(?:(?P<name>{words.one_of('months')})\.?(?:\s(?P<year>20\d\d)(?!\d))?|(?P<next>{words.one_of('next_month')})|(?P<now>{words.one_of('this_month')}))"
    return _Patterns(
        parts=tuple((name, compiled(words.one_of(name + "_in") + of)) for name in PARTS),
        month=compiled(later + month),
        calendar_week=compiled(
            rf"{words.one_of('calendar_week')}\.?\s?(?P<number>\d{{1,2}})(?:[/\s](?P<year>20\d\d))?(?![\d.,/-]\d|\w|\s{words.one_of('part_of')})"
        ),
        week_of=compiled(rf"{words.one_of('week_of')}\s"),
        week=compiled(rf"(?P<next>{words.one_of('next_week')})|(?P<now>{words.one_of('this_week')})"),
        quarter=compiled(
            rf"(?:q(?P<number>[1-4])(?:[/\s](?P<year>20\d\d))?(?!\w)|(?P<now>{words.one_of('this_quarter')})|(?P<next>{words.one_of('next_quarter')}))"
        ),
    )


def span_at(text: str, start: int, today: date, locale: str, words: Words) -> Span | None:
    """The span that is named right there, if one is; of two parts of one, the part: `early next week`."""
    patterns = _patterns(words)
    for name, pattern in patterns.parts:
        if lead := pattern.match(text, start):
            whole = _whole(text, lead.end(), today, locale, patterns)
            if whole and (part := _part(name, whole)):
                return part
    return _whole(text, start, today, locale, patterns)


def _whole(text: str, start: int, today: date, locale: str, patterns: _Patterns) -> Span | None:
    return (
        _calendar_week(text, start, today, patterns)
        or _week_of(text, start, today, locale, patterns)
        or _week(text, start, today, patterns)
        or _month(text, start, today, patterns)
        or _quarter(text, start, today, patterns)
    )


def _part(name: str, whole: Span) -> Span | None:
    first, last = whole.first, whole.last
    if whole.is_week and name not in PARTS[:4]:
        return None
    if whole.is_week:
        days = {"early": (0, 1), "middle": (2, 2), "late": (3, 4), "end": (4, 4)}[name]
        return Span(whole.end, first + timedelta(days[0]), first + timedelta(days[1]), is_week=True)
    if name == "end":
        return Span(whole.end, last, last)
    if (last - first).days > _LATE + _EARLY:
        return None
    if week := _NTH.get(name):
        return Span(whole.end, first.replace(day=7 * week - 6), first.replace(day=7 * week))
    parts = {
        "last": (last.day - 6, last.day),
        "early": (1, _EARLY),
        "middle": (_MIDDLE, _MIDDLE),
        "late": (_LATE, last.day),
        "first_half": (1, _MIDDLE),
        "second_half": (_MIDDLE + 1, last.day),
    }
    begins, ends = parts[name]
    return Span(whole.end, first.replace(day=begins), first.replace(day=ends))


def _calendar_week(text: str, start: int, today: date, patterns: _Patterns) -> Span | None:
    found = patterns.calendar_week.match(text, start)
    if found is None:
        return None
    years = (int(found["year"]),) if found["year"] else (today.year, today.year + 1)
    for year in years:
        try:
            monday = date.fromisocalendar(year, int(found["number"]), 1)
        except ValueError:
            continue
        if found["year"] or monday + timedelta(4) >= today:
            return _working_week(found.end(), monday)
    return None


def _week_of(text: str, start: int, today: date, locale: str, patterns: _Patterns) -> Span | None:
    lead = patterns.week_of.match(text, start)
    day = written_day(text, lead.end(), today, locale) if lead else None
    if day is None or day.asks:
        return None
    named = date.fromisoformat(day.value)
    return _working_week(day.end, named - timedelta(named.weekday()))


def _week(text: str, start: int, today: date, patterns: _Patterns) -> Span | None:
    found = patterns.week.match(text, start)
    if found is None:
        return None
    monday = today - timedelta(today.weekday())
    return _working_week(found.end(), monday + timedelta(7) if found["next"] else monday, today)


def _working_week(end: int, monday: date, today: date = date.min) -> Span | None:
    friday = monday + timedelta(4)
    return Span(end, max(monday, today), friday, is_week=True) if friday >= today else None


def _month(text: str, start: int, today: date, patterns: _Patterns) -> Span | None:
    found = patterns.month.match(text, start)
    if found is None:
        return None
    if found["name"]:
        month = MONTHS.get(found["name"].casefold())
        if month is None:
            return None
        year = int(found["year"]) if found["year"] else today.year + (month < today.month)
    else:
        year, month = _counted(today.year, today.month + (1 if found["next"] else 0))
    return _months(found.end(), year, month, 1)


def _quarter(text: str, start: int, today: date, patterns: _Patterns) -> Span | None:
    found = patterns.quarter.match(text, start)
    if found is None:
        return None
    begins = (today.month - 1) // 3 * 3 + 1
    if found["number"]:
        named = int(found["number"]) * 3 - 2
        year = int(found["year"]) if found["year"] else today.year + (named < begins)
        return _months(found.end(), year, named, 3)
    return _months(found.end(), *_counted(today.year, begins + (3 if found["next"] else 0)), 3)


def _counted(year: int, month: int) -> tuple[int, int]:
    return (year + 1, month - 12) if month > 12 else (year, month)


def _months(end: int, year: int, month: int, count: int) -> Span:
    last = month + count - 1
    return Span(end, date(year, month, 1), date(year, last, monthrange(year, last)[1]), is_whole=True)
