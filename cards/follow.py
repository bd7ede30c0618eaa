"""A channel that follows its team's gigs."""

from collections.abc import Sequence

from cards.kit.elements import banner, frame
from cards.kit.inputs import button, choice
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import words
from cards.short import short
from translation.catalogue import _

FOLLOW = "@Freelance Connector follow here"  # not for people: it’s read by us
"""In a channel Teams passes on only what mentions the bot."""


def following(by: str = "", where: str = "") -> AdaptiveCard:
    """Said in a channel once it follows; `by` asked for it. `where` names another channel that was picked."""
    told = _("I’ll keep one thread per gig up to date. It shows no budgets, freelancers’ names or reasons.")
    actions = [] if where else [button(_("Stop following"), "unfollow")]
    headline = _following(by, where).format(name=by, channel=where)
    return short(headline, told, tone="good", actions=actions)


def _following(by: str, where: str) -> str:
    if by:
        elsewhere = _("{name} asked me to post this team’s gigs in “{channel}”")
        return elsewhere if where else _("{name} asked me to post this team’s gigs here")
    return _("I post this team’s gigs in “{channel}”") if where else _("I post this team’s gigs here")


def only_in_channels() -> AdaptiveCard:
    """Said where "follow here" cannot mean anything."""
    told = _("Add me to a team, then say “{command}” in the channel where its gigs should be posted.")
    headline = _("This works in a team’s channel")
    return short(headline, told.format(command=FOLLOW), actions=[button(_("Help"), "help")])


def not_now() -> AdaptiveCard:
    """After an install in a team, when no channel was picked."""
    told = _("Whenever you like, say “{command}” in the channel where this team’s gigs should be posted.")
    return short(_("All right, not now"), told.format(command=FOLLOW))


def unfollowed() -> AdaptiveCard:
    """Said in a channel that stopped following."""
    told = _("Existing threads stay as they are. Say “{command}” to start again.").format(command=FOLLOW)
    again = button(_("Follow again"), "follow_here")
    return short(_("I no longer post gigs here"), told, actions=[again])


def pick_channel(channels: Sequence[tuple[str, str]]) -> AdaptiveCard:
    """After an install in a team: which of its (id, name) channels should follow. The input's id is `channel`."""
    explain = _("I’ll keep one thread per gig in a channel you choose: status only.")
    required = _("Please choose a channel.")
    where = choice("channel", _("Channel"), channels[:50], "", required=required)
    actions = [
        button(_("Follow there"), "follow_channel", style="positive"),
        button(_("Not now"), "not_now", inputs=False),
    ]
    body = [banner(_("Where should gigs be posted?")), words(explain), where]
    summary = _("Say “{command}” in the channel where gigs should be posted.").format(command=FOLLOW)
    return frame(body, actions, summary=summary)
