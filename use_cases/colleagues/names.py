"""Whom a name, a part of one, or an address may mean: accents and case do not count, and one slip is forgiven."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from gigs.people import Person
from gigs.value import Value

_WORDS = re.compile(r"[^\W_]+")
_UNACCENTED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_MOST_WORDS = 8
_SURE_FROM = 2
"""Letters; a single one means nobody in particular."""


class Fit(IntEnum):
    """How well somebody fits, the best last."""

    NOT = 0
    SLIP = 1
    """But for a slip of the pen in a word."""
    PART = 2
    """Every word begins a part of the name or of the address."""
    WHOLE = 3
    """Every word is such a part."""
    NAME = 4
    """The whole name, in any order."""


class Found(Value):
    """People who fit, the best first. `sure` where the first one may be taken without asking."""

    people: tuple[Person, ...]
    sure: bool


def best_fits(people: Iterable[Person], typed: str) -> Found:
    """Slips count only where nobody fits without one. Someone is sure who alone has the whole name, or alone fits at all."""
    wanted = words_of(typed)
    fits = [(fit, one) for one in people if (fit := fit_of(one, wanted)) is not Fit.NOT]
    exact = [(fit, one) for fit, one in fits if fit > Fit.SLIP]
    ranked = sorted(exact or fits, key=lambda each: (-each[0], each[1].name.casefold(), each[1].email))
    named = [one for fit, one in ranked if fit is Fit.NAME]
    alone = named if len(named) == 1 else [one for _, one in ranked]
    telling = sum(map(len, wanted)) >= _SURE_FROM
    return Found(people=tuple(one for _, one in ranked), sure=bool(exact) and len(alone) == 1 and telling)


def words_of(typed: str) -> tuple[str, ...]:
    """What was typed as words to look for; marks between them do not count."""
    return tuple(_WORDS.findall(_folded(typed)))[:_MOST_WORDS]


def fit_of(person: Person, wanted: Sequence[str]) -> Fit:
    """How well this person fits all of these words."""
    if not wanted:
        return Fit.NOT
    name, parts = _parts(person.name, person.email)
    if sorted(wanted) in name:
        return Fit.NAME
    return min(_word_fits(word, parts) for word in wanted)


def _word_fits(word: str, parts: frozenset[str]) -> Fit:
    if word in parts:
        return Fit.WHOLE
    if any(part.startswith(word) for part in parts):
        return Fit.PART
    slips = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
    near = slips and any(OSA.distance(word, part, score_cutoff=slips) <= slips for part in parts)
    return Fit.SLIP if near else Fit.NOT


@lru_cache(maxsize=50_000)
def _parts(name: str, email: str) -> tuple[tuple[list[str], ...], frozenset[str]]:
    """The name as words, in each spelling; and everything that a word may be a part of."""
    spellings = [_WORDS.findall(each) for each in (_folded(name), _folded(_spelled_out(name)))]
    local, _, domain = _folded(email).partition("@")
    parts = {word for each in spellings for word in each}
    parts |= {"".join(each) for each in spellings} | {"".join(_WORDS.findall(local))}
    parts |= {*_WORDS.findall(local), *_WORDS.findall(domain)}
    return tuple(sorted(each) for each in spellings), frozenset(parts - {""})


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in plain if not unicodedata.combining(each)).translate(_UNACCENTED)


def _spelled_out(text: str) -> str:
    """`ü` as `ue`, the way it is written on keyboards that lack it."""
    return unicodedata.normalize("NFC", text.casefold()).translate(_SPELLED_OUT)
