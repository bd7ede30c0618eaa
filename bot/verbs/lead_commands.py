"""Commands for programme leads."""

from collections.abc import Sequence

from bot.verbs.account_verbs import marketplaces
from bot.verbs.command import Command
from bot.verbs.delegate_verbs import replace
from bot.verbs.hint_verbs import show_hint_counts
from bot.verbs.lead_verbs import show_all, show_open, show_stuck
from translation.catalogue import N_

LEADING: Sequence[Command] = (
    Command(
        "replace approver",  # not for people
        N_("For programme leads: somebody has left, and a colleague takes over"),
        (
            "replace an approver",  # not for people
            "replace requester",  # not for people
            "replace a requester",  # not for people
            "replace",
            "replace somebody",  # not for people
        ),
        replace,
        private=True,
        means="replace",
    ),
    Command(
        "marketplaces",
        N_("For programme leads: connect, pause and check the marketplace accounts"),
        ("connect", "disconnect", "accounts", "marketplace status"),  # not for people
        marketplaces,
        private=True,
        verb="marketplaces",
        means="marketplaces",
    ),
    Command(
        "all gigs",  # not for people
        N_("For programme leads: every gig, by state, team, month and marketplace"),
        ("every gig",),  # not for people
        show_all,
        private=True,
        verb="all_gigs",
        means="all_gigs",
    ),
    Command(
        "stuck",
        "",
        ("stuck gigs", "what is stuck"),  # not for people
        show_stuck,
        in_menu=False,
        private=True,
    ),
    Command(
        "open approvals",  # not for people
        "",
        ("all approvals",),  # not for people
        show_open,
        in_menu=False,
        private=True,
    ),
    Command(
        "hints",
        "",
        ("how are hints taken",),  # not for people
        show_hint_counts,
        in_menu=False,
        private=True,
    ),
)
