"""Notices of every kind, and the audit."""

from datetime import date, timedelta
from typing import Any

from cards import (
    audit,
    notices,
)
from cards.kit.pressed import AdaptiveCard
from gigs.approval import Came, Decision, Purpose
from gigs.gig import Gig, GigState
from gigs.handing_over import tick
from gigs.people import Person
from ports.hindrance import Hindered, Hindrance
from ports.notice_facts import (
    BudgetKind,
    BudgetUsed,
    DelegationChange,
    InsideNews,
    Lapse,
    Lapsed,
    NoticeFacts,
    Reply,
)
from ports.notices import Notice, NoticeKind
from ports.operations import OperationKind
from tests.cards.approvals import AT, asking, usd
from tests.cards.gallery.market import a_choice
from tests.cards.gallery.story import Story
from use_cases.audit.audit_gig import Audited
from use_cases.audit.trail import Trail
from use_cases.audit.verify_history import Fault
from use_cases.notifying.notify import as_named

_NOTICE_STATES = {
    NoticeKind.APPROVAL_ASKED: GigState.IN_APPROVAL,
    NoticeKind.APPROVER_UNREACHED: GigState.IN_APPROVAL,
    NoticeKind.APPROVED: GigState.APPROVED,
    NoticeKind.CHANGES_ASKED: GigState.CHANGES_ASKED,
    NoticeKind.REJECTED: GigState.REJECTED,
    NoticeKind.POSTING_REFUSED: GigState.CHANGES_ASKED,
    NoticeKind.READING_FAILED: GigState.LISTED,
    NoticeKind.MARKET_UNREADABLE: GigState.LISTED,
    NoticeKind.OFFER_ACCEPTED: GigState.ACTIVE,
    NoticeKind.DELIVERABLE_SUBMITTED: GigState.ACTIVE,
    NoticeKind.RELEASE_REFUSED: GigState.ACTIVE,
    NoticeKind.SEND_BACK_REFUSED: GigState.ACTIVE,
    NoticeKind.LISTING_OPEN: GigState.CANCELLED,
    NoticeKind.WITHDRAWN: GigState.CANCELLED,
    NoticeKind.COMPLETED: GigState.COMPLETED,
    NoticeKind.CONTRACT_ENDED: GigState.COMPLETED,
    NoticeKind.APPROVAL_REMINDED: GigState.IN_APPROVAL,
    NoticeKind.EXPIRED: GigState.EXPIRED,
    NoticeKind.EXTENSION_TURNED_DOWN: GigState.ACTIVE,
    NoticeKind.MORE_MONEY_NEEDED: GigState.ACTIVE,
    NoticeKind.EMERGENCY_REVIEWED: GigState.LISTED,
    NoticeKind.OFFER_NOT_WITHDRAWN: GigState.HIRING,
    NoticeKind.OFFER_ABOVE: GigState.HIRING,
    NoticeKind.FUND_NEXT: GigState.ACTIVE,
    NoticeKind.FUND_REFUSED: GigState.ACTIVE,
    NoticeKind.COLLEAGUE_WANTED: GigState.OFFERED_INSIDE,
    NoticeKind.HOURS_ASKED: GigState.OFFERED_INSIDE,
    NoticeKind.INSIDE_NEWS: GigState.OFFERED_INSIDE,
}


