"""Which gigs a sentence asks for: `rejected gigs`, `my gigs from May`, `gigs in Marketing over 1000 euros`. Languages are data."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from gigs.gig import GigState
from gigs.month_names import MONTHS
from gigs.value import Value
from sentences.filter_words import listed_words, state_words
from sentences.intake_money import money_in
from sentences.intake_places import marketplaces_in
from sentences.intake_words import any_of, words_for

_LONGEST = 160
_MOST_NAME = 5
"""Words of the name of a person or a team."""
_GIG_NUMBER = re.compile(r"\bgig\s*#?\d|#\d")
_NUMBER = re.compile(r"\s?(\d[\d.,' ’]{0,14}\d|\d)(?:\s?k\b)?", re.IGNORECASE)
_WORD = re.compile(r"[^\W_][\w'’&-]*")
_CUT = " ; "
"""Stands where something was taken out: no name goes past it."""


class Filters(Value):
    """What was asked for; "" and None are any. `month` is as `2026-05`; `over` and `under` are amounts as typed, in `currency`."""

    is_mine: bool = False
    is_everybodys: bool = False
    state: GigState | None = None
    month: str = ""
    market: str = ""
    over: str = ""
    under: str = ""
    currency: str = ""
    team: str = ""
    waits_for: str = ""


@dataclass(frozen=True)
class _Patterns:
    lists: Mapping[str, re.Pattern[str]]
    states: tuple[tuple[re.Pattern[str], GigState], ...]
    month: re.Pattern[str]
    person: tuple[re.Pattern[str], ...]
    team: re.Pattern[str]
    filler: frozenset[str]
    me: frozenset[str]


def filters_of(text: str, *, today: date, locale: str = "") -> Filters | None:
    """What narrows a list of gigs down; None where nothing does, or where a word is left that this doesn't explain.

    Half understood, a list would leave out what somebody looks for without their knowing.
    """
    said = " ".join(unicodedata.normalize("NFKC", text[: 2 * _LONGEST]).split())
    patterns = _patterns()
    if len(said) > _LONGEST or _GIG_NUMBER.search(said.casefold()) or not patterns.lists["gigs"].search(said):
        return None
    said = patterns.lists["gigs"].sub(_CUT, said)
    found: dict[str, object] = {}
    for take in (_states, _amounts, _months, _markets, _scope):
        said = take(said, found, patterns, today, locale)
    said = _names(said, found, patterns)
    left = [word for word in _WORD.findall(said) if word.casefold() not in patterns.filler]
    narrows = set(found) - {"is_mine", "is_everybodys", "currency"}
    return Filters.model_validate(found) if narrows and not left else None


@cache
def _patterns() -> _Patterns:
    words = listed_words

    def either(names: Iterable[str]) -> re.Pattern[str]:
        return re.compile(any_of(names), re.IGNORECASE)

    lists = ("gigs", "mine", "everybody", "over", "under", "this_month", "last_month")
    states = {state: either(state_words(state.value)) for state in GigState}
    name = rf"(?P<name>[^\W\d_][\w'’.-]*(?:\s(?:&\s)?[^\W\d_][\w'’.&-]*){{0,{_MOST_NAME - 1}}})"
    team = rf"(?:{any_of(words('team_word'))}\s)?"
    months, leads = any_of(words("months")), any_of(words("in_month"))
    return _Patterns(
        lists={each: either(words(each)) for each in lists},
        states=tuple((pattern, state) for state, pattern in states.items()),
        month=re.compile(rf"{leads}\s(?P<month>{months})(?:\s(?P<year>20\d\d))?", re.IGNORECASE),
        person=(
            re.compile(
                rf"{any_of(words('waits_for'))}\s{name}(?:\s{any_of(words('waits_then'))})?", re.IGNORECASE
            ),
            re.compile(
                rf"\s(?:that\s|which\s|die\s)?(?P<name>[^\W\d_][\w'’-]*(?:\s[^\W\d_][\w'’-]*)?)\s{any_of(words('waits_then'))}",
                re.IGNORECASE,
            ),
        ),
        team=re.compile(
            rf"{any_of(words('in_team'))}\s(?:the\s|der\s|dem\s|our\s)?{team}{name}(?:\s{any_of(words('team_word'))})?",
            re.IGNORECASE,
        ),
        filler=frozenset(
            part for one in [*words("filler"), *words("team_word")] for part in one.casefold().split()
        ),
        me=frozenset(words("me")),
    )


def _states(said: str, found: dict[str, object], patterns: _Patterns, _today: date, _locale: str) -> str:
    """One state; two of them are left over, for no list shows both."""
    for pattern, state in patterns.states:
        if "state" not in found and pattern.search(said):
            found["state"] = state
            return pattern.sub(_CUT, said, count=1)
    return said


def _amounts(said: str, found: dict[str, object], patterns: _Patterns, _today: date, locale: str) -> str:
    for name in ("over", "under"):
        lead = patterns.lists[name].search(said)
        if lead is None:
            continue
        behind = said[lead.end() :].strip()
        money = next(
            (
                one
                for one in money_in(behind, locale, words_for(locale))
                if one.start == 0 and "amount" in one.fields
            ),
            None,
        )
        bare = _NUMBER.match(behind)
        if money:
            found |= {name: money.fields["amount"], "currency": money.fields.get("currency", "")}
            said = said[: lead.start()] + _CUT + behind[money.end :]
        elif bare:
            is_thousands = bare[0].casefold().endswith("k")
            found[name] = bare[1] + "000" * is_thousands
            said = said[: lead.start()] + _CUT + behind[bare.end() :]
    return said


def _months(said: str, found: dict[str, object], patterns: _Patterns, today: date, _locale: str) -> str:
    count = today.year * 12 + today.month - 1
    for name, back in (("this_month", 0), ("last_month", 1)):
        if one := patterns.lists[name].search(said):
            found["month"] = _month(count - back)
            return said[: one.start()] + _CUT + said[one.end() :]
    named = patterns.month.search(said)
    month = MONTHS.get(named["month"].casefold()) if named else None
    if named is None or month is None:
        return said
    year = int(named["year"]) if named["year"] else today.year - (month > today.month)
    found["month"] = _month(year * 12 + month - 1)
    return said[: named.start()] + _CUT + said[named.end() :]


def _month(count: int) -> str:
    return f"{count // 12}-{count % 12 + 1:02}"


def _markets(said: str, found: dict[str, object], _patterns: _Patterns, _today: date, locale: str) -> str:
    places = marketplaces_in(said, words_for(locale))
    if len(places) != 1:
        return said
    found["market"] = places[0].fields["marketplace"]
    return said[: places[0].start] + _CUT + said[places[0].end :]


def _scope(said: str, found: dict[str, object], patterns: _Patterns, _today: date, _locale: str) -> str:
    for name, field in (("mine", "is_mine"), ("everybody", "is_everybodys")):
        if patterns.lists[name].search(said):
            found[field] = True
            said = patterns.lists[name].sub(_CUT, said)
    return said


def _names(said: str, found: dict[str, object], patterns: _Patterns) -> str:
    """Whom they wait for, and whose team's they are."""
    for field, tried in (("waits_for", patterns.person), ("team", (patterns.team,))):
        for pattern in tried:
            one = pattern.search(said)
            name = _name(one["name"], patterns.filler) if one else ""
            if one and name and name.casefold() not in patterns.me:
                found[field] = name
                said = said[: one.start()] + _CUT + said[one.end() :]
                break
    return said


def _name(said: str, filler: frozenset[str]) -> str:
    """Without the words round it that are none of a name."""
    words = said.split()
    while words and words[0].casefold() in filler:
        words.pop(0)
    while words and words[-1].casefold() in filler:
        words.pop()
    return " ".join(words)
