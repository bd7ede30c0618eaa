"""What a short sentence asks or wants: which meaning of the languages' rules explains most of its words."""

from collections.abc import Sequence
from functools import lru_cache

from gigs.value import Value
from sentences.clauses import clauses_of
from sentences.number_words import in_digits
from sentences.phrases import LANGUAGES, LONGEST, Language, Rule, Slot, language, words_of
from sentences.sentence import (
    BEFORE_A_NUMBER,
    Sentence,
    bare_number,
    counts_something,
    is_surely_a_gig,
    number_of,
    seen_in,
    split_gigs,
    surely_named,
)
from sentences.weighing import heaviest, hints_at

ACTS = frozenset({"withdraw_gig", "approve_gig", "reject_gig", "hire", "pay", "publish", "close", "change"})
"""What withdraws, decides, hires, pays or publishes: it is shown with its buttons, and never done for a sentence."""
_MOST_OF_A_TITLE = 4
_POINTING = frozenset({"it", "this", "that", "its", "one", "first", "second", "es", "das", "dies"})
_MOST_ABOUT_A_GIG = 30
_ANY = "where_stands"
"""What any sentence about a gig may be answered with."""
_OF_A_PERSON = "what_did_they_say"
_SMALL_TALK = frozenset({"greeting", "thanks"})
_MOST_BESIDE, _MOST_BESIDE_SMALL_TALK, _BESIDE = 10, 3, 0.2
"""How many words may stand beside a clause that is understood, and what each of them costs."""
_MOST_BEFORE_HOW = 6


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


def hear(text: str, locale: str = "") -> Heard | None:
    """The meaning of a text, the speaker's own language first; None where no rule explains it well enough."""
    return _hear(text, locale[:2].casefold()) if len(text) <= LONGEST else None


@lru_cache(maxsize=256)
def _hear(text: str, first: str) -> Heard | None:
    said = tuple(split_gigs(words_of(in_digits(text))))
    order = sorted(LANGUAGES, key=lambda name: name != first)
    languages = tuple(language(name) for name in order)
    ruled = _ruled(languages, said)
    number = surely_named(said)
    if number is None:
        ruled = _better(ruled, _in_a_clause(text, languages, said))
    if ruled and not ruled[1].about and not (ruled[1].means == _ANY and number is not None):
        return ruled[1]
    closest = sorted(languages, key=lambda one: -_at_home(one, said))
    weighed = next((one for spoken in closest if (one := _weighed(spoken, said, number))), None)
    if weighed and (ruled is None or (_is_vague(ruled[1]) and weighed.means != ruled[1].means)):
        return weighed
    return ruled[1] if ruled else _only_a_gig(said, number)


def _is_vague(heard: Heard) -> bool:
    """Where what is left over may be more than a name."""
    return heard.means == _ANY or bool(heard.about)


def _ruled(languages: Sequence[Language], said: tuple[str, ...]) -> tuple[float, Heard] | None:
    found = [one for spoken in languages if (one := _in(spoken, said))]
    return max(found, key=lambda one: one[0]) if found else None


def _better(one: tuple[float, Heard] | None, other: tuple[float, Heard] | None) -> tuple[float, Heard] | None:
    return max((found for found in (one, other) if found), key=lambda found: found[0], default=None)


def _in_a_clause(
    text: str, languages: Sequence[Language], said: tuple[str, ...]
) -> tuple[float, Heard] | None:
    """What one clause means by itself, worth less for every word beside it; no gig is named anywhere."""
    best: tuple[float, Heard] | None = None
    for clause in clauses_of(text):
        words = words_of(clause)
        found = _ruled(languages, words)
        beside = len(said) - len(words)
        if found is None or found[1].about or found[1].gig is not None or beside > _MOST_BESIDE:
            continue
        if found[1].means in _SMALL_TALK and beside > _MOST_BESIDE_SMALL_TALK:
            continue
        best = _better(best, (found[0] - _BESIDE * beside, found[1]))
    return best


def _not_everyday(spoken: Language, said: Sequence[str]) -> tuple[str, ...]:
    """The words among which somebody's name may be."""
    return tuple(word for word in said if word not in spoken.filler | spoken.gig and word.isalpha())


def _at_home(spoken: Language, said: Sequence[str]) -> int:
    """How many of these words are everyday ones of this language."""
    return sum(word in spoken.filler | spoken.gig | spoken.many for word in said)


