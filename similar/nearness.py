"""How near two gigs are to being the same, from 0 to 1: by the kind of work, then by the words they share."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Indel

from gigs.brief import Category
from similar.words import terms_of
from similar.work import agreement, work_of

NEARLY_THE_SAME = 0.62
"""From here on a colleague would call it nearly the same gig; below it, nothing is shown."""
AKIN = 0.4
"""From here on what was learnt there may help here."""
MOST_TERMS = 60
"""So many terms of a gig are compared."""
_TITLE = 0.7
_FUZZY = 0.8
_PART = 0.75
_OTHER_DOMAIN = 0.85
_ONE_IS_SILENT = 0.7
"""Where only one of two gigs names a kind of work."""
_ONE_IS_SILENT_OF_LANGUAGE = 0.9
_SAME_WORK, _OTHER_WORK = 0.65, 0.3
"""How much of the work of two gigs must agree for it to be the same, and for it to be other work."""
_DONE_TO_OTHERS = 0.6
_FILM = "thing:video"
_MAKE_A_FILM = frozenset({"kind:cutting", "kind:filming", "kind:animation"})


class Terms(NamedTuple):
    """What is compared of a gig: the terms of its title, and those of its skills and outcome that the title lacks.

    `work` is what is done in it, as `similar.work` has it.
    """

    title: tuple[str, ...]
    rest: tuple[str, ...] = ()
    domain: str = ""
    work: tuple[str, ...] = ()

    @property
    def every(self) -> tuple[str, ...]:
        """The title's first."""
        return (*self.title, *self.rest)


def terms(title: str, *others: str, domain: Category | None = None) -> Terms:
    """Of the words of a gig; `others` are its skills and what comes of it, which is last."""
    first = terms_of(title)[:MOST_TERMS]
    rest = [term for text in others for term in terms_of(text) if term not in first]
    return Terms(
        title=first,
        rest=tuple(dict.fromkeys(rest))[: MOST_TERMS - len(first)],
        domain=domain or "",
        work=work_of(title, " ".join(others[:-1]), others[-1] if others else "", domain),
    )


def nearness(one: Terms, other: Terms) -> float:
    """The same both ways: by the work where both say for sure what it is, otherwise by their words alone."""
    work = agreement(one.work, other.work)
    if work and work.do <= _OTHER_WORK:
        return 0.0
    by_words = _by_words(one, other)
    if work is None or work.do < _SAME_WORK or (work.is_broad and not work.on):
        return by_words
    least = NEARLY_THE_SAME * (_DONE_TO_OTHERS if work.on is False else 1)
    same = (least + (1 - least) * by_words) * _languages(one, other) * _places(one, other)
    return max(by_words, same)


def _languages(one: Terms, other: Terms) -> float:
    """A language in one title only must not be another than the other gig speaks of."""
    mine, yours = _titled("lang:", one), _titled("lang:", other)
    if bool(mine) != bool(yours):
        spoken = _named("lang:", other if mine else one)
        return 0.4 if spoken and not spoken & (mine or yours) else 1.0
    return 0.4 + 0.6 * _agree(mine, yours)


def _places(one: Terms, other: Terms) -> float:
    return 0.5 + 0.5 * _agree(_titled("place:", one), _titled("place:", other))


def _by_words(one: Terms, other: Terms) -> float:
    kinds = _agree(_kinds(one), _kinds(other), _ONE_IS_SILENT)
    if not kinds:
        return 0.0
    languages = _agree(_named("lang:", one), _named("lang:", other), _ONE_IS_SILENT_OF_LANGUAGE)
    titles = _shared(one.title, other.title, one.every, other.every)
    whole = _shared(one.every, other.every, one.every, other.every) if one.rest and other.rest else titles
    words = _TITLE * titles + (1 - _TITLE) * whole
    strange = bool(one.domain and other.domain and one.domain != other.domain)
    alike = (0.5 + 0.5 * kinds) * (0.4 + 0.6 * languages) * _places(one, other)
    return words * alike * (_OTHER_DOMAIN if strange else 1)


def _titled(prefix: str, terms: Terms) -> frozenset[str]:
    return frozenset(term for term in terms.title if term.startswith(prefix))


def _named(prefix: str, terms: Terms) -> frozenset[str]:
    """Those of the title; where it has none, those of the rest."""
    return _titled(prefix, terms) or frozenset(term for term in terms.rest if term.startswith(prefix))


def _kinds(terms: Terms) -> frozenset[str]:
    """A film is a kind of work where nothing says more; cutting, filming and animating make one."""
    found = _titled("kind:", terms)
    if (not found and _FILM in terms.title) or found & _MAKE_A_FILM:
        return found | {_FILM}
    return found or _named("kind:", terms)


def _agree(one: frozenset[str], other: frozenset[str], one_is_silent: float = 1.0) -> float:
    """How much of what both name is the same."""
    if not one or not other:
        return one_is_silent if one or other else 1.0
    return len(one & other) / len(one | other)


def _shared(
    one: Sequence[str], other: Sequence[str], in_one: Sequence[str], in_other: Sequence[str]
) -> float:
    """How much of the weight of both is met by the other's words, a title's word by any of them."""
    if not one or not other:
        return 0.0
    met = sum(_weight(term) * _met(term, other, in_other) for term in one)
    met += sum(_weight(term) * _met(term, one, in_one) for term in other)
    return met / (sum(map(_weight, one)) + sum(map(_weight, other)))


def _met(term: str, near: Sequence[str], far: Sequence[str]) -> float:
    best = max((_alike(term, word) for word in near), default=0.0)
    if best < 1.0:
        best = max(best, 0.8 * max((_alike(term, word) for word in far), default=0.0))
    return best


def _weight(term: str) -> float:
    if term.startswith("kind:"):
        return 1.2
    return 0.8 if ":" in term or len(term) <= 2 else 1.0


@lru_cache(maxsize=50_000)
def _alike(one: str, other: str) -> float:
    """1 for the same term; less for one that is misspelt, or a part of the other."""
    if one == other:
        return 1.0
    if min(len(one), len(other)) < 4 or ":" in one or ":" in other:
        return 0.0
    short, long = sorted((one, other), key=len)
    if long.startswith(short) or long.endswith(short):
        return _PART
    ratio = Indel.normalized_similarity(one, other)
    return ratio if ratio >= _FUZZY else 0.0
