"""One of every card, drawn from the same story; every text of a person or a marketplace can be swapped."""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from decimal import Decimal

from microsoft_teams.cards import AdaptiveCard

from cards import (
    approval,
    audit,
    brief,
    delivery,
    follow,
    inbox,
    lists,
    notices,
    proposals,
    stand_in,
    trouble,
    welcome,
)
from cards import gig as gig_cards
from cards.preview import preview
from gigs.approval import Approval, Decision, Purpose
from gigs.brief import Brief, BriefForm, Category, DataTier, PriceType, Visibility
from gigs.contract import Contract, ContractState, Deliverable, Milestone, MilestoneState
from gigs.deciding import decide
from gigs.delegation import Delegation
from gigs.gig import Choice, Closing, Funding, Gig, GigState, Listing, Verdict
from gigs.handing_over import tick
from gigs.history import Entry
from gigs.money import Money
from gigs.people import Person, PersonKey
from gigs.proposal import PlannedMilestone, Proposal, Standing
from gigs.purging import contract_without_words, proposal_without_words
from gigs.route import Route
from marketplace.sandbox.public import as_public
from policy.policy import ChecklistItem
from ports.marketplace import Capability, PostRequest
from ports.notices import Notice, NoticeKind
from ports.operations import Operation, OperationKind, OperationState
from tests.cards.approvals import AT, CONFIRMED, Way, asking, usd
from tests.cards.gallery_accounts import accounts
from use_cases.approving.decide_together import Together
from use_cases.approving.stand_in import Handed
from use_cases.audit.audit_gig import Audited
from use_cases.audit.trail import Trail
from use_cases.audit.verify_history import Fault
from use_cases.permissions.gig_page import BudgetPage, GigPage, MarketPage, page_for
from use_cases.requesting.submit_gig import Preview

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

    def _grown(self, state: GigState) -> dict:
        after = list(GigState)
        grown: dict = {}
        place = after.index(state)
        if place >= after.index(GigState.LISTED) and state is not GigState.CANCELLED:
            grown |= {"approved": usd(1200), "listing": self.listing(), "proposals": 4}
        if state is GigState.LISTED:
            grown["proposals"] = 0
        if state in {GigState.HIRING, GigState.ACTIVE, GigState.COMPLETED, GigState.CLOSED}:
            grown |= {"contract": self.contract(state)}
        if state is GigState.CLOSED:
            grown["closing"] = Closing(
                rating=5,
                hire_again=True,
                requester_score=9,
                lesson=self.text("Send the template before the call; it saved two days."),
                closed_at=AT,
            )
        answered = {GigState.CHANGES_ASKED: Decision.CHANGES_ASKED, GigState.REJECTED: Decision.REJECTED}
        if state is GigState.EXPIRED:
            return grown | {"note": self.text("Ann Archer did not answer in time.")}
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
                1, "Cleo Costa", 1150, "4.9", 124, "Portugal", standing=Standing.SHORTLISTED, milestones=parts
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
                standing=Standing.DECLINED,
                reason=self.text("The letter was about another job."),
            ),
        )

    def history(self) -> tuple[Entry, ...]:
        def did(hours: int, who: Person | None, verb: str, detail: str = "") -> Entry:
            return Entry(
                at=AT - timedelta(hours=hours),
                actor=who.key if who else None,
                name=who.name if who else self.text("Sandbox marketplace"),
                verb=verb,
                detail=self.text(detail) if detail else "",
            )

        return (
            did(60, self.ben, "wrote the brief"),
            did(48, self.ben, "submitted", "USD 1,200.00, to Ann Archer"),
            did(26, self.ann, "approved"),
            did(25, None, "listed the gig", "FC-7K3M9QXB2D"),
        )

    def page(self, gig: Gig, viewer: Person | None, *, people_picker: bool = True) -> GigPage:
        page = page_for(viewer, gig, self.history(), self.proposals(), AT)
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


