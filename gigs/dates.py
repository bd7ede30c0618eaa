"""The one reader of calendar days: a day has one reading, or it's asked about."""

import re
import unicodedata
from datetime import date

from gigs.brief import clean
from gigs.month_names import IN_CROATIAN, MONTHS
from translation.catalogue import _
from translation.formats import either, full_day

_LONGEST = 60
_QUOTES = "\"'“”„«»‹›‘’ "
_STROKES = str.maketrans("‐‑‒–—−⁄∕", "------//")
_TIME = re.compile(
    r"(?:[T\s,]+\d{1,2}(?::\d{2}.*|\s?[ap]\.?\s?m\.?)|(?<=\d)(?:Z|[+-]\d{2}:\d{2}))\Z", re.IGNORECASE
)
_WEEKDAY = r"\(?[^\W\d_](?:[^\W\d_]|[- ]){0,19}\.?\)?"
_BESIDE_WEEKDAY = re.compile(rf"(?:{_WEEKDAY}[,\s]\s*)?(\d.*?\d(?:\s?[일日]|\.)?)(?:[,\s]*{_WEEKDAY})?")
_YEAR_FIRST = re.compile(r"(\d{4})\s?[-./年년]\s?(\d{1,2})\s?[-./月월]\s?(\d{1,2})\s?[일日.]?")
_YEAR_LAST = re.compile(r"(\d{1,2})\s?([-./\s])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?:\s?г?\.)?")
_COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_NUMBERED_MONTH = re.compile(r"(?:ngày )?(\d{1,2}) (?:tháng|thg) (\d{1,2}),?(?: năm)? (\d{4})", re.IGNORECASE)
"""As Vietnamese names its months."""
_WORDS = re.compile(r"[^\s\d.,;/()\-'’״׳،]+|\d+")
_IN_HEBREW = "ב"
_TUESDAY_OR_MARCH = "mar"
_WHERE_TUESDAY = frozenset({"ca", "es", "fr", "gl", "it", "ro"})
_BUDDHIST = 543
_FIRST_SHORT = 2020
"""The first year that two digits in front are read as: what is planned is not long past."""
_MONTH_FIRST = frozenset(
    [
        "en-US",
        "en-PH",
        "en-PR",
        "en-GU",
        "en-AS",
        "en-VI",
        "en-MH",
        "en-MP",
        "en-UM",
        "es-PR",
        "es-US",
        "es-PA",
        "fil-PH",
        "chr-US",
        "haw-US",
    ]
)
_YEAR_LEADS = frozenset({"zh", "ja", "ko", "hu", "lt", "mn"})
_NO_ONE_ORDER_THERE = frozenset({"CA", "ZA", "KE"})
"""Countries that write the year first, or the rest in either order."""


def as_iso(text: str, locale: str) -> str:
    """The day as `2026-05-31` where it has one reading for a speaker of this locale; otherwise what was typed."""
    try:
        return read_day(text, locale).isoformat()
    except ValueError:
        return text


class AmbiguousDay(ValueError):
    """What was typed has two readings. The sentence names them."""


def read_day(text: str, locale: str = "") -> date:
    """A day as people and their clients write it: `2026-05-31`, `31.05.2026`, `May 31, 2026`, `2026年5月31日`.

    Of two numbers, either of which may be the month, the `locale` tells the order; an unknown one leaves it open. Raises
    AmbiguousDay then, and otherwise ValueError, each with a sentence for whoever typed it.
    """
    folded = " ".join(unicodedata.normalize("NFKC", clean(text[: 2 * _LONGEST])).split())
    folded = _TIME.sub("", folded.translate(_STROKES).strip(_QUOTES))
    readings = _readings(folded, locale) if len(folded) <= _LONGEST else []
    if len(readings) > 1:
        said = _("“{typed}” could mean {days}. Please choose one, such as {day}.")
        days = either([full_day(day) for day in readings])
        raise AmbiguousDay(said.format(typed=folded, days=days, day=readings[0].isoformat()))
    if not folded:
        raise ValueError(_("Please choose a date."))
    if not readings:
        said = _("I can’t read “{typed}” as a date. Please write it like 2026-05-31.")
        raise ValueError(said.format(typed=folded[:40]))
    return readings[0]


