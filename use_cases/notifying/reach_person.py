"""The one-to-one chat with a person: the one we know, or one made anew where Teams no longer knows it."""

from gigs.people import PersonKey
from ports.jobs import TryLater
from ports.messenger import ChatGone
from ports.notices import Chat
from use_cases.context import Context

ADDED_S = 15.0
"""Seconds until a chat can be made with somebody for whom the app was just added."""


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


async def open_chat(context: Context, person: PersonKey, near: Chat, *, install: bool = False) -> Chat | None:
    """Made if need be, on the service of `near`: Teams gives the one that there is. None for somebody who does not
    have the app, unless it may be added for them (`install`). Raises TryLater."""
    try:
        opened = await context.messenger.open_chat(near, person)
    except ChatGone:
        if not install or context.installer is None or not await context.installer.install(person):
            return None
        opened = await _just_added(context, person, near)
    if opened and near.owner == opened.owner:
        return opened.model_copy(update={"member_id": near.member_id})
    return opened


async def _just_added(context: Context, person: PersonKey, near: Chat) -> Chat | None:
    try:
        return await context.messenger.open_chat(near, person)
    except ChatGone as error:
        raise TryLater("the app was added a moment ago", ADDED_S) from error  # not for people
