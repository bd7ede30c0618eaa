"""Proposals that answer the listing's questions: fewer on one card, rather than six of which nobody can read anything."""

from cards.kit.elements import wire
from cards.proposals import proposals_card
from gigs.gig import GigState
from gigs.proposal import Answered
from tests.cards.gallery import Story
from tests.support.card_text import text_of

STORY = Story()
QUESTION = "Which idea did one of your prototypes rule out, and how did the people you showed it to tell you?"
LETTER = (
    "Is there a brand guide that we have to keep to? I would begin with the three tasks, and test them on Friday. "
    * 4
)


def a_page():
    page = STORY.page(STORY.gig(GigState.REVIEWING), STORY.ben)
    answers = tuple(
        Answered(question=f"{number}. {QUESTION}", answer=f"{number}. Two of five could finish it. {LETTER}")
        for number in range(5)
    )
    one = page.proposals[0]
    six = tuple(
        one.model_copy(update={"id": f"P{number}", "letter": LETTER, "answers": answers})
        for number in range(6)
    )
    return page.model_copy(update={"proposals": six})


def test_what_is_shown_can_be_read_and_the_rest_is_one_press_away():
    read = text_of(wire(proposals_card(a_page())))
    shown = read.count("Ask a question")
    assert 1 < shown < 6
    assert f"6 proposals to compare, 1 to {shown} shown" in read
    assert f"Show {min(6 - shown, shown)} more" in read
    assert read.count("Is there a brand guide that we have to keep to? I would begin with") >= shown
    assert "0. Which idea did one of your proto" in read
