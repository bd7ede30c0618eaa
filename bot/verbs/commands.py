"""The table of what the bot understands; the manifest's command menu is made from the same table."""

from collections.abc import Awaitable, Callable, Sequence

from bot.verbs.account_verbs import connect_named, disconnect_named, marketplaces
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
from bot.verbs.delegate_verbs import come_back, out_of_office, replace
from bot.verbs.help_verbs import ask_team, how_to, show_help
from bot.verbs.lead_verbs import show_all, show_open, show_stuck
from bot.verbs.plain_commands import audit, follow, list_approvals, list_mine, status, unfollow
from dialogs.turn import Turn

OfGig = Callable[[Turn, int], Awaitable[None]]


async def give_help(turn: Turn) -> None:
    """Everything the bot understands, of which this person may use it."""
    show_help(turn, menu())


POST = Command(
    "post a gig",
    "Describe the work and submit it for approval",
    ("new gig", "post gig", "create a gig"),
    private=True,
    verb="post_gig",
    means="post_gig",
)
CANCEL = Command(
    "cancel",
    "Leave what we are in the middle of",
    ("stop", "quit", "leave", "never mind"),
    means="cancel_chat",
)
STATUS = Command("status", "Show one gig, for example: status 12", of_gig=status, private=True)
AUDIT = Command(
    "audit",
    "For programme leads: one gig's history, proved, for example: audit 12",
    of_gig=audit,
    private=True,
)
HELP = Command(
    "help",
    "What I can do",
    ("hi", "hello", "hey", "what can you do", "?"),
    give_help,
    verb="help",
    means="help",
)
CONNECT = Command("connect upwork", "", run=connect_named, in_menu=False, private=True)
DISCONNECT = Command("disconnect upwork", "", run=disconnect_named, in_menu=False, private=True)
THANKS = Command("thanks", "", ("thank you", "thx", "cheers"), in_menu=False, means="thanks")

GREETING = Command("hello there", "", run=give_help, in_menu=False, means="greeting")
HOW_TO = Command("how do I cancel a gig", "", run=how_to, in_menu=False)
ASK_TEAM = Command(
    "ask the programme team",
    "Ask the programme leads a question; their answer comes back to you",
    run=ask_team,
    private=True,
    in_menu=False,
    verb="ask_team_form",
    means="ask_team",
)


def _question(title: str, means: str, answer: OfGig) -> Command:
    return Command(title, "", of_gig=answer, in_menu=False, private=True, means=means)


QUESTIONS: Sequence[Command] = (
    _question("where does gig 12 stand", "where_stands", stands),
    _question("who is gig 12 waiting for", "who_waits", waits),
    _question("who approved gig 12", "who_approved", approvers),
    _question("why was gig 12 rejected", "why_rejected", refusal),
    _question("what did they say about gig 12", "what_did_they_say", comments),
    _question("when is gig 12 due", "when_due", dates),
    _question("how much does gig 12 cost", "gig_money", cost),
    _question("proposals for gig 12", "proposals", proposals),
    _question("history of gig 12", "history", history),
    Command("how much have we spent", "", run=spent, in_menu=False, private=True, means="spent"),
    Command("what is left of DES-100", "", run=budget_left, in_menu=False, private=True, means="budget_left"),
    Command("what happens this week", "", run=this_week, in_menu=False, private=True, means="this_week"),
)
ACTIONS: Sequence[Command] = (
    _question("cancel gig 12", "withdraw_gig", point_to_button),
    _question("approve gig 12", "approve_gig", point_to_button),
    _question("reject gig 12", "reject_gig", point_to_button),
    _question("hire Ana for gig 12", "hire", point_to_button),
    _question("pay gig 12", "pay", point_to_button),
    _question("submit gig 12", "publish", point_to_button),
    _question("close gig 12", "close", point_to_button),
    _question("change gig 12", "change", point_to_button),
)
"""What would change something: the card with its button is shown, and nothing is done."""

COMMANDS: Sequence[Command] = (
    POST,
    Command(
        "my gigs",
        "Your gigs with their status and next step",
        ("gigs", "list", "drafts"),
        list_mine,
        private=True,
        verb="my_gigs",
        means="my_gigs",
    ),
    STATUS,
    Command(
        "approvals",
        "Gigs that wait for your answer",
        ("my approvals", "pending"),
        list_approvals,
        private=True,
        verb="approvals",
        means="approvals",
    ),
    Command(
        "out of office",
        "Choose who decides in your place: for some days, or whenever you don’t answer",
        ("my delegate", "stand in", "delegate", "vacation"),
        out_of_office,
        private=True,
        verb="out_of_office",
        means="out_of_office",
    ),
    Command(
        "i am back",
        "End your delegation; what they haven’t answered comes back to you",
        ("back again",),
        come_back,
        private=True,
        means="i_am_back",
    ),
    Command(
        "replace approver",
        "For programme leads: somebody has left, and another takes over",
        ("replace an approver", "replace requester", "replace a requester", "replace", "replace somebody"),
        replace,
        private=True,
        means="replace",
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
        means="marketplaces",
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
    GREETING,
    HOW_TO,
    ASK_TEAM,
    *QUESTIONS,
    *ACTIONS,
)
BY_MEANING = {command.means: command for command in COMMANDS if command.means}


def menu() -> list[tuple[str, str]]:
    """(title, description) of every command people are shown."""
    return [(command.title, command.description) for command in COMMANDS if command.in_menu]
