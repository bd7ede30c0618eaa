"""The story that all cards of the gallery are drawn from; every text of a person or a marketplace can be swapped."""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from decimal import Decimal

from gigs.approval import Approval, Decision, Purpose
from gigs.brief import Brief, BriefForm, Category, DataTier, PriceType, Visibility
from gigs.choice import Choice
from gigs.contract import Contract, ContractState, Deliverable, Milestone, MilestoneState
from gigs.gig import WITH_COLLEAGUES, Closing, Gig, GigState, Listing
from gigs.history import Said, WrittenEntry
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.money import Money
from gigs.people import Person, PersonKey
from gigs.proposal import PlannedMilestone, Proposal, ProposalStatus
from gigs.summary import Audience, Sharing, Summary, summary_of
from ports.marketplace import Capability
from tests.cards.approvals import AT, Way, usd
from tests.cards.gallery.colleagues import an_offer
from use_cases.entries import entry, heard
from use_cases.permissions.gig_page import GigPage, MarketPage
from use_cases.showing.show_gig import page_for

Text = Callable[[str], str]
"""Gets the harmless text, gives what stands there instead."""

LONG_LETTER = (
    "I have made launch decks for three industrial companies in the last year, two of them in your branch. "
    "I would start with a half-hour call, send a storyboard after two days and the first full deck after five. "
    "Two rounds of changes are part of the price."
)


def same(text: str) -> str:
    return text


def person(name: str, text: Text = same, **more) -> Person:
    key = PersonKey(tenant="t", object_id=name.split()[0].lower())
    return Person(key=key, name=text(name), department=text("Marketing"), **more)


def a_brief(text: Text = same, **changes) -> Brief:
    known = {
        "title": text("Slides for the spring launch"),
        "outcome": text(
            "A deck that our sales people in twelve countries can present on 1 June without asking us anything."
        ),
        "deliverables": (
            text("A deck of 12 slides in our template"),
            text("Speaker notes for each slide"),
            text("A one-page summary as PDF"),
        ),
        "acceptance": text("Ben presents it to two colleagues, and they can repeat the three messages."),
        "category": Category.PRESENTATION,
        "skills": (text("PowerPoint"), text("Storytelling")),
        "price_type": PriceType.FIXED,
        "rate": usd(1200),
        "hours": None,
        "start": date(2026, 5, 18),
        "due": date(2026, 6, 1),
        "data_tier": DataTier.GENERAL,
        "cost_centre": text("CC-4711"),
        "visibility": Visibility.PUBLIC,
        "marketplace": "sandbox",
    }
    return Brief(**(known | changes))


def a_form(text: Text = same, **changes) -> BriefForm:
    known = {
        "title": text("Slides for the spring launch"),
        "outcome": text("A deck that our sales people can present."),
        "deliverables": text("A deck of 12 slides\nSpeaker notes"),
        "acceptance": text("Ben presents it to two colleagues."),
        "category": "presentation",
        "skills": text("PowerPoint, Storytelling"),
        "price_type": "fixed",
        "amount": "1200",
        "currency": "USD",
        "start": "2026-05-18",
        "due": "2026-06-01",
        "data_tier": "general",
        "cost_centre": text("CC-4711"),
        "visibility": "public",
        "marketplace": "sandbox",
    }
    return BriefForm(**(known | changes))


