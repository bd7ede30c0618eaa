"""What is said outside a turn: to people, to channels, on cards that stay, and what the sweep finds again."""

import asyncio
from dataclasses import replace

import pytest

from gigs.approval import Decision
from gigs.gig import GigState
from gigs.people import PersonKey
from ports.jobs import TryLater
from ports.notices import CardCopy, NoticeKind, NoticeState, View, head_of
from ports.operations import OperationState
from tests.support.builders import MARK, RITA
from tests.support.clock import NOON
from tests.support.one_by_one import one_by_one
from tests.use_cases.messenger import a_chat
from use_cases.listing.post_gig import PostGig
from use_cases.notifying.follow_channel import follow_channel
from use_cases.notifying.meet_chat import leave_chat, meet_chat
from use_cases.notifying.notify import DeliverNotice, RedrawCards
from use_cases.notifying.redraw_cards import redraw_cards
from use_cases.notifying.track_card import track_card
from use_cases.requesting.withdraw_gig import withdraw_gig
from use_cases.settling.sweep import sweep

TENANT = RITA.key.tenant
ASKED = f"1.1.{NoticeKind.APPROVAL_ASKED}.mark."


async def state_of(world, notice):
    async with one_by_one(world.store) as tx:
        return (await tx.notices.get(TENANT, notice)).state


async def test_with_no_chat_a_notice_waits_and_is_said_when_the_person_appears(world):
    await world.meets(RITA)
    await world.submitted()
    await world.work()
    assert await state_of(world, ASKED) is NoticeState.WAITING
    assert world.messenger.kinds(RITA) == [NoticeKind.APPROVER_UNREACHED]
    await world.meets(MARK)
    await world.work()
    assert world.messenger.kinds(MARK) == [NoticeKind.APPROVAL_ASKED]
    assert await state_of(world, ASKED) is NoticeState.SENT


async def test_who_has_the_app_and_never_wrote_gets_a_chat_opened(world):
    world.messenger.opens = True
    await world.meets(RITA)
    await world.submitted()
    await world.work()
    assert world.messenger.kinds(MARK) == [NoticeKind.APPROVAL_ASKED]


async def test_a_dead_chat_is_buried_and_revived_by_the_next_word_each_time_anew(world):
    await world.meets(RITA, MARK)
    world.messenger.gone = {"a:mark"}
    await world.submitted()
    await world.work()
    async with one_by_one(world.store) as tx:
        assert not (await tx.chats.get(TENANT, "mark")).alive
    await world.meets(MARK)  # still gone: buried again, in the same second
    await world.work()
    assert await state_of(world, ASKED) is NoticeState.WAITING
    world.messenger.gone = set()
    await world.meets(MARK)
    await world.work()
    assert world.messenger.kinds(MARK) == [NoticeKind.APPROVAL_ASKED]


async def test_a_chat_that_appears_while_a_notice_is_being_laid_aside_gets_it_all_the_same(world):
    await world.meets(RITA)
    gig = await world.submitted()

    def failpoint(point):
        if point == "notice: read" and not met:
            met.append(asyncio.ensure_future(meet_chat(world.context, a_chat("mark"))))

    met: list[asyncio.Future[bool]] = []
    world.context = replace(world.context, failpoint=failpoint)
    (job,) = world.promised(DeliverNotice)
    original = world.messenger.open_chat

    async def while_the_person_appears(near, person):
        await met[0]
        return await original(near, person)

    world.messenger.open_chat = while_the_person_appears
    await world.do(job)
    await world.pass_time(2, step=1)
    assert world.messenger.kinds(MARK) == [NoticeKind.APPROVAL_ASKED]
    assert gig.state is GigState.IN_APPROVAL


async def test_after_the_app_is_removed_nothing_is_said_until_it_is_heard_from_again(world):
    await world.meets(RITA, MARK)
    await leave_chat(world.context, TENANT, "mark")
    await world.submitted()
    await world.work()
    assert world.messenger.kinds(MARK) == []
    await world.meets(MARK)
    await world.work()
    assert world.messenger.kinds(MARK) == [NoticeKind.APPROVAL_ASKED]


async def test_a_notice_is_said_once_however_often_its_job_runs(world):
    await world.meets(RITA, MARK)
    await world.submitted()
    (job,) = world.promised(DeliverNotice)
    for _ in range(3):
        await world.do(job)
    assert world.messenger.kinds(MARK) == [NoticeKind.APPROVAL_ASKED]


