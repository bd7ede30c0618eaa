"""Who pays and where it is posted: cost centres that are known, and marketplaces of ours by their names."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from itertools import islice

from gigs.marketplaces import MARKETPLACES
from sentences.intake_found import Found
from sentences.intake_words import Words
from sentences.mistyping import mistyped

_TOKEN = re.compile(r"[^\W_][\w./-]{0,38}[^\W_]|[^\W_]")
_COMMON_WORDS = ("freelancer", "sandbox")
"""Names of marketplaces that mean something else as well: only after a word such as `on`."""
_NEAR = 14
_MOST_TOKENS = 100


def cost_centres_in(text: str, known: Collection[str], words: Words) -> list[Found]:
    """Those that are known: behind a word that says so, or anywhere if there is a number in their name."""
    names = {one.casefold(): one for one in known}
    found = []
    for one in _label(words).finditer(text):
        token = _TOKEN.match(text, one.end())
        if token and token[0].casefold() in names:
            found.append(Found(one.start(), token.end(), {"cost_centre": names[token[0].casefold()]}))
        elif token and any(char.isdigit() for char in token[0]):
            found.append(Found(one.start(), token.end()))
    for token in _TOKEN.finditer(text):
        name = names.get(token[0].casefold(), "")
        if name and any(char.isdigit() for char in name):
            found.append(Found(token.start(), token.end(), {"cost_centre": name}))
    return found


@cache
def _label(words: Words) -> re.Pattern[str]:
    return re.compile(rf"{words.one_of('cost_centre')}\s?[:=#]?\s?", re.IGNORECASE)


@cache
def _markets(words: Words) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    names = {called.casefold(): one.name for one in MARKETPLACES.values() for called in (one.name, one.title)}
    sure = "|".join(
        re.escape(one) for one in sorted(names, key=len, reverse=True) if one not in _COMMON_WORDS
    )
    every = "|".join(re.escape(one) for one in sorted(names, key=len, reverse=True))
    at = rf"{words.one_of('at_market')}\s(?:the\s)?"
    pattern = rf"(?:{at}(?P<one>{every})|(?P<other>{sure}))(?!\w)"
    never = rf"{words.one_of('not_there')}\s*\Z"
    return re.compile(rf"(?<!\w){pattern}", re.IGNORECASE), re.compile(never, re.IGNORECASE), names


def marketplaces_in(text: str, words: Words) -> list[Found]:
    """Where the gig shall go, but for a marketplace that is named to be left out."""
    pattern, never, names = _markets(words)
    found = [(one.span(), names[(one["one"] or one["other"]).casefold()]) for one in pattern.finditer(text)]
    return [
        Found(*span, {"marketplace": name})
        for span, name in found or _misspelt(text, names)
        if not never.search(text[max(0, span[0] - _NEAR) : span[0]])
    ]


def _misspelt(text: str, names: Mapping[str, str]) -> Iterator[tuple[tuple[int, int], str]]:
    """`upwrok`, and a marketplace by its address."""
    for token in islice(_TOKEN.finditer(text), _MOST_TOKENS):
        word = token[0].casefold()
        site = names.get(word.removesuffix(".com"), "") if word.endswith(".com") else ""
        near = (
            ""
            if site
            else next((one for one in names if one not in _COMMON_WORDS and mistyped(word, one)), "")
        )
        if site or near:
            yield token.span(), site or names[near]
