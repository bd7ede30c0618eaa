"""Notices are kept as facts; their sentences are made here, for those of the last release too."""

import json
from gettext import NullTranslations

from cards.accounts import ACCOUNT_NOTICES
from cards.ask_colleague import COLLEAGUE_NOTICES
from cards.case_notices import CASE_NOTICES
from cards.kit.elements import wire
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import moment
from cards.kit.words import STATES
from cards.notice_texts import NOTICE_TEXTS
from cards.notices import notice_card
from cards.programme_team import TEAM_NOTICES
from cards.reasons import BUDGETS, DECIDED, HINDRANCES, LAPSES, REPLIES, hindrance, reply_text
from gigs.approval import Decision
from gigs.gig import GigState
from gigs.purging import proposal_without_words
from ports.hindrance import Hindered, Hindrance
from ports.notice_facts import BudgetKind, Lapse, NoticeFacts, Reply
from ports.notices import HOLDS, STAYS, Notice, NoticeKind, held
from tests.cards.approvals import usd
from tests.cards.gallery import Story, a_notice
from tests.cards.gallery.notices import _NOTICE_STATES
from tests.cards.pseudo import PSEUDO
from tests.support.card_text import all_text
from tests.support.former_notices import SINCE_THEN, former_notices
from translation.catalogue import Language, speaking
from use_cases.permissions.gig_page import GigPage, HeldUp

STORY = Story()
CHANNEL = frozenset({NoticeKind.CHANNEL_HEAD, NoticeKind.CHANNEL_REPLY})
ASKED = frozenset({NoticeKind.APPROVAL_ASKED, NoticeKind.APPROVAL_REMINDED})


def page_for(notice: Notice) -> GigPage | None:
    if not notice.gig:
        return None
    viewer = STORY.ann if notice.kind in ASKED else STORY.ben
    gig = STORY.gig(_NOTICE_STATES.get(notice.kind, GigState.REVIEWING))
    return STORY.page(gig, None if notice.kind in CHANNEL else viewer)


def text_of(card: AdaptiveCard) -> str:
    return "\n".join(all_text(wire(card)))


def test_every_kind_has_its_words_or_a_card_of_its_own():
    own = set(STAYS) | ACCOUNT_NOTICES | TEAM_NOTICES | COLLEAGUE_NOTICES | CASE_NOTICES
    own |= {
        NoticeKind.NEEDS_A_PERSON,
        NoticeKind.DELEGATE_CHOSEN,
        NoticeKind.INSIDE_NEWS,
        NoticeKind.CHAMPION_ASKED,
    }
    assert set(NOTICE_TEXTS) | own == set(NoticeKind)


def test_every_closed_word_has_its_sentence():
    assert set(HINDRANCES) == set(Hindrance)
    assert set(LAPSES) == set(Lapse)
    assert set(DECIDED) == set(Decision)
    assert set(REPLIES) == set(Reply)
    assert set(BUDGETS) == set(BudgetKind)


NOT_SHOWN = {
    NoticeKind.DELIVERABLE_SUBMITTED: {"amount"},  # the card shows the milestone as it is now
    NoticeKind.MORE_MONEY_NEEDED: {"amount"},  # the card shows the contract as it is now
    NoticeKind.RELEASE_REFUSED: {"amount"},  # the reason says it
    NoticeKind.ACCOUNT_NEEDS_CONSENT: {"account"},
}


def test_a_card_shows_the_people_money_and_words_of_its_notice():
    for kind in NoticeKind:
        notice = a_notice(kind, STORY)
        text, facts = text_of(notice_card(notice, page_for(notice))), notice.facts
        shown = {
            "by": facts.by and facts.by.name,
            "person": facts.person and facts.person.name,
            "amount": facts.amount and str(facts.amount),
            "limit": facts.limit and str(facts.limit),
            "budget": facts.budget and f"{facts.budget.used} of {facts.budget.limit}",
            "approver": facts.lapsed and facts.lapsed.approver and facts.lapsed.approver.name,
            "beyond": facts.hindered and facts.hindered.limit and str(facts.hindered.limit),
            **{name: getattr(facts, name) for name in ("reason", "account", "reference", "question")},
        }
        missing = {name for name, words in shown.items() if words and words not in text}
        assert missing <= NOT_SHOWN.get(kind, set()), (kind, text)


def test_the_gallery_draws_every_kind_from_facts_that_it_may_hold():
    for kind in NoticeKind:
        assert held(a_notice(kind, STORY).facts) <= HOLDS[kind]


def test_a_notice_says_when_it_counted_and_shows_no_state_that_it_does_not_follow():
    notice = a_notice(NoticeKind.PROPOSALS_ARRIVED, STORY)
    shown = text_of(notice_card(notice, page_for(notice)))
    assert f"As of {moment(page_for(notice).at)}" in shown
    assert STATES[page_for(notice).gig.state].label not in shown


def test_an_approval_does_not_promise_a_posting_that_waits():
    notice = a_notice(NoticeKind.APPROVED, STORY)
    page = page_for(notice)
    held_up = page.market.model_copy(update={"held_up": HeldUp.PAUSED})
    shown = text_of(notice_card(notice, page.model_copy(update={"market": held_up})))
    assert "will tell you when proposals arrive" in text_of(notice_card(notice, page))
    assert "will tell you when proposals arrive" not in shown
    assert "A programme lead has paused it." in shown


