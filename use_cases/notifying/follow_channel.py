"""A team's channel follows the gigs of its people: one thread per gig from the moment it is listed."""

from gigs.people import Person
from ports.notices import Chat, Follow
from use_cases.context import Context


async def follow_channel(context: Context, who: Person, chat: Chat, team_id: str) -> None:
    """From now on, gigs of this team's people get a thread in this channel. Following twice is following."""
    async with context.store.transaction() as tx:
        await tx.chats.put(chat)
        follow = Follow(tenant=chat.tenant, channel_id=chat.owner, team_id=team_id, followed_by=who.key)
        await tx.follows.put(follow)


async def unfollow_channel(context: Context, tenant: str, channel_id: str) -> bool:
    """False when the channel did not follow anyway. Threads that are there already stay as they are."""
    async with context.store.transaction() as tx:
        return await tx.follows.drop(tenant, channel_id)
