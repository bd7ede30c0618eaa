"""How each kind of history entry reads: one row per kind, translated and filled in by history_text.py."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from gigs.history_kinds import EntryKind
from translation.catalogue import N_


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

    In `what` the name comes first in every language: it has a look, or a column, of its own. Each detail is left out when
    one of the facts it names is absent.
    """

    by: By
    what: str
    details: tuple[str, ...] = ()


_PART = ("{milestone}, {milestone_amount}",)

TEXTS: Mapping[EntryKind, Text] = {
    EntryKind.BRIEF_EDITED: Text(By.ACTOR, N_("{who} edited the brief")),
    EntryKind.GIG_SUBMITTED: Text(
        By.ACTOR, N_("{who} submitted the gig"), ("{lane}", "{amount}", "{asked}", N_("policy {policy}"))
    ),
    EntryKind.GIG_WITHDRAWN: Text(By.ACTOR, N_("{who} withdrew the gig")),
    EntryKind.GIG_REOPENED: Text(
        By.ACTOR, N_("{who} reopened the gig to change it"), (N_("listing {listing} on {marketplace}"),)
    ),
    EntryKind.GIG_MOVED: Text(
        By.ACTOR,
        N_("{who} reopened the gig to move it elsewhere"),
        (N_("listing {listing} on {marketplace}"),),
    ),
    EntryKind.SUMMARY_SHARED: Text(By.ACTOR, N_("{who} chose who may read about the gig")),
    EntryKind.SUMMARY_WITHDRAWN: Text(By.ACTOR, N_("{who} withdrew the gig’s summary")),
    EntryKind.CASE_STUDY_PROPOSED: Text(By.ACTOR, N_("{who} sent a case study to the programme team")),
    EntryKind.CASE_STUDY_AGREED: Text(By.ACTOR, N_("{who} agreed to be named in the case study")),
    EntryKind.CASE_STUDY_DECLINED: Text(By.ACTOR, N_("{who} asked not to be named in the case study")),
    EntryKind.CASE_STUDY_SENT_BACK: Text(By.ACTOR, N_("{who} sent the case study back")),
    EntryKind.CASE_STUDY_PUBLISHED: Text(By.ACTOR, N_("{who} published the case study")),
    EntryKind.CASE_STUDY_WITHDRAWN: Text(By.ACTOR, N_("{who} withdrew the case study")),
    EntryKind.GIG_CLOSED: Text(By.ACTOR, N_("{who} closed the gig"), (N_("rated {rating} of 5"),)),
    EntryKind.GIG_COPIED: Text(By.ACTOR, N_("{who} started from a copied brief"), (N_("gig {source}"),)),
    EntryKind.GIG_CONTINUED: Text(By.ACTOR, N_("{who} started over in a new gig")),
    EntryKind.CO_OWNER_NAMED: Text(By.ACTOR, N_("{who} named a co-owner"), ("{person}",)),
    EntryKind.CO_OWNER_REMOVED: Text(By.ACTOR, N_("{who} removed a co-owner"), ("{person}",)),
    EntryKind.GIG_HANDED_OVER: Text(By.ACTOR, N_("{who} handed the gig over"), ("{person} → {to}",)),
    EntryKind.APPROVER_ASKED: Text(
        By.PERSON, N_("{who} was asked"), ("{more}", "{step}", N_("in place of {instead_of}"))
    ),
    EntryKind.APPROVER_REMINDED: Text(
        By.PERSON,
        N_("{who} was reminded"),
        (
            "{more}",
            "{step}",
        ),
    ),
    EntryKind.APPROVER_SILENT: Text(
        By.PERSON,
        N_("{who} didn’t answer in time"),
        (
            "{more}",
            "{step}",
        ),
    ),
    EntryKind.APPROVAL_CARRIED_OVER: Text(
        By.PERSON,
        N_("{who} approved earlier, and it still counts"),
        (
            "{more}",
            "{step}",
        ),
    ),
    EntryKind.APPROVAL_GIVEN: Text(
        By.ACTOR,
        N_("{who} approved"),
        (
            "{more}",
            N_("in place of {instead_of}"),
        ),
    ),
    EntryKind.CHANGES_REQUESTED: Text(
        By.ACTOR,
        N_("{who} asked for changes"),
        (
            "{more}",
            N_("in place of {instead_of}"),
        ),
    ),
    EntryKind.APPROVAL_REJECTED: Text(
        By.ACTOR,
        N_("{who} rejected"),
        (
            "{more}",
            N_("in place of {instead_of}"),
        ),
    ),
    EntryKind.APPROVAL_PASSED_ON: Text(
        By.ACTOR,
        N_("{who} passed the request on"),
        (
            "{more}",
            "{person} → {to}",
        ),
    ),
    EntryKind.APPROVAL_DELEGATED: Text(
        By.ACTOR,
        N_("{who} delegated the request"),
        (
            "{more}",
            N_("{left} has left → {to}"),
            N_("{away} is away → {to}"),
        ),
    ),
    EntryKind.APPROVAL_RECLAIMED: Text(
        By.ACTOR,
        N_("{who} took the request back"),
        (
            "{more}",
            N_("for {person}"),
        ),
    ),
    EntryKind.APPROVAL_EXPIRED: Text(
        By.PRODUCT,
        N_("{who} ended the request"),
        (
            "{more}",
            N_("{person} didn’t answer in time"),
        ),
    ),
    EntryKind.APPROVAL_LAPSED: Text(
        By.PRODUCT,
        N_("{who} ended the approval"),
        (N_("the gig couldn’t be posted before the approval expired"),),
    ),
    EntryKind.CLOCK_RAN: Text(By.PRODUCT, N_("{who} checked the deadlines")),
    EntryKind.ADVICE_ASKED: Text(By.ACTOR, N_("{who} asked for advice"), ("{person}",)),
    EntryKind.ADVICE_GIVEN: Text(By.ACTOR, N_("{who} gave advice")),
    EntryKind.EMERGENCY_REVIEWED: Text(By.ACTOR, N_("{who} reviewed the emergency")),
    EntryKind.EMERGENCY_CONCERN: Text(By.ACTOR, N_("{who} raised a concern about the emergency")),
    EntryKind.INSIDE_SKIPPED: Text(By.ACTOR, N_("{who} skipped asking colleagues first")),
    EntryKind.OFFERED_INSIDE: Text(By.PRODUCT, N_("{who} offered it to colleagues"), (N_("until {until}"),)),
    EntryKind.HAND_RAISED: Text(By.ACTOR, N_("{who} offered to do the work"), ("{hours}",)),
    EntryKind.HAND_LOWERED: Text(By.ACTOR, N_("{who} took the offer to do the work back")),
    EntryKind.HOURS_ASKED: Text(By.PRODUCT, N_("{who} asked about hours"), ("{person}, {hours} → {to}",)),
    EntryKind.HOURS_AGREED: Text(By.ACTOR, N_("{who} agreed to the hours"), ("{person}, {hours}",)),
    EntryKind.HOURS_DECLINED: Text(By.ACTOR, N_("{who} declined the hours"), ("{person}, {hours}",)),
    EntryKind.HOURS_SILENT: Text(
        By.PRODUCT, N_("{who} ended the question about hours"), (N_("{to} didn’t answer for {person}"),)
    ),
    EntryKind.INSIDE_CLOCK_RAN: Text(By.PRODUCT, N_("{who} checked the deadlines")),
    EntryKind.COLLEAGUE_PICKED: Text(By.ACTOR, N_("{who} picked a colleague"), ("{person}, {hours}",)),
    EntryKind.SENT_OUT: Text(By.ACTOR, N_("{who} sent it out before its days were over")),
    EntryKind.WENT_OUT: Text(By.PRODUCT, N_("{who} sent it out"), (N_("colleagues had until {until}"),)),
    EntryKind.INSIDE_DONE: Text(By.ACTOR, N_("{who} said the work is done")),
    EntryKind.INSIDE_NOT_YET: Text(By.ACTOR, N_("{who} asked for more work"), (N_("from {person}"),)),
    EntryKind.INSIDE_ACCEPTED: Text(By.ACTOR, N_("{who} accepted the work"), (N_("from {person}"),)),
    EntryKind.COLLEAGUE_STEPPED_BACK: Text(By.ACTOR, N_("{who} stepped back from the work")),
    EntryKind.WORK_TAKEN_BACK: Text(By.ACTOR, N_("{who} took the work back"), (N_("from {person}"),)),
    EntryKind.LISTING_POSTED: Text(By.MARKETPLACE, N_("{who} posted the listing"), ("{listing}",)),
    EntryKind.LISTING_UPDATED: Text(By.MARKETPLACE, N_("{who} updated the listing"), ("{listing}",)),
    EntryKind.LISTING_REFUSED: Text(By.MARKETPLACE, N_("{who} rejected the listing")),
    EntryKind.LISTING_CLOSED: Text(By.MARKETPLACE, N_("{who} closed the listing"), ("{listing}",)),
    EntryKind.LISTING_NOT_CLOSED: Text(By.MARKETPLACE, N_("{who} didn’t close the listing"), ("{listing}",)),
    EntryKind.LISTING_CLOSED_BY_HAND: Text(By.ACTOR, N_("{who} closed the listing manually"), ("{listing}",)),
    EntryKind.PROPOSALS_RECEIVED: Text(
        By.MARKETPLACE, N_("{who} reported new proposals"), ("{freelancers}",)
    ),
    EntryKind.PROPOSALS_CHANGED: Text(
        By.MARKETPLACE, N_("{who} reported changed proposals"), ("{freelancers}",)
    ),
    EntryKind.PROPOSAL_SHORTLISTED: Text(By.ACTOR, N_("{who} shortlisted a proposal"), ("{freelancer}",)),
    EntryKind.PROPOSAL_DECLINED: Text(By.ACTOR, N_("{who} declined a proposal"), ("{freelancer}",)),
    EntryKind.PROPOSAL_PUT_BACK: Text(By.ACTOR, N_("{who} put a proposal back"), ("{freelancer}",)),
    EntryKind.QUESTION_ASKED: Text(By.ACTOR, N_("{who} asked a freelancer a question"), ("{freelancer}",)),
    EntryKind.QUESTION_DELIVERED: Text(
        By.MARKETPLACE, N_("{who} delivered the question"), (N_("to {freelancer}"),)
    ),
    EntryKind.QUESTION_NOT_DELIVERED: Text(
        By.MARKETPLACE, N_("{who} didn’t deliver the question"), (N_("to {freelancer}"),)
    ),
    EntryKind.HIRE_DECIDED: Text(By.ACTOR, N_("{who} decided to hire"), (N_("{freelancer} for {amount}"),)),
    EntryKind.HIRE_REQUESTED: Text(
        By.ACTOR,
        N_("{who} asked to hire"),
        (N_("{freelancer} for {amount}"), N_("{excess} above the approved amount")),
    ),
    EntryKind.CHOICE_WITHDRAWN: Text(
        By.ACTOR, N_("{who} went back to the proposals"), (N_("no longer {freelancer}"),)
    ),
    EntryKind.OFFER_SENT: Text(By.MARKETPLACE, N_("{who} sent the offer"), (N_("{amount} to {freelancer}"),)),
    EntryKind.OFFER_FOUND: Text(
        By.MARKETPLACE, N_("{who} shows the offer"), (N_("{amount} to {freelancer}"),)
    ),
    EntryKind.OFFER_REFUSED: Text(By.MARKETPLACE, N_("{who} rejected the offer")),
    EntryKind.OFFER_ACCEPTED: Text(By.FREELANCER, N_("{who} accepted the offer"), ("{amount}",)),
    EntryKind.OFFER_DECLINED: Text(By.FREELANCER, N_("{who} declined the offer"), ("{amount}",)),
    EntryKind.OFFER_WITHDRAWAL_REQUESTED: Text(
        By.ACTOR, N_("{who} asked to withdraw the offer"), (N_("to {freelancer}"),)
    ),
    EntryKind.OFFER_WITHDRAWN: Text(By.MARKETPLACE, N_("{who} withdrew the offer"), (N_("to {freelancer}"),)),
    EntryKind.OFFER_NOT_WITHDRAWN: Text(
        By.MARKETPLACE, N_("{who} didn’t withdraw the offer"), (N_("to {freelancer}"),)
    ),
    EntryKind.EXTENSION_REQUESTED: Text(By.ACTOR, N_("{who} asked for more money"), ("{amount}",)),
    EntryKind.EXTENSION_WITHDRAWN: Text(
        By.ACTOR, N_("{who} withdrew the request for more money"), ("{amount}",)
    ),
    EntryKind.FUNDING_REQUESTED: Text(By.ACTOR, N_("{who} asked to fund a milestone"), _PART),
    EntryKind.FUNDING_ACCEPTED: Text(
        By.MARKETPLACE, N_("{who} accepted the order to fund a milestone"), _PART
    ),
    EntryKind.FUNDING_REFUSED: Text(By.MARKETPLACE, N_("{who} didn’t fund a milestone"), _PART),
    EntryKind.FUNDING_FAILED: Text(By.ACTOR, N_("{who} reported that a funding order failed"), _PART),
    EntryKind.DELIVERABLE_ACCEPTED: Text(By.ACTOR, N_("{who} accepted a deliverable"), _PART),
    EntryKind.DELIVERABLE_SENT_BACK: Text(By.ACTOR, N_("{who} sent a deliverable back"), ("{milestone}",)),
    EntryKind.DELIVERABLE_NOT_SENT_BACK: Text(
        By.MARKETPLACE, N_("{who} didn’t send the deliverable back"), ("{milestone}",)
    ),
    EntryKind.MILESTONE_RELEASED: Text(By.MARKETPLACE, N_("{who} paid a milestone"), _PART),
    EntryKind.RELEASE_REFUSED: Text(By.MARKETPLACE, N_("{who} refused the payment"), _PART),
    EntryKind.MILESTONES_REPORTED: Text(By.MARKETPLACE, N_("{who} reported"), ("{milestones}",)),
    EntryKind.CONTRACT_TOTAL_REPORTED: Text(
        By.MARKETPLACE, N_("{who} reported"), (N_("the contract now comes to {amount}"),)
    ),
    EntryKind.CONTRACT_ENDED: Text(By.MARKETPLACE, N_("{who} ended the contract")),
    EntryKind.CONTRACT_READ_AGAIN: Text(By.MARKETPLACE, N_("{who} was checked again")),
    EntryKind.WORDS_PURGED: Text(
        By.PRODUCT,
        N_("{who} deleted what was handed in"),
        (N_("{marketplace} lets us keep it only for a while"),),
    ),
    EntryKind.DO_NOT_HIRE_SET: Text(
        By.ACTOR, N_("{who} marked a freelancer “do-not-hire”"), ("{freelancer}", N_("until {until}"))
    ),
    EntryKind.DO_NOT_HIRE_LIFTED: Text(
        By.ACTOR, N_("{who} lifted the mark “do-not-hire”"), ("{freelancer}",)
    ),
    EntryKind.FREELANCER_INVITED: Text(By.ACTOR, N_("{who} invited a freelancer"), ("{freelancer}",)),
    EntryKind.INVITATION_SENT: Text(
        By.MARKETPLACE, N_("{who} sent the invitation"), (N_("to {freelancer}"),)
    ),
    EntryKind.INVITATION_REFUSED: Text(
        By.MARKETPLACE, N_("{who} didn’t send the invitation"), (N_("to {freelancer}"),)
    ),
    EntryKind.RATING_PUBLISHED: Text(
        By.MARKETPLACE, N_("{who} published the rating"), (N_("{rating} of 5"),)
    ),
    EntryKind.RATING_REFUSED: Text(By.MARKETPLACE, N_("{who} rejected the rating")),
    EntryKind.SETTLED_AS_DONE: Text(By.ACTOR, N_("{who} confirmed that it’s there"), ("{reference}",)),
    EntryKind.SETTLED_AS_NOT_DONE: Text(
        By.ACTOR, N_("{who} confirmed that it isn’t there"), ("{reference}",)
    ),
    EntryKind.AUDIT_LINK_MADE: Text(
        By.ACTOR, N_("{who} created a read-only link for an auditor"), (N_("valid until {until} ({link})"),)
    ),
    EntryKind.AUDIT_LINK_OPENED: Text(By.LINK, N_("{who} was opened"), (N_("created by {person} ({link})"),)),
    EntryKind.NAME_ERASED: Text(By.PRODUCT, N_("{who} erased a name from this history")),
}