MARKETS = (("sandbox", "Sandbox marketplace"), ("upwork", "Upwork"))
PROBLEMS = {
    "title": "Please give a title.",
    "amount": "Please give an exact amount in digits, such as 1200 or 1,200.50.",
    "due": "The work would be due before it starts.",
    "visibility": "Please choose one.",
}
COMMANDS = (
    ("post a gig", "Describe the work on one card"),
    ("my gigs", "Your gigs, with status and next step"),
    ("status 12", "One gig, and what you can do now"),
    ("approvals", "What waits for your yes or no"),
    ("follow here", "Post this team's gigs in this channel"),
    ("cancel", "Leave what we are doing"),
    ("help", "This list"),
)


def public_of(brief_: Brief) -> PostRequest:
    lines = "\n".join(f"- {one}" for one in brief_.deliverables)
    return PostRequest(
        reference="FC-7K3M9QXB2D",
        title=brief_.title,
        description=f"{brief_.outcome}\n\nDeliverables:\n{lines}\n\nAccepted when: {brief_.acceptance}",
        category=brief_.category,
        skills=brief_.skills,
        price_type=brief_.price_type,
        rate=brief_.rate,
        hours=brief_.hours,
        start=brief_.start,
        due=brief_.due,
        visibility=brief_.visibility,
    )


def every_card(text: Text = same) -> dict[str, AdaptiveCard]:
    """Each card there is, by a name for the test or the picture."""
    from tests.cards.gallery_markets import several_markets  # that one is drawn from the same story

    story = Story(text)
    parts = (
        _talk,
        _forms,
        _previews,
        _gigs,
        _gigs_asked,
        _approvals,
        _steps,
        _more_money,
        _consulted,
        _inbox,
        _stand_ins,
        _market,
        _offers,
        _elsewhere,
        _not_kept,
        _notices,
        _notices_told,
        _audits,
        several_markets,
        accounts,
    )
    return {name: card for part in parts for name, card in part(story).items()}


def _talk(story: Story) -> dict[str, AdaptiveCard]:
    text = story.text
    return {
        "welcome": welcome.welcome(text("Ben Baker")),
        "welcome_back": welcome.welcome_back(text("Ben Baker")),
        "help": welcome.help_card(COMMANDS),
        "lost": welcome.lost(),
        "lost_near": welcome.lost("post a gig", "post_gig"),
        "sorry": trouble.sorry(text("Gig 12 was already submitted.")),
        "sorry_reference": trouble.sorry("I could not finish this. Nothing was lost.", "FC-ERR-4K2M"),
        "following": follow.following(text("Ben Baker")),
        "unfollowed": follow.unfollowed(),
        "only_in_channels": follow.only_in_channels(),
        "stranger": trouble.stranger(),
        "pick_channel": follow.pick_channel([("c1", text("General")), ("c2", text("Launch"))]),
        "needs_a_person": trouble.needs_a_person_about(
            operation(story), text("Slides for the spring launch")
        ),
        "settled": trouble.settled(operation(story, state=OperationState.DONE)),
    }


def operation(story: Story, **changes) -> Operation:
    known = {
        "tenant": "t",
        "gig": 12,
        "key": "post:12:1",
        "kind": OperationKind.POST,
        "marketplace": "sandbox",
        "reference": "FC-7K3M9QXB2D",
        "state": OperationState.HUMAN,
        "changed_at": AT,
    }
    return Operation(**(known | changes))


