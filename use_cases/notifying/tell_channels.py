"""Decides which of the following channels are told: those of teams that the gig's requester is in."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gigs.people import PersonKey
from ports.memberships import Membership
from ports.notices import Chat, Notice, NoticeState
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.notifying.notify import enqueue_all
from use_cases.notifying.team_members import ask_teams, holds


class _Following(NamedTuple):
    """The channels that can be spoken in, the requester's own chat, and what is remembered of the teams."""

    chats: Sequence[Chat]
    own: Chat | None
    memberships: Sequence[Membership]


async def tell_channels(context: Context, notice: Notice, requester: PersonKey) -> None:
    """Enqueues a notice for each of them, all at once.

    Raises TryLater when Teams can't say of some team whether the requester is in it; the channels of the others
    have their notices then, and only what is still unknown is asked the next time.
    """
    following = await context.store.run(_following, requester)
    now = context.clock.now()
    known = {one.team: one.is_member for one in following.memberships if holds(one, now)}
    unknown = {chat.team: chat for chat in following.chats if chat.team not in known}
    answers, trouble = await ask_teams(context, list(unknown.values()), requester, following.own)
    context.failpoint("channels: asked")
    known |= {one.team: one.is_member for one in answers}
    notices = [_to_channel(notice, chat, context) for chat in _permitted(following.chats, known)]
    await context.store.run(_record, notice, answers, notices, trouble is None)
    if trouble:
        raise trouble


async def _following(tx: Transaction, requester: PersonKey) -> _Following:
    follows = await tx.follows.of(requester.tenant)
    owners = [requester.object_id, *(follow.channel_id for follow in follows)]
    chats = {chat.owner: chat for chat in await tx.chats.of(requester.tenant, owners)}
    found = (chats.get(follow.channel_id) for follow in follows)
    alive = [chat for chat in found if chat and chat.alive]
    return _Following(alive, chats.get(requester.object_id), await tx.memberships.of(requester))


def _permitted(chats: Sequence[Chat], known: Mapping[str, bool]) -> list[Chat]:
    """A team of which nothing is known counts as one that the requester isn't in."""
    return [chat for chat in chats if known.get(chat.team, False)]


def _to_channel(notice: Notice, chat: Chat, context: Context) -> Notice:
    changes = {"id": f"{notice.id}.{chat.owner}", "channel": chat.owner, "created_at": context.clock.now()}
    return notice.model_copy(update=changes)


async def _record(
    tx: Transaction, notice: Notice, answers: Sequence[Membership], notices: Sequence[Notice], all_known: bool
) -> None:
    await tx.memberships.put(answers)
    await enqueue_all(tx, notices)
    if all_known:
        await tx.notices.mark(notice.tenant, notice.id, NoticeState.SENT)
