"""People, briefs and gigs for tests: complete and valid, with only what a test is about said in the test."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from gigs.approval import Decision
from gigs.approving import decide, submit
from gigs.brief import Brief, BriefForm, Category, DataTier, PriceType, Visibility
from gigs.check_brief import check_brief
from gigs.contract import Contract, ContractState, Deliverable, Milestone, MilestoneState
from gigs.gig import Choice, Gig, GigState, Listing
from gigs.hiring import count_proposals, hire, list_as, take_contract
from gigs.money import Money
from gigs.people import Person, PersonKey
from gigs.proposal import Proposal
from tests.support.clock import NOON

TENANT = "contoso"
TODAY = NOON.date()


def a_person(name: str, *, tenant: str = TENANT, **changes: Any) -> Person:
    """Somebody of the tenant, whose object id is their first name in small letters."""
    first = name.split()[0].lower()
    return Person(
        key=PersonKey(tenant=tenant, object_id=first), name=name, email=f"{first}@{tenant}.example", **changes
    )


MARK = a_person("Mark Manager", department="Marketing")
FAYE = a_person("Faye Finance", department="Finance")
RITA = a_person("Rita Requester", department="Marketing", cost_centres=("CC-100",), manager=MARK.key)


def usd(amount: str | int) -> Money:
    return Money(amount=Decimal(amount), currency="USD")


def a_form(**changes: str) -> BriefForm:
    """A form in which everything is filled in well."""
    typed = {
        "title": "Launch deck for Aurora",
        "outcome": "A deck our sales team can present without help.",
        "deliverables": "Storyline\n20 slides\nSpeaker notes",
        "acceptance": "Opens in PowerPoint and follows the brand guide.",
        "category": "presentation",
        "skills": "PowerPoint, storytelling",
        "price_type": "fixed",
        "amount": "1,200",
        "currency": "USD",
        "start": "2026-11-30",
        "due": "2026-12-14",
        "data_tier": "general",
        "cost_centre": "CC-100",
        "visibility": "public",
        "marketplace": "sandbox",
    }
    return BriefForm(**(typed | changes))


def a_brief(**changes: Any) -> Brief:
    """The brief that `a_form` makes."""
    brief = Brief(
        title="Launch deck for Aurora",
        outcome="A deck our sales team can present without help.",
        deliverables=("Storyline", "20 slides", "Speaker notes"),
        acceptance="Opens in PowerPoint and follows the brand guide.",
        category=Category.PRESENTATION,
        skills=("PowerPoint", "storytelling"),
        price_type=PriceType.FIXED,
        rate=usd(1200),
        hours=None,
        start=date(2026, 11, 30),
        due=date(2026, 12, 14),
        data_tier=DataTier.GENERAL,
        cost_centre="CC-100",
        visibility=Visibility.PUBLIC,
        marketplace="sandbox",
    )
    return brief.model_copy(update=changes)


def a_draft(**changes: Any) -> Gig:
    """Rita's gig 12, typed and not yet submitted."""
    draft = Gig(tenant=TENANT, number=12, requester=RITA, form=a_form(), created_at=NOON, changed_at=NOON)
    return draft.model_copy(update=changes)


def a_listing(**changes: Any) -> Listing:
    listing = Listing(id="L1", marketplace="sandbox", reference="FC-AAAAAAAAAA", posted_at=NOON)
    return listing.model_copy(update=changes)


def a_proposal(**changes: Any) -> Proposal:
    proposal = Proposal(
        id="L1-P1",
        freelancer_id="F01",
        freelancer="Amara Okonkwo",
        country="Nigeria",
        rating=Decimal("4.9"),
        jobs_done=87,
        price_type=PriceType.FIXED,
        rate=usd(1100),
        days=14,
        letter="I would write the storyline first.",
        received_at=NOON,
    )
    return proposal.model_copy(update=changes)


def a_choice(total: Money | None = None) -> Choice:
    return Choice(proposal_id="L1-P1", freelancer="Amara Okonkwo", total=total or usd(1100))


def a_milestone(number: int, state: MilestoneState, amount: Money) -> Milestone:
    """A milestone, with a deliverable where its state says that one was handed in."""
    has_work = state in {MilestoneState.SUBMITTED, MilestoneState.SENT_BACK, MilestoneState.RELEASED}
    work = Deliverable(id=f"C1-M{number}-D1", text="Here it is.", submitted_at=NOON) if has_work else None
    return Milestone(id=f"C1-M{number}", title=f"Part {number}", amount=amount, state=state, deliverable=work)


def a_contract(
    state: ContractState = ContractState.ACTIVE,
    parts: Sequence[MilestoneState] = (MilestoneState.SUBMITTED, MilestoneState.WAITING),
) -> Contract:
    """Amara's contract over USD 550 a part."""
    milestones = tuple(a_milestone(number, part, usd(550)) for number, part in enumerate(parts, start=1))
    return Contract(
        id="C1",
        proposal_id="L1-P1",
        freelancer="Amara Okonkwo",
        total=usd(550 * len(parts)),
        state=state,
        milestones=milestones,
    )


_FINISHED = a_contract(ContractState.COMPLETED, (MilestoneState.RELEASED, MilestoneState.RELEASED))


def a_gig(state: GigState = GigState.DRAFT, *, approvers: Sequence[Person] = (MARK,), **changes: Any) -> Gig:
    """Rita's gig 12, brought to this state the way people bring it there. CLOSED, CANCELLED: see the transitions."""
    due = NOON + timedelta(days=3)
    gig = a_draft()
    if state is not GigState.DRAFT:
        brief = check_brief(gig.form, today=TODAY, marketplaces={"sandbox"})
        gig = submit(gig, brief, approvers, at=NOON, due=due)
    turned_down = {GigState.REJECTED: Decision.REJECTED, GigState.CHANGES_ASKED: Decision.CHANGES_ASKED}
    if state in turned_down:
        gig = decide(gig, approvers[0].key, turned_down[state], reason="Please explain the price.", at=NOON)
    path = (GigState.APPROVED, GigState.LISTED, GigState.REVIEWING, GigState.HIRING, GigState.ACTIVE)
    steps = path.index(state) + 1 if state in path else 0
    steps = len(path) + 1 if state is GigState.COMPLETED else steps
    for person in approvers if steps >= 1 else ():
        gig = decide(gig, person.key, Decision.APPROVED, reason="", at=NOON)
    if steps >= 2:
        gig = list_as(gig, a_listing())
    if steps >= 3:
        gig = count_proposals(gig, 6, None, NOON)
    if steps >= 4:
        gig = hire(gig, a_choice(), NOON)
    if steps >= 5:
        gig = take_contract(gig, a_contract(), NOON)
    if steps >= 6:
        gig = take_contract(gig, _FINISHED, NOON)
    assert gig.state is state, f"no way known to {state}"
    return gig.model_copy(update=changes)
