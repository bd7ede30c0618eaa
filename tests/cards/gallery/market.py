"""Proposals, offers and work, and what a marketplace cannot do or keep."""

from datetime import timedelta

from cards import (
    closing,
    delivery,
    proposals,
)
from cards import gig as gig_cards
from cards import history as history_cards
from cards.hire_confirm import hire_confirm
from cards.kit.pressed import AdaptiveCard
from gigs.choice import Choice
from gigs.contract import MilestoneState
from gigs.gig import Funding, Gig, GigState, Verdict
from gigs.history import Said
from gigs.proposal import UnreadProposal
from gigs.purging import contract_without_words, proposal_without_words
from ports.history_storage import HistoryPart
from ports.marketplace import Capability
from tests.cards.approvals import AT, usd
from tests.cards.gallery.story import Story
from use_cases.showing.show_history import HistoryPage


def _market(story: Story) -> dict[str, AdaptiveCard]:
    reviewing = story.gig(GigState.REVIEWING)
    page = story.page(reviewing, story.ben)
    cleo, _, pixel, *_ = story.proposals()
    noted = reviewing.model_copy(update={"note": story.text("Pixel Perfect Studio declined the offer.")})
    active = story.gig(GigState.ACTIVE)
    working = story.page(active, story.ben)
    return {
        "proposals": proposals.proposals_card(page),
        "proposals_two": proposals.proposals_card(story.page(noted, story.ben), shown=2),
        "proposals_next": proposals.proposals_card(page, shown=2, first=2),
        "proposals_none": proposals.proposals_card(page.model_copy(update={"proposals": ()})),
        "proposals_stranger": proposals.proposals_card(story.page(reviewing, story.stranger)),
        "hire": hire_confirm(page, cleo, usd(1150)),
        "hire_excess": hire_confirm(page, pixel, usd(1500), usd(300), [story.ann.name]),
        "hire_excess_unsaid": hire_confirm(
            page,
            pixel,
            usd(1500),
            usd(300),
            [story.ann.name],
            problem="Please say why this one is worth more.",
        ),
        "deliverable": delivery.deliverable_card(working, "M2"),
        "deliverable_released": delivery.deliverable_card(
            story.page(story.gig(GigState.COMPLETED), story.ben), "M2"
        ),
        "deliverable_sent_back": delivery.deliverable_card(story.page(sent_back(story), story.ben), "M2"),
        "deliverable_accepted": delivery.deliverable_card(
            story.page(judged(story, accepted=True), story.ben), "M2"
        ),
        "deliverable_turned_back": delivery.deliverable_card(
            story.page(judged(story, accepted=False), story.ben), "M2"
        ),
        "deliverable_stranger": delivery.deliverable_card(story.page(active, story.stranger), "M2"),
        "deliverable_gone": delivery.deliverable_card(working, "M9"),
    }


def _histories(story: Story) -> dict[str, AdaptiveCard]:
    """What happened to a gig: all of it, the newest and a later page, and nothing yet."""
    entries = story.history()
    gig = story.gig(GigState.REVIEWING)

    def page(gig: Gig, oldest: int, *said: Said, newer: bool = False) -> AdaptiveCard:
        part = HistoryPart(oldest=oldest, entries=said, newer=newer)
        return history_cards.history_card(HistoryPage(gig=gig, part=part))

    return {
        "history": page(gig, 1, *entries),
        "history_newest": page(story.gig(GigState.REJECTED), 27, *entries * 3),
        "history_older": page(gig, 17, *entries, newer=True),
        "history_empty": page(story.gig(GigState.CANCELLED), 0),
    }


def _offers(story: Story) -> dict[str, AdaptiveCard]:
    """An offer that is out, and milestones that are funded."""
    hiring, chosen = story.gig(GigState.HIRING), a_choice(story)
    on_site = hiring.model_copy(update={"contract": None, "choice": chosen})
    taking = hiring.model_copy(update={"withdrawing_offer": True})
    asked = Funding(milestone_id="M1", amount=usd(350), at=AT)
    waiting = to_fund(story)
    cases = {
        "gig_offer_on_site": (on_site, story.ben),
        "gig_offer_on_site_approver": (on_site, story.ann),
        "gig_taking_back": (taking, story.ben),
        "gig_taking_back_approver": (taking, story.ann),
        "gig_to_fund": (waiting, story.ben),
        "gig_funding": (waiting.model_copy(update={"fundings": (asked,)}), story.ben),
        "gig_fund_ordered": (
            waiting.model_copy(update={"fundings": (asked.model_copy(update={"answered": True}),)}),
            story.ben,
        ),
    }
    return {name: gig_cards.gig_card(story.page(gig, who)) for name, (gig, who) in cases.items()}


