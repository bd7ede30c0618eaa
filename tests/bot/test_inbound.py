"""How we read an activity."""

from datetime import UTC, datetime

import pytest

from bot.door.inbound import read_inbound
from tests.support.activities import ANN, BOT_ID, activity, in_channel, invoke, message
from tests.support.entra import TENANT

URL = "https://smba.trafficmanager.net/emea"


def read(body):
    return read_inbound(body, TENANT, URL)


def mention(text, identity=BOT_ID):
    return {"type": "mention", "text": text, "mentioned": {"id": identity, "name": "Gig"}}


def test_everything_of_a_message():
    body = message(URL, "  help\n me ", replyToId="7", value={"a": 1})

    got = read(body)

    assert (got.type, got.id, got.text, got.value, got.reply_to_id) == (
        "message",
        body["id"],
        "help me",
        {"a": 1},
        "7",
    )
    assert (got.tenant, got.object_id, got.from_id) == (TENANT, ANN.object_id, ANN.mri)
    assert (got.conversation_id, got.conversation_type, got.is_personal) == (
        f"a:{ANN.object_id}",
        "personal",
        True,
    )
    assert (got.bot_id, got.service_url) == (BOT_ID, URL)
    assert (got.team_id, got.channel_id, got.action, got.changed_team) == (None, None, None, None)
    assert (got.members_added, got.members_removed) == ((), ())


@pytest.mark.parametrize(
    "text, entities, said",
    [
        ("<at>Gig</at> show Gig 12 and Gigs", [mention("<at>Gig</at>")], "show Gig 12 and Gigs"),
        ("post a gig <at>Gig</at>", [mention("<at>Gig</at>")], "post a gig"),
        ("<at>Gig</at>&nbsp;help\n", [mention("<at>Gig</at>")], "help"),
        ("<at>Gig</at>\xa0help", [mention("<at>Gig</at>")], "help"),
        ('<at id="0">Gig</at> help', [mention('<at id="0">Gig</at>')], "help"),
        ("<at>Gig</at> <at>Gig</at> help", [mention("<at>Gig</at>")] * 2, "help"),
        (
            "<at>Gig</at> ask <at>Ann</at>",
            [mention("<at>Gig</at>"), mention("<at>Ann</at>", "29:ann")],
            "ask <at>Ann</at>",
        ),
        ("<at>Gig</at> help", [mention("<at>Gig</at>", "28:another-bot")], "<at>Gig</at> help"),
        ("help <at>", [mention("help")], "help <at>"),
        (
            "<at>Gig</at> help",
            [{"type": "mention"}, {"type": "mention", "mentioned": None}, 7],
            "<at>Gig</at> help",
        ),
        ("<at>G.*</at> x G", [mention("<at>G.*</at>")], "x G"),
        ("<at>R&amp;D Gigs</at> help", [mention("<at>R&D Gigs</at>")], "help"),
        ("<at>R&D Gigs</at> help", [mention("<at>R&amp;D Gigs</at>")], "help"),
        ("<at>Gig</at> help", [{"type": "mention", "mentioned": {"id": BOT_ID, "name": "Gig"}}], "help"),
        ("<at>Gig</at> help", [{"type": "mention", "mentioned": {"id": BOT_ID}}], "help"),
        ('<at id="0">Freelance Connector</at> help', [{"type": "mention"}], "help"),
        ("<at>Freelance Connector</at> help", None, "help"),
        (
            "<at>Freelance Connector</at> help",
            [mention("<at>Freelance Connector</at>", "29:a-person")],
            "<at>Freelance Connector</at> help",
        ),
        (
            "<at>Ann</at> <at>Gig</at> help",
            [mention("<at>Ann</at>", "29:ann"), {"type": "mention", "mentioned": {"id": BOT_ID}}],
            "<at>Ann</at> help",
        ),
        ("<at>Gig</at> help", [], "help"),
        ("ask <at>Ann</at>", [], "ask <at>Ann</at>"),
        ("<at>Gig</at> help", [{"type": "Mention", "mentioned": {"id": BOT_ID.upper()}}], "help"),
        ("", [], ""),
    ],
)
def test_only_the_mention_of_the_bot_is_taken_out(text, entities, said):
    assert read(message(URL, text, entities=entities)).text == said


