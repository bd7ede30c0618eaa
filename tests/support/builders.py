"""People, briefs and gigs for tests: complete and valid, with only what a test is about said in the test."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from gigs.approval import Decision, Times
from gigs.approving import ask_for_excess, submit, withdraw
from gigs.asking import Asking, Cover
from gigs.brief import Brief, BriefForm, Category, DataTier, PriceType, Visibility
from gigs.check_brief import check_brief
from gigs.choice import Choice
from gigs.colleagues_first import pick, planned_inside, raise_hand
from gigs.contract import Contract, ContractState, Deliverable, Milestone, MilestoneState
from gigs.deciding import decide
from gigs.gig import WITH_COLLEAGUES, Closing, Gig, GigState, Listing
from gigs.handing_over import tick
from gigs.hiring import close, count_proposals, hire, list_as, take_contract
from gigs.inside import Hand, InsideOffer
from gigs.money import Money
from gigs.people import Person, PersonKey
from gigs.proposal import Proposal
from gigs.route import Need, Route, Step, Timing
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
NADIA = a_person("Nadia Colleague", department="Studio")
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
        "amount": "1,200.00",
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
_PATH = (
    GigState.APPROVED,
    GigState.LISTED,
    GigState.REVIEWING,
    GigState.HIRING,
    GigState.ACTIVE,
    GigState.COMPLETED,
    GigState.CLOSED,
)
_DUE = NOON + timedelta(days=3)


def by_the_wall(_person: Person, timing: Timing, at: datetime) -> Times:
    """Working time as if everybody worked round the clock."""
    later = {
        name: at + given for name in ("remind", "delegate", "escalate") if (given := getattr(timing, name))
    }
    return Times(due=at + timing.expire, **later)


def asking(at: datetime = NOON, cover: Cover | None = None) -> Asking:
    """What asking somebody depends on: by the wall's clock, with nobody away."""
    return Asking(at=at, times=by_the_wall, cover=cover or Cover())


def a_step(*approvers: Person, **changes: Any) -> Step:
    """A step that asks any one of these people, and expires after three days."""
    names = " and ".join(person.name for person in approvers)
    step = Step(name=names, ask=names, approvers=approvers, timing=Timing(expire=timedelta(days=3)))
    return step.model_copy(update=changes)


def a_route(*steps: Step, **changes: Any) -> Route:
    """These steps, in this order."""
    return Route(policy="Test 00000000", steps=steps).model_copy(update=changes)


def all_of(approvers: Sequence[Person]) -> Route:
    """One step in which all of these people must say yes."""
    return a_route(a_step(*approvers, need=Need.ALL)) if approvers else a_route()


def every_state(*, but: Collection[GigState] = ()) -> list[GigState]:
    """All states, or all but these, for `parametrize`."""
    return [state for state in GigState if state not in but]


def a_gig(state: GigState = GigState.DRAFT, *, approvers: Sequence[Person] = (MARK,), **changes: Any) -> Gig:
    """Rita's gig 12, brought to this state the way people bring it there; `changes` are put on top."""
    return _brought_to(state, approvers).model_copy(update=changes)


def _brought_to(state: GigState, approvers: Sequence[Person]) -> Gig:
    draft = a_draft()
    if state is GigState.DRAFT:
        return draft
    brief = check_brief(draft.form, today=TODAY, marketplaces={"sandbox"})
    gig = submit(draft, brief, all_of(approvers), asking())
    if state in {GigState.REJECTED, GigState.CHANGES_ASKED}:
        said = Decision(state.value)
        return decide(gig, approvers[0].key, said, reason="Please explain the price.", asking=asking())
    if state is GigState.EXPIRED:
        return tick(gig, asking(_DUE))
    if state in WITH_COLLEAGUES:
        return _with_colleagues(state, draft, brief, approvers)
    if state is GigState.CANCELLED:
        return withdraw(gig, at=NOON)
    if state is GigState.OFFER_IN_APPROVAL:
        reviewing = _brought_to(GigState.REVIEWING, approvers)
        return ask_for_excess(reviewing, a_choice(usd(1500)), usd(300), all_of(approvers), asking())
    return _along_the_path(gig, _PATH.index(state) + 1 if state in _PATH else 0, approvers)


def an_inside_offer(**changes: Any) -> InsideOffer:
    """Three days, with managers asked from eight hours on."""
    within = timedelta(days=2)
    offer = InsideOffer(
        revision=1, days=3, lasts=timedelta(days=3), because="Room.", ask_manager=8, answer_within=within
    )
    return offer.model_copy(update=changes)


def a_hand(who: Person, **changes: Any) -> Hand:
    """Up, and to be picked at once."""
    hand = Hand(person=who, why="I built the last one.", when="Next week.", hours=4, raised_at=NOON)
    return hand.model_copy(update=changes)


def _with_colleagues(state: GigState, draft: Gig, brief: Brief, approvers: Sequence[Person]) -> Gig:
    gig = submit(planned_inside(draft, an_inside_offer()), brief, all_of(approvers), asking())
    for person in approvers:
        gig = decide(gig, person.key, Decision.APPROVED, reason="", asking=asking())
    if state is GigState.OFFERED_INSIDE:
        return gig
    return pick(raise_hand(gig, a_hand(NADIA)), NADIA.key, NOON)


def _along_the_path(gig: Gig, steps: int, approvers: Sequence[Person]) -> Gig:
    for person in approvers if steps >= 1 else ():
        gig = decide(gig, person.key, Decision.APPROVED, reason="", asking=asking())
    closing = Closing(
        rating=5, hire_again=True, requester_score=9, do_again="Say who presents.", closed_at=NOON
    )
    for taken in (
        lambda one: list_as(one, a_listing()),
        lambda one: count_proposals(one, 6, None, NOON),
        lambda one: hire(one, a_choice(), NOON),
        lambda one: take_contract(one, a_contract(), NOON),
        lambda one: take_contract(one, _FINISHED, NOON),
        lambda one: close(one, closing),
    )[: max(steps - 1, 0)]:
        gig = taken(gig)
    return gig
