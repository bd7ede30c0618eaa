"""Which of a sentence's days is the start and which is the due date."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import islice

from sentences.intake_calendar import Day
from sentences.intake_days import ENDS, day_at, day_away
from sentences.intake_found import Found
from sentences.intake_spans import PARTS
from sentences.intake_words import Words, any_of

_SEGMENT = re.compile(r"(?:[,;!?()|]\s*|\s[-–—]\s|[.:](?=\s)\s*)(?=\w)")
_MOST_FILLERS = 3
_MOST = 12
"""Of places of one sort at which a day is looked for."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    leads: tuple[tuple[re.Pattern[str], str], ...]
    filler: re.Pattern[str]
    within: re.Pattern[str]
    from_now: re.Pattern[str]
    for_day: re.Pattern[str]
    through: re.Pattern[str]
    closing: re.Pattern[str]
    soon: re.Pattern[str]
    before: re.Pattern[str]
    spans: re.Pattern[str]
    in_week: re.Pattern[str]
    for_it: re.Pattern[str]


@cache
def _patterns(words: Words) -> _Patterns:
    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    parts = [f"{name}_in" for name in PARTS]
    near = ("week_of", "calendar_week", "this_week", "next_week", "this_month", "next_month", "months")
    return _Patterns(
        leads=(
            (compiled(rf"{words.one_of('due')}\s?[:=]?\s?"), "due"),
            (compiled(rf"{words.one_of('start')}\s?[:=]?\s?"), "start"),
        ),
        filler=compiled(
            rf"(?:{words.one_of('due_then', 'times')}|\d{{1,2}}(?:[:.]\d\d)?\s?{words.one_of('day_parts')})\s"
        ),
        within=compiled(rf"{words.one_of('within')}\s"),
        from_now=compiled(
            rf"(?:(?<!\w)\d{{1,3}}|{any_of(words.numbers)})\s\w{{1,10}}\s{words.one_of('from_now')}"
        ),
        for_day=compiled(rf"{words.one_of('for_day')}\s"),
        through=compiled(rf"\s?(?:[-–]|{words.one_of('through')})\s?"),
        closing=compiled(rf"\s*(?:\Z|[^\w\s'’]|{words.one_of('small_words', 'after', 'rough')})"),
        soon=compiled(rf"{any_of(words.days)}|{words.one_of(*ENDS)}"),
        before=compiled(rf"{words.one_of('before_lead')}\s\Z"),
        for_it=compiled(rf"{words.one_of('for_day')}\s(?:the\s|die\s)?\Z"),
        in_week=compiled(rf"{words.one_of('week_of')}\s?\Z"),
        spans=compiled(
            rf"(?P<during>{words.one_of('during')}\s(?:the\s|der\s)?)?(?={words.one_of(*parts, *near)})"
        ),
    )


def dates_in(text: str, opening: int, today: date, locale: str, words: Words) -> list[Found]:
    """Every day with a word that says what it is for, and every one that stands alone between commas.

    `opening` is where the object of the request begins.
    """
    patterns = _patterns(words)
    found = list(_from_to(text, opening, today, locale, words, patterns))
    found += _led(text, today, locale, words, patterns)
    found += _away(text, today, words, patterns)
    for further in (_between_commas, _for_a_day, _soon, _vaguely):
        if not any("due" in one.fields for one in found):
            taken = [(one.start, one.end) for one in found if one.fields]
            more = further(text, opening, today, locale, words, patterns)
            found += [
                one for one in more if not any(start < one.end and one.start < end for start, end in taken)
            ]
    return found


def _led(text: str, today: date, locale: str, words: Words, patterns: _Patterns) -> Iterator[Found]:
    for pattern, name in patterns.leads:
        for lead in islice(pattern.finditer(text), _MOST):
            day = _after(text, lead.end(), today, locale, words, patterns)
            if day is None or patterns.in_week.search(text, 0, lead.end()):
                continue
            is_before = patterns.before.search(text, 0, lead.end()) is not None
            yield _found(lead.start(), day, name, is_before=is_before)
            link = patterns.through.match(text, day.end) if name == "start" else None
            if link and (last := day_at(text, link.end(), today, locale, words)):
                yield _found(day.end, last, "due")


