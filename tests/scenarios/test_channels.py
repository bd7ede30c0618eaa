"""A team's channel: following by words or by picking, one thread per gig, nothing private in it."""

import pytest

from gigs.gig import GigState
from tests.scenarios.steps import approve, submit
from tests.support.activities import BOT_ID, activity, in_channel
from tests.support.card_text import text_of
from tests.support.product import until

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def team(people, stage):
    """(team id, General, gigs channel) of a team that Rita is in."""
    who = people.rita.person.object_id
    general, gigs = f"19:general-{who}@thread.tacv2", f"19:gigs-{who}@thread.tacv2"
    stage.teams.add_team(general, general, gigs, members=[people.rita.person])
    return general, general, gigs


async def installed_in(stage, rita, team, **settings):
    """What Teams sends when the app is added to a team."""
    sent = activity(stage.teams.url, "installationUpdate", rita.person, action="add")
    sent["conversation"] = {
        "conversationType": "channel",
        "tenantId": rita.tenant,
        "id": team[1],
        "isGroup": True,
    }
    sent["channelData"] |= {
        "team": {"id": team[0]},
        "settings": {"selectedChannel": {"id": team[1]}},
        **settings,
    }
    await rita.sends(sent)


def threads(stage, channel):
    return [where for where in stage.teams.messages if where.startswith(f"{channel};messageid=17")]


def questions(stage, team):
    return [call for call in stage.teams.calls("member") if call.conversation_id == team[0]]


async def test_after_an_install_in_a_team_a_channel_is_picked(people, stage, team):
    general = people.rita.in_channel(team[1], team[0])
    await installed_in(stage, people.rita, team)
    in_general = stage.teams.cards_in(team[1])
    assert "Where should gigs be posted?" in text_of(in_general)
    verbs = {"verb": "follow_channel", "channel": team[2]}
    answer = await general.forges("follow_channel", verbs, "1")
    assert "gigs-" in text_of(answer["value"])

    await submit(people)
    await approve(stage, people)
    await until(lambda: bool(threads(stage, team[2])), lambda: "no thread for the gig")
    assert len(threads(stage, team[2])) == 1
    assert not threads(stage, team[1])


async def test_a_channel_of_another_team_cannot_be_picked(people, stage, team):
    general = people.rita.in_channel(team[1], team[0])
    for picked in ("19:elsewhere@thread.tacv2", "", "x" * 3000):
        answer = await general.forges("follow_channel", {"channel": picked}, "1")
        assert "Please pick one of this team’s channels" in answer["value"]


async def test_when_the_channels_cannot_be_read_this_one_is_offered(people, stage, team):
    stage.teams.fail(403, operation="channels", times=1)
    await installed_in(stage, people.rita, team)

    assert "This channel" in text_of(stage.teams.cards_in(team[1]))


async def test_not_now_and_unfollow_leave_the_channel_alone(people, stage, team):
    general = people.rita.in_channel(team[1], team[0])
    answer = await general.forges("not_now", {}, "1")
    assert "All right, not now" in text_of(answer["value"])
    await general.says("follow here")
    await general.says("follow here")
    await general.says("unfollow")
    await general.sees("I no longer post gigs here")
    await submit(people)
    await approve(stage, people)

    assert not threads(stage, team[1])


async def test_the_head_card_of_a_thread_tells_nothing_private_and_follows_the_gig(people, stage, team):
    channel = people.rita.in_channel(team[2], team[0])
    await channel.says("follow here")
    await submit(people)
    gig = await approve(stage, people)
    await people.rita.says(f"status {gig.number}")
    await until(lambda: bool(threads(stage, team[2])), lambda: "no thread for the gig")
    [head] = threads(stage, team[2])
    thread = people.rita.in_channel(team[2], team[0], head.partition("=")[2])
    await thread.sees("Proposals are being compared.")
    for secret in ("1,200", "MKT-100", "Mark Manager", "Amara"):
        assert secret not in thread.seen()
    answer = await thread.forges("refresh_gig", {"gig": gig.number}, head.partition("=")[2])
    assert "USD 1,200" in text_of(answer["value"])  # for the eyes of the one who pressed
    assert "1,200" not in text_of(stage.teams.cards_in(head))
    await people.rita.presses("Yes, withdraw", reason_withdraw_gig="No longer needed.")
    await stage.waits_for(people.rita.person, GigState.CANCELLED)
    await people.rita.in_channel(team[2], team[0], head.partition("=")[2]).sees(
        "Rita Requester withdrew this gig."
    )


async def test_gigs_of_people_who_are_not_in_the_team_stay_out_of_its_channel(people, stage, team):
    stage.teams.chats[team[0]] = [people.sam.person]
    await people.sam.in_channel(team[2], team[0]).says("follow here")
    await submit(people)
    await approve(stage, people)
    await people.rita.sees("proposals to compare\nShortlist")

    assert not threads(stage, team[2])


async def test_each_of_forty_teams_is_asked_once_and_about_the_requester_alone(people, stage):
    rita, sam = people.rita.person, people.sam.person
    teams = [f"19:{number}-{rita.object_id}@thread.tacv2" for number in range(40)]
    hers, others = teams[:3], teams[3:]
    for where in teams:
        stage.teams.add_team(where, where, members=[rita if where in hers else sam])
        await people.sam.in_channel(where, where).says("follow here")
    await submit(people)
    await approve(stage, people)
    await until(lambda: all(threads(stage, where) for where in hers), lambda: "no thread for the gig")

    asked = [call.conversation_id for call in stage.teams.calls("member")]
    assert {where: asked.count(where) for where in teams} == dict.fromkeys(teams, 1)
    assert not any(threads(stage, where) for where in others)


@pytest.mark.parametrize("who", ["a member", "the bot"])
async def test_after_a_departure_teams_is_asked_again(people, stage, team, who):
    await people.rita.in_channel(team[2], team[0]).says("follow here")
    await submit(people)
    await approve(stage, people)
    await until(lambda: bool(threads(stage, team[2])), lambda: "no thread for the gig")
    before = len(questions(stage, team))
    stage.teams.chats[team[0]] = []
    gone = people.rita.person.mri if who == "a member" else BOT_ID
    update = {"membersRemoved": [{"id": gone}], **in_channel(team[1], "1", team[0])}
    await people.sam.sends(activity(stage.teams.url, "conversationUpdate", people.sam.person, **update))
    await submit(people)
    await approve(stage, people)
    await until(lambda: len(questions(stage, team)) > before, lambda: "Teams was not asked again")
    await people.rita.sees("proposals to compare\nShortlist")

    assert len(threads(stage, team[2])) == 1


async def test_follow_here_outside_of_a_channel_says_where_it_works(people):
    await people.rita.says("follow here")

    await people.rita.sees("This works in a team’s channel")
