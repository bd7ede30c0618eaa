"""Which channels hear of a gig, what it takes to find out, and how long that is remembered."""

from dataclasses import replace

import pytest

from gigs.approval import Decision
from gigs.gig import GigState
from ports.notice_facts import NoticeFacts, Reply
from ports.notices import NoticeKind, NoticeState, head_of, heads_of
from tests.support.builders import MARK, RITA
from tests.support.one_by_one import one_by_one
from tests.use_cases.messenger import a_chat
from tests.use_cases.world import a_world
from use_cases.notifying.follow_channel import follow_channel
from use_cases.notifying.meet_chat import meet_chat
from use_cases.notifying.notify import notify_channels
from use_cases.notifying.team_members import forget_team
from use_cases.settling.sweep import sweep

TENANT = RITA.key.tenant
HOUR = 3600
PER_CHANNEL = 13
"""Statements for a channel that is written to: its delivery reads the notice, the gig, the chat, the membership and what a
page is made of, and records the card. Nothing of that grows with the other channels. Handing over jobs isn't counted: the
engine claims and finishes many at a time."""
MANY = 40


async def follow(world, channel, team, *people):
    """`channel` follows; these people are in its team."""
    world.messenger.teams[team] = [person.key.object_id for person in people]
    chat = a_chat(channel, is_channel=True, member_id=team)
    await follow_channel(world.context, RITA, chat, team)


async def following(world, count, *people, teams=None):
    """So many channels follow, each of a team of its own unless there are fewer `teams`."""
    for number in range(count):
        await follow(world, f"19:gigs-{number:02}", f"19:team-{number % (teams or count):02}", *people)


async def list_one(world):
    """One more gig of Rita's is submitted, approved and listed."""
    gig = await world.submitted()
    await world.decides(gig, Decision.APPROVED)
    await world.work()
    gig = await world.gig(gig.number)
    assert gig.state is GigState.LISTED
    return gig


def heads(world):
    return [owner for owner, notice in world.messenger.said if notice.kind is NoticeKind.CHANNEL_HEAD]


async def state_of(world, notice_id):
    async with one_by_one(world.store) as tx:
        notice = await tx.notices.get(TENANT, notice_id)
    return notice and notice.state


# ---------------------------------------------------------------- what it costs


@pytest.mark.parametrize(("teams", "questions"), [(MANY, MANY), (1, 1)])
async def test_teams_is_asked_once_per_team_and_not_again_for_the_next_gig(world, teams, questions):
    await world.meets(RITA, MARK)
    await following(world, MANY, RITA, teams=teams)
    await list_one(world)
    assert len(world.messenger.asked) == questions
    assert len(heads(world)) == MANY
    await list_one(world)
    assert len(world.messenger.asked) == questions
    assert len(heads(world)) == 2 * MANY


async def cost(folder, count, *people, teams=None):
    """Statements from the submission of a gig until all that follows from its listing is done."""
    folder.mkdir()
    async with a_world(folder) as world:
        await world.meets(RITA, MARK)
        await following(world, count, *people, teams=teams)
        before = world.store.counted.statements
        await list_one(world)
        assert len(heads(world)) == (count if people else 0)
        return world.store.counted.statements - before


@pytest.mark.parametrize("teams", [MANY, 1])
async def test_channels_of_teams_that_the_requester_is_not_in_cost_no_statement(tmp_path, teams):
    one = await cost(tmp_path / "one", 1)
    assert await cost(tmp_path / "many", MANY, teams=teams) == one


@pytest.mark.parametrize("teams", [MANY, 1])
async def test_a_channel_that_is_written_to_costs_a_few_statements_however_many_there_are(tmp_path, teams):
    one = await cost(tmp_path / "one", 1, RITA)
    assert await cost(tmp_path / "many", MANY, RITA, teams=teams) <= one + (MANY - 1) * PER_CHANNEL


async def test_where_no_channel_follows_nothing_is_asked(world):
    await world.meets(RITA, MARK)
    gig = await list_one(world)
    assert world.messenger.asked == []
    assert await state_of(world, heads_of(gig.number)) is None


# ---------------------------------------------------------------- what is remembered


async def test_a_no_holds_for_an_hour_and_a_yes_for_a_day(world):
    await world.meets(RITA, MARK)
    await follow(world, "19:hers", "19:rita", RITA)
    await follow(world, "19:others", "19:mark", MARK)
    await list_one(world)
    assert sorted(world.messenger.asked) == ["19:mark", "19:rita"]
    world.messenger.asked.clear()
    world.clock.advance(HOUR - 60)
    await list_one(world)
    assert world.messenger.asked == []
    world.clock.advance(120)
    await list_one(world)
    assert world.messenger.asked == ["19:mark"]
    world.messenger.asked.clear()
    world.clock.advance(24 * HOUR)
    await list_one(world)
    assert sorted(world.messenger.asked) == ["19:mark", "19:rita"]


async def test_answers_that_hold_no_longer_are_deleted(world):
    await world.meets(RITA, MARK)
    await follow(world, "19:hers", "19:rita", RITA)
    await list_one(world)
    world.clock.advance(25 * HOUR)
    await sweep(world.context)
    async with one_by_one(world.store) as tx:
        assert await tx.memberships.of(RITA.key) == []


