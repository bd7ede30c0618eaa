import asyncio
from datetime import timedelta

import pytest

from gigs.errors import GigChanged
from ports.memberships import Membership
from ports.notice_facts import NoticeFacts
from ports.notices import CardCopy, Chat, Follow, Notice, NoticeKind, NoticeState, View
from ports.reading_storage import ReadingAccount
from tests.support.builders import MARK, RITA, TENANT, a_proposal
from tests.support.clock import NOON
from tests.support.one_by_one import one_by_one
from use_cases.notifying.notify import as_named


def a_notice(**changes):
    notice = Notice(
        id="approved:12:1",
        tenant=TENANT,
        gig=12,
        kind=NoticeKind.APPROVED,
        to=RITA.key,
        facts=NoticeFacts(by=as_named(MARK)),
        created_at=NOON,
    )
    return notice.model_copy(update=changes)


def a_copy(**changes):
    copy = CardCopy(
        tenant=TENANT,
        gig=12,
        service_url="https://smba.trafficmanager.net/teams/",
        conversation_id="a:1",
        activity_id="1",
        view=View.GIG,
        viewer=RITA.key,
    )
    return copy.model_copy(update=changes)


def a_chat(**changes):
    chat = Chat(
        tenant=TENANT,
        owner="rita",
        conversation_id="a:1",
        service_url="https://smba.trafficmanager.net/teams/",
        bot_id="28:bot",
    )
    return chat.model_copy(update=changes)


def a_membership(**changes):
    membership = Membership(tenant=TENANT, team="19:t", person="rita", is_member=True, checked_at=NOON)
    return membership.model_copy(update=changes)


async def test_a_notice_exists_once(store):
    async def add():
        async with one_by_one(store) as tx:
            return await tx.notices.add(a_notice())

    assert sorted(await asyncio.gather(*(add() for _ in range(6)))) == [False] * 5 + [True]


async def test_of_notices_added_together_each_exists_once(store):
    sent = a_notice(state=NoticeState.SENT)
    async with one_by_one(store) as tx:
        await tx.notices.add_all([])
        await tx.notices.add(sent)
        await tx.notices.add_all([a_notice(), a_notice(id="another")])
        assert await tx.notices.get(TENANT, "approved:12:1") == sent
        assert await tx.notices.get(TENANT, "another") == a_notice(id="another")


async def test_a_notice_remembers_where_it_stands(store):
    async with one_by_one(store) as tx:
        await tx.notices.add(a_notice())
        await tx.notices.mark(TENANT, "approved:12:1", NoticeState.SENT)
        assert await tx.notices.get(TENANT, "approved:12:1") == a_notice(state=NoticeState.SENT)
        assert await tx.notices.get(TENANT, "nothing") is None


async def test_notices_wait_for_the_person_they_are_for(store):
    async with one_by_one(store) as tx:
        await tx.notices.add(a_notice(id="later", created_at=NOON + timedelta(minutes=1)))
        await tx.notices.add(a_notice(id="earlier"))
        await tx.notices.add(a_notice(id="pending"))
        await tx.notices.add(a_notice(id="for Mark", to=MARK.key))
        await tx.notices.add(a_notice(id="for a channel", to=None, channel="19:x"))
        for notice_id in ("later", "earlier", "for Mark", "for a channel"):
            await tx.notices.mark(TENANT, notice_id, NoticeState.WAITING)
        waiting = await tx.notices.waiting_for(RITA.key)
    assert [notice.id for notice in waiting] == ["earlier", "later"]


async def test_the_sweep_sees_notices_that_should_have_gone_out(store):
    async with one_by_one(store) as tx:
        await tx.notices.add(a_notice(id="stuck"))
        await tx.notices.add(a_notice(id="fresh", created_at=NOON + timedelta(hours=2)))
        await tx.notices.add(a_notice(id="sent", state=NoticeState.SENT))
        unsent = await tx.notices.unsent(NOON + timedelta(hours=1), 10)
    assert [notice.id for notice in unsent] == ["stuck"]


async def test_a_card_copy_remembers_what_was_drawn_there(store):
    async with one_by_one(store) as tx:
        await tx.copies.add(a_copy(drawn_hash="first"), NOON)
        await tx.copies.drawn([a_copy(drawn_hash="second")], 3, NOON)
        await tx.copies.drawn([a_copy(drawn_hash="overtaken")], 2, NOON)
        assert await tx.copies.of(TENANT, 12) == [a_copy(drawn_version=3, drawn_hash="second")]
        await tx.copies.add(a_copy(drawn_version=3, drawn_hash=""), NOON)
        assert await tx.copies.of(TENANT, 12) == [a_copy(drawn_version=3)]