def _forms(story: Story) -> dict[str, AdaptiveCard]:
    text, brief_ = story.text, a_brief(story.text)
    note = text("Please name the two countries that go first.")
    wrong = a_form(text, title="", amount="about 1000", due="2026-05-01", visibility="")
    completed = story.page(story.gig(GigState.COMPLETED), story.ben)
    return {
        "form_empty": brief.brief_form(BriefForm(), {}, draft="d1", gig=None, marketplaces=MARKETS),
        "form_problems": brief.brief_form(wrong, PROBLEMS, draft="d1", gig=12, marketplaces=MARKETS),
        "form_changes": brief.brief_form(
            a_form(text), {}, draft="d1", gig=12, marketplaces=MARKETS, note=note
        ),
        "form_policy": policy_form(text, {}),
        "form_policy_problems": policy_form(
            text,
            {
                "answer_personal_data": "Please answer yes or no.",
                "purchase_order": text("There is no such purchase order."),
                "emergency": "There is no faster way here.",
            },
        ),
        "form_elsewhere": brief.brief_form(
            a_form(text),
            {"purchase_order": text("Please ask purchasing for one."), "nowhere": text("This needs a look.")},
            draft="d1",
            gig=12,
            marketplaces=MARKETS,
        ),
        "saved_draft": brief.saved_draft(brief_.title, 12),
        "left_form": brief.left_form(12),
        "close_form": delivery.close_form(completed),
        "close_problems": delivery.close_form(
            completed,
            {"rating": "Please rate the work from 1 to 5."},
            {"lesson": text("Send the template first.")},
        ),
        "closed": delivery.closed(story.page(story.gig(GigState.CLOSED), story.ben)),
    }


QUESTIONS = (
    ("personal_data", "Does the freelancer see personal data of customers?"),
    ("on_site", "Is any of the work done in our offices?"),
)
CHECKLIST = tuple(ChecklistItem(id=f"item{place}", text=text) for place, text in enumerate(CONFIRMED))


def policy_form(text: Text, problems: dict[str, str]) -> AdaptiveCard:
    """The form as a policy with questions, purchase orders and an emergency lane wants it."""
    form = a_form(
        text,
        purchase_order=text("PO-77"),
        emergency=text("The keynote is tomorrow."),
        answers={"on_site": "no"},
    )
    return brief.brief_form(
        form,
        problems,
        draft="d1",
        gig=12,
        marketplaces=MARKETS,
        questions=QUESTIONS,
        with_order=True,
        with_emergency=True,
    )


def seen_of(way: Way, asked: Gig, before: Gig | None = None) -> Preview:
    """What the requester sees of this before submitting it."""
    return Preview(
        gig=before or way.draft,
        brief=asked.checked_brief,
        route=asked.route or Route(policy="none"),
        asked=asked,
        checklist=CHECKLIST,
        public=tuple(as_public(public_of(asked.checked_brief))),
        seen="f1",
    )


def _previews(story: Story) -> dict[str, AdaptiveCard]:
    way = story.way(purchase_order=story.text("PO-77"), answers={"personal_data": True, "on_site": False})
    where: dict = {"marketplace_title": story.text("Sandbox marketplace"), "draft": "d1"}
    cases = {
        "": seen_of(way, way.asked(way.three(warned=True))),
        "_one_step": seen_of(way, way.asked(way.one())),
        "_again": seen_of(way, way.carried(), way.turned_down()),
        "_delegated": seen_of(way, way.delegated()),
        "_self_service": seen_of(way, way.self_service()),
        "_emergency": seen_of(way, way.emergency()),
    }
    drawn = {f"preview{name}": preview(seen, **where) for name, seen in cases.items()}
    return drawn | {"preview_open_items": preview(cases[""], **where, open_items=[CONFIRMED[1]])}


def _gigs(story: Story) -> dict[str, AdaptiveCard]:
    drawn = {
        f"gig_{state.value}": gig_cards.gig_card(story.page(story.gig(state), story.ben))
        for state in GigState
        if state is not GigState.OFFER_IN_APPROVAL
    }
    listed = story.gig(GigState.LISTED)
    mine = [
        story.gig(state)
        for state in (GigState.REVIEWING, GigState.IN_APPROVAL, GigState.DRAFT, GigState.CLOSED)
    ]
    return drawn | {
        "gig_offer_in_approval": gig_cards.gig_card(story.page(story.excess_gig(), story.ben)),
        "gig_moved_on": gig_cards.moved_on(story.page(story.gig(GigState.HIRING), story.ben)),
        "gig_for_approver": gig_cards.gig_card(story.page(story.gig(GigState.IN_APPROVAL), story.ann)),
        "gig_for_stranger": gig_cards.gig_card(story.page(listed, story.stranger)),
        "channel": gig_cards.channel_card(story.page(listed, None)),
        "channel_refresh": gig_cards.channel_card(story.page(listed, None), ["29:abc"]),
        "my_gigs": lists.my_gigs(mine, AT),
        "my_gigs_many": lists.my_gigs([story.gig(GigState.REVIEWING)] * 10, AT, more=True),
        "my_gigs_none": lists.my_gigs([], AT),
    }


