"""Hints about how a brief is worded: acceptance, scope, deliverables, vague words, skills."""

import re

from coach.hints import Hint, Kind, Mend
from coach.phrases import Found, long_words, phrases
from coach.texts import lines_of, mark, sentences_of, text_of, words_in
from gigs.brief import BriefForm
from gigs.check_brief import MOST_SKILLS
from gigs.skills import split_skills

_SHORT_CRITERION = 40
"""Words. A longer one without any word that we know may well be checked."""
_NEXT_WORDS = 24
"""Letters behind somebody, among which it stands what they do."""
_SMALL_JOB = 14
"""Words of outcome and deliverables together, with one deliverable: its title says what is in scope."""
_DIGIT = re.compile(r"\d")
_SHORTEST_PLURAL = 4
_MOST_WORDS = 6
_WORDS = re.compile(r"[^\W\d_][\w’'-]*")
_CLAUSE_ENDS = re.compile(r"[.,;:!?()\n\u2013\u2014-]\s*\Z")
_BEFORE_BREAKS = re.compile(
    r"(?:\b(?:and|und|or|oder|very|really|more|sehr|recht|so|be|is|are|look|looks|feel|feels|wirkt|wirken|sein|ist|sind)|[,/&])\s*\Z",
    re.IGNORECASE,
)
_BETWEEN_TWO = re.compile(r",?\s(?:and |und )?")
_AFTER_STANDS = re.compile(
    r"[ ](?!(?:and|und|or|oder|but|aber|sein|ist|sind|wirken|aussehen|to|for|than|as|wie|für)\b)[^\W\d_]",
    re.IGNORECASE,
)


def acceptance(form: BriefForm) -> Hint | None:
    """No criterion that somebody who did not do the work can check."""
    text = text_of(form, "acceptance")
    if not text.strip() or phrases("placeholders").is_all_of(text):
        return _uncheckable(text)
    found = [one for one in phrases("unchecked").find(text) if not _is_only_vague(text, one)]
    for start, sentence in sentences_of(text):
        if not found and not _can_be_checked(sentence):
            found += [_moved(one, start) for one in phrases("weak").find(sentence)]
    if found:
        return _uncheckable(text, tuple(dict.fromkeys(one.text for one in found))[:_MOST_WORDS])
    if words_in(text) < _SHORT_CRITERION and not _can_be_checked(text):
        return _uncheckable(text)
    return None


def _is_only_vague(text: str, found: Found) -> bool:
    """“Looks great” beside what can be checked is a vague word, and told as such."""
    rest = text[: found.start] + text[found.end :]
    return phrases("vague_phrases").is_in(found.text) and bool(_DIGIT.search(rest))


def _uncheckable(text: str, found: tuple[str, ...] = ()) -> Hint:
    about = mark(*found) if found else mark(text)
    return Hint(kind=Kind.UNCHECKABLE, field="acceptance", mend=Mend.INSERT, about=about, words=found)


def _can_be_checked(text: str) -> bool:
    return bool(_DIGIT.search(text)) or phrases("checked").is_in(text)


def _moved(found: Found, by: int) -> Found:
    return Found(found.start + by, found.end + by, found.text)


def scope(form: BriefForm) -> Hint | None:
    """Nothing says what is not expected."""
    wanted = f"{text_of(form, 'outcome')}\n{text_of(form, 'deliverables')}"
    is_small = words_in(wanted) < _SMALL_JOB and len(lines_of(text_of(form, "deliverables"))) < 2
    if is_small or phrases("scope").is_in(wanted) or _draws_a_line(wanted):
        return None
    if any(phrases("excluded").is_in(text_of(form, field)) for field in ("title", "screening")):
        return None
    if _gives_away(text_of(form, "outcome")) or phrases("scope").is_in(text_of(form, "acceptance")):
        return None
    return Hint(kind=Kind.SCOPE, field="outcome", mend=Mend.INSERT, about=mark(wanted))


def _gives_away(outcome: str) -> bool:
    """Whether something is denied there, or somebody else has a part, and doesn't only want the work."""
    if phrases("denies").is_in(outcome):
        return True
    return any(
        not phrases("wants").is_in(outcome[party.end : party.end + _NEXT_WORDS])
        for party in phrases("parties").find(outcome)
    )


def _draws_a_line(wanted: str) -> bool:
    """Whether a clause begins with a word such as “no” or “only”: further inside one, it seldom bounds the work."""
    return any(
        found.start == 0 or _CLAUSE_ENDS.search(wanted[max(0, found.start - 8) : found.start])
        for found in phrases("bounds").find(wanted)
    )


