"""A sentence as one language sees it, and the numbers in it: which of them names a gig, and which only counts something."""

import re
from collections.abc import Iterator, Sequence

from gigs.value import Value
from sentences.phrases import Language

_CODE = re.compile(r"[a-z]{1,8}-?\d{2,8}|[a-z]{2,8}-[a-z0-9]{1,8}")
_NUMBER = re.compile(r"#?(\d{1,9})")
_GIG_NUMBER = re.compile(r"(?:gig|auftrag|job)#?(\d{1,9})")
BEFORE_A_NUMBER = frozenset({"number", "no", "nr", "num", "nummer", "№"})
_BEFORE_A_GIGS_NUMBER = frozenset({"gig", "gigs", "auftrag", "number", "nummer", "nr"})
_AND = frozenset({"and", "or", "und", "oder"})
_MOST_WITH_A_BARE_NUMBER = 8
"""Words of a sentence whose number names a gig though that isn’t said."""


class Sentence(Value):
    """A sentence in one language's eyes: `words` as they were said, `spelt` as they were meant."""

    words: tuple[str, ...]
    spelt: tuple[str, ...]
    numbers: tuple[int, ...]
    """The places of the words that name a gig by number."""
    code: str


def seen_in(spoken: Language, said: tuple[str, ...]) -> Sentence:
    """With misspelt words put right, and the name of a cost centre found."""
    words = said
    numbers = tuple(place for place, word in enumerate(words) if _NUMBER.fullmatch(word))
    code = next((word for word in words if _CODE.fullmatch(word) and word not in spoken.gig), "")
    spelt = tuple(spoken.spelt(word) for word in words)
    return Sentence(words=words, spelt=spelt, numbers=numbers, code=code)


def split_gigs(said: Sequence[str]) -> Iterator[str]:
    """`gig12` is two words."""
    for word in said:
        if found := _GIG_NUMBER.fullmatch(word):
            yield from ("gig", found[1])
        else:
            yield word


def counts_something(spoken: Language, sentence: Sentence) -> bool:
    """Whether the number is that of hours, a room, money."""
    place, words = sentence.numbers[0], sentence.words
    after = words[place + 1] if place + 1 < len(words) else ""
    return after in spoken.counted or (place > 0 and words[place - 1] in spoken.counting)


def surely_named(said: Sequence[str]) -> int | None:
    """The one gig that is named as such; None where there are two, or one in a list."""
    places = [
        place
        for place, word in enumerate(said)
        if _NUMBER.fullmatch(word)
        and (word.startswith("#") or (place and said[place - 1] in _BEFORE_A_GIGS_NUMBER))
    ]
    if len({said[place] for place in places}) != 1:
        return None
    after = said[places[-1] + 1 :][:2]
    if any(_NUMBER.fullmatch(word) for word in after) and (
        len(after) < 2 or after[0] in _AND or after[0].isdigit()
    ):
        return None
    return int(said[places[0]].removeprefix("#"))


def is_surely_a_gig(spoken: Language, sentence: Sentence) -> bool:
    """`gig 3`, `#3` and `no. 3` are; a bare number may be anything."""
    place = sentence.numbers[0]
    before = sentence.words[place - 1] if place else ""
    return sentence.words[place].startswith("#") or before in spoken.gig | BEFORE_A_NUMBER


def number_of(sentence: Sentence) -> int | None:
    """Of the first gig that is named by one."""
    found = _NUMBER.fullmatch(sentence.words[sentence.numbers[0]]) if sentence.numbers else None
    return int(found[1]) if found else None


def bare_number(spoken: Language, sentence: Sentence) -> int | None:
    """The number of a gig without that word, where it can hardly be anything else."""
    is_short = len(sentence.words) <= _MOST_WITH_A_BARE_NUMBER and len(sentence.numbers) == 1
    return number_of(sentence) if is_short and not counts_something(spoken, sentence) else None