def test_the_zone_of_the_client_by_its_name_or_by_its_clock():
    at = datetime(2026, 5, 12, 17, tzinfo=UTC)

    def hour(**more) -> int | None:
        zone = read(message(URL, "hi", **more)).zone
        return zone and at.astimezone(zone).hour

    assert hour() == 10
    assert hour(localTimezone="Europe/Berlin") == 19
    assert hour(localTimezone="", localTimestamp="2026-05-12T22:34:00+05:30") == 22
    for unknown in ("Mars/Olympus", "../etc/passwd", "/etc/passwd", "x" * 1000, "a\0b", ".", 7, None):
        assert hour(localTimezone=unknown) == 10
    for unreadable in ("yesterday", "", 7, None, "2026-05-12T22:34:00"):
        assert hour(localTimezone=None, localTimestamp=unreadable) is None


def test_a_channel_thread():
    got = read(message(URL, "hi", **in_channel("19:c@thread.tacv2", "1700", "19:t@thread.tacv2")))

    assert got.conversation_id == "19:c@thread.tacv2;messageid=1700"
    assert (got.channel_id, got.team_id) == ("19:c@thread.tacv2", "19:t@thread.tacv2")
    assert not got.is_personal


def test_the_channel_that_was_picked_on_installing():
    picked = {
        "tenant": {"id": TENANT},
        "settings": {"selectedChannel": {"id": "19:picked"}},
        "team": {"id": "19:t"},
    }

    got = read(activity(URL, "installationUpdate", action="add", channelData=picked))

    assert (got.action, got.channel_id, got.team_id) == ("add", "19:picked", "19:t")


def test_who_came():
    got = read(
        activity(
            URL,
            "conversationUpdate",
            membersAdded=[{"id": BOT_ID}, {"id": "29:x"}, {"name": "no id"}, None],
        )
    )

    assert got.members_added == (BOT_ID, "29:x")


TEAM = {"tenant": {"id": TENANT}, "team": {"id": "19:t"}}


@pytest.mark.parametrize(
    ("kind", "more", "team"),
    [
        ("conversationUpdate", {"membersAdded": [{"id": "29:x"}], "channelData": TEAM}, "19:t"),
        ("conversationUpdate", {"membersRemoved": [{"id": "29:x"}], "channelData": TEAM}, "19:t"),
        ("conversationUpdate", {"membersRemoved": [{"id": BOT_ID}], "channelData": TEAM}, "19:t"),
        ("installationUpdate", {"action": "remove", "channelData": TEAM}, "19:t"),
        ("installationUpdate", {"action": "remove"}, None),
        ("conversationUpdate", {"channelData": TEAM}, None),
        ("conversationUpdate", {"membersRemoved": [{"id": "29:x"}]}, None),
        ("message", {"text": "hi", "channelData": TEAM}, None),
    ],
)
def test_which_team_has_other_people_than_before(kind, more, team):
    assert read(activity(URL, kind, **more)).changed_team == team


@pytest.mark.parametrize(
    "conversation, kind",
    [
        ({"id": "a:1"}, "personal"),
        ({"id": "19:x@thread.v2"}, "groupChat"),
        ({"id": "x", "isGroup": True}, "groupChat"),
        ({"id": "x", "conversationType": "channel"}, "channel"),
        ({"id": "x", "conversationType": "somethingNew"}, "somethingNew"),
    ],
)
def test_where_it_was_said_is_never_taken_for_private_by_mistake(conversation, kind):
    got = read(message(URL, "hi", conversation=conversation))

    assert (got.conversation_type, got.is_personal) == (kind, kind == "personal")


@pytest.mark.parametrize("value", [None, [], "x", 7])
def test_a_value_that_is_no_object_is_none(value):
    assert read(invoke(URL, "x", value)).value is None


def test_an_activity_with_nothing_in_it_can_be_read():
    assert read({}).text == ""


def test_a_very_long_text_is_cut():
    assert len(read(message(URL, "x" * 200_000)).text) == 28_000
