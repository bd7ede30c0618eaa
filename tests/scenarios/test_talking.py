"""Words: the welcome, help, near misses and nonsense in every scope, and what must not be said in front of others."""

import asyncio

import pytest

from tests.scenarios.steps import BRIEF, submit
from tests.support.activities import message
from tests.support.card_text import text_of
from tests.support.product import SOON, until

pytestmark = pytest.mark.asyncio(loop_scope="module")

EVENTS = ("conversationUpdate", "installationUpdate")


@pytest.mark.parametrize(
    "order", [EVENTS, EVENTS[::-1], (*EVENTS, *EVENTS)], ids=["usual", "reversed", "repeated"]
)
async def test_whoever_installs_is_welcomed_once(people, order):
    await people.rita.installs(order=order)

    assert [card["fallbackText"][:23] for card in people.rita.cards().values()] == ["I’m Freelance Connector"]
    assert {"Post a gig", "My gigs", "What else can you do?"} <= people.rita.titles()


async def test_whoever_installs_again_is_welcomed_again(people):
    await people.rita.installs()
    await people.rita.uninstalls()
    await people.rita.installs()

    assert len(people.rita.cards()) == 2


@pytest.mark.parametrize("word", ["help", "hi", "Hello!", "HELP", "what can you do"])
async def test_help_answers_at_any_time(people, word):
    await people.rita.says(word)

    await people.rita.sees("What you can say", "post a gig", "approvals")


async def test_whoever_asks_what_is_waiting_for_them_sees_their_own_gigs_that_are(people):
    await people.rita.says("I need a logo, 500 euros, by Friday")
    await people.rita.sees("Filled in from what you wrote")
    await people.rita.says("what's waiting for me")

    await people.rita.sees("Nothing needs your approval", "My gigs", "Your move: ")


async def test_thanks_are_taken_and_nonsense_gets_a_way_forward(people):
    await people.rita.says("thank you")
    await people.rita.sees("You’re welcome.")
    await people.rita.says("the weather is fine on Mars today")
    await people.rita.sees("I didn’t get that")
    await people.rita.presses("What else can you do?")
    await people.rita.sees("What you can say")


@pytest.mark.parametrize("text", ["pst a gig", "post gigg", "post a gig!", "  Post   a GIG "])
async def test_a_near_miss_is_understood(people, text):
    await people.rita.says(text)

    await people.rita.sees("About five minutes")


async def test_a_far_miss_is_asked_back(people):
    await people.rita.says("post big pig")
    await people.rita.presses("Yes, post a gig")

    await people.rita.sees("About five minutes")


@pytest.mark.parametrize(
    "text", ["", "   ", "👋" * 50, "x" * 20_000, "<at>Somebody</at>", "status", "status 999999999999999999"]
)
async def test_no_text_meets_silence(people, text):
    await people.rita.says(text)

    assert people.rita.seen()


async def test_cancel_and_help_work_in_the_middle_of_everything(people):
    rita = people.rita
    await rita.says("post a gig")
    await rita.says("do you take cats?")
    await rita.sees("I didn’t get that")
    await rita.presses("Back to your form")
    await rita.says("help")
    await rita.sees("What you can say")
    await rita.says("cancel")
    await rita.sees("Okay, I’ve cancelled it.")
    await rita.says("cancel")
    await rita.sees("Nothing to cancel.")
    await rita.presses("Preview", **BRIEF)  # the form is still there, but does nothing any more
    await rita.sees("This form was cancelled, so nothing was done")
    await rita.presses("Continue")
    await rita.presses("Preview")
    await rita.sees("Nothing is public until it’s approved")


@pytest.fixture(params=["group chat", "channel"])
def others_listen(request, people, stage):
    """Rita where others listen too."""
    if request.param == "group chat":
        chat = f"19:group-{people.rita.person.object_id}@thread.v2"
        stage.teams.add_chat(chat, people.rita.person, people.sam.person)
        return people.rita.in_group(chat)
    channel = f"19:channel-{people.rita.person.object_id}@thread.tacv2"
    stage.teams.add_team(f"team-{channel}", channel, members=[people.rita.person])
    return people.rita.in_channel(channel, f"team-{channel}")


async def test_help_hi_thanks_and_near_misses_work_where_others_listen(others_listen):
    for text, answer in {
        "hi": "What you can say",
        "thanks": "You’re welcome.",
        "tell me a story of the sea": "I didn’t get that",
        "halp": "What you can say",
        "cancel": "Nothing to cancel.",
    }.items():
        await others_listen.says(text)
        await others_listen.sees(answer)


