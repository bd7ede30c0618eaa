"""Hands and offers to colleagues, for the story and for its cards."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from gigs.inside import Hand, InsideOffer
from gigs.people import Person, PersonKey
from tests.cards.approvals import AT

Text = Callable[[str], str]


def a_hand(text: Text, who: Person, **changes: Any) -> Hand:
    """Up, with everything that somebody may write."""
    hand = Hand(
        person=who,
        why=text("I built the deck for last year’s launch."),
        when=text("From Tuesday on, two hours a day."),
        hours=12,
        skills=(text("PowerPoint"), text("German")),
        raised_at=AT - timedelta(hours=5),
    )
    return hand.model_copy(update=changes)


def an_offer(text: Text, *, picked: bool = False) -> InsideOffer:
    """Open for two days more; or with Nadia at work, who says that it's done."""
    offer = InsideOffer(
        revision=1,
        days=3,
        lasts=timedelta(hours=24),
        because=text("Our studio has room for decks."),
        ask_manager=8,
        answer_within=timedelta(hours=16),
        until=AT + timedelta(days=2),
    )
    if not picked:
        return offer
    key = PersonKey(tenant="t", object_id="nadia")
    nadia = Person(key=key, name=text("Nadia North"), department=text("Studio"))
    hand = a_hand(text, nadia)
    done = {"done_at": AT, "note": text("It’s in the team’s folder.")}
    return offer.model_copy(update={"hands": (hand,), "picked": hand, "picked_at": AT, **done})
