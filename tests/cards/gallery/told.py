"""Notices of every kind, and the audit."""

from datetime import timedelta

from microsoft_teams.cards import AdaptiveCard

from cards import (
    audit,
    notices,
)
from gigs.gig import Gig, GigState
from gigs.handing_over import tick
from gigs.people import Person
from ports.notices import Notice, NoticeKind
from tests.cards.approvals import AT, asking, usd
from tests.cards.gallery.market import a_choice
from tests.cards.gallery.story import Story
from use_cases.audit.audit_gig import Audited
from use_cases.audit.trail import Trail
from use_cases.audit.verify_history import Fault

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


PARTS = (
    _notices,
    _notices_told,
    _audits,
)
