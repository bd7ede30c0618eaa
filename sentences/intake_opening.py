"""Whether a sentence asks for new work, and where what it asks for begins."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice

from sentences.intake_facts import Facts
from sentences.intake_found import Found
from sentences.intake_kinds import kinds_in
from sentences.intake_words import Words

_CLAUSE_END = re.compile(r"[.!?;](?=\s|\Z)")
_PIECE_END = re.compile(r"[,.!?;:](?=\s|\Z)|\s[-–—]\s")
_GIG_NUMBER = re.compile(r"\bgigs?\s*(?:no|nr|number|nummer)?\.?\s*#?\d|(?<!\w)#\d", re.IGNORECASE)
_DOING = re.compile(r"\s[a-z]{2,20}(?:ing|ed)\b")
_MOST = 6
"""Of verbs that ask: a sentence has few."""
_EARLY = 60
"""In how many characters from the start a request without any verb must name the kind of work."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    opening: re.Pattern[str]
    question: re.Pattern[str]
    polite: re.Pattern[str]
    asking: re.Pattern[str]
    negated: re.Pattern[str]
    refuses: re.Pattern[str]
    ours: re.Pattern[str]
    of_ours: re.Pattern[str]
    acts_last: re.Pattern[str]
    evidence: re.Pattern[str]
    indefinite: re.Pattern[str]
    duty: re.Pattern[str]
    past: re.Pattern[str]
    settled: re.Pattern[str]
    after: re.Pattern[str]
    tells: re.Pattern[str]


def _polite(words: Words) -> tuple[str, str]:
    """`Could we commission`, and with it everything that asks for work in the form of a question."""
    softly = rf"(?:{words.one_of('softly')}\s){{0,3}}"
    framed = rf"{words.one_of('frames')}(?:\s|,\s)(?:{words.one_of('softly', 'subjects', 'modals')}\s){{0,4}}"
    could = rf"{words.one_of('modals')}\s{words.one_of('subjects')}\s{softly}{words.one_of('gets')}"
    polite = rf"{could}|{framed}{words.one_of('gets')}|{words.one_of('frames')}|{words.one_of('polite')}"
    return could, polite


@cache
def _patterns(words: Words) -> _Patterns:
    greeting = rf"(?:{words.one_of('before')}[\s,!.]{{1,3}}){{0,4}}"
    before = rf"(?:{words.one_of('before', 'wishes')}[\s,!.]{{1,3}}){{0,4}}"
    bound = rf"(?:\A\W{{0,20}}|[^\w\s'’-]\s?|\s[-–—]\s|{words.one_of('before')}[\s,!]{{1,3}})"
    owner = rf"{words.one_of('owners')}\s\w{{1,20}}(?:\s\w{{1,20}})?\s{words.one_of('owner_needs')}"
    short = rf"\w{{1,20}}\s{words.one_of('owner_needs')}"
    could, polite = _polite(words)
    needing = (
        rf"{words.one_of('speakers_who')}\s(?:{words.one_of('adverbs')}\s){{0,3}}{words.one_of('need_verbs')}"
    )
    core = "|".join(
        (
            rf"(?P<posts>{words.one_of('posts')})",
            rf"(?P<polite>{polite})",
            rf"(?P<helps>{words.one_of('needs')}\s{words.one_of('helping')}(?=\s(?!{words.one_of('our_doings')})\w{{2,20}}ing\b))",
            rf"(?P<needs>{words.one_of('needs')}|{needing}|{owner}|{short})",
        )
    )
    articles = rf"(?:(?:{words.one_of('articles', 'rough')}|to)\s){{0,4}}"
    told = {
        "opening": rf"{bound}(?=[^\W\d_]){before}(?:{core})|(?P<inverted>{words.one_of('inverted')})",
        "question": rf"\A\W{{0,20}}{greeting}{words.one_of('questions')}",
        "polite": rf"\A\W{{0,20}}{before}(?:{polite}|{words.one_of('posts')})",
        "asking": rf"{words.one_of('asking')}|{could}|{words.one_of('frames', 'polite')}",
        "negated": rf"\W{{0,3}}{words.one_of('negations')}",
        "refuses": words.one_of("refuses"),
        "ours": rf"\W{{0,3}}{articles}{words.one_of('ours')}",
        "of_ours": words.one_of("ours"),
        "acts_last": rf"{words.one_of('acts_last')}\W*(?:\Z|[,.;!?])",
        "evidence": words.one_of("evidence"),
        "indefinite": rf"\W{{0,3}}(?:{words.one_of('indefinite')}|\d)",
        "duty": rf"(?<!\w)(?P<who>\w{{1,30}})\s{words.one_of('duties')}(?:\s[^\s.!?;]{{1,30}}){{0,8}}\s{words.one_of('passives')}",
        "past": words.one_of("past"),
        "settled": words.one_of("settled"),
        "after": words.one_of("after"),
        "tells": rf"\A\W{{0,20}}{words.one_of('speakers')}|{words.one_of('to_be')}",
    }
    return _Patterns(**{name: re.compile(pattern, re.IGNORECASE) for name, pattern in told.items()})


