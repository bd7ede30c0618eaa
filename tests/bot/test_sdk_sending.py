"""The SDK inside a turn: what it sees, and how what it sends goes out over our connector.

Numbers in brackets are rows of the list of the SDK's traps in design reference teams.md, section 2.
"""

import pytest
from botbuilder.core import CardFactory, MessageFactory, TurnContext
from botbuilder.schema import Activity, Mention

from tests.support.activities import ANN, invoke, message
from tests.support.entra import TENANT

CARD = {
    "type": "AdaptiveCard",
    "version": "1.5",
    "fallbackText": "Gig 12",
    "body": [{"type": "TextBlock", "text": "Gig 12", "wrap": True}],
}


async def test_the_sdk_sends_over_our_connector(bot):  # [2, 3]
    chat = bot.teams.add_chat(f"a:{ANN.object_id}", ANN)
    body = message(bot.teams.url, "hi")
    bot.teams.add_message(chat, body["id"])

    async def turn(context: TurnContext, inbound):
        activity = MessageFactory.text("Hello")
        activity.text_format = "plain"
        sent = await context.send_activity(activity)
        assert sent is not None
        assert sent.id in bot.teams.messages[chat]
        assert activity.conversation is None  # ours is not changed by sending it
        assert context.responded

    bot.turn = turn
    assert (await bot.post(body))[0] == 200

    sent = bot.teams.sent[0]
    assert (sent.operation, sent.body["text"], sent.body["replyToId"]) == ("reply", "Hello", body["id"])
    assert "serviceUrl" not in sent.body


async def test_the_sdk_sends_edits_and_deletes_cards(bot):
    chat = bot.teams.add_chat(f"a:{ANN.object_id}", ANN)

    async def turn(context: TurnContext, inbound):
        card = MessageFactory.attachment(CardFactory.adaptive_card(CARD))
        card.summary = "Gig 12"
        sent = await context.send_activity(card)
        assert sent is not None
        card.id = sent.id
        await context.update_activity(card)
        assert "replyToId" not in bot.teams.messages[chat][sent.id]  # [13]
        await context.delete_activity(sent.id)

    bot.turn = turn
    assert (await bot.post(message(bot.teams.url, "hi")))[0] == 200

    assert [sent.operation for sent in bot.teams.sent] == ["reply", "update", "delete"]
    assert bot.failures == []


async def test_a_mention_keeps_all_its_properties(bot):  # [12]
    chat = bot.teams.add_chat(f"a:{ANN.object_id}", ANN)

    async def turn(context: TurnContext, inbound):
        said = MessageFactory.text("Hello <at>Ann</at>")
        said.text_format = "plain"
        mention = Mention(text="<at>Ann</at>", type="mention")
        mention.additional_properties = {"mentioned": {"id": ANN.mri, "name": "Ann"}}
        said.entities = [mention]
        await context.send_activity(said)

    bot.turn = turn
    await bot.post(message(bot.teams.url, "hi"))

    assert bot.teams.said_in(chat)[0]["entities"] == [
        {"type": "mention", "text": "<at>Ann</at>", "mentioned": {"id": ANN.mri, "name": "Ann"}}
    ]


async def test_trace_activities_stay_here(bot):  # [18]
    bot.teams.add_chat(f"a:{ANN.object_id}", ANN)

    async def turn(context: TurnContext, inbound):
        await context.send_trace_activity("state", {"secret": 1})
        assert not context.responded

    bot.turn = turn
    await bot.post(message(bot.teams.url, "hi"))

    assert (bot.teams.sent, bot.failures) == ([], [])


async def test_a_send_handler_that_fails_leaves_nothing_unawaited(bot):  # [13]
    async def handler(context, activities, further):
        raise RuntimeError("handler")

    async def turn(context: TurnContext, inbound):
        context.on_send_activities(handler)
        await context.send_activity("hi")

    bot.turn = turn
    await bot.post(message(bot.teams.url, "hi"))

    assert (bot.teams.sent, len(bot.failures)) == ([], 1)


async def test_send_handlers_run_one_inside_the_other(bot):
    bot.teams.add_chat(f"a:{ANN.object_id}", ANN)
    seen = []

    def handler(name):
        async def handle(context, activities, further):
            seen.append(f"{name} in")
            await further()
            seen.append(f"{name} out")

        return handle

    async def turn(context: TurnContext, inbound):
        context.on_send_activities(handler("a"))
        context.on_send_activities(handler("b"))
        await context.send_activity(Activity(text="hi", text_format="plain"))

    bot.turn = turn
    await bot.post(message(bot.teams.url, "hi"))

    assert seen == ["a in", "b in", "b out", "a out"]
    assert len(bot.teams.sent) == 1


async def test_an_answer_that_the_sdk_left_is_used(bot):
    async def turn(context: TurnContext, inbound):
        from botbuilder.core import InvokeResponse

        value = InvokeResponse(status=200, body={"left": "by a dialog"})
        await context.send_activity(Activity(type="invokeResponse", value=value))

    bot.turn = turn

    assert await bot.post(invoke(bot.teams.url, "task/submit", {})) == (200, {"left": "by a dialog"})


async def test_a_failed_send_inside_a_turn_is_what_the_connector_says(bot):
    async def turn(context: TurnContext, inbound):
        await context.send_activity(Activity(text="hi", text_format="plain"))

    bot.turn = turn  # the chat is unknown to Teams

    assert (await bot.post(message(bot.teams.url, "hi")))[0] == 200
    assert len(bot.failures) == 1


async def test_what_the_sdk_sees_of_a_turn(bot):
    seen: list[Activity] = []

    async def turn(context: TurnContext, inbound):
        seen.append(context.activity)

    bot.turn = turn
    body = message(bot.teams.url, "<at>Bot</at> hi", value={"a": 1})
    body["entities"] = [{"type": "mention", "text": "<at>Bot</at>", "mentioned": body["recipient"]}]
    await bot.post(body)

    got = seen[0]
    assert (got.type, got.text, got.channel_id, got.value) == ("message", "hi", "msteams", {"a": 1})
    assert got.from_property.aad_object_id == ANN.object_id
    assert got.conversation.tenant_id == TENANT
    assert got.recipient.id == body["recipient"]["id"]
    assert got.delivery_mode is None
    assert TurnContext.get_conversation_reference(got).service_url == bot.teams.url.rstrip("/")


async def test_the_sdk_cannot_let_anything_in_by_itself(session):
    from bot.sdk.outbound import OwnAuthentication
    from tests.bot.conftest import running_connector

    own = OwnAuthentication(running_connector(session), "app")

    with pytest.raises(PermissionError):
        await own.authenticate_request(Activity(), "Bearer x")
    with pytest.raises(PermissionError):
        await own.authenticate_streaming_request("Bearer x", "msteams")
    assert await own.create_user_token_client(own.done.claims_identity) is None
