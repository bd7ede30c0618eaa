"""Colleagues first: what is offered, who offers, who agrees to hours, who does the work; and one's own skills."""

from datetime import timedelta

from cards.approval import approval_card
from cards.closing import close_form, closed
from cards.gig import channel_card, gig_card
from cards.inbox import approvals_list
from cards.inside_hours import hours_card
from cards.inside_offer import offer_card
from cards.kit.pressed import AdaptiveCard
from cards.lists import my_gigs
from cards.my_skills import my_skills_card
from cards.notices import notice_card
from cards.preview import preview
from cards.with_me import work_rows
from gigs.gig import Gig, GigState
from gigs.inside import Consent, Hand, InsideOffer, InsideWish
from policy.inside import InsidePlan
from ports.notice_facts import InsideNews, NoticeFacts
from ports.notices import Notice, NoticeKind
from tests.cards.approvals import AT
from tests.cards.gallery.colleagues import a_hand, an_offer
from tests.cards.gallery.forms import seen_of
from tests.cards.gallery.story import Story, person
from translation.catalogue import _
from use_cases.notifying.notify import as_named
from use_cases.requesting.first_inside import WHY_SKIP
from use_cases.showing.show_offer import WithMe

_PLAN = InsidePlan(
    required=True,
    may_skip=True,
    because="Our studio has room for decks.",
    days=3,
    lasts=timedelta(hours=24),
    ask_manager=8,
    answer_within=timedelta(hours=16),
)


def with_hands(story: Story, *hands: Hand, state: GigState = GigState.OFFERED_INSIDE) -> Gig:
    """Offered, with these hands up."""
    return story.gig(state, inside=an_offer(story.text).model_copy(update={"hands": hands}))


def done_inside(story: Story, state: GigState) -> Gig:
    """A gig that Nadia does or did."""
    return story.gig(state, inside=an_offer(story.text, picked=True), listing=None, contract=None)


def _offers(story: Story) -> dict[str, AdaptiveCard]:
    nadia, bea = person("Nadia North", story.text), person("Bea Boss", story.text)
    drawn = {
        "offer": offer_card(
            story.page(story.gig(GigState.OFFERED_INSIDE, inside=an_offer(story.text)), None)
        ),
        "offer_over": offer_card(story.page(story.gig(GigState.LISTED), None)),
        "offer_in_channel": channel_card(story.page(story.gig(GigState.OFFERED_INSIDE), None)),
    }
    for consent in Consent:
        hand = a_hand(story.text, nadia, consent=consent, asked=bea, due_at=AT, answer=story.text("Not now."))
        gig = with_hands(story, hand)
        drawn[f"offer_hand_{consent}"] = offer_card(story.page(gig, nadia))
        drawn[f"hours_{consent}"] = hours_card(story.page(gig, bea), nadia.key.object_id)
    instead = a_hand(story.text, nadia, consent=Consent.ASKED, asked=bea, instead_of=story.dan, due_at=AT)
    drawn["hours_in_place"] = hours_card(story.page(with_hands(story, instead), bea), nadia.key.object_id)
    drawn["hours_of_nobody"] = hours_card(story.page(with_hands(story), bea), nadia.key.object_id)
    for state in (GigState.INSIDE, GigState.COMPLETED, GigState.CLOSED, GigState.CANCELLED):
        drawn[f"offer_mine_{state}"] = offer_card(story.page(done_inside(story, state), nadia))
    return drawn


def _gigs(story: Story) -> dict[str, AdaptiveCard]:
    hands = [
        a_hand(story.text, person(f"{name} Colleague", story.text), consent=consent, asked=story.dan)
        for name, consent in zip(
            "ABCDEFGH", [*Consent, Consent.GIVEN, Consent.GIVEN, Consent.ASKED], strict=True
        )
    ]
    offered = with_hands(story, *hands)
    asked = story.gig(GigState.IN_APPROVAL, inside=an_offer(story.text))
    skipped = InsideOffer(revision=1, skipped=story.text("Only the agency has the footage."))
    drawn = {
        "gig_offered_inside": gig_card(story.page(offered, story.ben)),
        "gig_offered_inside_to_nobody": gig_card(story.page(with_hands(story), story.ben)),
        "gig_offered_inside_for_approver": gig_card(story.page(offered, story.ann)),
        "approval_inside": approval_card(story.page(asked, story.ann)),
        "approval_inside_skipped": approval_card(
            story.page(asked.model_copy(update={"inside": skipped}), story.ann)
        ),
    }
    for state in (GigState.INSIDE, GigState.COMPLETED, GigState.CLOSED):
        drawn[f"gig_done_inside_{state}"] = gig_card(story.page(done_inside(story, state), story.ben))
    finished = story.page(done_inside(story, GigState.COMPLETED), story.ben)
    drawn["close_form_inside"] = close_form(finished)
    drawn["closed_inside"] = closed(story.page(done_inside(story, GigState.CLOSED), story.ben))
    return drawn


def _previews(story: Story) -> dict[str, AdaptiveCard]:
    way = story.way()
    seen = seen_of(way, way.asked(way.one()))
    plan = _PLAN.model_copy(update={"because": story.text(_PLAN.because)})
    plans = {
        "required": plan,
        "fixed": plan.model_copy(update={"may_skip": False}),
        "chosen": plan.model_copy(update={"required": False, "because": ""}),
    }
    drawn = {
        f"preview_inside_{name}": preview(
            seen.model_copy(update={"inside": one}),
            marketplace_title=story.text("Sandbox"),
        )
        for name, one in plans.items()
    }
    drawn["preview_inside_unexplained"] = preview(
        seen.model_copy(update={"inside": plans["required"]}),
        marketplace_title=story.text("Sandbox"),
        open_items=[_(WHY_SKIP)],
        wish=InsideWish(first=False, reason=story.text("The agency.")),
    )
    return drawn


def _news(story: Story) -> dict[str, AdaptiveCard]:
    nadia = person("Nadia North", story.text)
    gig = done_inside(story, GigState.INSIDE)
    drawn = {}
    for news in InsideNews:
        for who, name in ((story.ben, "requester"), (nadia, "colleague")):
            facts = NoticeFacts(
                news=news,
                by=as_named(story.ann),
                person=as_named(nadia),
                reason=story.text("The fair is on."),
            )
            notice = Notice(
                id="n",
                tenant="t",
                gig=12,
                kind=NoticeKind.INSIDE_NEWS,
                to=who.key,
                facts=facts,
                created_at=AT,
            )
            drawn[f"inside_{news}_{name}"] = notice_card(notice, story.page(gig, who))
    return drawn


def _own(story: Story) -> dict[str, AdaptiveCard]:
    nadia, bea = person("Nadia North", story.text), person("Bea Boss", story.text)
    hand = a_hand(story.text, nadia, consent=Consent.ASKED, asked=bea, due_at=AT)
    gig = with_hands(story, hand)
    mine = WithMe(hours=(gig,), work=(done_inside(story, GigState.INSIDE),), hands=(gig,))
    return {
        "my_skills": my_skills_card(()),
        "my_skills_saved": my_skills_card([story.text("PowerPoint"), story.text("Welding")], saved=True),
        "my_skills_forgotten": my_skills_card((), saved=True),
        "my_gigs_of_a_colleague": my_gigs((), AT, inside=work_rows(mine)),
        "approvals_with_colleagues": approvals_list((), AT, viewer=bea.key, inside=mine),
    }


PARTS = (_offers, _gigs, _previews, _news, _own)
