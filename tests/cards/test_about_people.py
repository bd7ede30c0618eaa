"""Both people of a delegation are told for how long it is, each in a sentence of their own."""

from datetime import date

import pytest

from cards.about_people import delegate_chosen
from cards.kit.elements import wire
from ports.notice_facts import DelegationChange, NoticeFacts
from ports.notices import Notice, NoticeKind
from tests.cards.approvals import AT
from tests.cards.gallery import Story
from tests.support.card_text import text_of
from use_cases.notifying.notify import as_named

STORY = Story()
ANN, DAN = as_named(STORY.ann), as_named(STORY.dan)
FIRST, LAST = date(2026, 5, 12), date(2026, 5, 20)


def read(to: str, change: DelegationChange = DelegationChange.SET, **facts: object) -> str:
    """The notice about Ann and her delegate Dan, as one of the two reads it."""
    told = NoticeFacts.model_validate({"change": change, "person": ANN, "delegate": DAN, **facts})
    key = {"Ann": STORY.ann.key, "Dan": STORY.dan.key}[to]
    notice = Notice(
        id="1",
        tenant=key.tenant,
        gig=0,
        kind=NoticeKind.DELEGATE_CHOSEN,
        to=key,
        subject=STORY.ann.key.object_id,
        facts=told,
        created_at=AT,
    )
    return text_of(wire(delegate_chosen(notice)))


@pytest.mark.parametrize(
    ("days", "to_ann", "to_dan"),
    [
        (
            {"first": FIRST, "last": LAST},
            "They decide in your place from 12 May 2026 until 20 May 2026.",
            "Requests to them come to you from 12 May 2026 until 20 May 2026.",
        ),
        (
            {"first": FIRST},
            "They decide in your place from 12 May 2026 on.",
            "Requests to them come to you from 12 May 2026 on.",
        ),
        (
            {"last": LAST},
            "They decide in your place until 20 May 2026.",
            "Requests to them come to you until 20 May 2026.",
        ),
        (
            {},
            "They decide in your place whenever you don’t answer in time.",
            "Requests to them come to you whenever they don’t answer in time.",
        ),
    ],
)
def test_the_days_are_told_to_both(days, to_ann, to_dan):
    assert to_ann in read("Ann", **days)
    assert to_dan in read("Dan", **days)


def test_who_set_it_is_told_where_it_was_somebody_else():
    assert "Set by Dan Dorsey" in read("Ann", by=DAN)
    assert "Set by" not in read("Ann", by=ANN)


@pytest.mark.parametrize("change", DelegationChange)
def test_a_person_whose_name_is_not_known_any_more_leaves_the_sentence_whole(change):
    assert "Your colleague " in read("Ann", change, delegate=None)
    assert " a colleague" in read("Dan", change, person=None)
