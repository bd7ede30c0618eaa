"""What a typed text is taken to mean: a command's own words, a sentence of its own, or a near miss."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from rapidfuzz import fuzz, process, utils

from bot.verbs.account_verbs import NAMED
from bot.verbs.command import Command, Understood
from bot.verbs.commands import (
    ACTIONS,
    AUDIT,
    BY_MEANING,
    CANCEL,
    COMMANDS,
    CONNECT,
    DISCONNECT,
    HOW_TO,
    POST,
    QUESTIONS,
    STATUS,
    UNFOLLOW,
)
from bot.verbs.filtered_verbs import FILTERED
from bot.verbs.learning_commands import PLAYBOOK
from bot.verbs.playbook_verbs import NAMED as PLAYBOOK_WORDS
from bot.verbs.talent_verbs import LOOKS_FOR, TALENT
from bot.verbs.who_approves import WHO_APPROVES
from cards.acting import ACT
from sentences.filters import filters_of
from sentences.phrases import LANGUAGES, language, words_of
from sentences.questions import hear
from sentences.who_approves import who_approves

_LONGEST_COMMAND = 60
NEAR = 82
"""How alike a typed text and a phrase must be to count as meant (0 to 100, RapidFuzz's ratio)."""

_NUMBER = (
    r"(?:\s*:)?\s*(?:of\s+)?(?:my\s+)?(?:gig\s*)?(?:(?:number|no|nr)\b\.?|№|n°|no°)?\s*#?\W?\s*(\d{1,9})"
)
_ONE_GIG = re.compile(rf"(?:status|show|gig|open){_NUMBER}", re.IGNORECASE)
_ONLY_A_NUMBER = re.compile(r"#?\s*(\d{1,9})[ .!?]*")
_AUDIT_ONE = re.compile(rf"audit{_NUMBER}", re.IGNORECASE)
_ROUND = re.compile(r"^[^\w#?]+|[^\w?]+$")
_COURTESY = re.compile(r"^please\b[\s,]*(?=.)|(?<=.)[\s,]*\bplease$", re.IGNORECASE)
_BACK = BY_MEANING["i_am_back"]
_NEVER_WHEN_NEGATED = frozenset({POST, CANCEL, _BACK})
_SHOWN_INSTEAD: Mapping[Command, Command | None] = {
    DISCONNECT: BY_MEANING["marketplaces"],
    _BACK: BY_MEANING["out_of_office"],
    UNFOLLOW: None,
}
_PHRASES = {
    phrase: command
    for command in COMMANDS
    if command not in {*QUESTIONS, *ACTIONS, HOW_TO, FILTERED, WHO_APPROVES}
    for phrase in (command.title, *command.also)
}


def understand(text: str, locale: str = "") -> Understood | None:
    """The command meant by a text: exactly, in a sentence of its own, as a near miss ("pst a gig"), or None."""
    bare = _bare(text)
    return _exact(text, bare) or _on_the_whole(text, locale) or _in_a_sentence(bare, locale) or _nearly(bare)


def _exact(text: str, bare: str) -> Understood | None:
    named = bare.strip("? ")
    if found := _ONE_GIG.fullmatch(named) or _ONLY_A_NUMBER.fullmatch(text):
        return Understood(STATUS, gig=int(found.group(1)))
    if found := _AUDIT_ONE.fullmatch(named):
        return Understood(AUDIT, gig=int(found.group(1)))
    if found := NAMED.fullmatch(named):
        command = CONNECT if found.group(1).casefold() == "connect" else DISCONNECT
        return _shown(command) if bare != named else Understood(command)
    if len(named) <= _LONGEST_COMMAND and PLAYBOOK_WORDS.fullmatch(named):
        return Understood(PLAYBOOK)
    if LOOKS_FOR.fullmatch(text.strip()) and bare.casefold() not in _PHRASES:
        return Understood(TALENT)
    if exact := _PHRASES.get(bare.casefold()):
        return Understood(exact)
    asked = _PHRASES.get(named.casefold())
    return _shown(asked) if asked else None


def _on_the_whole(text: str, locale: str) -> Understood | None:
    """A list of gigs narrowed down in words, whatever day it is; or who approves what the policy is asked about."""
    if filters_of(text, today=date.min, locale=locale):
        return Understood(FILTERED)
    return Understood(WHO_APPROVES) if who_approves(text, locale=locale) else None


def _in_a_sentence(bare: str, locale: str) -> Understood | None:
    heard = hear(bare, locale)
    if heard is None:
        return None
    if heard.asks_how and heard.means in ACT:
        return Understood(HOW_TO, heard=heard)
    command = BY_MEANING.get(heard.means)
    if heard.is_negated and command in _NEVER_WHEN_NEGATED:
        return None
    if command is _BACK and (heard.about or bare.endswith("?")):
        return _shown(_BACK)
    return Understood(command, gig=heard.gig, heard=heard) if command else None


def _nearly(bare: str) -> Understood | None:
    near = nearest(bare, list(_PHRASES), NEAR)
    return _shown(_PHRASES[near]) if near and not _says_no(bare, near) else None


def _shown(command: Command) -> Understood | None:
    """What was only nearly said, or asked: a command that would do something at once shows instead what it's about."""
    shown = _SHOWN_INSTEAD.get(command, command)
    return Understood(shown) if shown else None


def _says_no(text: str, phrase: str) -> bool:
    """Whether a word of it denies what the phrase says: “don’t unfollow here” is no misspelling."""
    said = {*words_of(text)} - {*words_of(phrase)}
    return any(said & language(name).no for name in LANGUAGES)


def _bare(text: str) -> str:
    """Without marks round it, in plain letters and digits, and without a please."""
    if len(text) > _LONGEST_COMMAND:
        return text
    plain = unicodedata.normalize("NFKC", text)
    return _ROUND.sub("", _COURTESY.sub("", _ROUND.sub("", plain)))


def suggestion(text: str) -> tuple[str, str] | tuple[()]:
    """(title, card verb) of the command somebody may have meant; for texts too far off to act on."""
    verbs = {command.title: command.verb for command in COMMANDS if command.verb}
    near = nearest(text, list(verbs), 55)
    return (near, verbs[near]) if near else ()


def nearest(text: str, phrases: list[str], least: int) -> str | None:
    """The phrase most like a short text, if at least that much alike."""
    if not 3 <= len(text) <= _LONGEST_COMMAND:
        return None
    best = process.extractOne(
        text, phrases, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=least
    )
    return best[0] if best else None
