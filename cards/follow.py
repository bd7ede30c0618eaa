"""A channel that follows its team's gigs."""

from collections.abc import Sequence

from cards.kit.elements import banner, frame
from cards.kit.inputs import button, choice
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import words
from cards.short import short

FOLLOW = "@Freelance Connector follow here"
"""In a channel Teams passes on only what mentions the bot."""


def following(by: str = "", where: str = "") -> AdaptiveCard:
    """Said in a channel once it follows; `by` asked for it. `where` names another channel that was picked."""
    who = f"{by} asked me to post" if by else "I post"
    headline = f"{who} this team's gigs in “{where}”" if where else f"{who} this team's gigs here"
    sentence = (
        "One thread per gig, kept up to date in place. No budgets, no names of freelancers, no reasons."
    )
    actions = [] if where else [button("Stop following", "unfollow")]
    return short(headline, sentence, tone="good", actions=actions)


def only_in_channels() -> AdaptiveCard:
    """Said where "follow here" cannot mean anything."""
    sentence = f"Add me to a team, then say “{FOLLOW}” in the channel where its gigs should be seen."
    return short("This works in a team’s channel", sentence, actions=[button("Help", "help")])


def not_now() -> AdaptiveCard:
    """After an install in a team, when no channel was picked."""
    sentence = f"Say “{FOLLOW}” in the channel where this team’s gigs should be seen, whenever you like."
    return short("All right, not now", sentence)


def unfollowed() -> AdaptiveCard:
    """Said in a channel that stopped following."""
    sentence = f"Threads that are here stay as they are. Say “{FOLLOW}” to start again."
    return short("I no longer post gigs here", sentence, actions=[button("Follow again", "follow_here")])


def pick_channel(channels: Sequence[tuple[str, str]]) -> AdaptiveCard:
    """After an install in a team: which of its (id, name) channels should follow. The input's id is `channel`."""
    explain = "I’ll keep one thread per gig in a channel you choose: status only."
    where = choice("channel", "Channel", channels[:50], "", required="Please choose a channel.")
    actions = [
        button("Follow there", "follow_channel", style="positive"),
        button("Not now", "not_now", inputs=False),
    ]
    body = [banner("Where should gigs be posted?"), words(explain), where]
    return frame(body, actions, summary=f"Say “{FOLLOW}” in the channel where gigs should be posted.")