CHANNEL = a_chat("19:gigs", is_channel=True, member_id="19:team")


async def followed(world, team):
    world.messenger.teams["19:team"] = team
    await follow_channel(world.context, RITA, CHANNEL, "19:team")


async def test_a_channel_hears_of_its_own_teams_gigs_only(world):
    await followed(world, ["somebody else"])
    await world.approved()
    await world.work()
    assert NoticeKind.CHANNEL_HEAD not in {notice.kind for _, notice in world.messenger.said}
    async with one_by_one(world.store) as tx:
        assert await tx.notices.get(TENANT, head_of(1, "19:gigs")) is None


async def test_a_channel_gets_one_thread_and_replies_in_it(world):
    await world.meets(RITA, MARK)
    await followed(world, ["rita"])
    await world.at_work()
    heads = [owner for owner, notice in world.messenger.said if notice.kind is NoticeKind.CHANNEL_HEAD]
    assert heads == ["19:gigs"]
    assert len(world.messenger.replies) == 1


async def test_a_channel_that_follows_too_late_is_not_waited_for(world):
    await world.meets(RITA, MARK)
    await world.reviewing()
    await followed(world, ["rita"])
    from use_cases.hiring.hire import hire_freelancer

    chosen = await world.affordable()
    await hire_freelancer(world.context, RITA, 1, chosen.id, seen=str(chosen.total(None)), reason="Worth it.")
    await world.work()
    await world.pass_time(5)
    await world.read()
    assert world.messenger.replies == []
    async with one_by_one(world.store) as tx:
        assert await tx.notices.unsent(world.clock.now(), 9) == []


def a_copy(name, version=0):
    return CardCopy(
        tenant=TENANT,
        gig=1,
        service_url="https://smba.trafficmanager.net/teams/",
        conversation_id=f"a:{name}",
        activity_id=name,
        view=View.GIG,
        viewer=PersonKey(tenant=TENANT, object_id="rita"),
        drawn_version=version,
    )


async def copies(world):
    async with one_by_one(world.store) as tx:
        return {copy.activity_id: copy.drawn_version for copy in await tx.copies.of(TENANT, 1)}


async def test_a_card_that_cannot_be_redrawn_never_stops_the_others(world):
    gig = await world.submitted()
    async with one_by_one(world.store) as tx:
        for name in ("good", "broken", "gone", "other"):
            await tx.copies.add(a_copy(name), NOON)
    world.messenger.broken, world.messenger.gone = {"a:broken"}, {"a:gone"}
    job = RedrawCards(tenant=TENANT, gig=1, version=gig.version)
    with pytest.raises(TryLater):
        await redraw_cards(job, context=world.context)
    assert await copies(world) == {"good": gig.version, "other": gig.version, "broken": 0}
    drawn = len(world.messenger.redrawn)
    world.messenger.broken = set()
    await redraw_cards(job, context=world.context)
    assert len(world.messenger.redrawn) == drawn + 1  # only the one that was left
    assert await copies(world) == {"good": gig.version, "other": gig.version, "broken": gig.version}


async def test_changes_during_a_redraw_are_drawn_together_afterwards(world):
    gig = await world.submitted()
    async with one_by_one(world.store) as tx:
        await tx.copies.add(a_copy("card"), NOON)
    job, late, later = (RedrawCards(tenant=TENANT, gig=1, version=gig.version + n) for n in range(3))
    started, may_go_on = asyncio.Event(), asyncio.Event()

    async def held_up():
        started.set()
        await may_go_on.wait()

    world.messenger.before_redraw = held_up
    before = len(world.messenger.redrawn)
    first = asyncio.create_task(redraw_cards(job, context=world.context))
    await started.wait()
    await withdraw_gig(world.context, RITA, 1, reason="No longer needed.")
    others = [asyncio.create_task(redraw_cards(one, context=world.context)) for one in (late, late, later)]
    may_go_on.set()
    await asyncio.gather(first, *others[:2])

    assert world.messenger.redrawn[before:][:2] == [("card", gig.version), ("card", gig.version + 1)]
    assert await copies(world) == {"card": gig.version + 1}
    await asyncio.gather(*others)