def budgets(story: Story) -> tuple[BudgetPage, ...]:
    names = ("cost centre CC-4711", "purchase order PO-77")
    left = (usd(3800), usd(-200))
    return tuple(
        BudgetPage(name=story.text(name), limit=usd(5000), left=one)
        for name, one in zip(names, left, strict=True)
    )


def _approvals(story: Story) -> dict[str, AdaptiveCard]:
    waiting, changed, excess = story.gig(GigState.IN_APPROVAL), story.resubmitted(), story.excess_gig()
    decided = {
        name: story.gig(state)
        for name, state in (
            ("approved", GigState.APPROVED),
            ("changes", GigState.CHANGES_ASKED),
            ("rejected", GigState.REJECTED),
        )
    }
    drawn = {
        f"approval_{name}": approval.approval_card(story.page(gig, story.ann))
        for name, gig in decided.items()
    }
    return drawn | {
        "approval_open": approval.approval_card(story.page(waiting, story.ann)),
        "approval_budgets": approval.approval_card(
            story.page(waiting, story.ann).model_copy(update={"budgets": budgets(story)})
        ),
        "approval_hourly": approval.approval_card(story.page(story.hourly(), story.ann)),
        "approval_again": approval.approval_card(story.page(changed, story.ann)),
        "approval_excess": approval.approval_card(story.page(excess, story.ann)),
        "approval_requester": approval.approval_card(story.page(waiting, story.ben)),
        "approval_stranger": approval.approval_card(story.page(waiting, story.stranger)),
    }


def _gigs_asked(story: Story) -> dict[str, AdaptiveCard]:
    way, active = story.way(), story.gig(GigState.ACTIVE)
    contract = active.contract and active.contract.model_copy(update={"total": usd(1500)})
    grown = active.model_copy(update={"contract": contract})
    cases = {
        "second_step": (way.second(), story.ben),
        "lead": (way.second(), way.pia),
        "delegated": (way.delegated(), story.ben),
        "expired_after_steps": (way.expired(), story.ben),
        "extension": (way.extension(active), story.ben),
        "outgrown": (grown, story.ben),
        "hurried": (way.hurried(), story.ben),
        "reviewer": (way.hurried(), way.pia),
        "concern": (way.reviewed(fine=False), story.ben),
        "adviser": (way.advised(answered=False), way.dan),
        "self_service": (way.self_service(), story.ben),
    }
    return {f"gig_{name}": gig_cards.gig_card(story.page(gig, who)) for name, (gig, who) in cases.items()}


def _steps(story: Story) -> dict[str, AdaptiveCard]:
    way = story.way()
    cases = {
        "step_first": (way.asked(), way.ann),
        "step_second": (way.second(), way.faye),
        "step_done": (way.second(), way.ann),
        "step_all_of": (way.third(), way.lia),
        "step_not_needed": (way.third(), way.max),
        "step_lead": (way.second(), way.pia),
        "step_requester": (way.second(), story.ben),
        "steps_agreed": (way.agreed(), way.ann),
        "steps_turned_down": (way.turned_down(), way.max),
        "carried": (way.carried(), way.faye),
        "carried_ann": (way.carried(), way.ann),
        "delegated": (way.delegated(), way.dan),
        "away": (way.delegated(), way.ann),
        "escalated": (way.escalated(), way.dan),
        "escalated_from": (way.escalated(), way.ann),
        "passed_on": (way.passed_on(), way.dan),
        "passed_on_from": (way.passed_on(), way.faye),
        "expired": (way.expired(), way.ann),
        "self_service": (way.self_service(), way.pia),
    }
    drawn = {
        f"approval_{name}": approval.approval_card(story.page(gig, who)) for name, (gig, who) in cases.items()
    }
    by_address = story.page(way.second(), way.faye, people_picker=False)
    former = approval.approval_card(story.page(way.carried(), way.max), 1)
    return drawn | {"approval_by_address": approval.approval_card(by_address), "approval_former": former}


