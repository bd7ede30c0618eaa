"""The table of words the bot understands; the manifest's command menu is made from the same table."""

import re
import unicodedata
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process, utils

from bot.verbs.account_verbs import NAMED, connect_named, disconnect_named, marketplaces
from bot.verbs.decision_verbs import list_decisions
from bot.verbs.delegate_verbs import come_back, out_of_office, replace
from bot.verbs.lead_verbs import show_all, show_open, show_stuck
from cards.audit import audit_card
from cards.follow import following, only_in_channels, unfollowed
from cards.gig import gig_card
from cards.inbox import approvals_list
from cards.kit.pressed import AdaptiveCard
from cards.lists import my_gigs as gigs_list
from cards.welcome import help_card
from dialogs.turn import TrackedCard, Turn
from ports.notices import Chat, View
from use_cases.audit.audit_gig import audit_gig
from use_cases.notifying.follow_channel import follow_channel, unfollow_channel
from use_cases.requesting.leave_form import forms_left
from use_cases.showing.list_gigs import SHOWN, Order, my_approvals, my_gigs
from use_cases.showing.show_gig import show_gig

_LONGEST_COMMAND = 60
NEAR = 82
"""How alike a typed text and a phrase must be to count as meant (0 to 100, RapidFuzz's ratio)."""


@dataclass(frozen=True, slots=True)
class Command:
    """What people may say. `run` None means that the handler itself acts: it begins or leaves a conversation."""

    title: str
    description: str
    also: tuple[str, ...] = ()
    run: Callable[[Turn], Awaitable[None]] | None = None
    of_gig: Callable[[Turn, int], Awaitable[None]] | None = None
    """What it does with the gig whose number was named behind it."""
    in_menu: bool = True
    private: bool = False
    """Its answer is for one person only; said in a group or channel, it is given in the one-to-one chat."""
    verb: str = ""
    """The card verb that does the same, for a button that offers this command."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A text made out: the command, the gig number where one was named, and whether it was a near miss."""

    command: Command
    gig: int | None = None


async def give_help(turn: Turn) -> None:
    """Everything the bot understands."""
    turn.show(_help(), "What I can do")


@cache
def _help() -> AdaptiveCard:
    """The same for everybody, so it is drawn once."""
    return help_card(menu())


async def list_mine(turn: Turn) -> None:
    """My gigs, newest change first."""
    gigs = await my_gigs(turn.context, turn.person)
    left = await forms_left(turn.context, turn.person)
    turn.show(gigs_list(gigs[:SHOWN], turn.context.clock.now(), len(gigs) > SHOWN, left), "Your gigs")


async def list_approvals(turn: Turn, order: str = "") -> None:
    """What waits for my answer, by age or by amount."""
    sort = Order.AMOUNT if order == Order.AMOUNT else Order.AGE
    found = await my_approvals(turn.context, turn.person, sort)
    card = approvals_list(
        found.gigs,
        turn.context.clock.now(),
        viewer=turn.person.key,
        order=sort,
        more=found.more,
        small=found.small,
    )
    turn.show(card, "Waiting for your answer")


async def status(turn: Turn, number: int) -> None:
    """One gig with everything this person may see and do; the card stays up to date."""
    page = await show_gig(turn.context, turn.person, number)
    tracked = TrackedCard(gig=number, version=page.gig.version, view=View.GIG)
    turn.show(gig_card(page), f"Gig {number}: {page.gig.title}", tracked if turn.is_personal else None)


async def audit(turn: Turn, number: int) -> None:
    """Whether the history of one gig is proved, and a link to it for an auditor; for programme leads."""
    audited = await audit_gig(turn.context, turn.person, number)
    turn.show(audit_card(audited), f"Audit of gig {number}")


async def follow(turn: Turn) -> None:
    """This channel follows its team's gigs from now on."""
    chat = turn.place.get("chat")
    if not isinstance(chat, Chat):
        turn.show(only_in_channels(), "Say this in a channel")
        return
    await follow_channel(turn.context, turn.person, chat, str(turn.place.get("team_id") or ""))
    where = str(turn.place.get("picked") or "")
    turn.show(following(turn.person.name, where), f"{where or 'This channel'} follows your team's gigs")


async def unfollow(turn: Turn) -> None:
    """No new threads in this channel."""
    chat = turn.place.get("chat")
    followed = isinstance(chat, Chat) and await unfollow_channel(turn.context, chat.tenant, chat.owner)
    turn.show(unfollowed() if followed else only_in_channels(), "This channel does not follow gigs")


