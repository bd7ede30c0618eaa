"""Whether somebody is in a channel's team, as the messenger asks Teams: one call, and only a clear answer is a yes."""

import pytest

from bot.connector.messenger import TeamsMessenger
from gigs.people import PersonKey
from ports.jobs import TryLater
from ports.notices import Chat
from tests.support.activities import ANN, BOT_ID
from tests.support.connector import Person
from tests.support.entra import TENANT

TEAM = "19:team@thread.tacv2"
KEY = PersonKey(tenant=TENANT, object_id=ANN.object_id)
BEN = Person("44444444-aaaa-4bbb-8ccc-000000000004", "Ben Colleague")


@pytest.fixture
def asks(connector, teams):
    """Whether Ann is in the team of a channel."""
    messenger = TeamsMessenger(connector, opens_chats=True)
    channel = Chat(
        tenant=TENANT,
        owner="19:gigs@thread.tacv2",
        is_channel=True,
        conversation_id="19:gigs@thread.tacv2",
        service_url=teams.url,
        bot_id=BOT_ID,
        member_id=TEAM,
    )

    async def ask(member_id=ANN.mri, person=KEY):
        return await messenger.is_member(channel, person, member_id)

    return ask


async def test_who_is_in_a_team_of_thousands_is_found_with_one_call(asks, teams):
    teams.add_chat(TEAM, *(Person(f"id-{number}", "Somebody") for number in range(3000)), ANN)

    assert await asks()
    assert [sent.operation for sent in teams.sent] == ["member"]


async def test_who_is_known_by_their_object_id_only_is_found_too(asks, teams):
    teams.add_chat(TEAM, ANN)

    assert await asks(member_id="")
    assert await asks(person=PersonKey(tenant=TENANT, object_id=ANN.object_id.upper()))


async def test_who_is_not_in_the_team_is_not(asks, teams):
    teams.add_chat(TEAM, BEN)

    assert not await asks()


async def test_an_answer_about_somebody_else_is_no_yes(asks, teams):
    teams.add_chat(TEAM, BEN)

    assert not await asks(member_id=BEN.mri)


@pytest.mark.parametrize("body", [b"{}", b"[]", b'{"id": "29:guest"}', b'{"aadObjectId": 7}'])
async def test_an_answer_that_names_nobody_is_no_yes(asks, teams, body):
    teams.fail(200, body=body, headers={"Content-Type": "application/json"})

    assert not await asks()


@pytest.mark.parametrize(
    ("status", "code"), [(403, "BotNotInConversationRoster"), (404, "ConversationNotFound")]
)
async def test_a_team_that_we_may_not_ask_about_is_one_they_are_not_in(asks, teams, status, code):
    teams.add_chat(TEAM, ANN)
    teams.fail(status, code)

    assert not await asks()


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_while_teams_does_not_answer_it_is_asked_later(asks, teams, status):
    teams.add_chat(TEAM, ANN)
    teams.fail(status, times=9, headers={"Retry-After": "600"})

    with pytest.raises(TryLater):
        await asks()
