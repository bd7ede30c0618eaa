"""When the work is wanted: days by name, by number and as far as they are away, seen from the day on which they're said."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from gigs.month_names import MONTHS
from sentences.intake_calendar import Day, which, written_day
from sentences.intake_spans import span_at
from sentences.intake_words import Words, any_of

ENDS = (
    "end_of_next_week",
    "end_of_next_month",
    "end_of_week",
    "end_of_month",
    "end_of_quarter",
    "end_of_year",
)
"""The lists of words for the end of a span that is near."""
_FRIDAY = 4
_DAY_OF_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.(?!\d))(?!\w)", re.IGNORECASE)
_MONTH = re.compile(r"([^\W\d_]{3,12})\.?(?:\s(20\d\d)(?!\d))?")


@dataclass(frozen=True, slots=True)
class _Patterns:
    ends: tuple[tuple[re.Pattern[str], str], ...]
    end_of: re.Pattern[str]
    away: re.Pattern[str]
    fortnight: re.Pattern[str]
    weekday: re.Pattern[str]
    days: re.Pattern[str]
    time: re.Pattern[str]
    of_next_month: re.Pattern[str]


def day_at(text: str, start: int, today: date, locale: str, words: Words) -> Day | None:
    """The day that is named right there, if one is, with the time of day behind it."""
    patterns = _patterns(words)
    day = _day_at(text, start, today, locale, words, patterns)
    time = patterns.time.match(text, day.end) if day else None
    return replace(day, end=time.end()) if day and time else day


def _day_at(text: str, start: int, today: date, locale: str, words: Words, patterns: _Patterns) -> Day | None:
    for pattern, name in patterns.ends:
        if found := pattern.match(text, start):
            return Day(found.end(), _end(name, today).isoformat())
    return (
        _end_of_month(text, start, today, patterns)
        or _weekday(text, start, today, locale, words, patterns)
        or written_day(text, start, today, locale)
        or _relative(text, start, today, words, patterns)
        or _of_span(text, start, today, locale, words)
        or _day_of_month(text, start, today, patterns)
    )


def _of_span(text: str, start: int, today: date, locale: str, words: Words) -> Day | None:
    span = span_at(text, start, today, locale, words)
    if span is None:
        return None
    first, last = span.first.isoformat(), span.last.isoformat()
    return Day(span.end, last, first=first, is_whole=span.is_whole)


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

    weekday = any_of(_weekdays(words))
    next_week = words.one_of("next_week")
    link = r"(?:['’]s)?,?\s(?:on\s|am\s)?"
    units = "|".join(
        rf"(?P<{name}>{words.one_of(name + '_units')})" for name in ("day", "week", "month", "hour")
    )
    return _Patterns(
        ends=tuple((compiled(words.one_of(name)), name) for name in ENDS),
        end_of=compiled(rf"{words.one_of('end_of')}\s(?:{words.one_of('of_the')}\s)?"),
        away=compiled(rf"(?P<count>\d{{1,3}}|{any_of(words.numbers)})[ -]?(?:{units})"),
        fortnight=compiled(words.one_of("two_weeks")),
        weekday=compiled(
            rf"(?:(?P<before>{next_week}){link}|(?P<next>{words.one_of('next')})\s|(?P<this>{words.one_of('this')})\s)?"
            rf"(?P<name>{weekday})\.?(?:,?\s(?P<after>{next_week})|\s(?P<later>{words.one_of('week_later')}))?"
        ),
        days=compiled(any_of(words.days)),
        of_next_month=compiled(rf"\s(?:{words.one_of('part_of')}\s)?{words.one_of('next_month')}"),
        time=compiled(
            rf"[,]?\s(?:{words.one_of('at_time')}\s)?(?:{words.one_of('times')}|\d{{1,2}}(?:[:.]\d\d)?\s?{words.one_of('day_parts')})"
        ),
    )


@cache
def _weekdays(words: Words) -> Mapping[str, int]:
    """With a time of day in the same word, as in `Freitagmittag`."""
    times = [time for time in words.lists["times"] if time.isalpha()]
    long = {name: number for name, number in words.weekdays.items() if len(name) > 5}
    return {**words.weekdays, **{name + time: number for name, number in long.items() for time in times}}


def _end(name: str, today: date) -> date:
    friday = today + timedelta(days=(_FRIDAY - today.weekday()) % 7)
    if name == "end_of_week":
        return friday
    if name == "end_of_next_week":
        return _monday(today) + timedelta(days=7 + _FRIDAY)
    if name == "end_of_quarter":
        return _last_of(date(today.year, (today.month + 2) // 3 * 3, 1))
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
    written = written_day(text, _past_comma(text, found.end()), today, locale)
    if written:
        return written
    if (
        found["name"].casefold() in words.lists["rough"]
        and text[found.end() : found.end() + 2].strip().isalnum()
    ):
        return None
    number = _weekdays(words)[found["name"].casefold()]
    coming = today + timedelta(days=(number - today.weekday()) % 7)
    of_next_week = _monday(today) + timedelta(days=7 + number)
    if found["later"]:
        return Day(found.end(), (coming + timedelta(days=7)).isoformat()) if not found["next"] else None
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
    return Day(found.end(), typed, which(typed, one, other))


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


def _day_of_month(text: str, start: int, today: date, patterns: _Patterns) -> Day | None:
    """`the 12th`: the next one; `the 12th of next month`."""
    found = _DAY_OF_MONTH.match(text, start)
    if found is None or not 1 <= int(found[1]) <= 31:
        return None
    of_next = patterns.of_next_month.match(text, found.end())
    earliest = _months_on(today.replace(day=1), 1) if of_next else today
    end = of_next.end() if of_next else found.end()
    return Day(end, next(_such_days(earliest, int(found[1]))).isoformat())


def _such_days(today: date, number: int) -> Iterator[date]:
    first = today.replace(day=1)
    for months in range(12):
        month = _months_on(first, months)
        if number <= monthrange(month.year, month.month)[1] and month.replace(day=number) >= today:
            yield month.replace(day=number)
