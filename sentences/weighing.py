"""What a sentence most likely means where no rule explains all of it: the words that speak for each meaning are weighed."""

from collections.abc import Collection, Iterable

from sentences.phrases import Hint, Slot

_SURE, _MORE, _LIKELY = 3.0, 1.0, 1.0
_MOST_MORE = 2
"""Further words for the same meaning count up to so many."""
_LEAST, _MARGIN = 3.0, 1.0
"""What a meaning needs by itself, and ahead of every other one: two that are as likely are none."""


def heaviest(hints: Iterable[Hint], words: Collection[str], *, of_gig: bool) -> str | None:
    """The meaning that clearly weighs most; None where none does. `of_gig` where one gig is named by its number."""
    weights = sorted(
        ((_weight(one, words), one.means) for one in hints if one.of_gig is of_gig), reverse=True
    )
    first, second = weights[0], weights[1]
    return first[1] if first[0] >= max(_LEAST, second[0] + _MARGIN) else None


def hints_at(hints: Iterable[Hint], means: str, words: Collection[str]) -> bool:
    """Whether anything at all speaks for this meaning."""
    return any(one.means == means and _said(one.likely, words) for one in hints)


def _weight(hint: Hint, words: Collection[str]) -> float:
    if hint.about and not _said(hint.about, words):
        return 0.0
    sure, likely = _said(hint.sure, words), _said(hint.likely, words)
    weight = (_SURE if sure else 0.0) + _MORE * min(max(sure - 1, 0), _MOST_MORE)
    return weight + _LIKELY * min(likely, _MOST_MORE) - _SURE * _said(hint.never, words)


def _said(phrases: Iterable[tuple[Slot, ...]], words: Collection[str]) -> int:
    """How many of these phrases have all their words somewhere in the sentence."""
    return sum(all(any(map(slot.takes, words)) for slot in phrase) for phrase in phrases)