def _more_money(story: Story) -> dict[str, AdaptiveCard]:
    way = story.way()
    excess, extension = way.excess(story.gig(GigState.REVIEWING)), way.extension(story.gig(GigState.ACTIVE))
    refused = way.text("The budget is used up.")
    no = decide(extension, way.ann.key, Decision.REJECTED, reason=refused, asking=asking(AT))
    cases = {
        "excess_steps": (excess, way.ann),
        "excess_agreed": (way.yes(excess, way.ann, way.faye, way.leo, way.lia), way.lia),
        "excess_expired": (tick(excess, asking(AT + timedelta(days=4))), way.ann),
        "extension": (extension, way.ann),
        "extension_second": (way.yes(extension, way.ann), way.max),
        "extension_agreed": (way.yes(extension, way.ann, way.faye, way.leo, way.lia), way.lia),
        "extension_refused": (no, way.ann),
    }
    return {
        f"approval_{name}": approval.approval_card(story.page(gig, who)) for name, (gig, who) in cases.items()
    }


def _consulted(story: Story) -> dict[str, AdaptiveCard]:
    way = story.way()
    cases = {
        "emergency": (way.emergency(), way.ann),
        "review": (way.hurried(), way.pia),
        "review_fine": (way.reviewed(fine=True), way.pia),
        "review_concern": (way.reviewed(fine=False), way.ann),
        "adviser": (way.advised(answered=False), way.dan),
        "adviser_done": (way.advised(answered=True), way.dan),
        "advice_open": (way.advised(answered=False), way.faye),
        "advice_given": (way.advised(answered=True), way.faye),
    }
    return {
        f"approval_{name}": approval.approval_card(story.page(gig, who)) for name, (gig, who) in cases.items()
    }


def _inbox(story: Story) -> dict[str, AdaptiveCard]:
    way, ann, late = story.way(), story.ann.key, AT + timedelta(days=5)
    many = [way.asked().model_copy(update={"number": number}) for number in range(1, 11)]
    mixed = [story.gig(GigState.IN_APPROVAL), story.excess_gig(), way.extension(story.gig(GigState.ACTIVE))]
    done = Together(
        decided=tuple(way.yes(gig, way.ann) for gig in many[:2]),
        left={
            3: story.text("Gig 3 is too large to be decided with others; please open it."),
            99: "It is gone.",
        },
    )
    everything = Together(decided=tuple(way.yes(gig, way.ann) for gig in many), left={})
    return {
        "approvals": inbox.approvals_list(mixed, AT, viewer=ann),
        "approvals_one": inbox.approvals_list(mixed[:1], AT, viewer=ann, small=[12]),
        "approvals_late": inbox.approvals_list(mixed[:1], late, viewer=ann, more=True),
        "approvals_delegate": inbox.approvals_list(
            [way.delegated(), way.escalated()], AT, viewer=way.dan.key
        ),
        "approvals_ticks": inbox.approvals_list(
            many, AT, viewer=ann, order="amount", more=True, small=range(1, 11)
        ),
        "approvals_none": inbox.approvals_list([], AT, viewer=ann),
        "together": inbox.together_card(done, many),
        "together_all": inbox.together_card(everything, many),
        "together_none": inbox.together_card(Together(decided=(), left={1: "It is gone."}), many),
    }


