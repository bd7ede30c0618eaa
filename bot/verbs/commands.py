"""The table of what the bot understands; the manifest's command menu is made from the same table.

What people type is in English whatever is spoken, and marked as not for the catalogue; what a command does is for it.
"""

from collections.abc import Awaitable, Callable, Sequence

from bot.verbs.account_verbs import connect_named, disconnect_named
from bot.verbs.answers import (
    approvers,
    comments,
    cost,
    dates,
    history,
    point_to_button,
    proposals,
    refusal,
    stands,
    waits,
)
from bot.verbs.answers_about_mine import budget_left, spent, this_week
from bot.verbs.command import Command
from bot.verbs.decision_verbs import list_decisions
from bot.verbs.delegate_verbs import come_back, out_of_office
from bot.verbs.filtered_verbs import FILTERED
from bot.verbs.help_verbs import ask_team, how_to, show_help
from bot.verbs.inside_verbs import MY_SKILLS
from bot.verbs.lead_commands import LEADING
from bot.verbs.learning_commands import LEARNING
from bot.verbs.plain_commands import audit, follow, list_approvals, list_mine, status, unfollow
from bot.verbs.who_approves import WHO_APPROVES
from dialogs.turn import Turn
from translation.catalogue import N_, _

OfGig = Callable[[Turn, int], Awaitable[None]]


async def give_help(turn: Turn) -> None:
    """Everything the bot understands, of which this person may use it."""
    show_help(turn, menu())


POST = Command(
    "post a gig",  # not for people
    N_("Describe the work and submit it for approval"),
    ("new gig", "post gig", "create a gig"),  # not for people
    private=True,
    verb="post_gig",
    means="post_gig",
)
CANCEL = Command(
    "cancel",
    N_("Cancel the current form"),
    ("stop", "quit", "leave", "never mind"),  # not for people
    means="cancel_chat",
)
STATUS = Command("status", N_("Show one gig, for example: status 12"), of_gig=status, private=True)
AUDIT = Command(
    "audit",
    N_("For programme leads: one gig’s verified history, for example: audit 12"),
    of_gig=audit,
    private=True,
)
HELP = Command(
    "help",
    N_("What I can do"),
    ("hi", "hello", "hey", "what can you do", "?"),  # not for people
    give_help,
    verb="help",
    means="help",
)
CONNECT = Command("connect upwork", "", run=connect_named, in_menu=False, private=True)  # not for people
DISCONNECT = Command(
    "disconnect upwork",  # not for people
    "",
    run=disconnect_named,
    in_menu=False,
    private=True,
)
THANKS = Command(
    "thanks",
    "",
    ("thank you", "thx", "cheers"),  # not for people
    in_menu=False,
    means="thanks",
)

GREETING = Command("hello there", "", run=give_help, in_menu=False, means="greeting")  # not for people
HOW_TO = Command("how do I cancel a gig", "", run=how_to, in_menu=False)  # not for people
ASK_TEAM = Command(
    "ask the programme team",  # not for people
    N_("Ask the programme leads a question; their answer comes back to you"),
    run=ask_team,
    private=True,
    in_menu=False,
    verb="ask_team_form",
    means="ask_team",
)


def _question(title: str, means: str, answer: OfGig) -> Command:
    return Command(title, "", of_gig=answer, in_menu=False, private=True, means=means)


def _of_mine(title: str, means: str, answer: Callable[[Turn], Awaitable[None]]) -> Command:
    return Command(title, "", run=answer, in_menu=False, private=True, means=means)


QUESTIONS: Sequence[Command] = (
    _question("where does gig 12 stand", "where_stands", stands),  # not for people
    _question("who is gig 12 waiting for", "who_waits", waits),  # not for people
    _question("who approved gig 12", "who_approved", approvers),  # not for people
    _question("why was gig 12 rejected", "why_rejected", refusal),  # not for people
    _question("what did they say about gig 12", "what_did_they_say", comments),  # not for people
    _question("when is gig 12 due", "when_due", dates),  # not for people
    _question("how much does gig 12 cost", "gig_money", cost),  # not for people
    _question("proposals for gig 12", "proposals", proposals),  # not for people
    _question("history of gig 12", "history", history),  # not for people
    _of_mine("how much have we spent", "spent", spent),  # not for people
    _of_mine("what is left of DES-100", "budget_left", budget_left),  # not for people
    _of_mine("what happens this week", "this_week", this_week),  # not for people
)
ACTIONS: Sequence[Command] = (
    _question("cancel gig 12", "withdraw_gig", point_to_button),  # not for people
    _question("approve gig 12", "approve_gig", point_to_button),  # not for people
    _question("reject gig 12", "reject_gig", point_to_button),  # not for people
    _question("hire Ana for gig 12", "hire", point_to_button),  # not for people
    _question("pay gig 12", "pay", point_to_button),  # not for people
    _question("submit gig 12", "publish", point_to_button),  # not for people
    _question("close gig 12", "close", point_to_button),  # not for people
    _question("change gig 12", "change", point_to_button),  # not for people
)
"""What would change something: the card with its button is shown, and nothing is done."""

UNFOLLOW = Command(
    "unfollow",
    N_("In a channel, after mentioning me: no new threads"),
    ("unfollow here", "stop following"),  # not for people
    unfollow,
    in_menu=False,
    verb="unfollow",
)

COMMANDS: Sequence[Command] = (
    POST,
    Command(
        "my gigs",  # not for people
        N_("Your gigs with their status and next step"),
        ("gigs", "list", "drafts"),
        list_mine,
        private=True,
        verb="my_gigs",
        means="my_gigs",
    ),
    STATUS,
    *LEARNING,
    Command(
        "approvals",
        N_("Gigs that need your answer"),
        ("my approvals", "pending"),  # not for people
        list_approvals,
        private=True,
        verb="approvals",
        means="approvals",
    ),
    Command(
        "out of office",  # not for people
        N_("Choose who decides for you: while you’re away, or whenever you don’t answer"),
        ("my delegate", "stand in", "delegate", "vacation"),  # not for people
        out_of_office,
        private=True,
        verb="out_of_office",
        means="out_of_office",
    ),
    Command(
        "i am back",  # not for people
        N_("End your delegation; what they haven’t answered comes back to you"),
        ("back again",),  # not for people
        come_back,
        private=True,
        means="i_am_back",
    ),
    MY_SKILLS,
    Command(
        "follow here",  # not for people
        N_("In a channel, after mentioning me: a thread for each of the team’s gigs"),
        ("follow",),
        follow,
        verb="follow_here",
    ),
    UNFOLLOW,
    Command(
        "what i decided",  # not for people
        "",
        ("my decisions",),  # not for people
        list_decisions,
        in_menu=False,
        private=True,
    ),
    *LEADING,
    CONNECT,
    DISCONNECT,
    AUDIT,
    CANCEL,
    HELP,
    THANKS,
    GREETING,
    HOW_TO,
    ASK_TEAM,
    FILTERED,
    WHO_APPROVES,
    *QUESTIONS,
    *ACTIONS,
)
BY_MEANING = {command.means: command for command in COMMANDS if command.means}


def menu() -> list[tuple[str, str]]:
    """(title, description) of every command people are shown."""
    return [(command.title, _(command.description)) for command in COMMANDS if command.in_menu]
