"""Every proposal of an answer is read on its own: an odd one is set aside, and stops none of the others. What nobody can
mean is no proposal, no contract and no listing."""

import logging
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from pydantic import ValidationError

from gigs.contract import Contract
from gigs.gig import Listing
from gigs.proposal import Proposal, UnreadProposal
from ports.marketplace import MarketplaceUnavailable, Ours

log = logging.getLogger(__name__)

T = TypeVar("T")

UNREADABLE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    MarketplaceUnavailable,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What reading an odd value ends in."""

_ID = re.compile(r"[\w.~:=+/-]{1,200}", re.ASCII)
LONGEST_REASON = 300
YEARS = range(2000, 2100)
MOST_DAYS = 10_000
MOST_JOBS = 10_000_000
HIGHEST = Decimal(10) ** 12
"""Above any price, in the smallest currency: such an amount is a mistake of theirs, or a joke."""


def readable(
    answers: Iterable[T], translate: Callable[[T], Proposal], id_of: Callable[[T], Any], title: str
) -> tuple[list[Proposal], list[UnreadProposal]]:
    """What could be translated, and the others by id and reason. `title` is the marketplace's, for the log."""
    found: list[Proposal] = []
    unread: list[UnreadProposal] = []
    for answer in answers:
        try:
            found.append(plausible(translate(answer)))
        except UNREADABLE as odd:
            one = UnreadProposal(id=_known(answer, id_of), reason=reason_of(odd))
            log.warning("a proposal on %s cannot be read", title, extra={"error": type(odd).__name__})
            unread.append(one)
    return found, unread


def plausible(proposal: Proposal) -> Proposal:
    """The proposal. Raises ValueError for one whose figures nobody can mean."""
    checks = {
        "price": Decimal(0) < proposal.rate.amount < HIGHEST,
        "milestones": all(one.amount.amount > 0 for one in proposal.milestones),
        "days": proposal.days is None or 0 <= proposal.days <= MOST_DAYS,
        "rating": proposal.rating is None or 0 <= proposal.rating <= 5,
        "number of jobs": proposal.jobs_done is None or 0 <= proposal.jobs_done <= MOST_JOBS,
        "date": proposal.received_at.year in YEARS,
    }
    odd = [name for name, sound in checks.items() if not sound]
    if odd:
        raise ValueError(f"it has no plausible {' and no plausible '.join(odd)}")
    return proposal


def plausible_contract(contract: Contract) -> Contract:
    """The contract. Raises ValueError for one whose sums, ids or moments nobody can mean."""
    amounts = [contract.total, *(one.amount for one in contract.milestones)]
    handed_in = [one.deliverable for one in contract.milestones if one.deliverable]
    checks = {
        "amount": all(Decimal(0) < one.amount < HIGHEST for one in amounts),
        "currency": len({one.currency for one in amounts}) == 1,
        "milestones": len({one.id for one in contract.milestones}) == len(contract.milestones),
        "date": all(one.submitted_at.year in YEARS for one in handed_in),
    }
    _raise_for("contract", checks)
    ids = [contract.id, *(one.id for one in contract.milestones), *(one.id for one in handed_in)]
    for theirs in ids:
        id_text(theirs)
    return contract


def plausible_listing(listing: Listing) -> Listing:
    """The listing. Raises ValueError for one without an id, or from no time that it can be from."""
    _raise_for("listing", {"date": listing.posted_at.year in YEARS})
    id_text(listing.id)
    return listing


def ours_of(build: Callable[[], Ours], theirs: Any, reference: str, title: Any) -> Ours:
    """Something over there that carries `reference`: what `build` makes of it, else as much as is needed to know it again.

    Raises MarketplaceUnavailable for one whose id nobody can mean: nothing could be done about it.
    """
    try:
        return build()
    except UNREADABLE as odd:
        try:
            id_ = id_text(theirs)
        except ValueError:
            raise MarketplaceUnavailable("something of ours is listed there without an id") from odd
        log.warning("something of ours cannot be read in full", extra={"error": type(odd).__name__})
        return Ours(id=id_, reference=reference, title=title if isinstance(title, str) else "")


def _raise_for(what: str, checks: Mapping[str, bool]) -> None:
    odd = [name for name, sound in checks.items() if not sound]
    if odd:
        raise ValueError(f"a {what} has no plausible {' and no plausible '.join(odd)}")


def id_text(theirs: Any) -> str:
    """An id of theirs: a number, or some text without blanks, quotes and brackets. Raises ValueError for anything else."""
    if isinstance(theirs, bool) or not isinstance(theirs, str | int) or not _ID.fullmatch(str(theirs)):
        raise ValueError("it has no id")
    return str(theirs)


def _known(answer: T, id_of: Callable[[T], Any]) -> str:
    try:
        return id_text(id_of(answer))
    except UNREADABLE:
        return ""


def reason_of(odd: Exception) -> str:
    """What is odd, by field and kind; never the value, which may be somebody's words."""
    if isinstance(odd, ValidationError):
        first = odd.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        return f"{where or odd.title}: {first['msg']}"[:LONGEST_REASON]
    plain = isinstance(odd, MarketplaceUnavailable) or type(odd) is ValueError
    said = str(odd) if plain else type(odd).__name__
    return said[:LONGEST_REASON]
