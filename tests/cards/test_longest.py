"""Everything at its longest and most: a card still fits into a message."""

import json

import pytest

from cards.approval import approval_card
from cards.brief import brief_form
from cards.delegate import delegate_set
from cards.gig import gig_card
from cards.inbox import approvals_list, together_card
from cards.kit.elements import wire
from cards.kit.pressed import AdaptiveCard
from cards.page_form import page_form, refused
from cards.preview import preview
from gigs.approval import Advice
from gigs.delegation import Delegation
from gigs.gig import Gig, GigState
from gigs.links import LONGEST_ADDRESS, LONGEST_TITLE, MOST_LINKS, Link
from gigs.route import Lane, Need
from ports.playbook_storage import PageKind
from tests.cards.approvals import AT, Way, usd
from tests.cards.gallery import MARKETS, Story, a_brief, a_form, seen_of
from tests.cards.gallery.made_pages import longest_form
from tests.support.teams_rules import MAX_CARD, broken_card_rules
from use_cases.approving.decide_together import MOST, Together
from use_cases.approving.delegates import Handed

LONG = "\u8a9e" * 2000
STORY = Story(lambda _: LONG)
LINKS = tuple(
    Link(title=LONG[:LONGEST_TITLE], url=f"https://intranet/{number}{'x' * (LONGEST_ADDRESS - 18)}")
    for number in range(MOST_LINKS)
)
QUESTIONS = [(f"q{number}", LONG[:300]) for number in range(6)]


def a_way() -> Way:
    return STORY.way(
        title=LONG[:100],
        outcome=LONG,
        acceptance=LONG,
        deliverables=(LONG[:200],) * 10,
        skills=(LONG[:40],) * 5,
        cost_centre=LONG[:40],
        purchase_order=LONG[:40],
        emergency=LONG[:500],
        answers={f"question_{number}": True for number in range(8)},
        links=LINKS,
    )


WAY = a_way()
ALL = [WAY.person(f"P{number} Person") for number in range(6)]


def asked() -> Gig:
    """Eight steps of six people each, an emergency, advice, warnings, and every field changed since the last time."""
    steps = [WAY.step(f"S{number}", *ALL, need=Need.ALL, why="x") for number in range(8)]
    route = WAY.route(*steps, lane=Lane.EMERGENCY)
    route = route.model_copy(update={"warnings": (LONG,) * 6, "why": tuple(f"{LONG}{n}" for n in range(6))})
    WAY.draft = STORY.gig(
        GigState.CHANGES_ASKED, brief=a_brief(lambda _: "\u6587" * 2000, rate=usd(1)), approvals=()
    )
    confirmed = [f"{LONG}{number}" for number in range(12)]
    from_draft = WAY.submitted(WAY.brief, route, confirmed)
    given = Advice(asked_by=ALL[3], adviser=ALL[4], question=LONG, asked_at=AT, answer=LONG, answered_at=AT)
    still_open = given.model_copy(update={"adviser": ALL[5], "answer": "", "answered_at": None})
    gig = WAY.yes(from_draft, *ALL[:3])
    return gig.model_copy(update={"advice": (given,) * 5 + (still_open,) * 3})


def longest() -> dict[str, AdaptiveCard]:
    gig = asked()
    many = [gig.model_copy(update={"number": number}) for number in range(1, MOST + 1)]
    away = Delegation(person=ALL[0], delegate=ALL[1], set_by=ALL[2])
    form = a_form(lambda _: LONG, purchase_order=LONG, emergency=LONG, links=LONG)
    return {
        "approver": approval_card(STORY.page(gig, ALL[5])),
        "approval_for_requester": approval_card(STORY.page(gig, STORY.ben)),
        "gig": gig_card(STORY.page(gig, STORY.ben)),
        "preview": preview(seen_of(WAY, gig, WAY.draft), marketplace_title=LONG),
        "inbox": approvals_list(many[:10], AT, viewer=ALL[4].key, small=range(MOST)),
        "together": together_card(
            Together(decided=tuple(many[:10]), left=dict.fromkeys(range(11, 21), LONG)), many
        ),
        "stand_in": delegate_set(
            Handed(delegation=away, gigs=(1,) * 60, left=dict.fromkeys(range(40), LONG))
        ),
        "form": brief_form(
            form,
            {f"answer_q{number}": "Please answer yes or no." for number in range(6)} | {"nowhere": LONG},
            draft="d",
            gig=1,
            marketplaces=MARKETS,
            note=LONG,
            questions=QUESTIONS,
            with_order=True,
            with_emergency=True,
        ),
    }


CARDS = {name: wire(card) for name, card in longest().items()}


@pytest.mark.parametrize("name", CARDS)
def test_a_card_with_the_most_of_everything_keeps_the_rules(name):
    assert len(json.dumps(CARDS[name], ensure_ascii=False, separators=(",", ":")).encode()) < MAX_CARD
    assert broken_card_rules(CARDS[name]) == []


def test_the_buttons_survive_when_texts_are_cut():
    rows = [part["actions"] for part in CARDS["approver"]["body"] if part["type"] == "ActionSet"]
    pressed = [[action.get("verb") for action in actions] for actions in rows]
    assert [len(verbs) for verbs in pressed if verbs[0] == "approve_gig"] == [5]


def test_an_ordinary_brief_is_shown_in_full_beside_three_steps():
    story = Story()
    outcome = "A deck that can be presented. " * 60
    way = story.way(outcome=outcome)
    shown = json.dumps(wire(approval_card(story.page(way.second(), way.faye))), ensure_ascii=False)
    assert outcome.strip() in shown


@pytest.mark.parametrize("letter", ["x", "\u00e4", "\u8a9e", "\U0001f600"])
def test_a_page_of_the_playbook_fits_with_as_much_as_may_be_typed_into_it(letter):
    for kind in PageKind:
        notes = refused("x" * 300)
        card = page_form(longest_form(letter), page_id="made-1", kind=kind, gig=12, version=3, notes=notes)
        assert len(json.dumps(wire(card), ensure_ascii=False).encode()) < MAX_CARD
