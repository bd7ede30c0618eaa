"""Everything that can happen to a gig, by a name for machines, and the facts that are kept of it."""

from datetime import datetime
from enum import StrEnum

from gigs.approval import Came, Purpose
from gigs.history_part import Part as Part
from gigs.history_part import part as part
from gigs.money import Money
from gigs.route import Lane
from gigs.value import Value


class EntryKind(StrEnum):
    """What happened. These names are sealed for good: one that was ever written is never given another meaning."""

    BRIEF_EDITED = "brief_edited"
    GIG_SUBMITTED = "gig_submitted"
    GIG_WITHDRAWN = "gig_withdrawn"
    GIG_REOPENED = "gig_reopened"
    GIG_MOVED = "gig_moved"
    GIG_CLOSED = "gig_closed"
    SUMMARY_SHARED = "summary_shared"
    SUMMARY_WITHDRAWN = "summary_withdrawn"
    CASE_STUDY_PROPOSED = "case_study_proposed"
    CASE_STUDY_AGREED = "case_study_agreed"
    CASE_STUDY_DECLINED = "case_study_declined"
    CASE_STUDY_SENT_BACK = "case_study_sent_back"
    CASE_STUDY_PUBLISHED = "case_study_published"
    CASE_STUDY_WITHDRAWN = "case_study_withdrawn"
    GIG_COPIED = "gig_copied"
    GIG_CONTINUED = "gig_continued"
    CO_OWNER_NAMED = "co_owner_named"
    CO_OWNER_REMOVED = "co_owner_removed"
    GIG_HANDED_OVER = "gig_handed_over"

    APPROVER_ASKED = "approver_asked"
    APPROVER_REMINDED = "approver_reminded"
    APPROVER_SILENT = "approver_silent"
    APPROVAL_CARRIED_OVER = "approval_carried_over"
    APPROVAL_GIVEN = "approval_given"
    CHANGES_REQUESTED = "changes_requested"
    APPROVAL_REJECTED = "approval_rejected"
    APPROVAL_PASSED_ON = "approval_passed_on"
    APPROVAL_DELEGATED = "approval_delegated"
    APPROVAL_RECLAIMED = "approval_reclaimed"
    APPROVAL_EXPIRED = "approval_expired"
    APPROVAL_LAPSED = "approval_lapsed"
    CLOCK_RAN = "clock_ran"
    ADVICE_ASKED = "advice_asked"
    ADVICE_GIVEN = "advice_given"
    EMERGENCY_REVIEWED = "emergency_reviewed"
    EMERGENCY_CONCERN = "emergency_concern"

    INSIDE_SKIPPED = "inside_skipped"
    OFFERED_INSIDE = "offered_inside"
    HAND_RAISED = "hand_raised"
    HAND_LOWERED = "hand_lowered"
    HOURS_ASKED = "hours_asked"
    HOURS_AGREED = "hours_agreed"
    HOURS_DECLINED = "hours_declined"
    HOURS_SILENT = "hours_silent"
    INSIDE_CLOCK_RAN = "inside_clock_ran"
    COLLEAGUE_PICKED = "colleague_picked"
    SENT_OUT = "sent_out"
    WENT_OUT = "went_out"
    INSIDE_DONE = "inside_done"
    INSIDE_NOT_YET = "inside_not_yet"
    INSIDE_ACCEPTED = "inside_accepted"
    COLLEAGUE_STEPPED_BACK = "colleague_stepped_back"
    WORK_TAKEN_BACK = "work_taken_back"

    LISTING_POSTED = "listing_posted"
    LISTING_UPDATED = "listing_updated"
    LISTING_REFUSED = "listing_refused"
    LISTING_CLOSED = "listing_closed"
    LISTING_NOT_CLOSED = "listing_not_closed"
    LISTING_CLOSED_BY_HAND = "listing_closed_by_hand"

    PROPOSALS_RECEIVED = "proposals_received"
    PROPOSALS_CHANGED = "proposals_changed"
    PROPOSAL_SHORTLISTED = "proposal_shortlisted"
    PROPOSAL_DECLINED = "proposal_declined"
    PROPOSAL_PUT_BACK = "proposal_put_back"
    QUESTION_ASKED = "question_asked"
    QUESTION_DELIVERED = "question_delivered"
    QUESTION_NOT_DELIVERED = "question_not_delivered"

    HIRE_DECIDED = "hire_decided"
    HIRE_REQUESTED = "hire_requested"
    CHOICE_WITHDRAWN = "choice_withdrawn"
    OFFER_SENT = "offer_sent"
    OFFER_FOUND = "offer_found"
    OFFER_REFUSED = "offer_refused"
    OFFER_ACCEPTED = "offer_accepted"
    OFFER_DECLINED = "offer_declined"
    OFFER_WITHDRAWAL_REQUESTED = "offer_withdrawal_requested"
    OFFER_WITHDRAWN = "offer_withdrawn"
    OFFER_NOT_WITHDRAWN = "offer_not_withdrawn"

    EXTENSION_REQUESTED = "extension_requested"
    EXTENSION_WITHDRAWN = "extension_withdrawn"
    FUNDING_REQUESTED = "funding_requested"
    FUNDING_ACCEPTED = "funding_accepted"
    FUNDING_REFUSED = "funding_refused"
    FUNDING_FAILED = "funding_failed"
    DELIVERABLE_ACCEPTED = "deliverable_accepted"
    DELIVERABLE_SENT_BACK = "deliverable_sent_back"
    DELIVERABLE_NOT_SENT_BACK = "deliverable_not_sent_back"
    MILESTONE_RELEASED = "milestone_released"
    RELEASE_REFUSED = "release_refused"
    MILESTONES_REPORTED = "milestones_reported"
    CONTRACT_TOTAL_REPORTED = "contract_total_reported"
    CONTRACT_ENDED = "contract_ended"
    CONTRACT_READ_AGAIN = "contract_read_again"
    WORDS_PURGED = "words_purged"

    DO_NOT_HIRE_SET = "do_not_hire_set"
    DO_NOT_HIRE_LIFTED = "do_not_hire_lifted"
    FREELANCER_INVITED = "freelancer_invited"
    INVITATION_SENT = "invitation_sent"
    INVITATION_REFUSED = "invitation_refused"

    RATING_PUBLISHED = "rating_published"
    RATING_REFUSED = "rating_refused"
    SETTLED_AS_DONE = "settled_as_done"
    SETTLED_AS_NOT_DONE = "settled_as_not_done"
    AUDIT_LINK_MADE = "audit_link_made"
    AUDIT_LINK_OPENED = "audit_link_opened"
    NAME_ERASED = "name_erased"


