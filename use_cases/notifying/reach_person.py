"""The one-to-one chat with a person: the one we know, or one made anew where Teams no longer knows it."""

from gigs.people import PersonKey
from ports.jobs import TryLater
from ports.messenger import ChatGone
from ports.notices import Chat
from use_cases.context import Context


async def chat_with(context: Context, person: PersonKey, near: Chat) -> Chat | None:
    """The chat that we know, or a new one on the service of `near`; None when they cannot be reached now."""
    chat = await context.store.run(lambda tx: tx.chats.get(person.tenant, person.object_id))
    return chat if chat and chat.alive else await chat_anew(context, person, near)


async def chat_anew(context: Context, person: PersonKey, near: Chat) -> Chat | None:
    """A new one, whatever we know, and remembered; None when they cannot be reached now."""
    try:
        opened = await open_chat(context, person, near)
    except TryLater:
        return None
    if opened:
        await context.store.run(lambda tx: tx.chats.put(opened))
    return opened


async def open_chat(context: Context, person: PersonKey, near: Chat) -> Chat | None:
    """Made if need be, on the service of `near`: Teams gives the one that there is. None for somebody who does not
    have the app. Raises TryLater."""
    try:
        opened = await context.messenger.open_chat(near, person)
    except ChatGone:
        return None
    if opened and near.owner == opened.owner:
        return opened.model_copy(update={"member_id": near.member_id})
    return opened