def _weighed(spoken: Language, said: tuple[str, ...], number: int | None) -> Heard | None:
    sentence = seen_in(spoken, said)
    how = _asks_how(spoken, said)
    words = {
        *sentence.words[len(how) :],
        *sentence.spelt[len(how) :],
        *(["code"] if any(map(str.isdigit, sentence.code)) else []),
    }
    is_named = number is not None
    if number is None:
        number = bare_number(spoken, sentence)
    of_gig = number is not None or bool(how)
    means = heaviest(spoken.hints, words, of_gig=of_gig)
    if means is None and number is not None and hints_at(spoken.hints, _ANY, words):
        means = _ANY
    if means is None and is_named:
        return None
    if means is None or (number is None and of_gig and means not in ACTS):
        means, of_gig = heaviest(spoken.hints, words, of_gig=False), False
    if means is None:
        return None
    return Heard(
        means=means,
        gig=number if of_gig else None,
        about=_not_everyday(spoken, said) if means == _OF_A_PERSON else (),
        code=sentence.code,
        says_gig=of_gig,
        is_negated=any(word in spoken.no for word in said),
        asks_how=bool(how),
    )


def _only_a_gig(said: Sequence[str], number: int | None) -> Heard | None:
    """A sentence that names a gig by its number, and isn't understood otherwise: where that gig stands."""
    return Heard(means=_ANY, gig=number) if number is not None and len(said) <= _MOST_ABOUT_A_GIG else None


def _in(spoken: Language, said: tuple[str, ...]) -> tuple[float, Heard] | None:
    """With how much of it is explained."""
    sentence = seen_in(spoken, said)
    best: tuple[float, Heard] | None = None
    is_misspelt = sentence.spelt != sentence.words
    for rule in spoken.rules:
        if rule.unless.intersection(said):
            continue
        for phrase in rule.phrases:
            taken = _taken(phrase, sentence.spelt) or (is_misspelt and _taken(phrase, sentence.words))
            if (
                taken
                and (found := _judged(spoken, rule, sentence, taken))
                and (not best or found[0] > best[0])
            ):
                best = found
    return best


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
    spoken: Language, rule: Rule, sentence: Sentence, taken: tuple[int, ...]
) -> tuple[float, Heard] | None:
    words = sentence.words
    how = _asks_how(spoken, words)
    skipped = {*taken, *sentence.numbers, *range(len(how))}
    quiet = spoken.filler | spoken.no | spoken.gig | spoken.many | BEFORE_A_NUMBER
    left = [
        place
        for place, word in enumerate(words)
        if place not in skipped and not {word, sentence.spelt[place]} & quiet and word != sentence.code
    ]
    if rule.first and any(place < taken[0] for place in left):
        return None
    if not (how and rule.first) and not _may(spoken, rule, sentence, left, len(taken)):
        return None
    number = number_of(sentence)
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


def _may(spoken: Language, rule: Rule, sentence: Sentence, left: Sequence[int], taken: int) -> bool:
    """Whether what is left over, and the numbers, fit this rule."""
    if not rule.gig:
        rest = rule.rest if rule.dates else min(rule.rest, taken - 1)
        return (rule.dates or not sentence.numbers) and len(left) <= rest
    if len(sentence.numbers) > 1:
        return False
    if sentence.numbers:
        is_sure = is_surely_a_gig(spoken, sentence)
        most = 3 if is_sure else 1
        return (is_sure or not counts_something(spoken, sentence)) and len(left) <= max(rule.rest, most)
    if any(word in spoken.many for word in sentence.words):
        return False
    if any(word in spoken.gig for word in sentence.words):
        return len(left) <= _MOST_OF_A_TITLE
    points = rule.alone or bool(left) or bool(_POINTING & {*sentence.words})
    return not rule.named and points and (taken > 1 or rule.first) and len(left) <= _MOST_OF_A_TITLE


def _asks_how(spoken: Language, words: Sequence[str]) -> tuple[str, ...]:
    """The words at the beginning that ask how something is done, filler before them left out."""
    for phrase in sorted(spoken.how, key=len, reverse=True):
        if tuple(words[: len(phrase)]) == phrase:
            return phrase
    for loose in spoken.how_one:
        taken = _taken(loose, words[:_MOST_BEFORE_HOW])
        is_close = taken and taken[-1] - taken[0] == len(taken) - 1
        if is_close and all(word in spoken.filler for word in words[: taken[0]]):
            return tuple(words[: taken[-1] + 1])
    return ()
