"""What a short sentence asks or wants: which meaning of the languages' rules explains most of its words."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from gigs.value import Value
from sentences.phrases import LANGUAGES, LONGEST, Language, Rule, Slot, language, words_of

ACTS = frozenset({"withdraw_gig", "approve_gig", "reject_gig", "hire", "pay", "publish", "close", "change"})
"""What withdraws, decides, hires, pays or publishes: it is shown with its buttons, and never done for a sentence."""
_MOST_OF_A_TITLE = 4
_CODE = re.compile(r"[a-z]{1,8}-?\d{2,8}|[a-z]{2,8}-[a-z0-9]{1,8}")
_NUMBER = re.compile(r"#?(\d{1,9})")
_GIG_NUMBER = re.compile(r"(?:gig|auftrag|job)#?(\d{1,9})")
_POINTING = frozenset({"it", "this", "that", "its", "one", "first", "second", "es", "das", "dies"})
_GIG_WORDS = frozenset({"gig", "auftrag"})
_MOST_ABOUT_A_GIG = 9
_BEFORE_A_NUMBER = frozenset({"number", "no", "nr", "num", "nummer", "№"})


class Heard(Value):
    """A sentence made out. `about` are the words left over, which may name a gig or a person; `code` looks like the name of a
    cost centre. `says_gig` where the word itself was said, so that one is surely meant. `is_negated` where it says not to; `asks_how` where it asks how something is done."""

    means: str
    gig: int | None = None
    about: tuple[str, ...] = ()
    code: str = ""
    says_gig: bool = False
    is_negated: bool = False
    asks_how: bool = False

    @property
    def acts(self) -> bool:
        """True for what would change something."""
        return self.means in ACTS


class _Sentence(Value):
    """A sentence in one language's eyes: `words` as they were said, `spelt` as they were meant."""

    words: tuple[str, ...]
    spelt: tuple[str, ...]
    numbers: tuple[int, ...]
    """The places of the words that name a gig by number."""
    code: str


def hear(text: str, locale: str = "") -> Heard | None:
    """The meaning of a text, the speaker's own language first; None where no rule explains it well enough."""
    return _hear(text, locale[:2].casefold()) if len(text) <= LONGEST else None


@lru_cache(maxsize=256)
def _hear(text: str, spoken: str) -> Heard | None:
    said = words_of(text)
    order = sorted(LANGUAGES, key=lambda name: name != spoken)
    found = [one for name in order if (one := _in(language(name), said))]
    return max(found, key=lambda one: one[0])[1] if found else _only_a_gig(said)


def _only_a_gig(said: Sequence[str]) -> Heard | None:
    """A short sentence that names a gig by its number, and isn't understood otherwise: where that gig stands."""
    words = tuple(_split(said))
    if len(words) > _MOST_ABOUT_A_GIG:
        return None
    named = [
        int(word.removeprefix("#"))
        for before, word in pairwise(words)
        if before in _GIG_WORDS and _NUMBER.fullmatch(word)
    ]
    return Heard(means="where_stands", gig=named[0]) if len(named) == 1 else None


def _in(spoken: Language, said: tuple[str, ...]) -> tuple[float, Heard] | None:
    """With how much of it is explained."""
    sentence = _read(spoken, said)
    best: tuple[float, Heard] | None = None
    for rule in spoken.rules:
        for phrase in rule.phrases:
            taken = _taken(phrase, sentence.spelt) or _taken(phrase, sentence.words)
            if (
                taken
                and (found := _judged(spoken, rule, sentence, taken))
                and (not best or found[0] > best[0])
            ):
                best = found
    return best


def _read(spoken: Language, said: tuple[str, ...]) -> _Sentence:
    words = tuple(_split(said))
    numbers = tuple(place for place, word in enumerate(words) if _NUMBER.fullmatch(word))
    code = next((word for word in words if _CODE.fullmatch(word) and word not in spoken.gig), "")
    spelt = tuple(spoken.spelt(word) for word in words)
    return _Sentence(words=words, spelt=spelt, numbers=numbers, code=code)


