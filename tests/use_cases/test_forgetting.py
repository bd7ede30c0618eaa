"""A freelancer asks to be forgotten: nothing names them any more, their history stays proved, and a mark still stops a hire."""

import json
from datetime import timedelta

import pytest

from gigs.errors import NotAllowed, OutOfOrder
from gigs.history_kinds import EntryKind
from ports.history_storage import Span
from tests.support.builders import MARK, RITA
from tests.support.histories import kinds_of
from tests.support.one_by_one import one_by_one
from tests.support.talent import a_key
from tests.use_cases.test_history_names import journey
from tests.use_cases.world import PAT, SAM, a_world
from use_cases.audit.forget_freelancer import find_freelancer, forget_freelancer
from use_cases.audit.verify_history import Chains, verify_histories
from use_cases.hiring.hire import preview_hire
from use_cases.reading.read_again import read_again
from use_cases.requesting.withdraw_gig import withdraw_gig
from use_cases.talent.find_talent import TalentWanted, find_talent
from use_cases.talent.invite_again import invite_again
from use_cases.talent.mark_freelancer import lift_mark, list_marks, mark_freelancer

TENANT = RITA.key.tenant


async def everything(world):
    """All that is kept of gig 1 and the pool, as one text."""
    async with one_by_one(world.store) as tx:
        parts = [
            (await tx.gigs.get(TENANT, 1)).model_dump_json(),
            *(one.model_dump_json() for one in await tx.proposals.of(TENANT, 1)),
            *(one.model_dump_json() for one in (await tx.histories.part(TENANT, 1, 500)).entries),
            *(json.dumps(one.document) + json.dumps(dict(one.names)) for one in await stored(tx)),
            *(one.model_dump_json() for one in await tx.marks.newest(TENANT, world.clock.now(), 20)),
        ]
    page = await find_talent(world.context, PAT, TalentWanted())
    return "\n".join([*parts, page.model_dump_json()])


async def stored(tx):
    return await tx.histories.stored(TENANT, Span(gig=1), None, 500)


@pytest.fixture
async def closed(world):
    """Somebody worked for us and is marked; who they are, and their key."""
    await world.meets(RITA, MARK)
    chosen = await journey(world)
    key = a_key(chosen.freelancer_id)
    await mark_freelancer(world.context, PAT, key, f"{chosen.freelancer} was rude.")
    return world, chosen, key


async def test_nothing_names_them_any_more_and_the_history_stays_proved(closed):
    world, chosen, key = closed
    assert chosen.freelancer in await everything(world)
    assert await forget_freelancer(world.context, PAT, key) == 1
    left = await everything(world)
    for told in (chosen.freelancer, f'"freelancer_id":"{key.freelancer}"', chosen.letter[:40], "was rude"):
        assert told not in left
    proof = await verify_histories(world.store, [TENANT], Chains())
    assert proof.faults == ()
    async with one_by_one(world.store) as tx:
        entries = await tx.histories.of(TENANT, 1)
        gig = await tx.gigs.get(TENANT, 1)
    assert kinds_of(entries)[-1] is EntryKind.NAME_ERASED
    assert gig.contract.released.amount > 0
    assert (await find_talent(world.context, PAT, TalentWanted())).entries == ()


async def test_forgetting_again_finds_nobody(closed):
    world, _chosen, key = closed
    await forget_freelancer(world.context, PAT, key)
    assert await find_freelancer(world.store, key) == {}
    with pytest.raises(OutOfOrder, match="I don’t know that freelancer"):
        await forget_freelancer(world.context, PAT, key)


async def test_the_mark_still_stops_a_hire_without_saying_why_and_a_lead_can_lift_it(closed):
    world, chosen, key = closed
    await forget_freelancer(world.context, PAT, key)
    (listed,) = await list_marks(world.context, PAT)
    assert (listed.name, listed.mark.reason, listed.mark.key) == ("", "", None)
    await world.approved(title="A second deck for Aurora")
    await world.work()
    await world.pass_time(25)
    await world.read(2)
    again = next((one for one in await world.proposals(2) if one.freelancer_id == key.freelancer), None)
    if again is None:  # the sandbox drew others: the same person answers as it would
        async with one_by_one(world.store) as tx:
            again = chosen.model_copy(update={"id": "L2-P9"})
            await tx.proposals.put(TENANT, 2, [again])
    with pytest.raises(OutOfOrder, match=r"so I can’t make an offer\. Please ask Pat Lead"):
        await preview_hire(world.context, RITA, 2, again.id)
    await lift_mark(world.context, PAT, listed.mark.fingerprint, "Long ago.")
    assert (await preview_hire(world.context, RITA, 2, again.id)).proposal.id == again.id


async def test_nothing_is_read_into_a_forgotten_proposal_again(tmp_path):
    async with a_world(tmp_path) as world:
        world.sandbox.keeps_for = timedelta(hours=24)
        await world.meets(RITA, MARK)
        chosen = await journey(world)
        await forget_freelancer(world.context, PAT, a_key(chosen.freelancer_id))
        await read_again(world.context, RITA, 1)
        await world.read()
        bare = next(one for one in await world.proposals() if one.id == chosen.id)
        assert (bare.freelancer, bare.letter, bare.freelancer_id) == ("", "", "")


async def test_only_a_lead_has_somebody_forgotten_and_never_while_they_are_at_work(closed):
    world, chosen, key = closed
    for person, refusal in ((RITA, NotAllowed), (SAM, OutOfOrder)):
        with pytest.raises(refusal):
            await forget_freelancer(world.context, person, key)
    await world.approved(title="A second deck for Aurora")
    await world.work()
    await world.pass_time(25)
    await world.read(2)
    async with one_by_one(world.store) as tx:
        await tx.proposals.put(TENANT, 2, [chosen.model_copy(update={"id": "L2-P9"})])
    with pytest.raises(OutOfOrder, match="still part of gig 2"):
        await forget_freelancer(world.context, PAT, key)
    assert (await find_talent(world.context, PAT, TalentWanted())).entries[0].talent.name == chosen.freelancer


async def test_whoever_was_only_invited_is_forgotten_there_too(closed):
    world, chosen, key = closed
    await lift_mark(world.context, PAT, key.fingerprint, "Fine again.")
    await world.approved(title="A second deck for Aurora")
    await world.work()
    await invite_again(world.context, RITA, key, 2)
    await withdraw_gig(world.context, RITA, 2, reason="Not needed.")
    assert await find_freelancer(world.store, key) == {1: [chosen.id], 2: ()}
    assert await forget_freelancer(world.context, PAT, key) == 2
    async with one_by_one(world.store) as tx:
        part = await tx.histories.part(TENANT, 2, 500)
    assert chosen.freelancer not in "".join(str(dict(one.names)) for one in part.entries)