async def test_who_left_a_team_is_not_posted_about_there_any_more(world):
    await world.meets(RITA, MARK)
    await follow(world, "19:hers", "19:rita", RITA)
    await list_one(world)
    world.messenger.teams["19:rita"] = []
    await forget_team(world.context, TENANT, "19:rita")
    await list_one(world)
    assert heads(world) == ["19:hers"]


async def test_who_leaves_a_team_while_a_notice_is_on_its_way_is_not_posted_about(world):
    await world.meets(RITA, MARK)
    await follow(world, "19:hers", "19:rita", RITA)
    world.messenger.busy = {"a:19:hers": 60}
    gig = await list_one(world)
    world.messenger.teams["19:rita"] = []
    await forget_team(world.context, TENANT, "19:rita")
    world.messenger.busy = {}
    await world.pass_time(120)
    assert heads(world) == []
    assert await state_of(world, head_of(gig.number, "19:hers")) is NoticeState.FAILED


async def test_teams_is_asked_under_the_id_that_it_gave_the_bot_for_the_person(world):
    """The Playground knows nobody by their Entra object id here."""
    await world.meets(MARK)
    await meet_chat(world.context, a_chat("rita", member_id="29:rita"))
    await follow(world, "19:hers", "19:rita", RITA)
    world.messenger.busy = {"a:19:hers": 60}
    await list_one(world)
    await forget_team(world.context, TENANT, "19:rita")
    world.messenger.busy = {}
    await world.pass_time(120)
    assert heads(world) == ["19:hers"]
    assert world.messenger.asked_as == ["29:rita", "29:rita"]


# ---------------------------------------------------------------- when Teams does not answer


async def test_a_team_that_cannot_be_asked_holds_up_no_other_and_is_asked_again(world):
    await world.meets(RITA, MARK)
    await following(world, 3, RITA)
    world.messenger.silent = {"19:team-01"}
    await list_one(world)
    assert heads(world) == ["19:gigs-00", "19:gigs-02"]
    await world.pass_time(600, step=30)
    assert heads(world) == ["19:gigs-00", "19:gigs-02"]  # silence is no yes
    assert set(world.messenger.asked[3:]) == {"19:team-01"}
    world.messenger.silent = set()
    await world.pass_time(60)
    assert heads(world) == ["19:gigs-00", "19:gigs-02", "19:gigs-01"]
    assert max(world.failures.values(), default=0) == 0


async def test_after_a_failure_the_teams_not_yet_asked_wait_for_the_next_try(world):
    await world.meets(RITA, MARK)
    await following(world, MANY, RITA)
    world.messenger.silent = {"19:team-00"}
    await list_one(world)
    assert len(world.messenger.asked) < MANY
    world.messenger.silent = set()
    await world.pass_time(60)
    assert sorted(heads(world)) == [f"19:gigs-{number:02}" for number in range(MANY)]


async def test_a_reply_waits_while_it_is_not_known_which_channels_have_a_thread(world):
    await world.meets(RITA, MARK)
    await follow(world, "19:hers", "19:rita", RITA)
    world.messenger.silent = {"19:rita"}
    gig = await list_one(world)

    async def answered(tx):
        kind, reply = NoticeKind.CHANNEL_REPLY, Reply.AT_WORK
        await notify_channels(tx, gig, kind, at=world.clock.now(), facts=NoticeFacts(reply=reply))

    world.clock.advance(20)
    await world.context.store.run(answered)
    world.messenger.silent = set()
    await world.work()
    assert (heads(world), world.messenger.replies) == ([], [])
    await world.pass_time(60)
    assert heads(world) == ["19:hers"]
    assert world.messenger.replies == [("19:hers", Reply.AT_WORK)]


# ---------------------------------------------------------------- who hears when


async def test_when_a_gig_is_listed_again_channels_that_follow_since_get_its_thread(world):
    await world.meets(RITA, MARK)
    await follow(world, "19:early", "19:rita", RITA)
    gig = await list_one(world)
    await follow(world, "19:late", "19:rita", RITA)
    again = gig.model_copy(update={"version": gig.version + 1})
    await world.context.store.run(
        lambda tx: notify_channels(tx, again, NoticeKind.CHANNEL_HEAD, at=world.clock.now())
    )
    await world.work()
    assert heads(world) == ["19:early", "19:late"]


async def test_a_channel_that_the_bot_left_is_not_asked_about(world):
    await world.meets(RITA, MARK)
    await follow(world, "19:hers", "19:rita", RITA)
    async with one_by_one(world.store) as tx:
        await tx.chats.bury(TENANT, "19:hers")
    await list_one(world)
    assert (heads(world), world.messenger.asked) == ([], [])


class Died(Exception):
    """The process, for this test."""


async def test_what_a_crash_interrupts_is_done_once_by_the_next_try(world):
    await world.meets(RITA, MARK)
    await following(world, 3, RITA)
    alive = world.context

    def die(point):
        if point == "channels: asked":
            raise Died

    world.context = replace(alive, failpoint=die)
    with pytest.raises(Died):
        await list_one(world)
    world.context = alive
    world.clock.advance(301)
    await sweep(alive)
    await world.work()
    assert sorted(heads(world)) == ["19:gigs-00", "19:gigs-01", "19:gigs-02"]
