"""Words of a text in one form for all: lower case, stems, compounds in their parts, n-grams where words have no blanks."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from similar.lexicon import Lexicon, lexicon, normal

LONGEST_READ = 2000
"""So many characters of a text are read: comparing must not hold up anybody, whatever was typed."""
_LONGEST_WORD = 40
_SHORTEST_COMPOUND = 8
_SHORTEST_PART = 4
_NO_BLANKS = {"katakana": 0, "han": 2, "thai": 3}
"""Scripts without blanks, and how long their n-grams are: a run of katakana is one word. Hiragana is mostly grammar."""
_OTHERS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUN = re.compile(
    f"(?P<katakana>[\u30a1-\u30fa\u30fc\u31f0-\u31ff]+)|(?P<han>[{_HAN}]+)|(?P<kana>[\u3041-\u309f]+)"
    f"|(?P<thai>[{_OTHERS}]+)|(?P<word>[^\\W_\u3005-\u30ff\u31f0-\u31ff{_HAN}{_OTHERS}]+)"
)
_GERMAN = re.compile(
    "[äöüß]|(?:ung|ungen|keit|heit|schaft|lich|isch|ische|ischen|ieren|iert|innen|texte|zeiten)$"
)
_CODE = "de|en|fr|es|it|pl|nl|pt|ja|zh|ko|ru|cs|tr"
_FROM_TO = re.compile(rf"\b(?:{_CODE})\s?(?:-|–|>|->|→|/|to|nach|into)\s?({_CODE})\b")
"""As translators write it; the language that it leads to is the one that matters."""
_NUMBER = re.compile(r"\d+(?:st|nd|rd|th|k|h|x)?$")
_BETWEEN_PARTS = ("", "s", "n", "en", "er", "e")


def terms_of(text: str) -> tuple[str, ...]:
    """Each once, in their order: `kind:`, `thing:`, `lang:` and `place:` names of the lexicon, stems, n-grams."""
    known = lexicon()
    return tuple(dict.fromkeys(_terms(normal(text[:LONGEST_READ]), known)))


def _terms(text: str, known: Lexicon) -> Iterator[str]:
    for found in _FROM_TO.finditer(text):
        yield f"lang:{found[1]}"
    text = known.joined.sub(lambda found: re.sub("[ -]+", "", found[0]), _FROM_TO.sub(" ", text))
    if not text.isascii():
        for word, name in known.anywhere:
            if word in text:
                if name:
                    yield name
                text = text.replace(word, " ")
    for run in _RUN.finditer(text):
        script = run.lastgroup or "word"
        if script == "word":
            yield from _of_word(run[0][:_LONGEST_WORD], known)
        elif script in _NO_BLANKS:
            letters, width = run[0], _NO_BLANKS[script] or _LONGEST_WORD
            yield from (letters[start : start + width] for start in range(max(1, len(letters) - width + 1)))


def _of_word(word: str, known: Lexicon) -> Iterator[str]:
    if word in known.stop or len(word) == 1 or _NUMBER.match(word):
        return
    stem = stem_of(word)
    name = known.names.get(word) or known.names.get(stem)
    if name:
        yield name
    elif parts := _parts(word, known):
        yield from parts
    else:
        yield stem


def _parts(word: str, known: Lexicon) -> list[str]:
    """What a compound such as `Produktvideo` is made of, where it ends in a word of the lexicon."""
    if len(word) < _SHORTEST_COMPOUND:
        return []
    for start in range(3, len(word) - _SHORTEST_PART + 1):
        if name := known.names.get(word[start:]):
            before = word[:start]
            for joint in _BETWEEN_PARTS:
                first = before.removesuffix(joint) if joint else before
                if first in known.names:
                    return [known.names[first], name]
            inner = _parts(before.removesuffix("s"), known)
            return [*inner, name] if inner else [stem_of(before), name]
    return _begun(word, known)


def _begun(word: str, known: Lexicon) -> list[str]:
    """As `Schulungsunterlagen`, which begins with one."""
    for end in range(len(word) - _SHORTEST_PART, _SHORTEST_PART, -1):
        if name := known.names.get(word[:end]):
            rest = word[end:]
            if rest.startswith("s") and len(rest) > _SHORTEST_PART:
                rest = rest[1:]
            return [name, stem_of(rest)]
    return []


@lru_cache(maxsize=20_000)
def stem_of(word: str) -> str:
    """By the rules of German where the word looks German, otherwise by those of English; umlauts as their vowels."""
    english, german = _stemmers()
    stem: str = (german if _GERMAN.search(word) else english).stemWord(word)
    plain = "".join(one for one in unicodedata.normalize("NFD", stem) if not unicodedata.combining(one))
    return plain.replace("ß", "ss")


@cache
def _stemmers() -> tuple[Any, Any]:
    import snowballstemmer  # noqa: PLC0415 - a tenth of a second for all its languages, which only this needs

    return snowballstemmer.stemmer("english"), snowballstemmer.stemmer("german")
