"""A customer's name in a text: one of the organisation's list, or one that the sentence calls a customer."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from coach.hints import Hint, Kind, Mend
from coach.phrases import MOST_FOUND, Found, phrases
from coach.texts import mark, text_of
from gigs.brief import BriefForm

_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "’": "'"})
_LEGAL = re.compile(
    r"[,\s]+(?:gmbh(?:\s*&\s*co\.?\s*kg)?|ag|se|kg|ohg|ug|kgaa|e\.?\s?v\.?|e\.?\s?g\.?|inc\.?|ltd\.?|llc|llp|plc|corp\.?|corporation"
    r"|co\.?|company|s\.?a\.?|s\.?a\.?s\.?|s\.?r\.?l\.?|b\.?v\.?|n\.?v\.?|a/s|ab|oy|aps|group|holding)\s*\Z",
    re.IGNORECASE,
)
_AND = frozenset({"and", "und", "et"})
_TRADES = frozenset(
    {
        *(
            "brothers",
            "consulting",
            "foods",
            "group",
            "holding",
            "holdings",
            "industries",
            "insurance",
            "logistics",
        ),
        *(
            "partners",
            "pharma",
            "services",
            "solutions",
            "sons",
            "stores",
            "systems",
            "technologies",
            "technology",
        ),
        *(
            "traders",
            "trading",
            "handel",
            "industrie",
            "logistik",
            "technik",
            "versicherung",
            "versicherungen",
            "werke",
        ),
    }
)
_WORD = re.compile(r"[^\W_]+")
_SHORT = 4
"""Letters of a name that is only meant where it's written like one: Gap is a customer, a gap isn't."""
_NAME = re.compile(
    r"[:,]?\s{1,2}[“\"']?((?:[A-ZÄÖÜ][\w&’'.-]{0,40})(?:\s(?:&\s)?[A-ZÄÖÜ][\w&’'.-]{0,40}){0,4})"
)
_HAS_LEGAL = re.compile(r"\b(?:GmbH|AG|SE|KG|OHG|KGaA|Inc|Ltd|LLC|PLC|plc|Corp)\b")
_GERMAN = re.compile(r"kund|mandant|auftrag", re.IGNORECASE)


def customer(form: BriefForm, field: str, customers: Sequence[str]) -> Hint | None:
    """A customer's name that would be public."""
    found = customers_in(text_of(form, field), customers)
    if not found:
        return None
    words = tuple(dict.fromkeys(one.text for one in found))
    return Hint(kind=Kind.CUSTOMER, field=field, mend=Mend.MASK, about=mark(*words), words=words)


def customers_in(text: str, customers: Sequence[str]) -> list[Found]:
    """Where their names stand, from left to right, none twice."""
    found = sorted({*_listed(text, customers), *_called_so(text)}, key=lambda one: (one.start, -one.end))
    kept: list[Found] = []
    for one in found[:MOST_FOUND]:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _words(text: str) -> list[tuple[str, int, int]]:
    """Without “and”, which some write as “&”."""
    words = [(_folded(place.group()), place.start(), place.end()) for place in _WORD.finditer(text)]
    return [one for one in words if one[0] not in _AND]


def _folded(word: str) -> str:
    return word.casefold().translate(_FOLDED)


def _bare(name: str) -> tuple[str, ...]:
    """The words of a name without its legal form, as they are compared."""
    short = _LEGAL.sub("", name.strip()) or name
    return tuple(word for word, *_place in _words(short))


def _in_short(bare: tuple[str, ...]) -> tuple[str, ...]:
    """What colleagues call it: “Northwind” of Northwind Traders. Nothing where more than the trade is left out."""
    first, *rest = bare
    is_telling = len(first) > _SHORT and bool(rest) and all(word in _TRADES for word in rest)
    return (first,) if is_telling else ()


def _listed(text: str, customers: Sequence[str]) -> Iterator[Found]:
    """Word by word: every name is looked up by its first, so that a long list costs no more than a short one."""
    by_first = _by_first(tuple(customers))
    words = _words(text) if by_first else []
    for place, (word, start, _end) in enumerate(words):
        for bare in [*by_first.get(word, ()), *by_first.get(word.removesuffix("s"), ())]:
            there = words[place : place + len(bare)]
            if _same([one for one, *_rest in there], bare) and _is_written_as_a_name(text, start, bare):
                yield Found(start, there[-1][2], text[start : there[-1][2]])


@lru_cache(maxsize=4)
def _by_first(customers: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for name in customers:
        if bare := _bare(name):
            by_first.setdefault(bare[0], []).extend(one for one in (bare, _in_short(bare)) if one)
    return by_first


def _same(words: Sequence[str], bare: Sequence[str]) -> bool:
    """With or without the `s` of “Contosos”."""
    if len(words) != len(bare):
        return False
    return [*words[:-1]] == [*bare[:-1]] and words[-1] in {bare[-1], bare[-1] + "s"}


def _is_written_as_a_name(text: str, start: int, bare: Sequence[str]) -> bool:
    if text[max(0, start - 1) : start] == "@":
        return False  # of an address, which is personal data as a whole
    return len(bare) > 1 or len(bare[0]) > _SHORT or text[start].isupper() or text[start].isdigit()


def _called_so(text: str) -> Iterator[Found]:
    """“for our client Contoso”; in German, where every noun is written with a capital, only with a legal form."""
    for cue in phrases("customer").find(text):
        match = _NAME.match(text, cue.end)
        if not match:
            continue
        name = match.group(1).rstrip(".,'’")
        first = name.split()[0]
        needs_legal = bool(_GERMAN.search(cue.text))
        if (needs_legal and not _HAS_LEGAL.search(name)) or phrases("no_name").is_all_of(first):
            continue
        start = match.start(1)
        yield Found(start, start + len(name), name)