async def test_an_older_status_card_of_the_chat_makes_way_once(world):
    await world.meets(RITA, MARK)
    gig = await world.submitted()
    older, newer = (
        a_copy(name, gig.version).model_copy(update={"conversation_id": "a:chat"}) for name in ("old", "new")
    )
    elsewhere = a_copy("elsewhere", gig.version)
    async with one_by_one(world.store) as tx:
        for copy in (older, elsewhere, newer):
            await track_card(tx, copy, NOON)
    before = len(world.messenger.redrawn)
    await world.work()

    assert world.messenger.redrawn[before:] == [("old", gig.version)]
    now = await copies(world)
    assert (now["new"], now["elsewhere"], "old" in now) == (gig.version, gig.version, False)
    await withdraw_gig(world.context, RITA, 1, reason="No longer needed.")
    await world.work()
    assert "old" not in [name for name, _ in world.messenger.redrawn[before + 1 :]]


async def test_a_card_on_its_way_while_the_gig_changes_is_redrawn(world):
    await world.meets(RITA, MARK)
    gig = await world.submitted()

    async def meanwhile():
        world.messenger.before = None
        await withdraw_gig(world.context, RITA, 1, reason="No longer needed.")
        await redraw_cards(RedrawCards(tenant=TENANT, gig=1, version=gig.version + 1), context=world.context)

    world.messenger.before = meanwhile
    await world.work()
    (version,) = (await copies(world)).values()
    assert version == (await world.gig()).version


async def test_the_sweep_finds_what_the_engine_lost(world):
    await world.meets(RITA, MARK)
    await world.submitted()
    world.store.due.clear()
    assert await sweep(world.context) == 0  # it is only just promised
    world.clock.advance(301)
    assert await sweep(world.context) == 1
    await world.work()
    assert world.messenger.kinds(MARK) == [NoticeKind.APPROVAL_ASKED]
    await world.decides(await world.gig(), Decision.APPROVED)
    world.store.due.clear()
    world.clock.advance(301)
    await sweep(world.context)
    await world.work()
    gig, posted = await world.gig(), await world.operation("post:1:1")
    assert gig.state is GigState.LISTED
    assert posted.state is OperationState.DONE


async def test_the_sweep_promises_the_same_thing_once_in_five_minutes(world):
    await world.approved()
    world.store.due.clear()
    world.clock.advance(301)
    for _ in range(5):
        await sweep(world.context)
    assert len(world.promised(PostGig)) == 1


async def test_the_sweep_leaves_alone_what_is_being_looked_up(world):
    await world.misbehave("post: reset x1; find: 503")
    await world.approved()
    await world.pass_time(3600, step=60)
    await sweep(world.context)
    assert len(world.promised(PostGig)) == 1  # the one that goes on by itself


async def test_while_teams_is_away_the_sweep_leaves_alone_what_is_being_tried(world):
    await world.meets(RITA, MARK)
    world.messenger.busy = {"a:mark": 900}
    await world.submitted()
    for _ in range(120):
        await world.pass_time(60, step=60)
        await sweep(world.context)
    assert (
        len(world.promised(DeliverNotice)) == 1
    )  # and not one more every five minutes, all to be said at once
    world.messenger.busy = {}
    await world.pass_time(1800, step=60)
    assert world.messenger.kinds(MARK) == [NoticeKind.APPROVAL_ASKED]


async def test_a_reply_waits_for_its_thread_however_long_teams_is_away(world):
    await world.meets(RITA, MARK)
    await followed(world, ["rita"])
    world.messenger.busy = {"a:19:gigs": 600}
    await world.at_work()
    await world.pass_time(300, step=30)
    world.messenger.busy = {}
    await world.pass_time(1200, step=30)
    assert len(world.messenger.replies) == 1
    assert max(world.failures.values()) < 5


async def test_in_a_channel_that_is_gone_nothing_waits(world):
    await world.meets(RITA, MARK)
    await followed(world, ["rita"])
    world.messenger.gone = {"a:19:gigs"}
    await world.at_work()
    await world.pass_time(60)
    assert world.promised(DeliverNotice) == []
    assert await state_of(world, head_of(1, "19:gigs")) is NoticeState.FAILED
    async with one_by_one(world.store) as tx:
        assert await tx.notices.unsent(world.clock.now(), 9) == []
