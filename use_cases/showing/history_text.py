"""What people read of an entry: made from its kind and facts when it is shown, here and nowhere else.

An entry of a release before kinds is shown in its own words.
"""

from collections.abc import Mapping
from enum import StrEnum
from string import Formatter
from typing import NamedTuple

from gigs.approval import Came
from gigs.contract import MilestoneState
from gigs.history import Said, WrittenEntry, freelancer_ref, person_ref
from gigs.history_kinds import EntryFacts, EntryKind, Part
from gigs.marketplaces import TITLES
from gigs.route import Lane
from gigs.value import Value

SELF = "Freelance Connector"
NAMELESS_FREELANCER = "a freelancer (name erased)"
NAMELESS_FREELANCERS = "{count} freelancers (names erased)"
NAMELESS_PERSON = "a person (name erased)"


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


class Shown(Value):
    """An entry as it is read; `detail` may be empty."""

    who: str
    what: str
    detail: str = ""

    @property
    def sentence(self) -> str:
        """What was done, in one line, without who did it."""
        return f"{self.what}: {self.detail}" if self.detail else self.what


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
    EntryKind.APPROVER_ASKED: Text(By.PERSON, "was asked", ("{step}", "in place of {instead_of}")),
    EntryKind.APPROVER_REMINDED: Text(By.PERSON, "was reminded", ("{step}",)),
    EntryKind.APPROVER_SILENT: Text(By.PERSON, "didn’t answer in time", ("{step}",)),
    EntryKind.APPROVAL_CARRIED_OVER: Text(By.PERSON, "had approved before, and it still counts", ("{step}",)),
    EntryKind.APPROVAL_GIVEN: Text(By.ACTOR, "approved", ("in place of {instead_of}",)),
    EntryKind.CHANGES_REQUESTED: Text(By.ACTOR, "asked for changes", ("in place of {instead_of}",)),
    EntryKind.APPROVAL_REJECTED: Text(By.ACTOR, "rejected", ("in place of {instead_of}",)),
    EntryKind.APPROVAL_PASSED_ON: Text(By.ACTOR, "passed the request on", ("{person} → {to}",)),
    EntryKind.APPROVAL_DELEGATED: Text(By.ACTOR, "delegated the request", ("{person} {absent} → {to}",)),
    EntryKind.APPROVAL_RECLAIMED: Text(By.ACTOR, "took the request back", ("for {person}",)),
    EntryKind.APPROVAL_EXPIRED: Text(By.PRODUCT, "ended the request", ("{person} didn’t answer in time",)),
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

_CAME: Mapping[Came, str] = {
    Came.ASKED: "was asked",
    Came.PASSED_ON: "was passed the request",
    Came.DELEGATED: "was asked as the delegate",
    Came.ESCALATED: "was asked because nobody answered",
    Came.SUCCEEDED: "was asked in place of somebody who has left",
    Came.TAKEN_BACK: "has the request back",
}
_LANES: Mapping[Lane, str] = {
    Lane.EMERGENCY: "as an emergency",
    Lane.SELF_SERVICE: "self-service",
}
_MOVED: Mapping[MilestoneState, str] = {
    MilestoneState.WAITING: "not started",
    MilestoneState.ACTIVE: "started",
    MilestoneState.SUBMITTED: "handed in",
    MilestoneState.SENT_BACK: "sent back",
    MilestoneState.RELEASED: "paid",
}


def shown(said: Said) -> Shown:
    """The entry in words."""
    entry = said.entry
    if isinstance(entry, WrittenEntry):
        who = TITLES.get(entry.name, entry.name) if entry.actor is None else entry.name
        return Shown(who=who or SELF, what=entry.verb, detail=entry.detail)
    text, filled = TEXTS[entry.kind], _filled(entry.facts, said.names)
    details = ", ".join(one.format_map(filled) for one in text.details if _has_all(one, filled))
    own = entry.facts.words or entry.facts.reason or ""
    came = entry.facts.came
    return Shown(
        who=_who(text.by, said, filled),
        what=_CAME[came] if came else text.what,
        detail=": ".join(part for part in (details, own) if part),
    )