def _stand_ins(story: Story) -> dict[str, AdaptiveCard]:
    way = story.way()
    away = Delegation(
        person=way.ann, delegate=way.dan, first=date(2026, 5, 18), last=date(2026, 5, 29), set_by=way.ann
    )
    by_lead = away.model_copy(update={"set_by": way.pia, "first": None, "last": None})
    left = {3: story.text("Dan Dorsey asked for this gig and cannot decide about it.")}
    handed = Handed(delegation=away, gigs=(1, 2, 5), left=left)
    gone = Handed(delegation=by_lead.model_copy(update={"has_left": True}), gigs=(1,))
    typed = {"stand_in_delegate": story.text("dan@t.example"), "stand_in_first": "soon"}
    wrong = story.text("I do not find “dan” among your colleagues.")
    return {
        "stand_in_empty": stand_in.stand_in_form(None, picker=True, is_lead=False),
        "stand_in_mine": stand_in.stand_in_form(away, picker=True, is_lead=True),
        "stand_in_problem": stand_in.stand_in_form(
            away, picker=False, is_lead=True, problem=wrong, typed=typed
        ),
        "stand_in_set": stand_in.stand_in_set(handed),
        "stand_in_set_by_lead": stand_in.stand_in_set(Handed(delegation=by_lead)),
        "stand_in_ended": stand_in.stand_in_ended(handed),
        "stand_in_none": stand_in.stand_in_ended(Handed(delegation=None)),
        "replace": stand_in.replace_form(picker=True),
        "replace_problem": stand_in.replace_form(picker=False, problem=wrong, typed={"left_person": "ann"}),
        "replaced": stand_in.replaced_card(gone),
    }


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
        "hire": proposals.hire_confirm(page, cleo, usd(1150)),
        "hire_excess": proposals.hire_confirm(page, pixel, usd(1500), usd(300), [story.ann.name]),
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


def _offers(story: Story) -> dict[str, AdaptiveCard]:
    """An offer that is out, and money that is put aside."""
    hiring, chosen = story.gig(GigState.HIRING), a_choice(story)
    on_site = hiring.model_copy(update={"contract": None, "choice": chosen})
    taking = hiring.model_copy(update={"taking_back": True})
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
        "there_hire": proposals.hire_confirm(story.elsewhere(reviewing, Capability.OFFER), cleo, usd(1150)),
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
        "there_review": delivery.close_form(
            story.elsewhere(story.gig(GigState.COMPLETED), Capability.REVIEW)
        ),
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


_NOTICE_STATES = {
    NoticeKind.APPROVAL_ASKED: GigState.IN_APPROVAL,
    NoticeKind.APPROVER_UNREACHED: GigState.IN_APPROVAL,
    NoticeKind.APPROVED: GigState.APPROVED,
    NoticeKind.CHANGES_ASKED: GigState.CHANGES_ASKED,
    NoticeKind.REJECTED: GigState.REJECTED,
    NoticeKind.POSTING_REFUSED: GigState.CHANGES_ASKED,
    NoticeKind.OFFER_ACCEPTED: GigState.ACTIVE,
    NoticeKind.DELIVERABLE_SUBMITTED: GigState.ACTIVE,
    NoticeKind.RELEASE_REFUSED: GigState.ACTIVE,
    NoticeKind.SEND_BACK_REFUSED: GigState.ACTIVE,
    NoticeKind.LISTING_OPEN: GigState.CANCELLED,
    NoticeKind.COMPLETED: GigState.COMPLETED,
    NoticeKind.CONTRACT_ENDED: GigState.COMPLETED,
    NoticeKind.APPROVAL_REMINDED: GigState.IN_APPROVAL,
    NoticeKind.EXPIRED: GigState.EXPIRED,
    NoticeKind.EXTENSION_TURNED_DOWN: GigState.ACTIVE,
    NoticeKind.MORE_MONEY_NEEDED: GigState.ACTIVE,
    NoticeKind.EMERGENCY_REVIEWED: GigState.LISTED,
    NoticeKind.OFFER_KEPT: GigState.HIRING,
    NoticeKind.OFFER_ABOVE: GigState.HIRING,
    NoticeKind.FUND_NEXT: GigState.ACTIVE,
    NoticeKind.FUND_REFUSED: GigState.ACTIVE,
}