class Story:
    """A gig of Ben's, approved by Ann, worked on by Cleo, at any of its states."""

    def __init__(self, text: Text = same) -> None:
        self.text = text
        self.ben = person("Ben Baker", text, cost_centres=("CC-4711",))
        self.ann = person("Ann Archer", text)
        self.dan = person("Dan Dorsey", text)
        self.stranger = person("Eve Else", text)

    def gig(self, state: GigState, **changes) -> Gig:
        known = {
            "tenant": "t",
            "number": 12,
            "requester": self.ben,
            "state": state,
            "version": 7,
            "revision": 0 if state is GigState.DRAFT else 1,
            "form": a_form(self.text),
            "brief": None if state is GigState.DRAFT else a_brief(self.text),
            "created_at": AT - timedelta(days=3),
            "changed_at": AT - timedelta(hours=1),
        }
        gig = Gig(**(known | self._grown(state) | changes))
        if state is GigState.IN_APPROVAL and "approvals" not in changes:
            gig = gig.model_copy(update={"approvals": (self.asked(gig),)})
        return gig

    def summary(self, sharing: Sharing | None = None) -> Summary:
        """Of the closed gig."""
        shared = sharing or Sharing(audience=Audience.DIVISION, named=True)
        return summary_of(self.gig(GigState.CLOSED), shared)

    def _grown(self, state: GigState) -> dict:
        after = list(GigState)
        grown: dict = {}
        place = after.index(state)
        if place >= after.index(GigState.LISTED) and state is not GigState.CANCELLED:
            grown |= {"approved": usd(1200), "listing": self.listing(), "proposals": 4}
        if state is GigState.LISTED:
            grown["proposals"] = 0
        if state in WITH_COLLEAGUES:
            inside = an_offer(self.text, picked=state is GigState.INSIDE)
            grown |= {"approved": usd(1200), "inside": inside}
        if state in {GigState.HIRING, GigState.ACTIVE, GigState.COMPLETED, GigState.CLOSED}:
            grown |= {"contract": self.contract(state)}
        if state is GigState.CLOSED:
            grown["closing"] = Closing(
                rating=5,
                hire_again=True,
                requester_score=9,
                do_again=self.text("Send the template before the call; it saved two days."),
                do_differently=self.text("Ask for the source files in the brief."),
                closed_at=AT,
            )
        answered = {GigState.CHANGES_ASKED: Decision.CHANGES_ASKED, GigState.REJECTED: Decision.REJECTED}
        if state is GigState.EXPIRED:
            return grown | {"note": self.text("Ann Archer didn’t answer in time.")}
        if state in answered:
            grown["note"] = self.text("Please name the two countries that go first.")
        if state not in {GigState.DRAFT, GigState.IN_APPROVAL}:
            decision = answered.get(state, Decision.APPROVED)
            grown["approvals"] = (self.answered(decision),)
        return grown

    def asked(
        self, gig: Gig, purpose: Purpose = Purpose.POST, amount: Money | None = None, who=None
    ) -> Approval:
        return Approval(
            purpose=purpose,
            revision=gig.revision,
            approver=who or self.ann,
            amount=amount or usd(1200),
            fingerprint="f",
            asked_at=AT - timedelta(days=1),
            due_at=AT + timedelta(days=2),
        )

    def answered(self, decision: Decision, purpose: Purpose = Purpose.POST, revision: int = 1) -> Approval:
        reason = (
            "" if decision is Decision.APPROVED else self.text("Please name the two countries that go first.")
        )
        return Approval(
            purpose=purpose,
            revision=revision,
            approver=self.ann,
            amount=usd(1200),
            fingerprint="f",
            asked_at=AT - timedelta(days=1),
            due_at=AT + timedelta(days=2),
            decision=decision,
            decided_at=AT - timedelta(hours=2),
            reason=reason,
        )

    def listing(self) -> Listing:
        return Listing(
            id="L1",
            marketplace="sandbox",
            reference="FC-7K3M9QXB2D",
            url="https://market.example/jobs/1",
            posted_at=AT,
        )

    def contract(self, state: GigState) -> Contract:
        states = {
            GigState.HIRING: (MilestoneState.WAITING, MilestoneState.WAITING),
            GigState.ACTIVE: (MilestoneState.RELEASED, MilestoneState.SUBMITTED),
        }.get(state, (MilestoneState.RELEASED, MilestoneState.RELEASED))
        done = Deliverable(
            id="D1",
            text=self.text("The full deck with notes. Slides 4 and 9 are new since the storyboard."),
            link="https://files.example/deck.pptx",
            submitted_at=AT - timedelta(hours=3),
        )
        return Contract(
            id="C1",
            proposal_id="P1",
            freelancer=self.text("Cleo Costa"),
            total=usd(1150),
            state=ContractState.OFFERED if state is GigState.HIRING else ContractState.ACTIVE,
            milestones=(
                Milestone(id="M1", title=self.text("Storyboard"), amount=usd(350), state=states[0]),
                Milestone(
                    id="M2",
                    title=self.text("Full deck with notes"),
                    amount=usd(800),
                    state=states[1],
                    deliverable=None if state is GigState.HIRING else done,
                ),
            ),
        )

    def proposals(self) -> tuple[Proposal, ...]:
        def one(
            number: int, name: str, price: int, rating: str | None, jobs: int, country: str, **more
        ) -> Proposal:
            return Proposal(
                id=f"P{number}",
                freelancer_id=f"F{number}",
                freelancer=self.text(name),
                country=self.text(country),
                rating=Decimal(rating) if rating else None,
                jobs_done=jobs,
                price_type=PriceType.FIXED,
                rate=usd(price),
                days=4 + number,
                letter=self.text(more.pop("letter", LONG_LETTER)),
                received_at=AT,
                **more,
            )

        parts = (
            PlannedMilestone(title=self.text("Storyboard"), amount=usd(350)),
            PlannedMilestone(title=self.text("Full deck with notes"), amount=usd(800)),
        )
        return (
            one(
                1,
                "Cleo Costa",
                1150,
                "4.9",
                124,
                "Portugal",
                status=ProposalStatus.SHORTLISTED,
                milestones=parts,
            ),
            one(2, "Dmitri Novak", 980, "4.4", 31, "Serbia"),
            one(
                3,
                "Pixel Perfect Studio",
                1500,
                "4.7",
                210,
                "India",
                letter="Dear Sir, we read your job carefully.",
            ),
            one(4, "Fay Okoro", 1200, None, 0, "Nigeria"),
            one(
                5,
                "Gus Gray",
                300,
                "3.1",
                4,
                "",
                status=ProposalStatus.DECLINED,
                reason=self.text("The letter was about another job."),
            ),
        )

    def history(self) -> tuple[Said, ...]:
        """The first two are of a release before kinds."""

        def wrote(hours: int, verb: str, detail: str = "") -> Said:
            at = AT - timedelta(hours=hours)
            name, key = self.ben.name, self.ben.key
            return Said(entry=WrittenEntry(at=at, actor=key, name=name, verb=verb, detail=detail))

        reason, listing = self.text("Worth it."), self.text("FC-7K3M9QXB2D")
        approved, posted = AT - timedelta(hours=26), AT - timedelta(hours=25)
        return (
            wrote(60, "edited the brief"),
            wrote(48, "submitted", self.text("USD 1,200.00, to Ann Archer")),
            entry(self.ann, EntryKind.APPROVAL_GIVEN, approved, EntryFacts(reason=reason)),
            heard(EntryKind.LISTING_POSTED, posted, EntryFacts(marketplace="sandbox", listing=listing)),
        )

    def page(self, gig: Gig, viewer: Person | None, *, people_picker: bool = True) -> GigPage:
        page = page_for(viewer, gig, self.proposals(), AT)
        market = None if gig.state is GigState.DRAFT else self.market()
        return page.model_copy(update={"people_picker": people_picker, "market": market})

    def market(self, *, but: Collection[Capability] = (), **changes) -> MarketPage:
        """Where the gig is: everything can be done there from here, or all but a few things."""
        market = MarketPage(
            name="sandbox",
            title="Sandbox marketplace",
            capabilities=frozenset(Capability) - set(but),
            listing_url="https://market.example/jobs/1",
            contract_url="https://market.example/contracts/1",
        )
        return market.model_copy(update=changes)

    def elsewhere(self, gig: Gig, *but: Capability, **changes) -> GigPage:
        """Ben's page of a gig on a marketplace whose API cannot do some things."""
        return self.page(gig, self.ben).model_copy(update={"market": self.market(but=but), **changes})

    def way(self, **changes) -> Way:
        return Way(self.text, self.gig(GigState.DRAFT), a_brief(self.text, **changes))

    def excess_gig(self) -> Gig:
        gig = self.gig(
            GigState.OFFER_IN_APPROVAL,
            revision=2,
            choice=Choice(proposal_id="P3", freelancer=self.text("Pixel Perfect Studio"), total=usd(1500)),
        )
        more = self.asked(gig, Purpose.EXCESS, usd(300))
        return gig.model_copy(update={"approvals": (*gig.approvals, more)})

    def resubmitted(self) -> Gig:
        former = a_brief(
            self.text,
            rate=usd(900),
            due=date(2026, 5, 28),
            outcome="Before: " + self.text("A deck that our sales people can present."),
        )
        gig = self.gig(GigState.IN_APPROVAL, revision=2, former_brief=former)
        asked = (self.answered(Decision.CHANGES_ASKED), self.asked(gig))
        return gig.model_copy(update={"approvals": asked})

    def hourly(self) -> Gig:
        brief = a_brief(self.text, price_type=PriceType.HOURLY, rate=usd("62.50"), hours=40)
        return self.gig(GigState.IN_APPROVAL, brief=brief)
