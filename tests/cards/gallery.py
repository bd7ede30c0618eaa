"""One of every card, drawn from the same story; every text of a person or a marketplace can be swapped."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from microsoft_teams.cards import AdaptiveCard

from cards import approval, audit, brief, delivery, follow, lists, notices, proposals, trouble, welcome
from cards import gig as gig_cards
from gigs.approval import Approval, Decision, Purpose
from gigs.brief import Brief, BriefForm, Category, DataTier, PriceType, Visibility
from gigs.contract import Contract, ContractState, Deliverable, Milestone, MilestoneState
from gigs.gig import Choice, Closing, Gig, GigState, Listing, Verdict
from gigs.history import Entry
from gigs.money import Money
from gigs.people import Person, PersonKey
from gigs.proposal import PlannedMilestone, Proposal, Standing
from marketplace.client import PostRequest
from use_cases.audit_gig import Audited
from use_cases.gig_page import GigPage, page_for
from use_cases.notices import Notice, NoticeKind
from use_cases.operation import Operation, OperationKind, OperationState
from use_cases.trail import Trail
from use_cases.verify_history import Fault

Text = Callable[[str], str]
"""Gets the harmless text, gives what stands there instead."""

AT = datetime(2026, 5, 12, 10, 4, tzinfo=UTC)
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


def usd(amount: str | int) -> Money:
    return Money(amount=Decimal(amount), currency="USD")


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

    def page(self, gig: Gig, viewer: Person | None) -> GigPage:
        return page_for(viewer, gig, self.history(), self.proposals(), AT)

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
    story = Story(text)
    return (
        _talk(story)
        | _forms(story)
        | _gigs(story)
        | _approvals(story)
        | _market(story)
        | _notices(story)
        | _audits(story)
    )


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
    draft = story.gig(GigState.DRAFT)
    note = text("Please name the two countries that go first.")
    wrong = a_form(text, title="", amount="about 1000", due="2026-05-01", visibility="")
    completed = story.page(story.gig(GigState.COMPLETED), story.ben)
    shared: dict = {
        "approvers": [story.ann],
        "due": AT + timedelta(days=3),
        "marketplace_title": "Sandbox marketplace",
        "public": public_of(brief_),
    }
    return {
        "form_empty": brief.brief_form(BriefForm(), {}, draft="d1", gig=None, marketplaces=MARKETS),
        "form_problems": brief.brief_form(wrong, PROBLEMS, draft="d1", gig=12, marketplaces=MARKETS),
        "form_changes": brief.brief_form(
            a_form(text), {}, draft="d1", gig=12, marketplaces=MARKETS, note=note
        ),
        "preview": brief.preview(brief_, gig=draft, draft="d1", **shared),
        "preview_again": brief.preview(
            brief_, gig=story.gig(GigState.CHANGES_ASKED), former=a_brief(text, rate=usd(900)), **shared
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
    late = AT + timedelta(days=5)
    return drawn | {
        "approval_open": approval.approval_card(story.page(waiting, story.ann)),
        "approval_hourly": approval.approval_card(story.page(story.hourly(), story.ann)),
        "approval_again": approval.approval_card(story.page(changed, story.ann)),
        "approval_excess": approval.approval_card(story.page(excess, story.ann)),
        "approval_requester": approval.approval_card(story.page(waiting, story.ben)),
        "approval_stranger": approval.approval_card(story.page(waiting, story.stranger)),
        "approvals": approval.approvals_list([waiting, excess], AT),
        "approvals_late": approval.approvals_list([waiting], late, more=True),
        "approvals_none": approval.approvals_list([], AT),
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
        "proposals_none": proposals.proposals_card(page_for(story.ben, reviewing, (), (), AT)),
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
        NoticeKind.SEND_BACK_REFUSED: {"reason": story.text("The milestone is locked.")},
        NoticeKind.LISTING_OPEN: {"reason": story.text("It is under review."), "text": "Listing L-1"},
        NoticeKind.CHANNEL_REPLY: {"text": story.text("Cleo Costa is at work.")},
        NoticeKind.NEEDS_A_PERSON: {"reference": "FC-7K3M9QXB2D", "kind": "post", "marketplace": "sandbox"},
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
        viewer = story.ann if kind is NoticeKind.APPROVAL_ASKED else story.ben
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
