"""Cards as they are with several marketplaces: choosing, moving, and proposals that come from anywhere."""

from decimal import Decimal

from cards import brief, proposals
from cards import gig as gig_cards
from cards.kit.pressed import AdaptiveCard
from cards.marketplace_choice import FIND_SKILLS
from cards.preview import preview
from gigs.brief import BY_POLICY, BriefForm
from gigs.gig import FormerListing, Gig, GigState
from gigs.money import Money
from gigs.proposal import Answered, Proposal
from tests.cards.approvals import AT
from tests.cards.gallery.forms import MARKETS, seen_of
from tests.cards.gallery.story import Story, Text, a_form
from use_cases.permissions.gig_page import GigPage, HeldUp
from use_cases.permissions.remark import Hint, Likeness, Remark

CHOICES = ((BY_POLICY, "Let the policy choose"), *MARKETS)


def several_markets(story: Story) -> dict[str, AdaptiveCard]:
    return {**_forms(story), **_moving(story), **_compared(story)}


def _forms(story: Story) -> dict[str, AdaptiveCard]:
    text = story.text
    typed = a_form(text, marketplace="upwork", experience="expert", screening="Which decks have you made?")
    by_policy = typed.model_copy(update={"marketplace": BY_POLICY})
    way = story.way(marketplace="upwork")
    seen = seen_of(way, way.asked(way.one())).model_copy(
        update={
            "because": text("Small and plain work is cheapest there."),
            "unchecked": (text("PowerPoint"), text("Storytelling")),
        }
    )
    return {
        "form_where": brief.brief_form(BriefForm(), {}, draft="d1", gig=None, marketplaces=CHOICES),
        "form_one_market": brief.brief_form(a_form(text), {}, draft="d1", gig=12, marketplaces=MARKETS[:1]),
        "form_upwork": brief.brief_form(
            typed,
            {"currency": "Upwork works in USD.", "skills": text("Upwork has no skill “Power Pint”.")},
            draft="d1",
            gig=12,
            marketplaces=CHOICES,
            asks=("experience", "screening"),
        ),
        "form_skills_searched": brief.brief_form(
            a_form(text, marketplace="upwork", skills="PowerPoint, Storytelling"),
            {},
            draft="d1",
            gig=12,
            marketplaces=CHOICES,
            asks=("experience", FIND_SKILLS),
        ),
        "form_by_policy": brief.brief_form(by_policy, {}, draft="d1", gig=12, marketplaces=CHOICES),
        "preview_policy_chose": preview(seen, marketplace_title=text("Upwork"), draft="d1"),
    }


def left(story: Story, state: GigState, refused: str = "") -> Gig:
    """A gig that has left its listing, which is still up."""
    gig = story.gig(state)
    former = FormerListing(listing=story.listing(), left_at=AT, refused=refused)
    return gig.model_copy(update={"listing": None, "former_listings": (former,)})


def _moving(story: Story) -> dict[str, AdaptiveCard]:
    def drawn(gig: Gig, **changes: object) -> AdaptiveCard:
        return gig_cards.gig_card(story.page(gig, story.ben).model_copy(update=changes))

    def held_up(state: GigState, why: HeldUp) -> AdaptiveCard:
        page = story.page(story.gig(state, contract=None), story.ben)
        held = page.market and page.market.model_copy(update={"held_up": why})
        return gig_cards.gig_card(page.model_copy(update={"market": held}))

    def cut_off(state: GigState, why: HeldUp) -> AdaptiveCard:
        page = story.page(story.gig(state), story.ben)
        held = page.market and page.market.model_copy(update={"held_up": why})
        return gig_cards.gig_card(page.model_copy(update={"market": held}))

    def unreadable(state: GigState) -> AdaptiveCard:
        page = story.page(story.gig(state), story.ben)
        held = page.market and page.market.model_copy(update={"held_up": HeldUp.UNREADABLE})
        return proposals.proposals_card(page.model_copy(update={"market": held, "proposals": ()}))

    refused = story.text("This listing is under review.")
    return {
        "gig_post_held_up_by_a_pause": held_up(GigState.APPROVED, HeldUp.PAUSED),
        "gig_offer_held_up_by_a_consent": held_up(GigState.HIRING, HeldUp.CONSENT),
        "gig_reviewing_cut_off_by_a_pause": cut_off(GigState.REVIEWING, HeldUp.PAUSED),
        "gig_at_work_cut_off_by_a_consent": cut_off(GigState.ACTIVE, HeldUp.CONSENT),
        "gig_listed_while_paused": cut_off(GigState.LISTED, HeldUp.PAUSED),
        "gig_listed_and_unreadable": cut_off(GigState.LISTED, HeldUp.UNREADABLE),
        "gig_reviewing_and_unreadable": cut_off(GigState.REVIEWING, HeldUp.UNREADABLE),
        "proposals_unreadable": unreadable(GigState.LISTED),
        "gig_offer_not_sent_yet": drawn(story.gig(GigState.HIRING, contract=None)),
        "gig_can_move": drawn(story.gig(GigState.REVIEWING), elsewhere=True),
        "gig_cannot_be_changed_in_place": drawn(story.gig(GigState.LISTED), updates=False),
        "gig_leaving": drawn(left(story, GigState.CHANGES_ASKED)),
        "gig_waits_for_the_former": drawn(left(story, GigState.APPROVED)),
        "gig_closed_by_hand": drawn(left(story, GigState.APPROVED, refused), elsewhere=True),
        "gig_changing": drawn(story.gig(GigState.APPROVED, listing=story.listing())),
        "gig_withdrawn_and_still_up": drawn(left(story, GigState.CANCELLED, refused)),
    }


def euros(amount: str) -> Money:
    return Money(amount=Decimal(amount), currency="EUR")


def from_anywhere(text: Text, proposal: Proposal) -> Proposal:
    """As a real marketplace gives it: another currency, its own rating, answers, a link."""
    answers = tuple(
        Answered(question=text(question), answer=text("For three launches last year."))
        for question in ("Which decks have you made?", "Which tools do you use?")
    )
    return proposal.model_copy(
        update={
            "rate": euros("1050"),
            "rating_there": text("98 % job success"),
            "answers": answers,
            "url": "https://www.upwork.com/nx/proposals/1",
        }
    )


def compared(story: Story) -> GigPage:
    gig = story.gig(GigState.REVIEWING)
    gig = gig.model_copy(update={"listing": story.listing().model_copy(update={"marketplace": "upwork"})})
    page = story.page(gig, story.ben)
    first, second, third, *rest = page.proposals
    alike = Likeness(
        percent=93, freelancer=first.freelancer, quote=story.text("I have read your job carefully")
    )
    remarks = (
        Remark(proposal=first.id, about=Money(amount=Decimal("1134.00"), currency="USD")),
        Remark(proposal=second.id, hint=Hint(proposal=second.id, likeness=alike, names_nothing=True)),
        Remark(proposal=third.id, hint=Hint(proposal=third.id, names_nothing=True)),
    )
    anywhere = (from_anywhere(story.text, first), second, third, *rest)
    return page.model_copy(update={"proposals": anywhere, "remarks": remarks})


def _compared(story: Story) -> dict[str, AdaptiveCard]:
    return {"proposals_from_anywhere": proposals.proposals_card(compared(story))}
