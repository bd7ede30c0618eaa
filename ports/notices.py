"""What we tell people outside a turn: decided here, drawn by the cards, said by the messenger."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from gigs.people import PersonKey
from gigs.value import Value


class NoticeKind(StrEnum):
    """Every notice there is. Each is drawn by one function in `cards/notices.py`, or is a card that stays."""

    APPROVAL_ASKED = "approval_asked"
    APPROVER_UNREACHED = "approver_unreached"
    APPROVED = "approved"
    CHANGES_ASKED = "changes_asked"
    REJECTED = "rejected"
    POSTING_REFUSED = "posting_refused"
    PROPOSALS_ARRIVED = "proposals_arrived"
    EXCESS_TURNED_DOWN = "excess_turned_down"
    OFFER_ACCEPTED = "offer_accepted"
    OFFER_DECLINED = "offer_declined"
    OFFER_REFUSED = "offer_refused"
    OFFER_TAKEN_BACK = "offer_taken_back"
    OFFER_KEPT = "offer_kept"
    OFFER_ABOVE = "offer_above"
    FUND_NEXT = "fund_next"
    FUND_REFUSED = "fund_refused"
    MESSAGE_REFUSED = "message_refused"
    DELIVERABLE_SUBMITTED = "deliverable_submitted"
    RELEASE_REFUSED = "release_refused"
    SEND_BACK_REFUSED = "send_back_refused"
    LISTING_OPEN = "listing_open"
    COMPLETED = "completed"
    CONTRACT_ENDED = "contract_ended"
    NEEDS_A_PERSON = "needs_a_person"
    APPROVAL_REMINDED = "approval_reminded"
    APPROVAL_HANDED_OVER = "approval_handed_over"
    DECIDED_FOR_YOU = "decided_for_you"
    STEP_PASSED = "step_passed"
    EXPIRED = "expired"
    ADVICE_ASKED = "advice_asked"
    ADVICE_GIVEN = "advice_given"
    EXTENSION_TURNED_DOWN = "extension_turned_down"
    MORE_MONEY_NEEDED = "more_money_needed"
    EMERGENCY_TO_REVIEW = "emergency_to_review"
    EMERGENCY_REVIEWED = "emergency_reviewed"
    BUDGET_USED = "budget_used"
    STANDS_IN = "stands_in"
    ACCOUNT_CONNECTED = "account_connected"
    ACCOUNT_NEEDS_CONSENT = "account_needs_consent"
    CHANNEL_HEAD = "channel_head"
    CHANNEL_REPLY = "channel_reply"


class NoticeState(StrEnum):
    """Where a notice stands. `waiting`: there is no chat with this person yet; it goes out as soon as there is one."""

    PENDING = "pending"
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class Notice(Value):
    """One thing to tell one person (`to`) or one channel (`channel`). `id` makes telling it twice impossible.

    `gig` is 0 where it is about no gig, such as who stands in for whom, or an account at a marketplace.
    `facts` are ready sentences or words for the card; `subject` is the milestone, proposal or operation it is about.
    """

    id: str
    tenant: str
    gig: int
    kind: NoticeKind
    to: PersonKey | None = None
    channel: str | None = None
    subject: str = ""
    facts: dict[str, str] = Field(default_factory=dict)
    created_at: datetime
    state: NoticeState = NoticeState.PENDING


def head_of(gig: int, channel_id: str) -> str:
    """The id of the notice that begins a gig's thread in a channel: a gig is listed once, so there is one."""
    return f"{gig}.{NoticeKind.CHANNEL_HEAD}.{channel_id}"


class View(StrEnum):
    """How a gig is drawn on a card that stays in a chat and is redrawn when the gig changes."""

    GIG = "gig"
    APPROVAL = "approval"
    DELIVERABLE = "deliverable"
    CHANNEL = "channel"


STAYS: dict[NoticeKind, View] = {
    NoticeKind.APPROVAL_ASKED: View.APPROVAL,
    NoticeKind.ADVICE_ASKED: View.APPROVAL,
    NoticeKind.EMERGENCY_TO_REVIEW: View.APPROVAL,
    NoticeKind.DELIVERABLE_SUBMITTED: View.DELIVERABLE,
    NoticeKind.CHANNEL_HEAD: View.CHANNEL,
}
"""Notices whose card shows the gig itself, so that it is kept as a copy and redrawn."""


class CardCopy(Value):
    """One card in one chat that shows a gig. `viewer` is None in a channel, where everybody sees the same."""

    tenant: str
    gig: int
    service_url: str
    conversation_id: str
    activity_id: str
    view: View
    viewer: PersonKey | None = None
    subject: str = ""
    drawn_version: int = 0


class Chat(Value):
    """A conversation we may speak in. `owner` is an object id (personal chat) or a channel id; see `is_channel`."""

    tenant: str
    owner: str
    is_channel: bool = False
    conversation_id: str
    service_url: str
    bot_id: str
    member_id: str = ""
    alive: bool = True


class Follow(Value):
    """A channel that wants to see its team's gigs."""

    tenant: str
    channel_id: str
    team_id: str
    followed_by: PersonKey