def a_notice(kind: NoticeKind, story: Story, **facts: Any) -> Notice:
    """One notice of each kind, with every fact it is drawn from."""
    ann, dan = as_named(story.ann), as_named(story.dan)
    said = NoticeFacts(by=ann, reason=story.text("Please name the two countries that go first."))
    excess = Hindered(by=Hindrance.BEYOND_APPROVED_TO_PAY, amount=usd(800), limit=usd(1200))
    given = {
        NoticeKind.CHANGES_ASKED: said,
        NoticeKind.REJECTED: said,
        NoticeKind.APPROVER_UNREACHED: NoticeFacts(by=ann),
        NoticeKind.APPROVED: NoticeFacts(by=ann, purpose=Purpose.POST),
        NoticeKind.POSTING_REFUSED: NoticeFacts.of_refusal(story.text("The title is too general.")),
        NoticeKind.READING_FAILED: NoticeFacts(
            marketplace="sandbox", reason=story.text("The listing was removed.")
        ),
        NoticeKind.READING_RECOVERED: NoticeFacts(marketplace="sandbox"),
        NoticeKind.MARKET_UNREADABLE: NoticeFacts(
            marketplace="sandbox", reason=story.text("The listing was removed.")
        ),
        NoticeKind.EXCESS_TURNED_DOWN: with_(said, purpose=Purpose.EXCESS),
        NoticeKind.OFFER_DECLINED: NoticeFacts(proposal="P1"),
        NoticeKind.OFFER_REFUSED: NoticeFacts.of_refusal(story.text("Over budget."), proposal="P1"),
        NoticeKind.RELEASE_REFUSED: NoticeFacts.of_refusal("", excess, amount=usd(800)),
        NoticeKind.OFFER_WITHDRAWN: NoticeFacts(proposal="P1"),
        NoticeKind.OFFER_NOT_WITHDRAWN: NoticeFacts.of_refusal(story.text("It was accepted already.")),
        NoticeKind.OFFER_ABOVE: NoticeFacts(amount=usd(1500), limit=usd(1200)),
        NoticeKind.FUND_NEXT: NoticeFacts(amount=usd(350)),
        NoticeKind.FUND_REFUSED: NoticeFacts.of_refusal(story.text("Card expired."), amount=usd(350)),
        NoticeKind.MESSAGE_REFUSED: NoticeFacts.of_refusal(
            story.text("They take no messages."), proposal="P1"
        ),
        NoticeKind.INVITATION_REFUSED: NoticeFacts.of_refusal(story.text("They take no invitations.")),
        NoticeKind.SEND_BACK_REFUSED: NoticeFacts.of_refusal(story.text("The milestone is locked.")),
        NoticeKind.LISTING_OPEN: NoticeFacts.of_refusal(
            story.text("It is under review."), marketplace="sandbox"
        ),
        NoticeKind.INSIDE_NEWS: NoticeFacts(news=InsideNews.NOT_YET, by=ann, reason=story.text("The notes.")),
        NoticeKind.CHANNEL_REPLY: NoticeFacts(reply=Reply.AT_WORK),
        NoticeKind.DELIVERABLE_SUBMITTED: NoticeFacts(amount=usd(800)),
        NoticeKind.MORE_MONEY_NEEDED: NoticeFacts(amount=usd(300)),
        NoticeKind.CO_OWNER_NAMED: NoticeFacts(by=ann),
        NoticeKind.CO_OWNER_REMOVED: NoticeFacts(by=ann),
        NoticeKind.CO_OWNER_LEFT: NoticeFacts(by=ann, person=dan),
        NoticeKind.GIG_HANDED_OVER: NoticeFacts(by=ann, person=dan, reason=story.text("Ben is ill.")),
        NoticeKind.WITHDRAWN: with_(said, purpose=Purpose.POST),
        NoticeKind.NEEDS_A_PERSON: NoticeFacts(
            reference="FC-7K3M9QXB2D", operation=OperationKind.POST, marketplace="sandbox"
        ),
        NoticeKind.APPROVAL_HANDED_OVER: NoticeFacts(by=dan, how=Came.PASSED_ON),
        NoticeKind.DECIDED_FOR_YOU: NoticeFacts(by=dan, decision=Decision.REJECTED, reason=said.reason),
        NoticeKind.STEP_PASSED: NoticeFacts(by=ann, purpose=Purpose.POST),
        NoticeKind.EXPIRED: NoticeFacts(
            lapsed=Lapsed(why=Lapse.NO_ANSWER, approver=ann), purpose=Purpose.POST
        ),
        NoticeKind.ADVICE_GIVEN: NoticeFacts(by=dan, reason=story.text("Yes, a little low even.")),
        NoticeKind.EXTENSION_TURNED_DOWN: with_(said, purpose=Purpose.EXTENSION),
        NoticeKind.EMERGENCY_REVIEWED: NoticeFacts(by=dan, fine=True),
        NoticeKind.BUDGET_USED: NoticeFacts(budget=a_budget(story, 90)),
        NoticeKind.DELEGATE_CHOSEN: NoticeFacts(
            person=ann,
            delegate=dan,
            by=ann,
            first=date(2026, 5, 18),
            last=date(2026, 5, 29),
            change=DelegationChange.SET,
        ),
        NoticeKind.ACCOUNT_CONNECTED: NoticeFacts(
            account=story.text("Contoso GmbH"), marketplace="upwork", renews=True
        ),
        NoticeKind.ACCOUNT_NEEDS_CONSENT: NoticeFacts.of_refusal(
            "", Hindered(by=Hindrance.KEY_LOST), account=story.text("Contoso GmbH"), marketplace="upwork"
        ),
    }.get(kind, NoticeFacts())
    about_work = {
        NoticeKind.DELIVERABLE_SUBMITTED,
        NoticeKind.RELEASE_REFUSED,
        NoticeKind.SEND_BACK_REFUSED,
        NoticeKind.FUND_NEXT,
        NoticeKind.FUND_REFUSED,
    }
    subject = "M2" if kind in about_work else "post:12:1"
    return Notice(
        id=f"n.{kind}",
        tenant="t",
        gig=12,
        kind=kind,
        subject=subject,
        facts=with_(given, **facts),
        created_at=AT,
    )


