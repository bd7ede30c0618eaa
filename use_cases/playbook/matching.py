"""Which templates fit what somebody wrote: by their words and titles, without a model, and bounded whatever the text."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from gigs.value import Value
from playbook.template import Template

MOST_OFFERED = 3
_READ = 600
"""Characters of a text that are looked at."""
_MOST_WORDS = 80
_PLURAL_OR_CASE = re.compile(r"(?:(?<=\w{4})(?:ungen|ung|ing|en|er|es|e|n|s)|(?<=\w{3})s)$")
_SHORTEST_INSIDE = 5
"""Letters of a word that is also found inside a longer one: German writes `Imagevideo` in one."""
_BY_CHARACTER = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
"""Scripts that put no blank between words, or none that tells them apart."""
_TITLE, _PHRASE, _DOMAIN = 2.0, 3.0, 0.5
LEAST = 2.0
"""Less than one word of a title or one phrase is no fit."""
_BESIDE_THE_BEST = 0.5
"""What is offered beside the best fit is at least so good, measured by it."""
_SAID_OF_ANYTHING = (
    "a an the and or of for to in on with from by at our my your we i you it this that need new one two some please want make "  # not for people
    "work project der die das den dem ein eine einen einem einer und oder von für zu im auf mit aus bei unser unsere wir ich "
    "brauche brauchen neue neuen neuer neues bitte machen arbeit projekt"
)
_EVERYDAY = frozenset(_SAID_OF_ANYTHING.replace("ü", "u").split())


class Fit(Value):
    """A template and how well it fits."""

    template: Template
    score: float


class _Known(Value):
    """What a template is found by."""

    title: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]
    written: tuple[str, ...]


def offered(text: str, templates: Sequence[Template], domain: str = "") -> list[Template]:
    """Up to three templates that fit what somebody wrote, the best first; nothing that only nearly does.

    `domain` is the kind of work that was chosen beside it.
    """
    found = fits(text, templates, domain)
    least = found[0].score * _BESIDE_THE_BEST if found else 0
    return [one.template for one in found if one.score >= least][:MOST_OFFERED]


def found(text: str, templates: Sequence[Template]) -> list[Template]:
    """All that fit the words of a search, and behind them those that only mention them."""
    fitting = [one.template for one in fits(text, templates)]
    said = _words(text)
    others = [one for one in templates if one not in fitting and said and said <= _mentioned(one)]
    return fitting + sorted(others, key=lambda one: one.title.casefold())


def fits(text: str, templates: Sequence[Template], domain: str = "") -> list[Fit]:
    """All that fit a text at all, the best first."""
    said, whole = _words(text), _folded(text[:_READ])
    if not said and not _BY_CHARACTER.search(whole):
        return []
    scored = (Fit(template=one, score=_score(one, said, whole, domain)) for one in templates)
    there = [one for one in scored if one.score >= LEAST]
    return sorted(there, key=lambda one: (-one.score, one.template.title.casefold()))


def _score(template: Template, said: frozenset[str], whole: str, domain: str) -> float:
    known = _known(template)
    titled = sum(_is_said(word, said) for word in known.title)
    phrased = [phrase for phrase in known.phrases if all(_is_said(word, said) for word in phrase)]
    written = sum(phrase in whole for phrase in known.written)
    score = _TITLE * titled + sum(_PHRASE + len(phrase) - 1 for phrase in phrased) + _PHRASE * written
    return score + (_DOMAIN if score and domain == template.domain else 0)


def _is_said(word: str, said: frozenset[str]) -> bool:
    return word in said or (
        len(word) >= _SHORTEST_INSIDE and any(len(one) > len(word) and word in one for one in said)
    )


@lru_cache(maxsize=1000)
def _known(template: Template) -> _Known:
    return _Known(
        title=tuple(sorted(_words(template.title))),
        phrases=tuple(words for one in template.words if (words := tuple(sorted(_words(one))))),
        written=tuple(_folded(one) for one in template.words if _BY_CHARACTER.search(one)),
    )


@lru_cache(maxsize=1000)
def _mentioned(template: Template) -> frozenset[str]:
    items = (*(one.what for one in template.deliverables), *template.skills, *template.words)
    texts = (template.title, template.about, template.outcome, *items)
    return frozenset[str]().union(*map(_words, texts))


def _words(text: str) -> frozenset[str]:
    parts = re.findall(r"[^\W_]+", _folded(text[:_READ]))[:_MOST_WORDS]
    return frozenset(_stem(word) for word in parts if word not in _EVERYDAY and len(word) > 1)


def _stem(word: str) -> str:
    """Without what makes a plural, a case or a noun of a verb, in English and German alike."""
    return _PLURAL_OR_CASE.sub("", word)


def _folded(text: str) -> str:
    """In small letters without accents: `Übersetzung` and `uebersetzung` differ, `Logo` and `LOGO` don't."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(_without_marks(parts))


def _without_marks(parts: Iterable[str]) -> Iterable[str]:
    return (one for one in parts if unicodedata.category(one) != "Mn")
