"""A press takes one transaction: whom we met and what the pressed card shows goes in beside its work, or not at all."""

from dataclasses import replace
from typing import Any

import pytest

from bot.connector.wire import fingerprint
from bot.door.inbound import read_inbound
from bot.turn.acquaintances import Acquaintances
from bot.turn.one_trip import meet_beforehand, one_trip
from bot.turn.outbox import Outbox
from bot.turn.presses import press_of
from bot.turn.speak import Voice
from bot.verbs.card_verbs import CARD_VERBS
from dialogs.turn import Turn
from gigs.errors import NotAllowed
from ports.notices import CardCopy, NoticeKind, View
from tests.support.activities import invoke, message
from tests.support.builders import MARK, RITA, TENANT
from tests.support.clock import NOON
from tests.support.one_by_one import one_by_one
from tests.use_cases.messenger import a_chat
from tests.use_cases.world import a_world

URL = a_chat("mark").service_url
HOLDS = "what the message holds"


@pytest.fixture
async def world(tmp_path):
    async with a_world(tmp_path) as world:
        yield world


@pytest.fixture
async def gig(world):
    """Waits for Mark, who has a card of it."""
    await world.meets(RITA, MARK)
    gig = await world.submitted()
    await gives_the_card(world, HOLDS)
    return gig


async def gives_the_card(world, holds=""):
    """As the notice that asks for an approval does; the message holds the card of this hash, or the one to be seen now."""
    shown = (await take(world, pressing("show_approval"))).answers[0]
    card = CardCopy(
        tenant=TENANT,
        gig=1,
        service_url=URL,
        conversation_id="a:mark",
        activity_id="card",
        view=View.APPROVAL,
        viewer=MARK.key,
        subject=shown.tracked.subject,
        drawn_version=shown.tracked.version,
        drawn_hash=holds or fingerprint(shown.card),
    )
    async with one_by_one(world.store) as tx:
        await tx.copies.add(card, NOON)


def pressing(verb, revision=1, who=MARK, gig=1):
    action = {"type": "Action.Execute", "verb": verb, "data": {"gig": gig, "revision": revision}}
    found = read_inbound(invoke(URL, "adaptiveCard/action", {"action": action}), TENANT, URL)
    owner = who.key.object_id
    return replace(
        found, tenant=TENANT, conversation_id=f"a:{owner}", reply_to_id="card", bot_id="28:bot", from_id=""
    )


async def take(world, inbound, work=None, who=MARK, acquaintances=None):
    """The turn as the handler takes it, up to the answer."""
    acquaintances = acquaintances or Acquaintances(world.context)
    press = press_of(inbound)
    assert press is not None
    turn = Turn(person=who, context=world.context, press=press, chat_id=inbound.conversation_id)
    await meet_beforehand(acquaintances, inbound, who, press)
    async with one_trip(acquaintances, inbound, turn):
        await (work or CARD_VERBS[press.verb])(turn, press)
    return turn


async def take_and_answer(world, inbound):
    """The whole turn; how many statements each of its transactions took."""
    before = len(world.store.counted.by_transaction)
    turn = await take(world, inbound)
    sending: Any = None  # an answer is not sent
    answer = await Voice(sending, world.context, Outbox()).answer(inbound, turn)
    assert answer is not None
    return world.store.counted.by_transaction[before:]


async def the_card(world):
    async with one_by_one(world.store) as tx:
        return await tx.copies.at(TENANT, "a:mark", "card", 1)


def transactions_since(world, before):
    return world.store.counted.by_transaction[before:]


async def test_a_yes_and_its_answer_are_one_transaction_with_all_that_it_notes_down(world, gig):
    assert await take_and_answer(world, pressing("approve_gig", gig.revision)) == [11]


async def test_after_a_change_the_message_is_edited_whatever_it_holds(world, gig):
    await take(world, pressing("approve_gig", gig.revision))
    assert (await the_card(world)).drawn_hash == ""


async def test_a_look_at_the_gig_is_one_transaction_and_leaves_the_card_as_it_is(world, gig):
    await gives_the_card(world)
    before = await the_card(world)
    assert await take_and_answer(world, pressing("show_approval")) == [5]
    assert await the_card(world) == before


async def test_a_card_that_no_copy_is_known_of_is_followed_from_then_on(world, gig):
    async with one_by_one(world.store) as tx:
        await tx.copies.drop_at(TENANT, "a:mark", "card")
    assert len(await take_and_answer(world, pressing("show_approval"))) == 2
    assert (await the_card(world)).view is View.APPROVAL


async def test_the_card_of_another_gig_is_not_taken_for_this_one(world, gig):
    await world.submitted()
    turn = await take(world, pressing("refresh_gig", gig=2))
    assert turn.pressed is None


async def test_a_chat_that_is_new_is_remembered_with_the_press_and_what_waited_there_is_said(world):
    await world.meets(RITA)
    gig = await world.submitted()
    await world.work()
    assert world.messenger.kinds(MARK) == []
    await take(world, pressing("refresh_gig", gig.revision))
    await world.work()
    assert world.messenger.kinds(MARK) == [NoticeKind.APPROVAL_ASKED]


async def test_a_press_that_is_refused_leaves_nothing_and_the_next_look_notes_down_what_it_could_not(world):
    await world.meets(RITA)
    gig = await world.submitted()

    async def refused_then_shown(turn, press):
        with pytest.raises(NotAllowed):
            await turn.context.store.run(refuse)
        async with one_by_one(world.store) as tx:
            assert await tx.chats.get(TENANT, "mark") is None
        await CARD_VERBS["show_gig"](turn, press)

    async def refuse(tx):
        raise NotAllowed("not yours")

    await take(world, pressing("approve_gig", gig.revision), refused_then_shown)
    async with one_by_one(world.store) as tx:
        assert (await tx.chats.get(TENANT, "mark")).alive


async def test_a_press_that_needs_nothing_of_the_store_is_remembered_all_the_same_and_once_a_minute(world):
    acquaintances = Acquaintances(world.context)
    for asks_the_store in (True, False):
        before = len(world.store.counted.by_transaction)
        await take(world, pressing("help", gig=0), acquaintances=acquaintances)
        assert bool(transactions_since(world, before)) is asks_the_store
    async with one_by_one(world.store) as tx:
        assert (await tx.chats.get(TENANT, "mark")).alive


async def test_a_text_is_from_somebody_remembered_before_anything_is_done(world):
    inbound = read_inbound(message(URL, "help"), TENANT, URL)
    inbound = replace(inbound, tenant=TENANT, conversation_id="a:mark")
    await meet_beforehand(Acquaintances(world.context), inbound, MARK, None)
    async with one_by_one(world.store) as tx:
        assert (await tx.chats.get(TENANT, "mark")).conversation_id == "a:mark"