class EntryFacts(Value):
    """What is kept of an entry, beside its time, kind and actor. Every fact may be absent, and is then not sealed.

    Nobody stands here by name. People are object ids of the gig's tenant: `person` is whom it is about, `to` who got the
    question, `instead_of` whose answer it is, `people` all who are asked. Freelancers are proposal ids, and of invitations
    those of `gigs.talent.invited`. `words` and
    `reason` are what a person typed or a marketplace answered. `amount` is the money it is about, `excess` the part of it
    above the approved sum. `carried_from` is the revision an approval was given in, `source` the number of the gig whose
    brief was copied, `erased` the references of the names, `hours` what a colleague offers. Of a lesson, `words` is what to do
    again, `differently` the rest; `audience` is who may read the summary (gigs.summary).
    A new fact must be optional: the entries of before have to stay what they are.
    """

    revision: int | None = None
    step: int | None = None
    step_name: str | None = None
    purpose: Purpose | None = None
    came: Came | None = None
    carried_from: int | None = None
    person: str | None = None
    to: str | None = None
    instead_of: str | None = None
    people: tuple[str, ...] | None = None
    has_left: bool | None = None
    amount: Money | None = None
    excess: Money | None = None
    policy: str | None = None
    lane: Lane | None = None
    marketplace: str | None = None
    listing: str | None = None
    contract: str | None = None
    freelancer: str | None = None
    freelancers: tuple[str, ...] | None = None
    milestone: Part | None = None
    milestones: tuple[Part, ...] | None = None
    deliverable: str | None = None
    rating: int | None = None
    hire_again: bool | None = None
    score: int | None = None
    differently: str | None = None
    audience: str | None = None
    is_named: bool | None = None
    is_brief_shared: bool | None = None
    operation: str | None = None
    reference: str | None = None
    link: str | None = None
    until: datetime | None = None
    hours: int | None = None
    source: int | None = None
    erased: tuple[str, ...] | None = None
    reason: str | None = None
    words: str | None = None
