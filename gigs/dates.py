"""The one reader of calendar days: a day has one reading, or it's asked about."""

import re
import unicodedata
from datetime import date

from gigs.month_names import MONTHS

_LONGEST = 60
_TIME = re.compile(r"[T\s,]+\d{1,2}:\d{2}.*\Z")
_YEAR_FIRST = re.compile(r"(\d{4})\s?[-./年년]\s?(\d{1,2})\s?[-./月월]\s?(\d{1,2})\s?[일日.]?")
_YEAR_LAST = re.compile(r"(\d{1,2})\s?([-./\s])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?:\s?г?\.)?")
_COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
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
_NO_ONE_ORDER = frozenset({"", "en", "zh", "ja", "ko", "hu", "lt", "mn"})
_NO_ONE_ORDER_THERE = frozenset({"CA", "ZA", "KE"})
"""Languages and countries that write the year first, or the rest in either order."""


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
    folded = " ".join(unicodedata.normalize("NFKC", text[: 2 * _LONGEST]).split()).strip("\"'“”„«»‹›‘’ ")
    folded = _TIME.sub("", folded)
    readings = _readings(folded, locale) if len(folded) <= _LONGEST else []
    if len(readings) == 2:
        first, second = (f"{day.day} {day:%B %Y}" for day in readings)
        raise AmbiguousDay(
            f"“{folded}” could mean {first} or {second}. Please choose one, such as {readings[0].isoformat()}."
        )
    if not readings:
        raise ValueError(
            f"I can’t read “{folded[:40]}” as a date. Please write it like 2026-05-31."
            if folded
            else "Please choose a date."
        )
    return readings[0]


def _readings(text: str, locale: str) -> list[date]:
    if found := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        return _days((found[1], found[2], found[3]))
    if found := _YEAR_LAST.fullmatch(text):
        year = found[4] if len(found[4]) == 4 else f"20{found[4]}"
        day_first, month_first = (year, found[3], found[1]), (year, found[1], found[3])
        order = _order(locale)
        if found[2] == "." and order != "month":
            return _days(day_first) or _days(month_first)
        known = {"day": day_first, "month": month_first}.get(order) if found[2] != "." else None
        return (_days(known) if known else []) or _days(day_first, month_first)
    return _in_words(text)


def _order(locale: str) -> str:
    """Whether the day or the month comes first; empty where it isn't known."""
    parts = locale.replace("_", "-").split("-")
    language, country = parts[0].lower(), next((part.upper() for part in parts[1:] if len(part) == 2), "")
    if f"{language}-{country}" in _MONTH_FIRST:
        return "month"
    named = f"{language}-{country}" if country else language
    return (
        ""
        if named in _NO_ONE_ORDER or language in _NO_ONE_ORDER - {"en"} or country in _NO_ONE_ORDER_THERE
        else "day"
    )


def _in_words(text: str) -> list[date]:
    """With the month's name; whatever other words there are, such as a weekday, say nothing."""
    words = _WORDS.findall(text)
    months = {MONTHS[word.casefold()] for word in words if word.casefold() in MONTHS}
    numbers = [word for word in words if word.isdecimal()]
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) < 3]
    if len(months) != 1 or len(years) != 1 or len(days) != 1 or len(numbers) != 2:
        return []
    return _days((years[0], str(months.pop()), days[0]))


def _days(*written: tuple[str, str, str]) -> list[date]:
    """Those of these (year, month, day) that there are, each once."""
    found = []
    for year, month, day in written:
        try:
            one = date(int(year), int(month), int(day))
        except ValueError:
            continue
        if one not in found and 2000 <= one.year < 2100:
            found.append(one)
    return found