def _after(text: str, start: int, today: date, locale: str, words: Words, patterns: _Patterns) -> Day | None:
    """The day behind a word such as `by`, past `the end of day on`."""
    places = [start]
    while len(places) <= _MOST_FILLERS and (filler := patterns.filler.match(text, places[-1])):
        places.append(filler.end())
    whole: Day | None = None
    for place in reversed(places):
        day = day_at(text, place, today, locale, words)
        if day and not day.is_whole:
            return day
        whole = whole or day
        if (within := patterns.within.match(text, place)) and (
            day := day_away(text, within.end(), today, words)
        ):
            return day
    return whole


def _away(text: str, today: date, words: Words, patterns: _Patterns) -> Iterator[Found]:
    for lead in islice(patterns.within.finditer(text), _MOST):
        if day := day_away(text, lead.end(), today, words):
            yield _found(lead.start(), day, "due")
    for ahead in islice(patterns.from_now.finditer(text), _MOST):
        if day := day_away(text, ahead.start(), today, words):
            yield _found(ahead.start(), day, "due")


def _between_commas(
    text: str, opening: int, today: date, locale: str, words: Words, patterns: _Patterns
) -> Iterator[Found]:
    """Alone there, or right behind the request. A greeting in the morning is no day."""
    for place in (opening, *(one.end() for one in islice(_SEGMENT.finditer(text), 2 * _MOST))):
        day = _after(text, place, today, locale, words, patterns) if place else None
        if day and not day.is_none and (day.is_relative or patterns.closing.match(text, day.end)):
            yield _found(place, day, "due")


def _from_to(
    text: str, opening: int, today: date, locale: str, words: Words, patterns: _Patterns
) -> Iterator[Found]:
    """`Jan 11 - Jan 22` between commas."""
    for place in (opening, *(one.end() for one in islice(_SEGMENT.finditer(text), 2 * _MOST))):
        first = day_at(text, place, today, locale, words) if place else None
        link = patterns.through.match(text, first.end) if first else None
        last = day_at(text, link.end(), today, locale, words) if link else None
        if first and last and not (first.is_none or last.is_none):
            yield _found(place, first, "start")
            yield _found(first.end, last, "due")


def _for_a_day(
    text: str, _opening: int, today: date, locale: str, words: Words, patterns: _Patterns
) -> Iterator[Found]:
    """`A logo for Friday`, but not `for Friday’s meeting`."""
    for lead in islice(patterns.for_day.finditer(text), _MOST):
        day = day_at(text, lead.end(), today, locale, words)
        if day and patterns.closing.match(text, day.end):
            yield Found(lead.start(), day.end) if day.first else _found(lead.start(), day, "due")


def _soon(
    text: str, opening: int, today: date, locale: str, words: Words, patterns: _Patterns
) -> Iterator[Found]:
    """`I need a logo tomorrow`, or `EOW`."""
    for one in islice(patterns.soon.finditer(text, max(opening, 1)), _MOST):
        day = day_at(text, one.start(), today, locale, words)
        if day and (patterns.closing.match(text, day.end) or text[day.end : day.end + 2].strip().isdigit()):
            yield _found(one.start(), day, "due")


def _vaguely(
    text: str, opening: int, today: date, locale: str, words: Words, patterns: _Patterns
) -> Iterator[Found]:
    """`In March`, `next week`, `mid-January`, behind the request: until its last day. A month by itself says too little."""
    for one in islice(patterns.spans.finditer(text, max(opening, 1)), _MOST):
        day = day_at(text, one.end(), today, locale, words)
        is_for = patterns.for_it.search(text, 0, one.start())
        if day and day.first and not is_for and patterns.closing.match(text, day.end):
            if one["during"]:
                yield Found(one.start(), day.end, {"due": day.value})
            elif not day.is_whole:
                yield _found(one.start(), day, "due")


def _found(start: int, day: Day, name: str, *, is_before: bool = False) -> Found:
    """A span is due on its last day and starts on its first; before it is the day ahead of that.

    `By March` may mean either, and fills in nothing.
    """
    if day.first and name == "start":
        return Found(start, day.end, {"start": day.first})
    if day.first and is_before and day.first != day.value:
        return Found(start, day.end, {"due": _working_day_before(date.fromisoformat(day.first)).isoformat()})
    if day.is_whole:
        return Found(start, day.end)
    return Found(start, day.end, {name: day.value}, {name: day.asks} if day.asks else {})


def _working_day_before(day: date) -> date:
    return day - timedelta(days=3 if day.weekday() == 0 else 1)
