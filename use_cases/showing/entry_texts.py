"""How each kind of history entry reads: one row per kind, made into words by history_text.py."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from gigs.history_kinds import EntryKind


class By(StrEnum):
    """Who did it, as far as the reader is concerned."""

    ACTOR = "actor"
    PERSON = "person"
    FREELANCER = "freelancer"
    MARKETPLACE = "marketplace"
    PRODUCT = "product"
    LINK = "link"


class Text(NamedTuple):
    """How an entry reads: who did what, then details, then somebody's own words.

    Each detail is left out when one of the facts it names is absent.
    """

    by: By
    what: str
    details: tuple[str, ...] = ()


_PART = ("{milestone}, {milestone_amount}",)

TEXTS: Mapping[EntryKind, Text] = {
    EntryKind.BRIEF_EDITED: Text(By.ACTOR, "edited the brief"),
    EntryKind.GIG_SUBMITTED: Text(
        By.ACTOR, "submitted the gig", ("{lane}", "{amount}", "{asked}", "policy {policy}")
    ),
    EntryKind.GIG_WITHDRAWN: Text(By.ACTOR, "withdrew the gig"),
    EntryKind.GIG_REOPENED: Text(
        By.ACTOR, "reopened the gig to change it", ("listing {listing} on {marketplace}",)
    ),
    EntryKind.GIG_MOVED: Text(
        By.ACTOR, "reopened the gig to move it elsewhere", ("listing {listing} on {marketplace}",)
    ),
    EntryKind.GIG_CLOSED: Text(By.ACTOR, "closed the gig", ("rated {rating} of 5",)),
    EntryKind.GIG_COPIED: Text(By.ACTOR, "began with a copied brief", ("of gig {source}",)),
    EntryKind.GIG_CONTINUED: Text(By.ACTOR, "started again in a new gig"),
    EntryKind.CO_OWNER_NAMED: Text(By.ACTOR, "named a co-owner", ("{person}",)),
    EntryKind.CO_OWNER_REMOVED: Text(By.ACTOR, "removed a co-owner", ("{person}",)),
    EntryKind.GIG_HANDED_OVER: Text(By.ACTOR, "handed the gig over", ("{person} → {to}",)),
    EntryKind.APPROVER_ASKED: Text(By.PERSON, "was asked", ("{more}", "{step}", "in place of {instead_of}")),
    EntryKind.APPROVER_REMINDED: Text(
        By.PERSON,
        "was reminded",
        (
            "{more}",
            "{step}",
        ),
    ),
    EntryKind.APPROVER_SILENT: Text(
        By.PERSON,
        "didn’t answer in time",
        (
            "{more}",
            "{step}",
        ),
    ),
    EntryKind.APPROVAL_CARRIED_OVER: Text(
        By.PERSON,
        "had approved before, and it still counts",
        (
            "{more}",
            "{step}",
        ),
    ),
    EntryKind.APPROVAL_GIVEN: Text(
        By.ACTOR,
        "approved",
        (
            "{more}",
            "in place of {instead_of}",
        ),
    ),
    EntryKind.CHANGES_REQUESTED: Text(
        By.ACTOR,
        "asked for changes",
        (
            "{more}",
            "in place of {instead_of}",
        ),
    ),
    EntryKind.APPROVAL_REJECTED: Text(
        By.ACTOR,
        "rejected",
        (
            "{more}",
            "in place of {instead_of}",
        ),
    ),
    EntryKind.APPROVAL_PASSED_ON: Text(
        By.ACTOR,
        "passed the request on",
        (
            "{more}",
            "{person} → {to}",
        ),
    ),
    EntryKind.APPROVAL_DELEGATED: Text(
        By.ACTOR,
        "delegated the request",
        (
            "{more}",
            "{person} {absent} → {to}",
        ),
    ),
    EntryKind.APPROVAL_RECLAIMED: Text(
        By.ACTOR,
        "took the request back",
        (
            "{more}",
            "for {person}",
        ),
    ),
    EntryKind.APPROVAL_EXPIRED: Text(
        By.PRODUCT,
        "ended the request",
        (
            "{more}",
            "{person} didn’t answer in time",
        ),
    ),
    EntryKind.APPROVAL_LAPSED: Text(
        By.PRODUCT, "ended the approval", ("the gig couldn’t be posted before the approval expired",)
    ),
    EntryKind.CLOCK_RAN: Text(By.PRODUCT, "checked the deadlines"),
    EntryKind.ADVICE_ASKED: Text(By.ACTOR, "asked for advice", ("{person}",)),
    EntryKind.ADVICE_GIVEN: Text(By.ACTOR, "gave advice"),
    EntryKind.EMERGENCY_REVIEWED: Text(By.ACTOR, "reviewed the emergency"),
    EntryKind.EMERGENCY_CONCERN: Text(By.ACTOR, "left a concern about the emergency"),
    EntryKind.LISTING_POSTED: Text(By.MARKETPLACE, "posted the listing", ("{listing}",)),
    EntryKind.LISTING_UPDATED: Text(By.MARKETPLACE, "updated the listing", ("{listing}",)),
    EntryKind.LISTING_REFUSED: Text(By.MARKETPLACE, "rejected the listing"),
    EntryKind.LISTING_CLOSED: Text(By.MARKETPLACE, "closed the listing", ("{listing}",)),
    EntryKind.LISTING_NOT_CLOSED: Text(By.MARKETPLACE, "didn’t close the listing", ("{listing}",)),
    EntryKind.LISTING_CLOSED_BY_HAND: Text(By.ACTOR, "closed the listing by hand", ("{listing}",)),
    EntryKind.PROPOSALS_RECEIVED: Text(By.MARKETPLACE, "brought proposals", ("{freelancers}",)),
    EntryKind.PROPOSALS_CHANGED: Text(By.MARKETPLACE, "changed proposals", ("{freelancers}",)),
    EntryKind.PROPOSAL_SHORTLISTED: Text(By.ACTOR, "shortlisted a proposal", ("{freelancer}",)),
    EntryKind.PROPOSAL_DECLINED: Text(By.ACTOR, "declined a proposal", ("{freelancer}",)),
    EntryKind.PROPOSAL_PUT_BACK: Text(By.ACTOR, "put a proposal back", ("{freelancer}",)),
    EntryKind.QUESTION_ASKED: Text(By.ACTOR, "asked a freelancer", ("{freelancer}",)),
    EntryKind.QUESTION_DELIVERED: Text(By.MARKETPLACE, "delivered the question", ("to {freelancer}",)),
    EntryKind.QUESTION_NOT_DELIVERED: Text(
        By.MARKETPLACE, "didn’t deliver the question", ("to {freelancer}",)
    ),
    EntryKind.HIRE_DECIDED: Text(By.ACTOR, "decided to hire", ("{freelancer} for {amount}",)),
    EntryKind.HIRE_REQUESTED: Text(
        By.ACTOR, "asked to hire", ("{freelancer} for {amount}", "{excess} above the approved amount")
    ),
    EntryKind.CHOICE_WITHDRAWN: Text(By.ACTOR, "chose again", ("not {freelancer}",)),
    EntryKind.OFFER_SENT: Text(By.MARKETPLACE, "sent the offer", ("{amount} to {freelancer}",)),
    EntryKind.OFFER_FOUND: Text(By.MARKETPLACE, "shows the offer", ("{amount} to {freelancer}",)),
    EntryKind.OFFER_REFUSED: Text(By.MARKETPLACE, "rejected the offer"),
    EntryKind.OFFER_ACCEPTED: Text(By.FREELANCER, "accepted the offer", ("{amount}",)),
    EntryKind.OFFER_DECLINED: Text(By.FREELANCER, "declined the offer", ("{amount}",)),
    EntryKind.OFFER_WITHDRAWAL_REQUESTED: Text(By.ACTOR, "asked to withdraw the offer", ("to {freelancer}",)),
    EntryKind.OFFER_WITHDRAWN: Text(By.MARKETPLACE, "withdrew the offer", ("to {freelancer}",)),
    EntryKind.OFFER_NOT_WITHDRAWN: Text(By.MARKETPLACE, "didn’t withdraw the offer", ("to {freelancer}",)),
    EntryKind.EXTENSION_REQUESTED: Text(By.ACTOR, "asked for more money", ("{amount}",)),
    EntryKind.EXTENSION_WITHDRAWN: Text(By.ACTOR, "withdrew the request for more money", ("{amount}",)),
    EntryKind.FUNDING_REQUESTED: Text(By.ACTOR, "asked to fund a milestone", _PART),
    EntryKind.FUNDING_ACCEPTED: Text(By.MARKETPLACE, "took the order to fund a milestone", _PART),
    EntryKind.FUNDING_REFUSED: Text(By.MARKETPLACE, "didn’t fund a milestone", _PART),
    EntryKind.FUNDING_FAILED: Text(By.ACTOR, "said that a funding order failed", _PART),
    EntryKind.DELIVERABLE_ACCEPTED: Text(By.ACTOR, "accepted a deliverable", _PART),
    EntryKind.DELIVERABLE_SENT_BACK: Text(By.ACTOR, "sent a deliverable back", ("{milestone}",)),
    EntryKind.DELIVERABLE_NOT_SENT_BACK: Text(
        By.MARKETPLACE, "didn’t send the deliverable back", ("{milestone}",)
    ),
    EntryKind.MILESTONE_RELEASED: Text(By.MARKETPLACE, "paid a milestone", _PART),
    EntryKind.RELEASE_REFUSED: Text(By.MARKETPLACE, "refused the payment", _PART),
    EntryKind.MILESTONES_REPORTED: Text(By.MARKETPLACE, "reported", ("{milestones}",)),
    EntryKind.CONTRACT_TOTAL_REPORTED: Text(By.MARKETPLACE, "reported", ("the contract comes to {amount}",)),
    EntryKind.CONTRACT_ENDED: Text(By.MARKETPLACE, "ended the contract"),
    EntryKind.CONTRACT_READ_AGAIN: Text(By.MARKETPLACE, "was read again"),
    EntryKind.WORDS_PURGED: Text(
        By.PRODUCT, "deleted what was handed in", ("{marketplace} lets us keep it for a while only",)
    ),
    EntryKind.RATING_PUBLISHED: Text(By.MARKETPLACE, "published the rating", ("{rating} of 5",)),
    EntryKind.RATING_REFUSED: Text(By.MARKETPLACE, "rejected the rating"),
    EntryKind.SETTLED_AS_DONE: Text(By.ACTOR, "said it is there", ("{reference}",)),
    EntryKind.SETTLED_AS_NOT_DONE: Text(By.ACTOR, "said it is not there", ("{reference}",)),
    EntryKind.AUDIT_LINK_MADE: Text(
        By.ACTOR, "made a read-only link for an auditor", ("valid until {until} ({link})",)
    ),
    EntryKind.AUDIT_LINK_OPENED: Text(By.LINK, "was opened", ("made by {person} ({link})",)),
    EntryKind.NAME_ERASED: Text(By.PRODUCT, "erased a name from this history"),
}