def _readings(text: str, locale: str) -> list[date]:
    beside = _BESIDE_WEEKDAY.fullmatch(text)
    for numbers in dict.fromkeys((text, beside[1] if beside else text)):
        if found := _YEAR_FIRST.fullmatch(numbers) or _COMPACT.fullmatch(numbers):
            return _days((found[1], found[2], found[3]))
        if found := _YEAR_LAST.fullmatch(numbers):
            return _year_last(found, _order(locale))
    if found := _NUMBERED_MONTH.search(text):
        return _days((found[3], found[2], found[1]))
    return _in_words(text, locale.replace("_", "-").split("-")[0].lower())


def _year_last(found: re.Match[str], order: str) -> list[date]:
    """With a year of two digits, it may be the year that comes first, where neither the day nor the month has to."""
    is_short = len(found[4]) == 2
    may_lead = order == "year" or (not order and found[2] != ".")
    year = f"20{found[4]}" if is_short else found[4]
    day_first, month_first = (year, found[3], found[1]), (year, found[1], found[3])
    if is_short and may_lead and len(found[1]) == 2:
        year_first = [day for day in _days((f"20{found[1]}", found[3], found[4])) if day.year >= _FIRST_SHORT]
        others = (day_first,) if found[2] == "." else (day_first, month_first)
        return list(dict.fromkeys([*year_first, *_days(*others)]))
    if found[2] == "." and order != "month":
        return _days(day_first) or _days(month_first)
    known = {"day": day_first, "month": month_first}.get(order) if found[2] != "." else None
    return (_days(known) if known else []) or _days(day_first, month_first)


def _order(locale: str) -> str:
    """Whether the day, the month or the year comes first; empty where it isn't known."""
    parts = locale.replace("_", "-").split("-")
    language, country = parts[0].lower(), next((part.upper() for part in parts[1:] if len(part) == 2), "")
    if f"{language}-{country}" in _MONTH_FIRST:
        return "month"
    if language in _YEAR_LEADS:
        return "year"
    unknown = not language or (language == "en" and not country) or country in _NO_ONE_ORDER_THERE
    return "" if unknown else "day"


def _in_words(text: str, language: str) -> list[date]:
    """With the month's name; whatever other words there are, such as a weekday, say nothing."""
    words = [word.casefold() for word in _WORDS.findall(text)]
    named = [found for word in words if (found := _months(word, language))]
    if len(named) == 2 and words[0] == _TUESDAY_OR_MARCH and language in _WHERE_TUESDAY:
        named = named[1:]
    months = set.intersection(*named) if named else set()
    numbers = [word for word in words if word.isdecimal()]
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) < 3]
    if len(years) != 1 or len(days) != 1 or len(numbers) != 2:
        return []
    return _days(*((years[0], str(month), days[0]) for month in sorted(months)))


def _months(word: str, language: str) -> set[int]:
    """What this word may name; in a language that we don't know to be another, also what it is in Croatian."""
    found = MONTHS.get(word) or MONTHS.get(word.removeprefix(_IN_HEBREW))
    croatian = IN_CROATIAN.get(word)
    if croatian is None or language in {"cs", "pl"}:
        return {found} if found else set()
    return {croatian} if language == "hr" or found is None else {croatian, found}


def _days(*written: tuple[str, str, str]) -> list[date]:
    """Those of these (year, month, day) that there are, each once. In Thailand years are counted from the Buddha's."""
    found = []
    for year, month, day in written:
        number = int(year) - _BUDDHIST if 2000 <= int(year) - _BUDDHIST < 2100 else int(year)
        try:
            one = date(number, int(month), int(day))
        except ValueError:
            continue
        if one not in found and 2000 <= one.year < 2100:
            found.append(one)
    return found
