"""The SDK inside a turn of a conversation: what it sees, and how what is sent through it goes out over our connector.

Numbers in brackets are rows of the list of the SDK's traps in design reference teams.md, section 2.
"""

import pytest
from botbuilder.core import MessageFactory, TurnContext
from botbuilder.schema import Activity

from bot.connector.errors import Unreachable
from bot.connector.wire import card_message, text_message
from bot.door.answers import card_answer
from bot.door.inbound import read_inbound
from bot.sdk.adapter import Adapter
from bot.sdk.outbound import OwnAuthentication, ThroughContext
from tests.bot.conftest import running_connector
from tests.support.activities import ANN, message, press
from tests.support.entra import APP_ID, TENANT

CARD = {
    "type": "AdaptiveCard",
    "version": "1.5",
    "fallbackText": "Gig 12",
    "body": [{"type": "TextBlock", "text": "Gig 12", "wrap": True}],
}


@pytest.fixture
def converse(session, teams):
    """Runs one turn of a conversation; what it left as an answer."""
    adapter = Adapter(running_connector(session), APP_ID)

    async def run(body, talk):
        return await adapter.converse(read_inbound(body, TENANT, teams.url), talk)

    return run


@pytest.fixture
def ann(teams):
    return teams.add_chat(f"a:{ANN.object_id}", ANN)


async def test_a_text_goes_out_over_our_connector_and_not_as_a_reply(converse, teams, ann):  # [2, 3]
    async def talk(context: TurnContext):
        sent = await ThroughContext(context).send("", "", text_message("Hello"))
        assert sent in teams.messages[ann]
        assert context.responded

    assert await converse(message(teams.url, "hi"), talk) is None

    assert [(sent.operation, sent.conversation_id) for sent in teams.sent] == [("send", ann)]
    assert teams.sent[0].body == text_message("Hello")


async def test_a_card_is_sent_and_replaced_as_it_is(converse, teams, ann):  # [12, 13]
    changed = card_message(CARD | {"fallbackText": "Gig 12, approved"}, "Gig 12, approved")

    async def talk(context: TurnContext):
        way = ThroughContext(context)
        sent = await way.send("", "", card_message(CARD, "Gig 12"))
        assert teams.messages[ann][sent] == card_message(CARD, "Gig 12")
        await way.update("", "", sent, changed)
        assert teams.messages[ann][sent] == {**changed, "id": sent}

    await converse(message(teams.url, "hi"), talk)

    assert [sent.operation for sent in teams.sent] == ["send", "update"]


async def test_what_the_sdk_itself_makes_is_sent_too(converse, teams, ann):
    async def talk(context: TurnContext):
        activity = MessageFactory.text("Hello")
        activity.text_format = "plain"
        await context.send_activity(activity)
        assert activity.conversation is None  # ours is not changed by sending it

    await converse(message(teams.url, "hi"), talk)

    assert teams.sent[0].body == text_message("Hello")


async def test_the_answer_to_a_press_is_left_with_the_sdk(converse, teams):
    async def talk(context: TurnContext):
        return card_answer(CARD)

    assert await converse(press(teams.url, "preview_brief", {}), talk) == card_answer(CARD)
    assert teams.sent == []


async def test_trace_activities_stay_here(converse, teams, ann):  # [18]
    async def talk(context: TurnContext):
        await context.send_trace_activity("state", {"secret": 1})
        assert not context.responded

    await converse(message(teams.url, "hi"), talk)

    assert teams.sent == []


async def test_a_failed_send_is_what_the_connector_says(converse, teams):
    async def talk(context: TurnContext):
        await ThroughContext(context).send("", "", text_message("Hello"))

    with pytest.raises(Unreachable):
        await converse(message(teams.url, "hi"), talk)  # the chat is unknown to Teams


async def test_what_breaks_in_a_turn_leaves_it_unchanged(converse, teams):  # [6]
    async def talk(context: TurnContext):
        raise KeyError("x")

    with pytest.raises(KeyError):
        await converse(message(teams.url, "hi"), talk)


async def test_what_the_sdk_sees_of_a_turn(converse, teams):
    seen: list[Activity] = []

    async def talk(context: TurnContext):
        seen.append(context.activity)

    body = message(teams.url, "<at>Bot</at> hi", value={"a": 1})
    body["entities"] = [{"type": "mention", "text": "<at>Bot</at>", "mentioned": body["recipient"]}]
    await converse(body, talk)

    got = seen[0]
    assert (got.type, got.text, got.channel_id, got.value) == ("message", "hi", "msteams", {"a": 1})
    assert got.from_property.aad_object_id == ANN.object_id
    assert got.conversation.tenant_id == TENANT
    assert got.recipient.id == body["recipient"]["id"]
    assert got.delivery_mode is None
    assert TurnContext.get_conversation_reference(got).service_url == teams.url


async def test_the_sdk_cannot_let_anything_in_by_itself(session):
    own = OwnAuthentication(running_connector(session), "app")

    with pytest.raises(PermissionError):
        await own.authenticate_request(Activity(), "Bearer x")
    with pytest.raises(PermissionError):
        await own.authenticate_streaming_request("Bearer x", "msteams")
    with pytest.raises(PermissionError):
        own.create_connector_factory(own.done.claims_identity)


async def test_an_activity_without_an_id_is_answered_like_any_other(converse, teams, ann):
    async def talk(context: TurnContext):
        assert await ThroughContext(context).send("", "", text_message("Hello"))

    await converse(message(teams.url, "hi") | {"id": ""}, talk)

    assert [(sent.operation, sent.conversation_id) for sent in teams.sent] == [("send", ann)]