def a_notice(kind: NoticeKind, story: Story, **facts: str) -> Notice:
    said = {"by": story.ann.name, "reason": story.text("Please name the two countries that go first.")}
    given = {
        NoticeKind.CHANGES_ASKED: said,
        NoticeKind.REJECTED: said,
        NoticeKind.APPROVER_UNREACHED: {"by": story.ann.name},
        NoticeKind.APPROVED: {"by": story.ann.name, "reason": "", "purpose": "post"},
        NoticeKind.POSTING_REFUSED: {"reason": story.text("The title is too general.")},
        NoticeKind.EXCESS_TURNED_DOWN: said | {"purpose": "excess"},
        NoticeKind.OFFER_DECLINED: {"freelancer": story.text("Cleo Costa")},
        NoticeKind.RELEASE_REFUSED: {"reason": story.text("Card expired."), "amount": "USD 800.00"},
        NoticeKind.OFFER_TAKEN_BACK: {"freelancer": story.text("Cleo Costa")},
        NoticeKind.OFFER_KEPT: {"reason": story.text("It was accepted already.")},
        NoticeKind.OFFER_ABOVE: {"amount": "USD 1,500.00", "limit": "USD 1,200.00"},
        NoticeKind.FUND_NEXT: {"milestone": story.text("Storyboard"), "amount": "USD 350.00"},
        NoticeKind.FUND_REFUSED: {"reason": story.text("Card expired."), "amount": "USD 350.00"},
        NoticeKind.MESSAGE_REFUSED: {
            "reason": story.text("They take no messages."),
            "freelancer": story.text("Cleo Costa"),
        },
        NoticeKind.SEND_BACK_REFUSED: {"reason": story.text("The milestone is locked.")},
        NoticeKind.LISTING_OPEN: {"reason": story.text("It is under review."), "text": "Listing L-1"},
        NoticeKind.CHANNEL_REPLY: {"text": story.text("Cleo Costa is at work.")},
        NoticeKind.NEEDS_A_PERSON: {"reference": "FC-7K3M9QXB2D", "kind": "post", "marketplace": "sandbox"},
        NoticeKind.APPROVAL_HANDED_OVER: {"by": story.dan.name, "how": "passed_on"},
        NoticeKind.STEP_PASSED: {"by": story.ann.name, "reason": "", "purpose": "post"},
        NoticeKind.EXPIRED: {
            "by": "Nobody in time",
            "reason": story.text("Ann Archer did not answer in time."),
            "purpose": "post",
        },
        NoticeKind.ADVICE_GIVEN: {"by": story.dan.name, "reason": story.text("Yes, a little low even.")},
        NoticeKind.EXTENSION_TURNED_DOWN: said | {"purpose": "extension"},
        NoticeKind.EMERGENCY_REVIEWED: {"by": story.dan.name, "reason": "", "fine": "yes"},
        NoticeKind.BUDGET_USED: {
            "percent": "90",
            "budget": story.text("cost centre CC-4711"),
            "used": "USD 45,500.00",
            "limit": "USD 50,000.00",
        },
        NoticeKind.STANDS_IN: {
            "person": story.ann.name,
            "delegate": story.dan.name,
            "by": story.ann.name,
            "first": "2026-05-18",
            "last": "2026-05-29",
            "what": "set",
        },
    }.get(kind, {})
    about_work = {
        NoticeKind.DELIVERABLE_SUBMITTED,
        NoticeKind.RELEASE_REFUSED,
        NoticeKind.SEND_BACK_REFUSED,
    }
    subject = "M2" if kind in about_work else "post:12:1"
    return Notice(
        id=f"n.{kind}", tenant="t", gig=12, kind=kind, subject=subject, facts=given | facts, created_at=AT
    )


def _notices(story: Story) -> dict[str, AdaptiveCard]:
    drawn = {}
    for kind in NoticeKind:
        asked = {NoticeKind.APPROVAL_ASKED, NoticeKind.APPROVAL_REMINDED}
        viewer = story.ann if kind in asked else story.ben
        gig = story.gig(_NOTICE_STATES.get(kind, GigState.REVIEWING))
        channel = kind in {NoticeKind.CHANNEL_HEAD, NoticeKind.CHANNEL_REPLY}
        page = story.page(gig, None if channel else viewer)
        drawn[f"notice_{kind.value}"] = notices.notice_card(a_notice(kind, story), page)
    return drawn