def _split(said: Sequence[str]) -> Iterator[str]:
    """`gig12` is two words."""
    for word in said:
        if found := _GIG_NUMBER.fullmatch(word):
            yield from ("gig", found[1])
        else:
            yield word


def _taken(phrase: Sequence[Slot], words: Sequence[str]) -> tuple[int, ...]:
    """The places of the words that fill this phrase, in its order; nothing where they don't."""
    places: list[int] = []
    at = 0
    for slot in phrase:
        while at < len(words) and not slot.takes(words[at]):
            at += 1
        if at == len(words):
            return ()
        places.append(at)
        at += 1
    return tuple(places)


def _judged(
    spoken: Language, rule: Rule, sentence: _Sentence, taken: tuple[int, ...]
) -> tuple[float, Heard] | None:
    words = sentence.words
    how = _asks_how(spoken, words)
    skipped = {*taken, *sentence.numbers, *range(len(how))}
    quiet = spoken.filler | spoken.no | spoken.gig | spoken.many | _BEFORE_A_NUMBER
    left = [
        place
        for place, word in enumerate(words)
        if place not in skipped and not {word, sentence.spelt[place]} & quiet and word != sentence.code
    ]
    if rule.first and any(place < taken[0] for place in left):
        return None
    if not (how and rule.first) and not _may(spoken, rule, sentence, left, len(taken)):
        return None
    number = _number(sentence)
    is_named = number is not None or not rule.gig
    worth = 2.0 * len(taken) - (1.0 if is_named else 0.6) * len(left) + (1 if rule.gig and number else 0)
    heard = Heard(
        means=rule.means,
        gig=number if rule.gig else None,
        about=tuple(words[place] for place in left),
        code=sentence.code,
        says_gig=any(word in spoken.gig for word in words),
        is_negated=any(word in spoken.no for place, word in enumerate(words) if place not in taken),
        asks_how=bool(how),
    )
    return worth, heard


def _may(spoken: Language, rule: Rule, sentence: _Sentence, left: Sequence[int], taken: int) -> bool:
    """Whether what is left over, and the numbers, fit this rule."""
    if not rule.gig:
        rest = rule.rest if rule.dates else min(rule.rest, taken - 1)
        return (rule.dates or not sentence.numbers) and len(left) <= rest
    if len(sentence.numbers) > 1:
        return False
    if sentence.numbers:
        most = 3 if _is_surely_a_gig(spoken, sentence) else 1
        return len(left) <= max(rule.rest, most)
    if any(word in spoken.many for word in sentence.words):
        return False
    if any(word in spoken.gig for word in sentence.words):
        return len(left) <= _MOST_OF_A_TITLE
    points = rule.alone or bool(left) or bool(_POINTING & {*sentence.words})
    return not rule.named and points and (taken > 1 or rule.first) and len(left) <= _MOST_OF_A_TITLE


def _is_surely_a_gig(spoken: Language, sentence: _Sentence) -> bool:
    """`gig 3`, `#3` and `no. 3` are; a bare number may be anything."""
    place = sentence.numbers[0]
    before = sentence.words[place - 1] if place else ""
    return sentence.words[place].startswith("#") or before in spoken.gig | _BEFORE_A_NUMBER


def _number(sentence: _Sentence) -> int | None:
    found = _NUMBER.fullmatch(sentence.words[sentence.numbers[0]]) if sentence.numbers else None
    return int(found[1]) if found else None


def _asks_how(spoken: Language, words: Sequence[str]) -> tuple[str, ...]:
    """The words at the beginning that ask how something is done, filler before them left out."""
    for phrase in sorted(spoken.how, key=len, reverse=True):
        if tuple(words[: len(phrase)]) == phrase:
            return phrase
    return ()
