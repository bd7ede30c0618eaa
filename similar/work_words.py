"""The words of `works.toml`, and which classes of work a text has words of; in a time that grows only with its length."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from similar.lexicon import normal

Classes = list[tuple[str, float]]
"""Names of classes, each with how sure a word makes of it."""

_LONGEST_WORD = 30
_LONGEST_PHRASE = 4
_LONGEST_UNBROKEN = 12
_SHORTEST_PART = 3
_HINT = 0.35
_FIRST_UNBROKEN = 0x2FFF
_UNBROKEN = "\u3005-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUN = re.compile(rf"(?P<unbroken>[{_UNBROKEN}]+)|(?P<word>[^\W_{_UNBROKEN}]+)|(?P<stop>[.;!?:,、。，；]+)")


class Words(NamedTuple):
    """Classes by word: by a whole one, by what it begins or ends with or has inside, and by a part of a text without blanks."""

    whole: dict[str, Classes]
    begins: dict[str, Classes]
    ends: dict[str, Classes]
    inside: dict[str, Classes]
    unbroken: dict[str, Classes]


class WorkLexicon(NamedTuple):
    """Of works, and of what they're done to. `given` finds words for what is there already or is done by others.

    `stronger` and `broad` name works; `matters` has what counts of what they're done to.
    """

    do: Words
    on: Words
    given: re.Pattern[str]
    stronger: frozenset[str]
    broad: frozenset[str]
    matters: dict[str, frozenset[str]]


@cache
def work_lexicon() -> WorkLexicon:
    """Read once."""
    written = tomllib.loads((Path(__file__).parent / "works.toml").read_text("utf-8"))
    groups = {name: frozenset(words.split()) for name, words in written["classes"].items()}
    every = frozenset(written["on"])
    matters = {
        name: every if words == "*" else frozenset(words.split())
        for name, words in written["matters"].items()
    }
    do, on = _words(written["do"]), _words(written["on"])
    return WorkLexicon(do, on, _pattern(written["given"]["words"]), **groups, matters=matters)


def _pattern(words: str) -> re.Pattern[str]:
    parts = []
    for word in normal(words).split():
        part = re.escape(word.rstrip("*")).replace("_", " ")
        parts.append(part if ord(word[0]) > _FIRST_UNBROKEN else rf"\b{part}" + "\\b" * (word[-1] != "*"))
    return re.compile("|".join(parts))


def _words(classes: Mapping[str, str]) -> Words:
    read = Words({}, {}, {}, {}, {})
    for name, words in classes.items():
        for word in normal(words).split():
            bare = word.rstrip("?")
            table = _table(read, bare)
            table.setdefault(bare.strip("*"), []).append((name, _HINT if word != bare else 1.0))
    return read


def _table(read: Words, word: str) -> dict[str, Classes]:
    part = word.strip("*")
    if ord(part[0]) > _FIRST_UNBROKEN or ord(part[-1]) > _FIRST_UNBROKEN:
        return read.unbroken
    if word.startswith("*"):
        return read.inside if word.endswith("*") else read.ends
    return read.begins if word.endswith("*") else read.whole


def classes_in(text: str, words: Words) -> dict[str, float]:
    """Of a normal text; of longer phrases first, whose words then count no more."""
    best: dict[str, float] = {}
    row: list[str] = []
    for run in (*_RUN.finditer(text), None):
        if run and run["word"]:
            row.append(run[0][:_LONGEST_WORD])
            continue
        _note(best, _of_row(row, words))
        row.clear()
        if run and run["unbroken"]:
            _note(best, _of_unbroken(text[max(0, run.start() - 4) : run.end()], words.unbroken))
    return best


def _note(best: dict[str, float], classes: Iterable[tuple[str, float]]) -> None:
    for name, sure in classes:
        best[name] = max(best.get(name, 0.0), sure)


def _of_row(row: list[str], words: Words) -> Iterator[tuple[str, float]]:
    """Words between two stops, without blanks between them."""
    at = 0
    while at < len(row):
        step = 1
        for length in range(min(_LONGEST_PHRASE, len(row) - at), 1, -1):
            if found := _of_phrase("_".join(row[at : at + length]), words):
                yield from found
                step = length
                break
        if step == 1:
            yield from _of_word(row[at], words)
        at += step


def _of_phrase(phrase: str, words: Words) -> Classes:
    """A whole one, or one whose last word begins so."""
    if phrase in words.whole:
        return words.whole[phrase]
    for end in range(len(phrase), phrase.rindex("_") + 1, -1):
        if phrase[:end] in words.begins:
            return words.begins[phrase[:end]]
    return []


def _of_word(word: str, words: Words) -> Iterator[tuple[str, float]]:
    yield from words.whole.get(word, ())
    yield from next(
        (words.begins[word[:end]] for end in range(len(word), 1, -1) if word[:end] in words.begins), ()
    )
    last = len(word) - _SHORTEST_PART
    yield from next((words.ends[word[start:]] for start in range(last + 1) if word[start:] in words.ends), ())
    for part, classes in words.inside.items():
        if part in word:
            yield from classes


def _of_unbroken(run: str, words: dict[str, Classes]) -> Iterator[tuple[str, float]]:
    at = 0
    while at < len(run):
        lengths = range(min(_LONGEST_UNBROKEN, len(run) - at), 0, -1)
        length = next((one for one in lengths if run[at : at + one] in words), 0)
        if length:
            yield from words[run[at : at + length]]
        at += length or 1