POST = Command(
    "post a gig",
    "Describe the work and submit it for approval",
    ("new gig", "post gig", "create a gig"),
    private=True,
    verb="post_gig",
)
CANCEL = Command("cancel", "Leave what we are in the middle of", ("stop", "quit", "leave", "never mind"))
STATUS = Command("status", "Show one gig, for example: status 12", of_gig=status, private=True)
AUDIT = Command(
    "audit",
    "For programme leads: one gig's history, proved, for example: audit 12",
    of_gig=audit,
    private=True,
)
HELP = Command(
    "help", "What I can do", ("hi", "hello", "hey", "what can you do", "?"), give_help, verb="help"
)
CONNECT = Command("connect upwork", "", run=connect_named, in_menu=False, private=True)
DISCONNECT = Command("disconnect upwork", "", run=disconnect_named, in_menu=False, private=True)
THANKS = Command("thanks", "", ("thank you", "thx", "cheers"), in_menu=False)

COMMANDS: Sequence[Command] = (
    POST,
    Command(
        "my gigs",
        "Your gigs with their status and next step",
        ("gigs", "list", "drafts"),
        list_mine,
        private=True,
        verb="my_gigs",
    ),
    STATUS,
    Command(
        "approvals",
        "Gigs that wait for your answer",
        ("my approvals", "pending"),
        list_approvals,
        private=True,
        verb="approvals",
    ),
    Command(
        "out of office",
        "Choose who decides in your place: for some days, or whenever you don’t answer",
        ("my delegate", "stand in", "delegate", "vacation"),
        out_of_office,
        private=True,
        verb="out_of_office",
    ),
    Command(
        "i am back",
        "End your delegation; what they haven’t answered comes back to you",
        ("back again",),
        come_back,
        private=True,
    ),
    Command(
        "replace approver",
        "For programme leads: somebody has left, and another takes over",
        ("replace an approver", "replace requester", "replace a requester", "replace", "replace somebody"),
        replace,
        private=True,
    ),
    Command(
        "follow here",
        "In a channel, after my name: a thread for each gig of this team",
        ("follow",),
        follow,
        verb="follow_here",
    ),
    Command(
        "unfollow",
        "In a channel, after my name: no new threads",
        ("unfollow here", "stop following"),
        unfollow,
        in_menu=False,
        verb="unfollow",
    ),
    Command(
        "marketplaces",
        "For programme leads: connect, pause and check the accounts at marketplaces",
        ("connect", "disconnect", "accounts", "marketplace status"),
        marketplaces,
        private=True,
        verb="marketplaces",
    ),
    Command(
        "all gigs",
        "For programme leads: every gig, by state, team, month and marketplace",
        ("every gig",),
        show_all,
        private=True,
        verb="all_gigs",
    ),
    Command("stuck", "", ("stuck gigs", "what is stuck"), show_stuck, in_menu=False, private=True),
    Command("open approvals", "", ("all approvals",), show_open, in_menu=False, private=True),
    Command("what i decided", "", ("my decisions",), list_decisions, in_menu=False, private=True),
    CONNECT,
    DISCONNECT,
    AUDIT,
    CANCEL,
    HELP,
    THANKS,
)

_NUMBER = (
    r"(?:\s*:)?\s*(?:of\s+)?(?:my\s+)?(?:gig\s*)?(?:(?:number|no|nr)\b\.?|№|n°|no°)?\s*#?\W?\s*(\d{1,9})"
)
_ONE_GIG = re.compile(rf"(?:status|show|gig|open){_NUMBER}", re.IGNORECASE)
_ONLY_A_NUMBER = re.compile(r"#?\s*(\d{1,9})[ .!?]*")
_AUDIT_ONE = re.compile(rf"audit{_NUMBER}", re.IGNORECASE)
_ROUND = re.compile(r"^[^\w#?]+|[^\w?]+$")
_COURTESY = re.compile(r"^please\b[\s,]*(?=.)|(?<=.)[\s,]*\bplease$", re.IGNORECASE)


def menu() -> list[tuple[str, str]]:
    """(title, description) of every command people are shown."""
    return [(command.title, command.description) for command in COMMANDS if command.in_menu]


def understand(text: str) -> Understood | None:
    """The command meant by a text: exactly, as a near miss ("pst a gig"), or None."""
    bare = _bare(text)
    named = bare.strip("? ")
    if found := _ONE_GIG.fullmatch(named) or _ONLY_A_NUMBER.fullmatch(text):
        return Understood(STATUS, gig=int(found.group(1)))
    if found := _AUDIT_ONE.fullmatch(named):
        return Understood(AUDIT, gig=int(found.group(1)))
    if found := NAMED.fullmatch(named):
        return Understood(CONNECT if found.group(1).casefold() == "connect" else DISCONNECT)
    phrases = {phrase: command for command in COMMANDS for phrase in (command.title, *command.also)}
    exact = phrases.get(bare.casefold()) or phrases.get(named.casefold())
    if exact:
        return Understood(exact)
    near = nearest(bare, list(phrases), NEAR)
    return Understood(phrases[near]) if near else None


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
