"""The talent pool: a full page, nobody, one freelancer as each of those who may know them, and the leads' list of marks."""

from datetime import timedelta
from decimal import Decimal

from cards.do_not_hire import asked_for_mark, mark_lifted, marks_card
from cards.freelancer import forgotten_card, freelancer_card
from cards.gig import gig_card
from cards.kit.pressed import AdaptiveCard
from cards.proposals import proposals_card
from cards.talent import talent_card
from gigs.brief import Category
from gigs.gig import GigState
from gigs.people import PersonKey
from gigs.talent import MARK_LASTS, DoNotHire, FreelancerKey, Talent
from tests.cards.approvals import AT, usd
from tests.cards.gallery.market import a_choice
from tests.cards.gallery.story import Story
from translation.catalogue import _
from use_cases.permissions.authorize_talent import TalentVerb
from use_cases.permissions.gig_page import MarkedProposal
from use_cases.talent.find_talent import SHOWN, TalentPage, TalentWanted
from use_cases.talent.mark_freelancer import LONGEST_REASON, MOST_MARKS, Listed
from use_cases.talent.talent_page import Invitable, TalentEntry

OF_LEADS = frozenset(TalentVerb) - {TalentVerb.ASK_FOR_MARK}
OF_ALL = frozenset({TalentVerb.SEE, TalentVerb.READ_AGAIN, TalentVerb.ASK_FOR_MARK})


def talent(story: Story) -> dict[str, AdaptiveCard]:
    """Each card of the pool."""
    entries = tuple(an_entry(story, place) for place in range(SHOWN))
    wanted = TalentWanted(text=story.text("PowerPoint"), domain=Category.PRESENTATION)
    page = TalentPage(
        wanted=TalentWanted(text="PowerPoint"),
        entries=entries,
        following=12,
        unfinished=False,
        markets=("sandbox", "upwork"),
    )
    looked = page.model_copy(update={"wanted": wanted, "following": 0})
    nobody = TalentPage(
        wanted=TalentWanted(), entries=(), following=0, unfinished=False, markets=("sandbox",)
    )
    far = page.model_copy(update={"entries": entries[:1], "unfinished": True})
    return _freelancers(story) | {
        "talent": talent_card(page, AT, is_lead=False),
        "talent_lead": talent_card(looked, AT, is_lead=True),
        "talent_nobody": talent_card(nobody, AT, is_lead=False),
        "talent_no_match": talent_card(nobody.model_copy(update={"wanted": wanted}), AT, is_lead=True),
        "talent_no_more": talent_card(nobody, AT, is_lead=False, first=12),
        "talent_far": talent_card(far, AT, is_lead=False),
        "talent_far_nobody": talent_card(far.model_copy(update={"entries": ()}), AT, is_lead=False),
    }


def _freelancers(story: Story) -> dict[str, AdaptiveCard]:
    one = an_entry(story, 0)
    marked = one.model_copy(update={"mark": a_mark(story)})
    no_name = one.model_copy(
        update={"talent": one.talent.model_copy(update={"name": ""}), "keeps_words": False, "by_hand": True}
    )
    invites = tuple(Invitable(number=n, title=story.text("A deck for the autumn")) for n in (12, 13))
    lead = {"allowed": OF_LEADS}
    return {
        "freelancer": freelancer_card(one.model_copy(update={"invites": invites}), AT),
        "freelancer_lead": freelancer_card(one.model_copy(update=lead | {"invites": invites[:1]}), AT),
        "freelancer_marked": freelancer_card(marked.model_copy(update=lead), AT),
        "freelancer_marked_for_others": freelancer_card(
            marked.model_copy(update={"mark": a_mark(story, reason="")}), AT
        ),
        "freelancer_invited": freelancer_card(
            one, AT, told=_("The invitation to gig {number} is on its way.").format(number=12)
        ),
        "freelancer_no_name": freelancer_card(no_name, AT),
        "freelancer_reading": freelancer_card(no_name, AT, reading=True),
        "do_not_hire": marks_card(_listed(story), AT),
        "do_not_hire_nobody": marks_card([], AT),
        "do_not_hire_lifted": mark_lifted(AT),
        "do_not_hire_asked": asked_for_mark(2),
        "freelancer_forgotten": forgotten_card(3, AT),
        "proposals_marked": _proposals(story),
        "gig_offer_on_site_marked": _not_to_be_made(story),
    }


def _listed(story: Story) -> list[Listed]:
    mark = a_mark(story)
    named = [Listed(mark=mark, name=story.text("Amara Okonkwo"))] * (MOST_MARKS - 2)
    unnamed = Listed(mark=mark, name="")
    forgotten = Listed(mark=mark.model_copy(update={"key": None, "reason": ""}), name="")
    return [*named, unnamed, forgotten]


def _proposals(story: Story) -> AdaptiveCard:
    page = story.page(story.gig(GigState.REVIEWING), story.ben)
    marked = tuple(MarkedProposal(proposal=one.id, mark=a_mark(story)) for one in page.proposals[:2])
    return proposals_card(page.model_copy(update={"marked": marked}))


def _not_to_be_made(story: Story) -> AdaptiveCard:
    chosen = a_choice(story)
    gig = story.gig(GigState.HIRING).model_copy(update={"contract": None, "choice": chosen})
    marked = (MarkedProposal(proposal=chosen.proposal_id, mark=a_mark(story)),)
    return gig_card(story.page(gig, story.ben).model_copy(update={"marked": marked}))


def an_entry(story: Story, place: int) -> TalentEntry:
    key = FreelancerKey(tenant="t", marketplace="upwork", freelancer=f"F0{place}")
    url = "https://www.upwork.com/freelancers/~0123"
    return TalentEntry(
        talent=Talent(key=key, name=story.text("Amara Okonkwo"), url=url, words_at=AT),
        marketplace="Upwork",
        gigs=1 + place,
        more=place == 4,
        rating=Decimal("4.7"),
        hire_again=1 + place,
        price=usd(900) if place != 3 else None,
        month="2026-03",
        domains=(Category.PRESENTATION, Category.DESIGN),
        skills=tuple(story.text(f"Skill number {n}") for n in range(8)),
        known_by=tuple(story.text(f"Rita Requester {n}") for n in range(5)),
        is_mine=place == 0,
        mark=a_mark(story) if place == 2 else None,
        allowed=OF_ALL,
    )


def a_mark(story: Story, reason: str | None = None) -> DoNotHire:
    key = FreelancerKey(tenant="t", marketplace="upwork", freelancer="F00")
    why = (
        story.text("Handed in somebody else’s work, and said so only when asked.")
        if reason is None
        else reason
    )
    return DoNotHire(
        tenant="t",
        fingerprint=key.fingerprint,
        key=key,
        reason=why[:LONGEST_REASON],
        by=PersonKey(tenant="t", object_id="pat"),
        by_name=story.text("Pat Lead"),
        set_at=AT - timedelta(days=30),
        ends_at=AT - timedelta(days=30) + MARK_LASTS,
    )