async def test_a_card_copy_is_replaced_by_one_of_the_same_activity(store):
    async with one_by_one(store) as tx:
        await tx.copies.add(a_copy(), NOON)
        await tx.copies.add(a_copy(subject="milestone"), NOON)
        await tx.copies.add(a_copy(activity_id="2"), NOON)
        assert len(await tx.copies.of(TENANT, 12)) == 2
        await tx.copies.drop([a_copy(activity_id="2")])
        assert await tx.copies.of(TENANT, 12) == [a_copy(subject="milestone")]


async def test_the_version_a_card_shows_never_goes_back(store):
    async with one_by_one(store) as tx:
        await tx.copies.add(a_copy(), NOON)
        await tx.copies.drawn([a_copy()], 5, NOON)
        await tx.copies.drawn([a_copy()], 4, NOON)
        assert await tx.copies.of(TENANT, 12) == [a_copy(drawn_version=5)]


async def test_a_chat_says_whether_anything_changed(store):
    async with one_by_one(store) as tx:
        assert await tx.chats.put(a_chat())
        assert not await tx.chats.put(a_chat())
        assert await tx.chats.put(a_chat(service_url="https://smba.trafficmanager.net/emea/"))


async def test_a_buried_chat_is_revived_by_the_next_word_from_there(store):
    async with one_by_one(store) as tx:
        await tx.chats.put(a_chat())
        await tx.chats.bury(TENANT, "rita")
        assert await tx.chats.get(TENANT, "rita") == a_chat(alive=False)
        assert await tx.chats.put(a_chat())
        assert await tx.chats.get(TENANT, "rita") == a_chat()


async def test_chats_are_read_together_however_they_stand(store):
    async with one_by_one(store) as tx:
        for owner in ("rita", "19:x", "19:y"):
            await tx.chats.put(a_chat(owner=owner))
        await tx.chats.bury(TENANT, "19:x")
        found = {chat.owner: chat.alive for chat in await tx.chats.of(TENANT, ["19:x", "19:y", "19:z"])}
        assert found == {"19:x": False, "19:y": True}
        assert await tx.chats.of(TENANT, []) == []


async def test_the_newest_answer_about_a_team_replaces_the_former_one(store):
    later = a_membership(is_member=False, checked_at=NOON + timedelta(hours=1))
    async with one_by_one(store) as tx:
        await tx.memberships.put([])
        await tx.memberships.put([a_membership(), a_membership(team="19:u")])
        await tx.memberships.put([later])
        assert await tx.memberships.get(RITA.key, "19:t") == later
        assert sorted(await tx.memberships.of(RITA.key), key=lambda one: one.team) == [
            later,
            a_membership(team="19:u"),
        ]
        assert await tx.memberships.get(MARK.key, "19:t") is None
        assert await tx.memberships.of(MARK.key) == []


async def test_what_is_known_of_a_team_is_forgotten_for_all_its_people(store):
    async with one_by_one(store) as tx:
        other = a_membership(team="19:u")
        await tx.memberships.put([a_membership(), a_membership(person="mark"), other])
        await tx.memberships.forget_team(TENANT, "19:t")
        assert await tx.memberships.of(MARK.key) == []
        assert await tx.memberships.of(RITA.key) == [other]


async def test_old_answers_about_teams_are_forgotten(store):
    async with one_by_one(store) as tx:
        await tx.memberships.put(
            [a_membership(), a_membership(team="19:u", checked_at=NOON + timedelta(minutes=1))]
        )
        assert await tx.memberships.forget(NOON + timedelta(seconds=1)) == 1
        assert [one.team for one in await tx.memberships.of(RITA.key)] == ["19:u"]


async def test_a_channel_follows_until_it_does_not(store):
    follow = Follow(tenant=TENANT, channel_id="19:x", team_id="19:t", followed_by=RITA.key)
    async with one_by_one(store) as tx:
        await tx.follows.put(follow)
        await tx.follows.put(follow)
        assert await tx.follows.of(TENANT) == [follow]
        assert await tx.follows.drop(TENANT, "19:x")
        assert not await tx.follows.drop(TENANT, "19:x")
        assert await tx.follows.of(TENANT) == []


