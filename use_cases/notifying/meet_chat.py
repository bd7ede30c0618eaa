"""Remembers where somebody can be spoken to, and says what has been waiting for them."""

from gigs.people import PersonKey
from ports.jobs import TryLater
from ports.messenger import ChatGone
from ports.notices import Chat, NoticeState
from ports.storage import Transaction
from use_cases.notifying.tell import DeliverNotice
from use_cases.outside import Outside


async def meet_chat(outside: Outside, chat: Chat) -> bool:
    """True when the chat is new, moved or was thought dead; what has been waiting for this person is then said."""
    async with outside.store.transaction() as tx:
        changed = await tx.chats.put(chat)
        if changed and not chat.is_channel:
            await _promise_waiting(outside, tx, chat)
    if changed and not chat.is_channel:
        # A delivery that found no chat a moment ago may only now have laid its notice aside: look once more.
        async with outside.store.transaction() as tx:
            await _promise_waiting(outside, tx, chat)
    return changed


async def _promise_waiting(outside: Outside, tx: Transaction, chat: Chat) -> None:
    person = PersonKey(tenant=chat.tenant, object_id=chat.owner)
    for notice in await tx.notices.waiting_for(person):
        await tx.notices.mark(notice.tenant, notice.id, NoticeState.PENDING)
        again = outside.ids.new("met-")
        await tx.jobs.add(DeliverNotice(tenant=notice.tenant, notice=notice.id), again=again)


async def chat_with(outside: Outside, person: PersonKey, near: Chat) -> Chat | None:
    """The one-to-one chat with somebody, opened on the service of `near` if need be; None when they cannot be reached."""
    async with outside.store.transaction() as tx:
        chat = await tx.chats.get(person.tenant, person.object_id)
    if chat and chat.alive:
        return chat
    try:
        opened = await outside.messenger.open_chat(near, person)
    except (ChatGone, TryLater):
        return None
    if opened:
        async with outside.store.transaction() as tx:
            await tx.chats.put(opened)
    return opened


async def leave_chat(outside: Outside, tenant: str, owner: str) -> None:
    """The app was removed there: nothing more is said until it is heard from again."""
    async with outside.store.transaction() as tx:
        await tx.chats.bury(tenant, owner)