def test_notices_of_the_last_release_are_drawn_with_all_they_said():
    kinds = set()
    for document, shows in former_notices():
        notice = Notice.model_validate_json(json.dumps(document))
        text = text_of(notice_card(notice, page_for(notice)))
        today = [one.replace("did not", "didn’t") for one in shows]
        assert [one for one in today if one not in text] == [], (notice.kind, text)
        kinds.add(notice.kind)
    assert kinds == set(NoticeKind) - SINCE_THEN


def test_who_was_silent_is_said_in_the_words_of_today():
    (former,) = [one for one, _ in former_notices() if one["kind"] == NoticeKind.EXCESS_TURNED_DOWN][1:]
    assert former["facts"]["by"] == "Nobody in time"
    notice = Notice.model_validate_json(json.dumps(former))
    text = text_of(notice_card(notice, page_for(notice)))
    assert "Nobody decided on the difference in time" in text
    assert "Mark Manager didn’t answer in time." in text


def test_a_freelancer_is_named_as_long_as_their_name_may_be_kept():
    notice = a_notice(NoticeKind.OFFER_DECLINED, STORY)
    page = page_for(notice)
    name = next(one.freelancer for one in page.proposals if one.id == notice.facts.proposal)
    assert name not in notice.model_dump_json()
    assert f"{name} declined the offer" in text_of(notice_card(notice, page))
    bare = tuple(proposal_without_words(one) for one in page.proposals)
    purged = page.model_copy(update={"proposals": bare})
    assert "The freelancer declined the offer" in text_of(notice_card(notice, purged))


def test_somebody_who_was_chosen_since_is_not_named_in_anothers_place():
    notice = a_notice(NoticeKind.OFFER_DECLINED, STORY)
    page = page_for(notice)
    chosen = STORY.gig(GigState.ACTIVE)
    assert chosen.contract.proposal_id
    other = next(one.id for one in page.proposals if one.id != chosen.contract.proposal_id)
    notice = notice.model_copy(update={"facts": notice.facts.model_copy(update={"proposal": other})})
    bare = tuple(proposal_without_words(one) for one in page.proposals)
    later = page.model_copy(update={"gig": chosen, "proposals": bare})
    text = text_of(notice_card(notice, later))
    assert "The freelancer declined the offer" in text
    assert f"{chosen.contract.freelancer} declined" not in text


class _Catalogue(NullTranslations):
    """English again, with the header that gettext finds under the empty text."""

    def gettext(self, message: str) -> str:
        return message or "Project-Id-Version: ours"


def test_a_notice_without_a_second_sentence_has_none_in_another_language_either():
    notice = a_notice(NoticeKind.APPROVAL_REMINDED, STORY)
    with speaking(Language("da", _Catalogue())):
        text = text_of(notice_card(notice, page_for(notice)))
    assert "needs your decision" in text
    assert "Project-Id-Version" not in text


def test_headline_detail_and_button_of_each_notice_are_said_in_another_language():
    for kind, text in NOTICE_TEXTS.items():
        notice = a_notice(kind, STORY)
        with speaking(PSEUDO):
            spoken = text_of(notice_card(notice, page_for(notice)))
        whole = [each for each in (text.headline, text.detail, text.button[0]) if each and "{" not in each]
        assert [each for each in whole if each in spoken] == [], kind


def test_somebody_who_is_not_known_begins_a_sentence_or_stands_in_it():
    nobody = NoticeFacts()
    rejected = a_notice(NoticeKind.REJECTED, STORY).model_copy(update={"facts": nobody})
    declined = a_notice(NoticeKind.EXCESS_TURNED_DOWN, STORY).model_copy(update={"facts": nobody})
    assert "Rejected by your approver" in text_of(notice_card(rejected, page_for(rejected)))
    assert "Your approver declined" in text_of(notice_card(declined, page_for(declined)))


def test_a_no_of_our_own_says_which_money_it_is_about():
    milestone = STORY.gig(GigState.ACTIVE).contract.milestones[0]
    no = Hindered(by=Hindrance.ACCEPTED_CHANGED, amount=usd(900), limit=usd(800))
    said = hindrance(no, milestone=milestone)
    assert said == f"“{milestone.title}” is now worth USD 900.00, not the USD 800.00 you accepted."
    dearer = hindrance(Hindered(by=Hindrance.RATE_CHANGED, amount=usd(50)))
    assert dearer == "The freelancer now asks for USD 50.00 an hour. Please look again before hiring."


def test_a_lesson_is_told_in_a_channel_with_both_its_lines():
    gig = STORY.gig(GigState.CLOSED)
    for changes, told in (
        (
            {"do_again": "Start early.", "do_differently": "Name one reader."},
            "Start early. Do differently: Name one reader.",
        ),
        ({"do_again": "", "do_differently": "Name one reader."}, "Do differently: Name one reader."),
        ({"lesson": "As it once was.", "do_again": "", "do_differently": ""}, "As it once was."),
    ):
        closed = gig.model_copy(update={"closing": gig.closing.model_copy(update={"lesson": ""} | changes)})
        assert reply_text(NoticeFacts(reply=Reply.LESSON), closed) == f"Lesson learned: {told}"