def _who(by: By, said: Said, filled: Mapping[str, str]) -> str:
    if by is By.PRODUCT:
        return SELF
    if by is By.LINK:
        return "An auditor’s link"
    missing = {By.MARKETPLACE: "the marketplace", By.FREELANCER: NAMELESS_FREELANCER}
    if by is By.ACTOR:
        who = _person(said.entry.actor.object_id, said.names) if said.entry.actor else NAMELESS_PERSON
    else:
        who = filled.get(by.value, missing.get(by, NAMELESS_PERSON))
    nameless = who in {NAMELESS_PERSON, NAMELESS_FREELANCER, *missing.values()}
    return who[:1].upper() + who[1:] if nameless else who


def _filled(facts: EntryFacts, names: Mapping[str, str]) -> dict[str, str]:
    """Every fact that is there, in words."""
    known: dict[str, str | None] = {
        "amount": str(facts.amount) if facts.amount else None,
        "excess": str(facts.excess) if facts.excess else None,
        "policy": facts.policy,
        "lane": _LANES.get(facts.lane) if facts.lane else None,
        "asked": None if facts.people is None else _asked(facts.people, names),
        "step": _step(facts),
        "marketplace": TITLES.get(facts.marketplace, facts.marketplace) if facts.marketplace else None,
        "listing": facts.listing,
        "freelancer": _freelancer(facts.freelancer, names) if facts.freelancer else None,
        "freelancers": _freelancers(facts.freelancers, names) if facts.freelancers else None,
        "milestones": _parts(facts.milestones) if facts.milestones else None,
        "milestone": facts.milestone.title if facts.milestone else None,
        "milestone_amount": str(facts.milestone.amount) if facts.milestone else None,
        "rating": str(facts.rating) if facts.rating else None,
        "reference": facts.reference,
        "link": facts.link,
        "until": f"{facts.until:%d %b %Y}" if facts.until else None,
        "absent": None if facts.has_left is None else "has left" if facts.has_left else "is away",
    }
    people = {"person": facts.person, "to": facts.to, "instead_of": facts.instead_of}
    known |= {name: _person(key, names) for name, key in people.items() if key}
    return {name: words for name, words in known.items() if words is not None}


def _has_all(template: str, filled: Mapping[str, str]) -> bool:
    return all(name in filled for _, name, _, _ in Formatter().parse(template) if name)


def _step(facts: EntryFacts) -> str | None:
    if facts.step is None:
        return None
    return f"step {facts.step}, {facts.step_name}" if facts.step_name else f"step {facts.step}"


def _asked(people: tuple[str, ...], names: Mapping[str, str]) -> str:
    if not people:
        return "nobody has to be asked"
    return f"to {', '.join(_person(one, names) for one in people)}"


def _person(object_id: str, names: Mapping[str, str]) -> str:
    return names.get(person_ref(object_id), NAMELESS_PERSON)


def _freelancer(proposal_id: str, names: Mapping[str, str]) -> str:
    return names.get(freelancer_ref(proposal_id), NAMELESS_FREELANCER)


def _freelancers(proposals: tuple[str, ...], names: Mapping[str, str]) -> str:
    """Whose names we have, and how many more there are."""
    known = [names[ref] for one in proposals if (ref := freelancer_ref(one)) in names]
    nameless = len(proposals) - len(known)
    if nameless:
        known.append(NAMELESS_FREELANCER if nameless == 1 else NAMELESS_FREELANCERS.format(count=nameless))
    return ", ".join(known)


def _parts(parts: tuple[Part, ...]) -> str:
    return "; ".join(f"{one.title} {_MOVED[one.state]}" for one in parts)
