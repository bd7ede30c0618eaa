"""Copying on a gig's card: where the button stands, and which other gig is named to whom."""

from cards.gig import gig_card
from cards.notices import notice_card
from gigs.copying import STARTED_AGAIN
from gigs.gig import GigState
from ports.notices import NoticeKind
from tests.cards.gallery import Story, every_card
from tests.cards.gallery.notices import a_notice
from tests.cards.test_every_card import nodes
from tests.support.builders import every_state
from tests.support.card_text import text_of
from tests.support.cases import every_case


def copying(card) -> list[tuple[str, str | None]]:
    return [
        (node["title"], node.get("mode"))
        for node in nodes(card)
        if node.get("type") == "Action.Execute" and node.get("verb") == "copy_gig"
    ]


def test_a_gig_that_has_ended_is_started_again_in_sight_and_any_other_is_copied_from_the_menu():
    story = Story()
    with every_case() as case:
        for state in every_state():
            with case(state):
                again = state in STARTED_AGAIN
                mine = gig_card(story.page(story.gig(state), story.ben))
                assert copying(mine) == [
                    ("Start again from this", None) if again else ("Copy this gig", "secondary")
                ]
    approver = gig_card(story.page(story.gig(GigState.REJECTED), story.ann))
    assert copying(approver) == [("Copy this gig", "secondary")]
    stranger = gig_card(story.page(story.gig(GigState.REJECTED), story.stranger))
    assert copying(stranger) == []


def test_whoever_hears_that_their_gig_is_rejected_can_start_again_from_there():
    story = Story()
    gig = story.gig(GigState.REJECTED)
    notice = a_notice(NoticeKind.REJECTED, story)
    assert copying(notice_card(notice, story.page(gig, story.ben))) == [("Start again from this", None)]
    assert copying(notice_card(notice, story.page(gig, story.ann))) == []


def test_the_other_gig_is_named_to_those_who_may_see_it():
    cards = every_card()
    assert "Continued as\nGig 15" in text_of(cards["gig_continued"])
    assert "15" not in text_of(cards["gig_continued_unseen"])
    assert "Copied from\nGig 9" in text_of(cards["gig_copied"])