def deliverables(form: BriefForm) -> Hint | None:
    """How many, or how much, nobody can say."""
    text = text_of(form, "deliverables")
    lines = lines_of(text)
    found = [one.text for line in lines if not _DIGIT.search(line) for one in phrases("how_many").find(line)]
    if not found and not any(_counts(line) for line in lines):
        found = [head for line in lines if (head := _open_ended(line))]
    if not found:
        return None
    words = tuple(dict.fromkeys(found))[:_MOST_WORDS]
    return Hint(kind=Kind.UNCOUNTED, field="deliverables", mend=Mend.OPEN, about=mark(*words), words=words)


def _counts(line: str) -> bool:
    return bool(_DIGIT.search(line)) or phrases("numbers").is_in(line)


def _open_ended(line: str) -> str:
    """What the line is about, where that may be any number of things; otherwise empty."""
    head = ""
    for place in _WORDS.finditer(line[:120]):
        between = line[: place.start()].rstrip()
        if head and (
            phrases("before_head").is_all_of(place.group()) or between[-1:] in {",", ":", "(", "–", "-"}
        ):
            break
        head = place.group()
    return head if head and _is_any_number(head.lower()) else ""


def _is_any_number(head: str) -> bool:
    """A word of the list, a German compound with one of them at its end, or any English plural."""
    if phrases("uncounted").is_all_of(head) or head.endswith(long_words("uncounted")):
        return True
    is_plural = head.isascii() and head.endswith("s") and not head.endswith(("ss", "us", "is", "as", "os"))
    return is_plural and len(head) > _SHORTEST_PLURAL and not phrases("no_plural").is_all_of(head)


def vague(form: BriefForm, field: str) -> Hint | None:
    """Words that everybody reads differently. Where all of them can go without breaking a sentence, one press does it."""
    text = text_of(form, field)
    found = vague_words(text)
    if not found:
        return None
    words = tuple(dict.fromkeys(one.text for one in found))[:_MOST_WORDS]
    can_go = len(_removable(text, found)) == len(found)
    mend = Mend.REMOVE if can_go else Mend.OPEN
    return Hint(kind=Kind.VAGUE, field=field, mend=mend, about=mark(*words), words=words)


def vague_words(text: str) -> list[Found]:
    """Where they stand, from left to right."""
    fine = phrases("not_vague").find(text)
    found = [
        one for name in ("vague_phrases", "vague_words", "vague_adverbs") for one in phrases(name).find(text)
    ]
    kept: list[Found] = []
    for one in sorted(found, key=lambda each: (each.start, -each.end)):
        is_fine = any(other.start <= one.start and one.end <= other.end for other in fine)
        is_known = any(one.start < other.end for other in kept[-1:])
        if not is_fine and not is_known and not _is_a_name(text, one):
            kept.append(one)
    return kept


def _is_a_name(text: str, found: Found) -> bool:
    """`Modern Data Platform` in the middle of a sentence is what something is called, and `/etc/` is a folder."""
    if text[max(0, found.start - 1) : found.start] == "/" and text[found.end : found.end + 1] == "/":
        return True
    before, after = text[: found.start].rstrip(), text[found.end : found.end + 2]
    begins = not before or before[-1] in ".!?:\n-–•*“\"'("
    follows = len(after) > 1 and after[0] == " " and after[1].isupper()
    return found.text[:1].isupper() and not found.text.isupper() and follows and not begins


def removable(text: str) -> list[Found]:
    """Those of the vague words that can be taken out and leave a sentence."""
    return _removable(text, vague_words(text))


def _removable(text: str, found: list[Found]) -> list[Found]:
    adverbs = {one.start for one in phrases("vague_adverbs").find(text)}
    adjectives = {one.start for one in phrases("vague_words").find(text)}
    gone: list[Found] = []
    for one in reversed(found):
        if one.start in adverbs or (one.start in adjectives and _stands_before_a_noun(text, one, gone)):
            gone.insert(0, one)
    return [
        one for one in gone if one.start in adverbs or not _BEFORE_BREAKS.search(_before(text, one, gone))
    ]


def _stands_before_a_noun(text: str, found: Found, gone: list[Found]) -> bool:
    """Or before another such word that does."""
    after = text[found.end : found.end + 20]
    between = _BETWEEN_TWO.match(after)
    if between and gone and gone[0].start == found.end + between.end():
        return True
    return bool(_AFTER_STANDS.match(after))


def _before(text: str, found: Found, gone: list[Found]) -> str:
    """What stands before it, or before the first of several such words in a row."""
    start = found.start
    for one in reversed([each for each in gone if each.end <= found.start]):
        if not _BETWEEN_TWO.fullmatch(text[one.end : start]):
            break
        start = one.start
    return text[max(0, start - 20) : start]


def skills(form: BriefForm) -> Hint | None:
    """More than a form takes, and than one freelancer has."""
    named = split_skills(text_of(form, "skills"))
    if len(named) <= MOST_SKILLS:
        return None
    return Hint(kind=Kind.SKILLS, field="skills", mend=Mend.KEEP_FIRST, about=mark(*named))
