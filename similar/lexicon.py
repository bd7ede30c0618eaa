"""Words that people have for kinds of work, for things and for languages, as `kinds.toml` lists them."""

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FIRST_WITHOUT_BLANKS = 0x2FFF
"""Code points above are of scripts that write words without blanks between them."""


class Lexicon(NamedTuple):
    """`names` by word; `anywhere` is looked for in texts without blanks, the longest first, with "" for what says nothing."""

    names: dict[str, str]
    anywhere: tuple[tuple[str, str], ...]
    stop: frozenset[str]
    joined: re.Pattern[str]


def normal(text: str) -> str:
    """In one case and width: the same text is always the same here."""
    return unicodedata.normalize("NFKC", text).casefold()


@cache
def lexicon() -> Lexicon:
    """Read once."""
    written = tomllib.loads((Path(__file__).parent / "kinds.toml").read_text("utf-8"))
    names = {
        word: f"{prefix}:{name}"
        for prefix in ("kind", "thing", "lang", "place")
        for name, words in written[prefix].items()
        for word in normal(words).split()
    }
    stop = [word for words in written["stop"].values() for word in normal(words).split()]
    anywhere = {word: names.get(word, "") for word in (*names, *stop) if ord(word[0]) > _FIRST_WITHOUT_BLANKS}
    joined = "|".join(words.replace(" ", "[ -]") for words in written["joined"])
    return Lexicon(
        names,
        tuple(sorted(anywhere.items(), key=lambda one: -len(one[0]))),
        frozenset(stop),
        re.compile(rf"\b(?:{joined})"),
    )
