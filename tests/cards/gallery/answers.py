"""What is said to questions: which gig is meant, how something is done, the week, and the programme team's cards."""

from datetime import date
from typing import Any

from cards.about_mine import week_card
from cards.acting import ACT, how_to, which_gig
from cards.kit.pressed import AdaptiveCard
from cards.notices import notice_card
from cards.programme_team import answer_sent, answered_already, ask_form, question_sent
from gigs.gig import GigState
from gigs.people import PersonKey
from ports.notice_facts import Named, NoticeFacts
from ports.notices import Notice, NoticeKind
from tests.cards.approvals import AT
from use_cases.showing.this_week import Coming, Happening


def answers(story: Any) -> dict[str, AdaptiveCard]:
    """Each of them once."""
    text = story.text
    asked, given = text("Is a rush fee allowed?"), text("Yes, up to ten percent.")
    gigs = [story.gig(GigState.DRAFT), story.gig(GigState.DRAFT).model_copy(update={"number": 13})]
    coming = Coming(gig=12, title=text("A logo"), what=Happening.DUE, on=date(2026, 5, 12))
    return {
        "which_gig": which_gig(gigs, "when_due"),
        "week": week_card([coming, coming]),
        **{f"how_to_{means}": how_to(means, 12) for means in ACT},
        "ask_team": ask_form(12),
        "ask_team_sent": question_sent(asked, is_new=True, leads=2),
        "ask_team_again": question_sent(asked, is_new=False, leads=1),
        "answer_sent": answer_sent(text("Ben Baker"), given),
        "answered_already": answered_already(text("Pat Lead"), given),
        "notice_team_asked": notice_card(
            _notice(NoticeKind.TEAM_ASKED, by=_named(text("Ben Baker")), question=asked, reference="a1"), None
        ),
        "notice_team_answered": notice_card(
            _notice(NoticeKind.TEAM_ANSWERED, by=_named(text("Pat Lead")), question=asked, reason=given), None
        ),
    }


def _named(name: str) -> Named:
    return Named(key=PersonKey(tenant="t", object_id="somebody"), name=name)


def _notice(kind: NoticeKind, **facts: Any) -> Notice:
    ben = PersonKey(tenant="t", object_id="ben")
    return Notice(
        id="1",
        tenant="t",
        gig=12,
        kind=kind,
        to=ben,
        subject="ben",
        facts=NoticeFacts(**facts),
        created_at=AT,
    )