def _audits(story: Story) -> dict[str, AdaptiveCard]:
    fault = Fault(tenant="t", gig=12, number=3, reason="was changed")
    found = {"audit_proved": None, "audit_broken": fault}
    return {name: audit.audit_card(audited(story, fault)) for name, fault in found.items()}


def audited(story: Story, fault: Fault | None) -> Audited:
    trail = Trail(gig=story.gig(GigState.ACTIVE), entries=(), fault=fault)
    token = "eyJpZCI6ImxpbmstN0szTTlRWEIyRCJ9.ag8sZA.9wYk5rLq0c3J4n1mZ8xT2vB6uHs"
    return Audited(trail=trail, address=f"https://connector.example/audit/{token}", until=AT)


def _notices_told(story: Story) -> dict[str, AdaptiveCard]:
    """Kinds that are told in several ways."""
    way, active = story.way(), story.gig(GigState.ACTIVE)
    contract = active.contract and active.contract.model_copy(update={"total": usd(1500)})
    silent = tick(way.extension(active), asking(AT + timedelta(days=4)))
    by_clock = {"by": "Nobody in time", "reason": story.text("Ann Archer did not answer in time.")}
    concern = {"fine": "no", "reason": story.text("The date was known for months.")}
    reminded = story.page(way.reminded(), way.ann)
    on_site = story.gig(GigState.HIRING, contract=None, choice=a_choice(story))
    cases: dict[str, tuple[NoticeKind, Gig, Person, dict[str, str]]] = {
        "excess_approved_on_site": (NoticeKind.APPROVED, on_site, story.ben, {"purpose": "excess"}),
        "extension_approved": (NoticeKind.APPROVED, active, story.ben, {"purpose": "extension"}),
        "extension_silent": (NoticeKind.EXTENSION_TURNED_DOWN, silent, story.ben, by_clock),
        "step_passed_of_three": (NoticeKind.STEP_PASSED, way.second(), story.ben, {}),
        "delegated": (NoticeKind.APPROVAL_HANDED_OVER, way.delegated(), way.ann, {"how": "delegated"}),
        "escalated": (NoticeKind.APPROVAL_HANDED_OVER, way.escalated(), way.ann, {"how": "escalated"}),
        "outgrown": (
            NoticeKind.MORE_MONEY_NEEDED,
            active.model_copy(update={"contract": contract}),
            story.ben,
            {},
        ),
        "concern": (NoticeKind.EMERGENCY_REVIEWED, way.reviewed(fine=False), story.ben, concern),
        "budget_owner": (NoticeKind.BUDGET_USED, way.asked(), story.stranger, {"percent": "100"}),
        "review": (NoticeKind.EMERGENCY_TO_REVIEW, way.hurried(), way.pia, {}),
        "advice_asked": (NoticeKind.ADVICE_ASKED, way.advised(answered=False), way.dan, {}),
    }
    drawn = {
        f"notice_{name}": notices.notice_card(a_notice(kind, story, **facts), story.page(gig, who))
        for name, (kind, gig, who, facts) in cases.items()
    }
    to = {"person": way.ann.key, "delegate": way.dan.key}
    for name, key in to.items():
        for what in ("set", "ended", "left"):
            told = a_notice(NoticeKind.STANDS_IN, story, what=what)
            sent = told.model_copy(update={"gig": 0, "subject": "ann", "to": key})
            drawn[f"notice_stands_in_{what}_{name}"] = notices.notice_card(sent, None)
    held = a_notice(NoticeKind.APPROVAL_HANDED_OVER, story).model_copy(update={"subject": "held"})
    return drawn | {
        "notice_held": notices.notice_card(held, story.page(way.passed_on(), way.faye)),
        "notice_reminded": notices.notice_card(a_notice(NoticeKind.APPROVAL_REMINDED, story), reminded),
    }
