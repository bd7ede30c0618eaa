"""A chat that Teams no longer knows is made anew, once for each thing to be said, and remembered."""

import pytest

from ports.jobs import TryLater
from ports.notices import NoticeKind
from tests.support.builders import MARK, RITA
from tests.support.one_by_one import one_by_one
from tests.use_cases.messenger import a_chat
from use_cases.notifying.reach_person import chat_anew

TENANT = RITA.key.tenant


async def chat_of(world, owner):
    async with one_by_one(world.store) as tx:
        return await tx.chats.get(TENANT, owner)


async def test_what_is_to_be_said_in_a_chat_that_is_no_more_is_said_in_a_new_one(world):
    await world.meets(RITA)
    await world.meets_in(a_chat("mark", member_id="29:mark"))
    world.messenger.gone, world.messenger.moved, world.messenger.opens = {"a:mark"}, {"mark"}, True

    await world.submitted()
    await world.work()

    assert world.messenger.kinds(MARK) == [NoticeKind.APPROVAL_ASKED]
    assert world.messenger.kinds(RITA) == []
    assert await chat_of(world, "mark") == a_chat("mark", conversation_id="anew:mark", member_id="29:mark")


async def test_a_new_chat_in_which_nothing_can_be_said_either_is_the_last_one_tried(world):
    await world.meets(RITA, MARK)
    world.messenger.gone, world.messenger.opens = {"a:mark"}, True

    await world.submitted()
    await world.work()

    assert len(world.messenger.opened) == 1
    assert not (await chat_of(world, "mark")).alive
    assert world.messenger.kinds(RITA) == [NoticeKind.APPROVER_UNREACHED]


async def test_while_teams_is_away_the_chat_counts_as_neither_there_nor_gone(world):
    await world.meets(RITA, MARK)
    world.messenger.gone, world.messenger.moved, world.messenger.opens = {"a:mark"}, {"mark"}, True
    world.messenger.opening = TryLater("Teams is down")
    await world.submitted()
    await world.work()
    assert world.messenger.kinds(RITA) == []
    assert await chat_anew(world.context, MARK.key, a_chat("rita")) is None

    world.messenger.opening = None
    await world.pass_time(20)

    assert world.messenger.kinds(MARK) == [NoticeKind.APPROVAL_ASKED]


@pytest.mark.parametrize("opens", [True, False])
async def test_the_requester_is_told_what_happens_in_a_new_chat_too(world, opens):
    await world.meets(RITA, MARK)
    world.messenger.gone, world.messenger.moved, world.messenger.opens = {"a:rita"}, {"rita"}, opens

    await world.approved()
    await world.work()

    assert (NoticeKind.APPROVED in world.messenger.kinds(RITA)) is opens
