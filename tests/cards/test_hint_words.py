"""How a hint quotes what it's about."""

from datetime import date

from cards.coach import hints_of, to_complete
from coach.hints import Behind, Hint, Kind, Mend, Usual
from tests.support.card_text import text_of
from use_cases.requesting.beside_preview import Beside

VAGUE = Hint(kind=Kind.VAGUE, field="outcome", mend=Mend.OPEN, about="a", words=("modern", "or so", "asap"))


def read(hint):
    return " ".join(text_of(node) for node in hints_of(Beside(hints=(hint,)), {"draft": "d1"}, "sandbox"))


def test_each_word_stands_in_quotation_marks_of_its_own():
    assert "“modern”, “or so” and “asap” (Outcome)" in read(VAGUE)
    assert to_complete(VAGUE) == "Say what you mean by “modern”, “or so” and “asap”, or leave it out."


def test_gigs_of_the_same_title_are_named_once():
    titles = ("Deck", "Deck", "Slides", "Folder", "Poster")
    behind = tuple(Behind(gig=number, title=title) for number, title in enumerate(titles, start=1))
    usual = Usual(count=5, days=(9, 12, 15), due=date(2026, 6, 24), behind=behind)
    hint = Hint(kind=Kind.DUE, field="due", mend=Mend.USE, about="a", usual=usual)
    assert "Such as Deck, Slides and Folder" in read(hint)