def a_choice(story: Story) -> Choice:
    freelancer = story.text("Cleo Costa")
    return Choice(proposal_id="P1", freelancer=freelancer, total=usd(1150), reference="FC-7K3M9QXB2D")


def to_fund(story: Story) -> Gig:
    """At work, and the first part waits for its money."""
    gig = story.gig(GigState.ACTIVE)
    assert gig.contract
    waits = {"state": MilestoneState.WAITING, "deliverable": None}
    milestones = tuple(one.model_copy(update=waits) for one in gig.contract.milestones)
    return gig.model_copy(update={"contract": gig.contract.model_copy(update={"milestones": milestones})})


def _elsewhere(story: Story) -> dict[str, AdaptiveCard]:
    """What the API of a marketplace cannot do is a link, with a reason."""
    hiring, reviewing = story.gig(GigState.HIRING), story.gig(GigState.REVIEWING)
    on_site = hiring.model_copy(update={"contract": None, "choice": a_choice(story)})
    active, cleo = story.gig(GigState.ACTIVE), story.proposals()[0]
    there = "https://market.example/proposals/1"
    linked = tuple(one.model_copy(update={"url": there}) for one in story.proposals())
    few = (Capability.MESSAGE, Capability.DECLINE)
    return {
        "there_offer": gig_cards.gig_card(story.elsewhere(on_site, Capability.OFFER)),
        "there_offer_back": gig_cards.gig_card(story.elsewhere(hiring, Capability.WITHDRAW_OFFER)),
        "there_listing": gig_cards.gig_card(story.elsewhere(reviewing, Capability.CLOSE)),
        "there_hire": hire_confirm(story.elsewhere(reviewing, Capability.OFFER), cleo, usd(1150)),
        "there_questions": proposals.proposals_card(story.elsewhere(reviewing, *few, proposals=linked)),
        "there_proposals": proposals.proposals_card(
            story.elsewhere(story.gig(GigState.LISTED), Capability.PROPOSALS, proposals=())
        ),
        "there_work": delivery.deliverable_card(
            story.elsewhere(active, Capability.RELEASE, Capability.SEND_BACK), "M2"
        ),
        "there_release": delivery.deliverable_card(
            story.elsewhere(judged(story, accepted=True), Capability.RELEASE), "M2"
        ),
        "there_review": closing.close_form(story.elsewhere(story.gig(GigState.COMPLETED), Capability.REVIEW)),
    }


def _not_kept(story: Story) -> dict[str, AdaptiveCard]:
    """The marketplace's words had to leave our store."""
    reviewing, done = story.gig(GigState.REVIEWING), story.gig(GigState.COMPLETED)
    assert done.contract
    market = story.market(keeps_for=timedelta(hours=24))
    bare = tuple(proposal_without_words(one) for one in story.proposals())
    shown = story.page(reviewing, story.ben).model_copy(update={"market": market})
    gone = done.model_copy(update={"contract": contract_without_words(done.contract)})
    handed_in = story.page(gone, story.ben).model_copy(update={"market": market})
    return {
        "not_kept_proposals": proposals.proposals_card(shown.model_copy(update={"proposals": bare})),
        "not_kept_reading": proposals.proposals_card(
            shown.model_copy(update={"proposals": bare, "reading_again": True})
        ),
        "old_proposals": proposals.proposals_card(shown.model_copy(update={"reading_again": True})),
        "unread_proposals": proposals.proposals_card(
            shown.model_copy(update={"unread": (UnreadProposal(id="P2", reason="it has no price"),)})
        ),
        "not_kept_work": delivery.deliverable_card(handed_in, "M2"),
        "not_kept_hours": delivery.deliverable_card(
            handed_in.model_copy(update={"market": story.market(keeps_for=timedelta(hours=6))}), "M2"
        ),
    }


def sent_back(story: Story) -> Gig:
    gig = story.gig(GigState.ACTIVE)
    assert gig.contract
    first, second = gig.contract.milestones
    note = story.text("Slide 4 still has last year's figures.")
    second = second.model_copy(update={"state": MilestoneState.SENT_BACK, "note": note})
    contract = gig.contract.model_copy(update={"milestones": (first, second)})
    return gig.model_copy(update={"contract": contract})


def judged(story: Story, *, accepted: bool) -> Gig:
    """The requester has said their word; the marketplace has not answered yet."""
    reason = "" if accepted else story.text("Slide 4 still has last year's figures.")
    verdict = Verdict(deliverable_id="D1", accepted=accepted, reason=reason, at=AT)
    return story.gig(GigState.ACTIVE, verdicts=(verdict,))


PARTS = (
    _market,
    _histories,
    _offers,
    _elsewhere,
    _not_kept,
)
