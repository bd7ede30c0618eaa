"""Marks for letters that are likely a template or written by a bot: hints with their evidence, never a verdict."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import islice

from rapidfuzz.distance import Indel

from gigs.brief import Brief
from gigs.proposal import Proposal
from use_cases.permissions.remark import Hint, Likeness
from use_cases.showing.likely_pairs import likely_pairs

ALIKE = 0.8
"""The same words in the same order, of all words of both letters: above it two letters are called alike.

Honest letters about one brief share its terms and stay below 0.6 in our tests; a template with another name and another
number of years lies above 0.9.
"""
_SHORTEST = 12
"""Words: shorter letters are alike by chance, such as “I can do this for you”."""
_QUOTED = 140
"""The most characters of the letters' common words that are shown."""
_MOST = 40
"""So many letters are looked through for others like them; of more, the newest."""
_READ = 250
"""So many words of each: comparing must not hold up anybody, whatever a stranger writes."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_STEM = 5
"""Letters of a word that count when a letter is searched for the brief: `designs`, `designer` and `designed` are one."""
_EVERYWHERE = frozenset(
    [
        "about",
        "after",
        "again",
        "also",
        "because",
        "been",
        "before",
        "being",
        "could",
        "doing",
        "done",
        "each",
        "every",
        "from",
        "have",
        "having",
        "hours",
        "into",
        "just",
        "like",
        "more",
        "most",
        "must",
        "need",
        "needs",
        "only",
        "other",
        "over",
        "project",
        "same",
        "should",
        "some",
        "such",
        "than",
        "that",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "through",
        "time",
        "under",
        "very",
        "want",
        "wants",
        "well",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "will",
        "with",
        "within",
        "without",
        "work",
        "would",
        "your",
        "yours",
        "please",
        "thank",
        "price",
        "dates",
        "days",
        "weeks",
        "deliver",
        "delivery",
        "quality",
        "client",
        "job",
        "best",
        "good",
        "great",
        "make",
        "made",
    ]
)
"""English words that say nothing of a brief."""


def hints(proposals: Sequence[Proposal], brief: Brief) -> tuple[Hint, ...]:
    """Of every letter that looks like a template, in the order given; the others are not mentioned."""
    read = [one for one in proposals if one.letter and not one.purged][-_MOST:]
    alike = _alike(read)
    telling = _telling(brief)
    found = (
        Hint(
            proposal=one.id,
            likeness=alike.get(one.id),
            names_nothing=bool(telling) and not telling & _stems(one.letter),
        )
        for one in read
    )
    return tuple(one for one in found if one.likeness or one.names_nothing)


def _alike(proposals: Sequence[Proposal]) -> dict[str, Likeness]:
    """The nearest other letter of each, where it is near enough."""
    letters = [(one, words) for one in proposals if len(words := _normal(one)) >= _SHORTEST]
    nearest: dict[str, tuple[float, Proposal]] = {}
    for first, second in likely_pairs([words for _, words in letters], ALIKE):
        (one, mine), (other, theirs) = letters[first], letters[second]
        same = Indel.normalized_similarity(mine, theirs, score_cutoff=ALIKE)
        for this, that in ((one, other), (other, one)) if same else ():
            if this.id not in nearest or same > nearest[this.id][0]:
                nearest[this.id] = (same, that)
    return {
        one.id: Likeness(
            percent=int(nearest[one.id][0] * 100),
            freelancer=nearest[one.id][1].freelancer,
            quote=_common(one.letter, nearest[one.id][1].letter),
        )
        for one in proposals
        if one.id in nearest
    }


def _normal(proposal: Proposal) -> list[str]:
    """The words without regard to case; the writer's own name and all numbers are the same in every letter."""
    own = set(_words(proposal.freelancer))
    return [
        "<name>" if word in own else "<number>" if word[0].isdigit() else word
        for word in _words(proposal.letter)[:_READ]
    ]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _common(one: str, other: str) -> str:
    """The longest run of words that both letters have, as the first one writes it."""
    mine, theirs = list(islice(_WORD.finditer(one), _READ)), _words(other)[:_READ]
    matcher = SequenceMatcher(None, [found[0].casefold() for found in mine], theirs, autojunk=False)
    match = matcher.find_longest_match()
    if not match.size:
        return ""
    text = one[mine[match.a].start() : mine[match.a + match.size - 1].end()]
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1].rsplit(" ", 1)[0] + "…"


def _telling(brief: Brief) -> frozenset[str]:
    """The beginnings of those words of a brief that a letter about it would name one of."""
    return _stems(" ".join((brief.title, brief.outcome, *brief.deliverables, *brief.skills)))


def _stems(text: str) -> frozenset[str]:
    return frozenset(_stemmed(_words(text)))


def _stemmed(words: Iterable[str]) -> Iterable[str]:
    return (word[:_STEM] for word in words if len(word) > 3 and word not in _EVERYWHERE)