def with_(known: NoticeFacts, **more: Any) -> NoticeFacts:
    return known.model_copy(update=more)


def a_budget(story: Story, percent: int) -> BudgetUsed:
    return BudgetUsed(
        kind=BudgetKind.COST_CENTRE,
        id=story.text("CC-4711"),
        percent=percent,
        used=usd(45_500),
        limit=usd(50_000),
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
    by_clock = {
        "by": None,
        "reason": "",
        "lapsed": Lapsed(why=Lapse.NO_ANSWER, approver=as_named(story.ann)),
    }
    nobody = {"by": None, "reason": "", "lapsed": Lapsed(why=Lapse.NOBODY_TO_ASK, step=story.text("Legal"))}
    late = {"lapsed": Lapsed(why=Lapse.NOT_POSTED)}
    concern = {"fine": False, "reason": story.text("The date was known for months.")}
    approved, excess = NoticeKind.APPROVED, {"purpose": Purpose.EXCESS}
    extension = {"purpose": Purpose.EXTENSION, "by": None, "by_policy": True}
    handed, way_on = NoticeKind.APPROVAL_HANDED_OVER, {"how": Came.ESCALATED}
    used_up = {"budget": a_budget(story, 100)}
    reminded = story.page(way.reminded(), way.ann)
    on_site = story.gig(GigState.HIRING, contract=None, choice=a_choice(story))
    cases: dict[str, tuple[NoticeKind, Gig, Person, dict[str, Any]]] = {
        "excess_approved_on_site": (approved, on_site, story.ben, excess),
        "extension_approved": (approved, active, story.ben, extension),
        "extension_silent": (NoticeKind.EXTENSION_TURNED_DOWN, silent, story.ben, by_clock),
        "excess_nobody": (NoticeKind.EXCESS_TURNED_DOWN, on_site, story.ben, nobody),
        "expired_unposted": (NoticeKind.EXPIRED, story.gig(GigState.EXPIRED), story.ben, late),
        "step_passed_of_three": (NoticeKind.STEP_PASSED, way.second(), story.ben, {}),
        "delegated": (handed, way.delegated(), way.ann, {"how": Came.DELEGATED}),
        "escalated": (handed, way.escalated(), way.ann, way_on),
        "outgrown": (
            NoticeKind.MORE_MONEY_NEEDED,
            active.model_copy(update={"contract": contract}),
            story.ben,
            {},
        ),
        "concern": (NoticeKind.EMERGENCY_REVIEWED, way.reviewed(fine=False), story.ben, concern),
        "budget_owner": (NoticeKind.BUDGET_USED, way.asked(), story.stranger, used_up),
        "review": (NoticeKind.EMERGENCY_TO_REVIEW, way.hurried(), way.pia, {}),
        "advice_asked": (NoticeKind.ADVICE_ASKED, way.advised(answered=False), way.dan, {}),
    }
    drawn = {
        f"notice_{name}": notices.notice_card(a_notice(kind, story, **facts), story.page(gig, who))
        for name, (kind, gig, who, facts) in cases.items()
    }
    to = {"person": way.ann.key, "delegate": way.dan.key}
    for name, key in to.items():
        for change in DelegationChange:
            told = a_notice(NoticeKind.DELEGATE_CHOSEN, story, change=change)
            sent = told.model_copy(update={"gig": 0, "subject": "ann", "to": key})
            drawn[f"notice_delegate_chosen_{change}_{name}"] = notices.notice_card(sent, None)
    for ours in Hindrance:
        no = Hindered(by=ours, amount=usd(1500), limit=usd(1200))
        told = a_notice(NoticeKind.RELEASE_REFUSED, story, hindered=no)
        drawn[f"notice_hindered_{ours}"] = notices.notice_card(told, story.page(active, story.ben))
    closed = story.page(story.gig(GigState.CLOSED), None)
    for reply in Reply:
        told = a_notice(NoticeKind.CHANNEL_REPLY, story, reply=reply)
        drawn[f"notice_reply_{reply}"] = notices.notice_card(told, closed)
    held = a_notice(NoticeKind.APPROVAL_HANDED_OVER, story).model_copy(update={"subject": "held"})
    return drawn | {
        "notice_held": notices.notice_card(held, story.page(way.passed_on(), way.faye)),
        "notice_reminded": notices.notice_card(a_notice(NoticeKind.APPROVAL_REMINDED, story), reminded),
    }


PARTS = (_notices, _audits, _notices_told)
