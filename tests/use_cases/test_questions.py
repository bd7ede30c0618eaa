"""A question reaches a freelancer once, in the requester's own words."""

import pytest

from gigs.errors import NotAllowed, OutOfOrder
from gigs.history_kinds import EntryKind
from marketplace.sandbox import listings
from marketplace.sandbox.calls import EVERYTHING
from ports.marketplace import Capability
from ports.notices import NoticeKind
from ports.operations import OperationState
from tests.support.builders import MARK, RITA
from tests.support.histories import kinds_of
from tests.support.one_by_one import one_by_one
from tests.use_cases.world import a_world
from use_cases.hiring.message_freelancer import MessageFreelancer, message_freelancer

QUESTION = "Can you start on Monday?"


async def some_proposal(world) -> str:
    await world.meets(RITA, MARK)
    await world.reviewing()
    return (await world.proposals())[0].id


async def delivered(world, proposal: str) -> int:
    """How many messages this freelancer got."""
    async with world.sandbox.transaction() as (tx, at):
        return len(await listings.messages(tx, proposal, at))


async def kinds(world) -> list[EntryKind]:
    async with one_by_one(world.store) as tx:
        return kinds_of(await tx.histories.of(RITA.key.tenant, 1))


async def test_a_question_is_delivered_and_stands_in_the_history(world):
    proposal = await some_proposal(world)
    await message_freelancer(world.context, RITA, 1, proposal, f"  {QUESTION} ")
    await world.work()
    assert await world.sandbox.has_message("L1", proposal, QUESTION)
    assert (await kinds(world))[-2:] == [EntryKind.QUESTION_ASKED, EntryKind.QUESTION_DELIVERED]


async def test_pressing_twice_asks_once_and_another_question_is_another(world):
    proposal = await some_proposal(world)
    for text in (QUESTION, QUESTION, "And on Tuesday?"):
        await message_freelancer(world.context, RITA, 1, proposal, text)
    await world.work()
    await message_freelancer(world.context, RITA, 1, proposal, QUESTION)
    await world.work()
    assert await delivered(world, proposal) == 2
    assert (await kinds(world)).count(EntryKind.QUESTION_ASKED) == 2


async def test_a_lost_answer_is_looked_up_by_the_words_and_not_said_twice(world):
    proposal = await some_proposal(world)
    await world.misbehave("message: lands then reset x1")
    await message_freelancer(world.context, RITA, 1, proposal, QUESTION)
    (job,) = world.promised(MessageFreelancer)
    await world.pass_time(240, step=20)
    assert (await world.operation(job.operation)).state is OperationState.DONE
    assert await delivered(world, proposal) == 1


async def test_what_never_landed_is_said_again_after_the_quarantine(world):
    proposal = await some_proposal(world)
    await world.misbehave("message: reset x1")
    await message_freelancer(world.context, RITA, 1, proposal, QUESTION)
    await world.pass_time(1500, step=60)
    assert await delivered(world, proposal) == 1


async def test_words_that_were_refused_can_be_said_again(world):
    proposal = await some_proposal(world)
    await world.misbehave('message: refuse "Not now." x2')
    for _ in range(3):
        await message_freelancer(world.context, RITA, 1, proposal, QUESTION)
        await message_freelancer(world.context, RITA, 1, proposal, QUESTION)
        await world.work()
    assert await delivered(world, proposal) == 1


async def test_a_refusal_is_told_in_their_words(world):
    proposal = await some_proposal(world)
    await world.misbehave('message: refuse "They take no messages." x1')
    await message_freelancer(world.context, RITA, 1, proposal, QUESTION)
    await world.work()
    (told,) = [one for _, one in world.messenger.said if one.kind is NoticeKind.MESSAGE_REFUSED]
    assert told.facts.reason == "They take no messages."


async def test_nothing_is_said_without_words_to_nobody_or_by_a_stranger(world):
    proposal = await some_proposal(world)
    with pytest.raises(OutOfOrder, match="what you want to ask"):
        await message_freelancer(world.context, RITA, 1, proposal, "  ")
    with pytest.raises(OutOfOrder, match="can’t ask a freelancer"):
        await message_freelancer(world.context, RITA, 1, "no such proposal", QUESTION)
    with pytest.raises(NotAllowed):
        await message_freelancer(world.context, MARK, 1, proposal, QUESTION)
    assert world.promised(MessageFreelancer) == []


async def test_where_the_api_writes_no_messages_nothing_is_promised(tmp_path):
    async with a_world(tmp_path, capabilities=EVERYTHING - {Capability.MESSAGE}) as world:
        proposal = await some_proposal(world)
        with pytest.raises(OutOfOrder, match="Please write to them there"):
            await message_freelancer(world.context, RITA, 1, proposal, QUESTION)
