"""What Teams' answers mean when a chat with somebody is to be made: it can't be, or it's to be tried again."""

import pytest

from bot.connector.messenger import TeamsMessenger
from gigs.people import PersonKey
from ports.jobs import TryLater
from ports.messenger import ChatGone
from ports.notices import Chat
from tests.support.activities import ANN, BOT_ID
from tests.support.entra import TENANT

KEY = PersonKey(tenant=TENANT, object_id=ANN.object_id)


@pytest.fixture
def opens(connector, teams):
    """Makes a chat with Ann, near one that we have."""
    near = Chat(tenant=TENANT, owner="ben", conversation_id="a:ben", service_url=teams.url, bot_id=BOT_ID)
    messenger = TeamsMessenger(connector, opens_chats=True)

    async def open_chat():
        return await messenger.open_chat(near, KEY)

    return open_chat


@pytest.mark.parametrize("status", [400, 403, 404, 410])
async def test_a_no_about_this_person_is_final(opens, teams, status):
    teams.fail(status, "Whatever", operation="create")
    with pytest.raises(ChatGone):
        await opens()


@pytest.mark.parametrize("status", [401, 405, 409, 413, 415, 422, 429, 500, 502, 503])
async def test_any_other_trouble_is_tried_again_so_that_somebody_hears_of_it(opens, teams, status):
    teams.fail(status, "Whatever", operation="create", times=9)
    with pytest.raises(TryLater):
        await opens()
