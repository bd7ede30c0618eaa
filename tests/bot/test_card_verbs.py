"""Every button of every card does something, and everything that can be done has a button."""

from collections.abc import Iterator
from typing import Any

from bot.verbs.card_verbs import CARD_VERBS, FOR_ALL
from bot.verbs.commands import COMMANDS
from cards.kit.elements import wire
from dialogs.close_gig import close_gig
from dialogs.hire import hire
from dialogs.post_gig import post_gig
from dialogs.sdk import Conversations
from tests.cards.gallery import every_card
from tests.support.cases import every_case

CONVERSATIONS = Conversations([post_gig(), hire(), close_gig()])
CARDS = {name: wire(card) for name, card in every_card().items()}
NOT_ON_A_CARD_OF_TODAY = {"unshortlist"}
"""Understood for cards that are out already."""


def actions(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, list):
        for each in node:
            yield from actions(each)
    elif isinstance(node, dict):
        if node.get("type") in ("Action.Execute", "Action.Submit"):
            yield node
        for name, child in node.items():
            if name != "data":
                yield from actions(child)


def test_every_button_of_every_card_does_something():
    with every_case() as case:
        for name in CARDS:
            with case(name):
                for action in actions(CARDS[name]):
                    verb = action["data"]["verb"]
                    assert verb in CARD_VERBS or verb in CONVERSATIONS.verbs
                    if action["type"] == "Action.Execute":
                        assert action["verb"] == verb
                        assert action["fallback"]["data"] == action["data"]


def test_everything_that_can_be_pressed_has_a_button():
    shown = {action["data"]["verb"] for card in CARDS.values() for action in actions(card)}
    buttons = shown | {command.verb for command in COMMANDS} | NOT_ON_A_CARD_OF_TODAY

    assert (CARD_VERBS.keys() | CONVERSATIONS.verbs) - buttons == set()


def test_no_verb_is_done_in_two_places():
    assert not CARD_VERBS.keys() & CONVERSATIONS.verbs


def test_what_everybody_may_see_is_known_and_shows_no_gig():
    assert CARD_VERBS.keys() >= FOR_ALL
    assert not {verb for verb in FOR_ALL if "gig" in verb}
