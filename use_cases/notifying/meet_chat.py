"""Remembers where somebody can be spoken to, and says what has been waiting for them."""

from gigs.people import PersonKey
from ports.notices import Chat, NoticeState
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.notifying.notify import DeliverNotice
from use_cases.notifying.out_of_reach import show_reach


async def meet_chat(context: Context, chat: Chat) -> bool:
    """True when the chat is new, moved or was thought dead; what has been waiting for this person is then said."""
    changed = await context.store.run(met, context, chat)
    if changed:
        await say_what_waited(context, chat)
    return changed


async def say_what_waited(context: Context, chat: Chat) -> None:
    """After the transaction in which a chat was new: a delivery that found none a moment ago may only now have laid its
    notice aside."""
    if not chat.is_channel:
        await context.store.run(_enqueue_waiting, context, chat)


async def met(tx: Transaction, context: Context, chat: Chat) -> bool:
    """The same inside a transaction. A chat that is known as it stands is not locked; after one that is not, call
    `say_what_waited`."""
    if await tx.chats.get(chat.tenant, chat.owner) == chat:
        return False
    changed = await tx.chats.put(chat)
    if changed and not chat.is_channel:
        await _enqueue_waiting(tx, context, chat)
    return changed


async def _enqueue_waiting(tx: Transaction, context: Context, chat: Chat) -> None:
    person = PersonKey(tenant=chat.tenant, object_id=chat.owner)
    for notice in await tx.notices.waiting_for(person):
        await tx.notices.mark(notice.tenant, notice.id, NoticeState.PENDING)
        await show_reach(tx, notice, context.clock.now())
        again = context.ids.new("met-")
        await tx.jobs.add(DeliverNotice(tenant=notice.tenant, notice=notice.id), again=again)


async def leave_chat(context: Context, tenant: str, owner: str) -> None:
    """The app was removed there: nothing more is said until it is heard from again."""
    await context.store.run(lambda tx: tx.chats.bury(tenant, owner))
