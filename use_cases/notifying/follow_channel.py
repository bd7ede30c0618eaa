"""A team's channel follows the gigs of its people: one thread per gig from the moment it is listed."""

from gigs.people import Person
from ports.notices import Chat, Follow
from ports.storage import Transaction
from use_cases.context import Context


async def follow_channel(context: Context, who: Person, chat: Chat, team_id: str) -> None:
    """From now on, gigs of this team's people get a thread in this channel. Following twice is following."""

    async def followed(tx: Transaction) -> None:
        await tx.chats.put(chat)
        follow = Follow(tenant=chat.tenant, channel_id=chat.owner, team_id=team_id, followed_by=who.key)
        await tx.follows.put(follow)

    await context.store.run(followed)


async def unfollow_channel(context: Context, tenant: str, channel_id: str) -> bool:
    """False when the channel did not follow anyway. Threads that are there already stay as they are."""
    return await context.store.run(lambda tx: tx.follows.drop(tenant, channel_id))
