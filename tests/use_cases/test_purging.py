"""A marketplace's words leave our store in time; ids, marks, money and the hired freelancer's name stay."""

from datetime import timedelta

import pytest

from gigs.errors import OutOfOrder
from gigs.gig import GigState
from gigs.history import document_of
from gigs.proposal import ProposalStatus
from ports.notices import NoticeKind
from ports.reading_storage import ReadingAccount
from tests.support.builders import MARK, RITA
from tests.support.one_by_one import one_by_one
from tests.support.retaining import RETENTION
from tests.use_cases.world import a_world
from use_cases.delivering.accept_deliverable import accept_deliverable
from use_cases.hiring.hire import hire_freelancer
from use_cases.hiring.judge_proposal import judge_proposal
from use_cases.hiring.message_freelancer import message_freelancer
from use_cases.reading.purge import purge
from use_cases.reading.read_again import read_again
from use_cases.reading.sync_gig import claim_due, sync_gig
from use_cases.requesting.withdraw_gig import withdraw_gig
from use_cases.retention.delete_old import delete_old

TENANT = RITA.key.tenant
ACCOUNT = ReadingAccount(tenant=TENANT, marketplace="sandbox")
DAY = 24 * 3600


@pytest.fixture
async def world(tmp_path):
    async with a_world(tmp_path) as world:
        world.sandbox.keeps_for = timedelta(hours=24)
        await world.meets(RITA, MARK)
        yield world


async def everything_kept(world) -> str:
    """All text that lies in our store about this gig, but for its jobs."""
    async with one_by_one(world.store) as tx:
        parts = [
            (await tx.gigs.get(TENANT, 1)).model_dump_json(),
            *(one.model_dump_json() for one in await tx.proposals.of(TENANT, 1)),
            *(one.model_dump_json() for one in (await tx.histories.part(TENANT, 1, 1000)).entries),
            *(one.model_dump_json() for _, one in world.messenger.said),
        ]
    return "\n".join(parts)


async def test_letters_leave_after_a_day_without_a_reading(world):
    await world.reviewing()
    first, second, *_ = await world.proposals()
    await judge_proposal(world.context, RITA, 1, first.id, ProposalStatus.SHORTLISTED)
    await judge_proposal(world.context, RITA, 1, second.id, ProposalStatus.DECLINED, "Too far away.")
    await message_freelancer(world.context, RITA, 1, first.id, "When could you start?")
    await world.work()
    world.clock.advance(DAY - 1)
    assert await purge(world.context) == 0
    world.clock.advance(2)
    assert await purge(world.context) == 1
    kept = await world.proposals()
    assert all((one.letter, one.freelancer, one.country, one.purged) == ("", "", "", True) for one in kept)
    assert [one.status for one in kept[:2]] == [ProposalStatus.SHORTLISTED, ProposalStatus.DECLINED]
    assert (kept[1].reason, kept[0].id, kept[0].rate) == ("Too far away.", first.id, first.rate)
    for gone in (first.letter, first.freelancer, second.freelancer):
        assert gone not in await everything_kept(world)
    assert await purge(world.context) == 0


async def test_what_is_read_again_in_time_stays(world):
    await world.reviewing()
    for _ in range(5):
        world.clock.advance(DAY / 4 + 1)
        await world.read()
        assert await purge(world.context) == 0
    assert all(one.letter for one in await world.proposals())


async def test_a_marketplace_that_lets_us_keep_its_words_is_left_alone(world):
    world.sandbox.keeps_for = None
    await world.reviewing()
    world.clock.advance(9 * DAY)
    assert await purge(world.context) == 0
    assert all(one.letter for one in await world.proposals())


async def test_the_history_and_the_notices_never_hold_a_letter_nor_the_names_of_all(world):
    await world.reviewing()
    proposals = await world.proposals()
    async with one_by_one(world.store) as tx:
        said = "\n".join(document_of(one.entry) for one in await tx.histories.of(TENANT, 1))
    told = "\n".join(one.model_dump_json() for _, one in world.messenger.said)
    for one in proposals:
        assert one.letter not in said + told
        assert one.freelancer not in said + told


async def test_nobody_is_hired_on_a_proposal_that_cannot_be_read_any_more(world):
    await world.reviewing()
    chosen = await world.affordable()
    world.clock.advance(DAY + 1)
    await purge(world.context)
    with pytest.raises(OutOfOrder, match="read too long ago"):
        await hire_freelancer(
            world.context, RITA, 1, chosen.id, seen=str(chosen.total(None)), reason="Worth it."
        )
    await world.read()
    gig = await hire_freelancer(
        world.context, RITA, 1, chosen.id, seen=str(chosen.total(None)), reason="Worth it."
    )
    assert (gig.state, gig.choice.freelancer) == (GigState.HIRING, chosen.freelancer)