def opening_of(text: str, facts: Facts, words: Words) -> int | None:
    """Where what is asked for begins; None where no new work is asked for.

    A question, a refusal and a sentence about a gig that there is are none. Without a verb that asks, a kind of work
    has to be named with a price, hours or a word such as `needed`, or with two hard facts of whatever sort.
    """
    patterns = _patterns(words)
    if _GIG_NUMBER.search(text):
        return None
    is_polite = patterns.polite.match(text) is not None
    if patterns.question.match(text) and not is_polite and not _goes_on(text, facts):
        return None
    verbs = list(islice(patterns.opening.finditer(text), _MOST))
    for one in verbs:
        asks = _asks(text, one, facts, words, patterns)
        if asks is not None:
            if not asks:
                return None
            rest = text[one.end() :]
            is_before = kinds_in(text[: one.end()], words) and (
                _DOING.match(rest) or not kinds_in(rest, words)
            )
            return 0 if is_before else one.end()
    verb = verbs[0].start() if verbs else len(text)
    is_one = _is_telegram(text, verb, facts, words, patterns) or _is_listed(text, facts, words, patterns)
    return 0 if is_one else None


def _goes_on(text: str, facts: Facts) -> bool:
    """Whether a question is only how it begins: `Do we have budget for an animator? 1,500 EUR, by 20 January`."""
    asked = text.find("?")
    behind = [any(one.start > asked for one in found) for found in (facts.paid, facts.timed, facts.dated)]
    return 0 < asked < len(text) - 1 and sum(behind) > 1


def wanted_in(text: str, words: Words) -> list[Found]:
    """Where words such as `needed` stand, behind what is asked for."""
    return [Found(one.start(), one.end()) for one in _patterns(words).after.finditer(text)]


def _asks(text: str, one: re.Match[str], facts: Facts, words: Words, patterns: _Patterns) -> bool | None:
    """Whether this asks for new work; None where it asks for nothing that we know, and may say so elsewhere."""
    ends = _CLAUSE_END.search(text, one.end())
    rest = text[one.end() : ends.start() if ends else len(text)]
    is_asked = ends is not None and ends[0] == "?" and not patterns.asking.search(one[0])
    if is_asked and not _PIECE_END.search(rest):
        return False
    begins = max((end.end() for end in _CLAUSE_END.finditer(text, 0, one.start())), default=0)
    clause = text[begins : ends.start() if ends else len(text)]
    if patterns.negated.match(text, one.end()) or patterns.refuses.search(clause):
        return False
    is_priced = any(span.start > one.end() + 1 for span in facts.paid)
    if one["helps"] is not None:
        return True
    if one["posts"] is not None:
        is_more = any(map(str.isalnum, rest)) or is_priced or kinds_in(text[one.end() :], words)
        return True if is_more else None
    if patterns.ours.match(text, one.end()) or patterns.acts_last.search(rest):
        return False
    is_some = patterns.indefinite.match(text, one.end()) and facts.behind(one.end())
    return True if kinds_in(rest, words) or patterns.evidence.search(rest) or is_priced or is_some else None


def _is_listed(text: str, facts: Facts, words: Words, patterns: _Patterns) -> bool:
    """`The deck has to be redone, 600 EUR, Friday`: work that is due, or two hard facts beside a kind of work."""
    if text.rstrip().endswith("?") or patterns.settled.search(text) or patterns.refuses.search(text):
        return False
    if not facts.sorts or not kinds_in(text, words):
        return False
    due = (one for one in islice(patterns.duty.finditer(text), _MOST))
    if any(one["who"].casefold() not in words.lists["people"] for one in due):
        return True
    ends = _PIECE_END.search(text)
    first = text[: ends.start()] if ends else text
    is_told = patterns.past.search(first) or patterns.of_ours.search(first) or patterns.negated.search(first)
    return facts.sorts > 1 and not is_told


def _is_telegram(text: str, verb: int, facts: Facts, words: Words, patterns: _Patterns) -> bool:
    """`Logo for the summit, 500 EUR, by Friday`, or `Excel wizard needed, 40 an hour`; `verb` is where the first one stands."""
    ends = _PIECE_END.search(text)
    first = text[: ends.start()] if ends else text
    if verb < len(first):
        return False
    if text.rstrip().endswith("?") or patterns.refuses.search(text) or patterns.of_ours.search(first):
        return False
    is_wanted = patterns.after.search(first) is not None
    if patterns.settled.search(first) or (patterns.tells.search(first) and not is_wanted):
        return False
    is_named = any(kind.start < _EARLY for kind in kinds_in(text[: 2 * _EARLY], words))
    is_short = len(first) < _EARLY
    is_counted = facts.paid or is_wanted or (facts.timed and is_short)
    return bool((is_named and is_counted) or (is_wanted and facts.paid))
