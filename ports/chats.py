"""Where we may speak: chats with people, and channels that follow their team's gigs."""

from gigs.people import PersonKey
from gigs.value import Value


class Chat(Value):
    """A conversation we may speak in. `owner` is an object id (personal chat) or a channel id; see `is_channel`.

    `member_id` is the person's id for this bot, or the id of the channel's team; "" where Teams didn't say it.
    """

    tenant: str
    owner: str
    is_channel: bool = False
    conversation_id: str
    service_url: str
    bot_id: str
    member_id: str = ""
    alive: bool = True

    @property
    def team(self) -> str:
        """Of a channel: the conversation that its team's people are the members of."""
        return self.member_id or self.conversation_id


class Follow(Value):
    """A channel that wants to see its team's gigs."""

    tenant: str
    channel_id: str
    team_id: str
    followed_by: PersonKey