@pytest.mark.parametrize("text", ["my gigs", "post a gig", "approvals", "status 1"])
async def test_what_is_private_is_answered_in_private(people, others_listen, text):
    await people.rita.installs()
    before = len(people.rita.teams.said_in(people.rita.chat))

    await others_listen.says(text)

    await others_listen.sees("I’ve answered you in our one-to-one chat")
    assert not others_listen.cards()
    assert len(people.rita.teams.said_in(people.rita.chat)) == before + 1


async def test_a_private_button_pressed_where_others_listen_is_answered_in_private(people, others_listen):
    await people.rita.installs()
    await others_listen.says("help")

    for old_client in (False, True):
        answer = await others_listen.presses("My gigs", old_client=old_client)
        told = str(answer and answer["value"]) + others_listen.seen()
        assert "I’ve answered you in our one-to-one chat" in told
    assert "No gigs yet" not in others_listen.seen()
    assert people.rita.seen().count("No gigs yet") == 2


async def test_whoever_cannot_be_reached_alone_is_told_what_to_do(others_listen):
    await others_listen.says("my gigs")

    await others_listen.sees("Please open a chat with me")


async def test_a_form_begun_in_a_group_goes_on_in_private(people, others_listen):
    await people.rita.installs()
    await others_listen.says("post a gig")
    await people.rita.says("hm, no idea what our number was")
    await people.rita.presses("Back to your form")
    await people.rita.presses("Save draft", title="Secret plans")
    await people.rita.sees("Your draft is saved")
    assert "Secret plans" not in others_listen.seen()


async def test_a_message_that_is_delivered_twice_is_answered_once(people, stage):
    sent = message(stage.teams.url, "help", people.rita.person)
    await people.rita.installs()
    for _ in range(3):
        await people.rita.sends(sent)

    assert sum("What you can say" in text_of(card) for card in people.rita.cards().values()) == 1


async def test_an_answer_that_meets_a_limit_of_teams_is_kept_and_said_once(people, stage):
    await people.rita.installs()
    stage.teams.fail(
        429, headers={"Retry-After": "30"}, conversation_id=people.rita.chat, operation="send", times=1
    )
    await people.rita.says("thanks")
    assert people.rita.statuses[-1] == 200  # the answer is ours to deliver now
    await people.rita.sees("You’re welcome.")
    assert people.rita.seen().count("You’re welcome.") == 1


async def test_a_message_that_hangs_beside_the_answer_to_a_press_holds_up_nothing(people, stage):
    rita = people.rita
    await rita.installs()
    stage.teams.hang(30, conversation_id=rita.chat, operation="send", times=1)
    async with asyncio.timeout(SOON):  # far less than what hangs
        answer = await rita.forges("not_a_verb_of_ours", {})
        await rita.says("thanks")
    assert answer["statusCode"] == 200
    await rita.sees("You’re welcome.")


@pytest.mark.parametrize("status", [502, 503, 504])
async def test_a_message_that_teams_cannot_answer_now_is_answered_once_shortly_after(people, stage, status):
    await people.rita.installs()
    stage.teams.fail(
        status, headers={"Retry-After": "30"}, conversation_id=people.rita.chat, operation="send", times=1
    )
    await people.rita.says("help")
    assert people.rita.statuses[-1] == 200  # the answer is ours to deliver now

    await people.rita.sees("What you can say")
    assert people.rita.seen().count("What you can say") == 1


async def test_a_message_that_may_have_been_answered_is_answered_when_it_comes_again(people, stage):
    await people.rita.installs()
    sent = message(stage.teams.url, "help", people.rita.person)
    stage.teams.fail(500, conversation_id=people.rita.chat, operation="send", times=1)
    await people.rita.sends(sent)
    assert people.rita.statuses[-1] == 503  # so that Teams delivers it again
    stage.teams.violations.clear()
    await people.rita.sends(sent)

    await people.rita.sees("What you can say")


async def test_a_welcome_that_did_not_arrive_is_said_when_the_event_is_repeated(people, stage):
    stage.teams.fail(503, conversation_id=people.rita.chat, operation="send", times=1)
    await people.rita.installs(order=EVENTS[:1])
    stage.teams.violations.clear()
    await people.rita.installs()

    assert len(people.rita.cards()) == 1


async def test_one_status_card_of_a_gig_is_live_in_a_chat_however_often_it_is_asked_for(people, stage):
    await submit(people)
    gig = await stage.newest_gig(people.rita.person)
    for _ in range(4):
        await people.rita.says(f"status {gig.number}")

    def live() -> list[str]:
        return [
            text for text in map(text_of, people.rita.on_phone().cards().values()) if "Last change" in text
        ]

    await until(lambda: len(live()) == 1, lambda: f"{len(live())} live cards")
    assert people.rita.on_phone().seen().count(f"Gig {gig.number} has a newer card in this chat.") == 4