async def test_proposals_keep_the_order_in_which_they_arrived(store):
    later = a_proposal(id="a", received_at=NOON + timedelta(minutes=1))
    async with one_by_one(store) as tx:
        await tx.proposals.put(TENANT, 12, [])
        await tx.proposals.put(TENANT, 12, [later, a_proposal(id="b")])
        await tx.proposals.put(TENANT, 12, [a_proposal(id="b", reason="too dear")])
        assert await tx.proposals.of(TENANT, 12) == [a_proposal(id="b", reason="too dear"), later]


async def test_a_dialog_is_saved_by_whoever_read_it_last(store):
    async with one_by_one(store) as tx:
        assert await tx.dialogs.load(TENANT, "a:1", "rita") == ("", 0)
        await tx.dialogs.save(TENANT, "a:1", "rita", "{}", 0, NOON)
        state, etag = await tx.dialogs.load(TENANT, "a:1", "rita")
        assert state == "{}"
        await tx.dialogs.save(TENANT, "a:1", "rita", '{"step": 2}', etag, NOON)
        for stale in (0, etag):
            with pytest.raises(GigChanged):
                await tx.dialogs.save(TENANT, "a:1", "rita", "late", stale, NOON)


async def test_a_turn_that_slept_through_the_end_of_a_dialog_does_not_disturb_the_next_one(store):
    async with one_by_one(store) as tx:
        await tx.dialogs.save(TENANT, "a:1", "rita", "first", 0, NOON)
        _, slept = await tx.dialogs.load(TENANT, "a:1", "rita")
        await tx.dialogs.save(TENANT, "a:1", "rita", "", slept, NOON)
        state, etag = await tx.dialogs.load(TENANT, "a:1", "rita")
        assert state == ""
        await tx.dialogs.save(TENANT, "a:1", "rita", "second", etag, NOON)
        with pytest.raises(GigChanged):
            await tx.dialogs.save(TENANT, "a:1", "rita", "from the first", slept, NOON)


async def test_of_two_turns_at_once_one_saves_its_dialog(store):
    async def turn():
        async with one_by_one(store) as tx:
            await tx.dialogs.save(TENANT, "a:1", "rita", "{}", 0, NOON)

    results = await asyncio.gather(turn(), turn(), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["GigChanged", "NoneType"]


async def test_an_activity_is_new_to_exactly_one_of_many_who_ask(store):
    async def ask():
        async with one_by_one(store) as tx:
            return await tx.inbox.first_time(TENANT, "a:1", "activity", NOON)

    assert sorted(await asyncio.gather(*(ask() for _ in range(8)))) == [False] * 7 + [True]


async def test_old_activities_are_forgotten(store):
    async with one_by_one(store) as tx:
        await tx.inbox.first_time(TENANT, "a:1", "old", NOON - timedelta(days=31))
        await tx.inbox.first_time(TENANT, "a:1", "new", NOON)
        assert await tx.inbox.forget(NOON - timedelta(days=30)) == 1
        assert await tx.inbox.first_time(TENANT, "a:1", "old", NOON)
        assert not await tx.inbox.first_time(TENANT, "a:1", "new", NOON)


async def test_a_due_reading_is_claimed_by_one_only(store):
    async with one_by_one(store) as tx:
        for number in range(10):
            await tx.syncs.schedule(TENANT, number, NOON)
        await tx.syncs.schedule(TENANT, 99, NOON + timedelta(hours=1))

    async def claim():
        async with one_by_one(store) as tx:
            return await tx.syncs.claim_in(
                ReadingAccount(tenant=TENANT, marketplace=""), NOON, NOON + timedelta(minutes=5), 4
            )

    claims = await asyncio.gather(*(claim() for _ in range(4)))
    numbers = [number for claimed in claims for _, number in claimed]
    assert sorted(numbers) == list(range(10))
    assert await claim() == []


async def test_a_reading_is_moved_and_stopped(store):
    async with one_by_one(store) as tx:
        await tx.syncs.schedule(TENANT, 12, NOON + timedelta(hours=1))
        await tx.syncs.schedule(TENANT, 12, NOON)
        await tx.syncs.schedule(TENANT, 13, NOON)
        await tx.syncs.stop(TENANT, 13)
        assert await tx.syncs.claim_in(
            ReadingAccount(tenant=TENANT, marketplace=""), NOON, NOON + timedelta(hours=2), 10
        ) == [(TENANT, 12)]