async def test_words_that_came_back_are_no_news(world):
    await world.reviewing()
    before, told = await world.proposals(), len(world.messenger.said)
    version = (await world.gig()).version
    async with one_by_one(world.store) as tx:
        known = await tx.readings.get(TENANT, 1)
        await tx.readings.put(
            known.model_copy(update={"proposals_at": world.clock.now() - timedelta(days=2)})
        )
    await purge(world.context)
    gig = await world.read()
    assert await world.proposals() == before
    assert (gig.version, len(world.messenger.said)) == (version, told)


async def finished(world):
    """All is delivered, paid, and over."""
    gig = await world.at_work()
    for _ in range(12):
        gig = await world.gig()
        for milestone in gig.contract.milestones:
            if milestone.state == "submitted":
                await accept_deliverable(world.context, RITA, 1, milestone.id, milestone.deliverable.id)
        await world.work()
        await world.pass_time(10)
        gig = await world.read()
        if gig.state is GigState.COMPLETED:
            return gig
    raise AssertionError("it is never finished")


async def test_what_was_handed_in_leaves_and_comes_back_when_it_is_asked_for(world):
    gig = await finished(world)
    texts = [one.deliverable.text for one in gig.contract.milestones]
    world.clock.advance(DAY + 1)
    assert await purge(world.context) == 1
    gone = await world.gig()
    assert [one.deliverable.text for one in gone.contract.milestones] == [""] * len(texts)
    assert (gone.contract.freelancer, gone.contract.released) == (
        gig.contract.freelancer,
        gig.contract.released,
    )
    kept = await everything_kept(world)
    assert not [text for text in texts if text in kept]
    hired = next(one for one in await world.proposals() if one.status is ProposalStatus.HIRED)
    assert hired.freelancer == gig.contract.freelancer

    told = len(world.messenger.said)
    assert (await read_again(world.context, RITA, 1)).reading_again
    (due,) = await claim_due(world.context, ACCOUNT)
    await sync_gig(world.context, *due)
    await world.work()
    back = await world.gig()
    assert [one.deliverable.text for one in back.contract.milestones] == texts
    assert all(one.letter for one in await world.proposals())
    assert (back.state, len(world.messenger.said)) == (GigState.COMPLETED, told)
    assert await claim_due(world.context, ACCOUNT) == []

    world.clock.advance(DAY + 1)
    assert await purge(world.context) == 1
    assert (await world.gig()).contract.milestones[0].deliverable.text == ""


async def test_a_verdict_can_be_given_on_what_is_not_kept_and_is_told_of_once(world):
    gig = await world.at_work()
    told = world.messenger.kinds(RITA).count(NoticeKind.DELIVERABLE_SUBMITTED)
    world.clock.advance(DAY + 1)
    await purge(world.context)
    milestone = (await world.gig()).contract.milestones[0]
    assert milestone.deliverable.purged
    gig = await world.read()
    assert not gig.contract.milestones[0].deliverable.purged
    assert world.messenger.kinds(RITA).count(NoticeKind.DELIVERABLE_SUBMITTED) == told
    await accept_deliverable(world.context, RITA, 1, milestone.id, milestone.deliverable.id)
    await world.work()
    assert (await world.gig()).contract.milestones[0].state == "released"


async def test_a_withdrawn_gig_is_purged_too(world):
    await world.reviewing()
    await withdraw_gig(world.context, RITA, 1, reason="No longer needed.")
    world.clock.advance(DAY + 1)
    await purge(world.context)
    assert all(one.purged for one in await world.proposals())


async def test_what_is_purged_comes_back_even_when_the_reading_was_deleted_long_ago(world):
    gig = await finished(world)
    world.clock.advance(DAY + 1)
    await purge(world.context)
    world.clock.advance(400 * DAY)
    await delete_old(world.context, RETENTION)
    async with one_by_one(world.store) as tx:
        assert await tx.readings.get(TENANT, 1) is None
    await read_again(world.context, RITA, 1)
    (due,) = await claim_due(world.context, ACCOUNT)
    await sync_gig(world.context, *due)
    texts = [one.deliverable.text for one in gig.contract.milestones]
    assert [one.deliverable.text for one in (await world.gig()).contract.milestones] == texts
    assert await claim_due(world.context, ACCOUNT) == []
