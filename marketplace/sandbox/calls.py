"""What each call that writes brings and does, and the capability it needs."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from gigs.value import Value
from marketplace.sandbox import invitations, listings, work
from marketplace.sandbox.faults import Call
from marketplace.sandbox.file import Tx
from marketplace.sandbox.invitations import InviteRequest
from marketplace.sandbox.listings import (
    CloseRequest,
    DeclineRequest,
    Desk,
    MessageRequest,
    ShortlistRequest,
    UpdateRequest,
)
from marketplace.sandbox.work import (
    FundRequest,
    ReleaseRequest,
    ReviewRequest,
    SendBackRequest,
    WithdrawRequest,
)
from ports.marketplace import Capability, OfferRequest, PostRequest

Write = Callable[[Tx, Desk, Any, datetime], Awaitable[Any]]

EVERYTHING = frozenset(Capability) - {Capability.FUND, Capability.SKILLS, Capability.PROFILE}
"""What it can do unless it is opened with less, or with `funding`."""

WRITES: dict[Call, tuple[type[Value], Write]] = {
    Call.POST: (PostRequest, listings.post),
    Call.UPDATE_LISTING: (UpdateRequest, listings.change),
    Call.CLOSE_LISTING: (CloseRequest, listings.close),
    Call.MESSAGE: (MessageRequest, listings.write),
    Call.INVITE: (InviteRequest, invitations.invite),
    Call.SHORTLIST: (ShortlistRequest, listings.shortlist),
    Call.DECLINE: (DeclineRequest, listings.decline),
    Call.OFFER: (OfferRequest, work.offer),
    Call.WITHDRAW_OFFER: (WithdrawRequest, work.withdraw),
    Call.FUND: (FundRequest, work.fund),
    Call.RELEASE: (ReleaseRequest, work.release),
    Call.SEND_BACK: (SendBackRequest, work.send_back),
    Call.REVIEW: (ReviewRequest, work.review),
}

NEEDS = {
    Call.POST: Capability.POST,
    Call.UPDATE_LISTING: Capability.UPDATE,
    Call.CLOSE_LISTING: Capability.CLOSE,
    Call.PROPOSALS: Capability.PROPOSALS,
    Call.MESSAGE: Capability.MESSAGE,
    Call.INVITE: Capability.INVITE,
    Call.SHORTLIST: Capability.SHORTLIST,
    Call.DECLINE: Capability.DECLINE,
    Call.OFFER: Capability.OFFER,
    Call.WITHDRAW_OFFER: Capability.WITHDRAW_OFFER,
    Call.FUND: Capability.FUND,
    Call.RELEASE: Capability.RELEASE,
    Call.SEND_BACK: Capability.SEND_BACK,
    Call.REVIEW: Capability.REVIEW,
}
