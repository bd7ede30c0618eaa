"""Nobody hires a freelancer who is marked “do-not-hire”: not when it's decided, and not when the offer is about to go out."""

from datetime import datetime

from gigs.errors import OutOfOrder
from gigs.gig import Gig
from gigs.talent import DoNotHire
from ports.hindrance import Hindered, Hindrance, RefusedHere
from ports.storage import Transaction
from translation.catalogue import N_, _
from use_cases.showing.marks import marked_proposals

_NOBODY_HIRES = N_("{freelancer} is marked “do-not-hire”, so I can’t make an offer. Please ask {owner}.")
_BECAUSE = N_(
    "{freelancer} is marked “do-not-hire”, so I can’t make an offer. Reason: “{reason}” Please ask {owner}."
)


async def stop_if_marked(tx: Transaction, gig: Gig, proposal_id: str, now: datetime) -> None:
    """In the transaction that decides to hire on this proposal. Raises OutOfOrder, with the reason and whom to ask."""
    found = await _mark(tx, gig, proposal_id, now)
    if found is None:
        return
    mark, name = found
    who = name or _("This freelancer")
    told = _(_NOBODY_HIRES).format(freelancer=who, owner=mark.by_name)
    if mark.reason:
        told = _(_BECAUSE).format(freelancer=who, owner=mark.by_name, reason=mark.reason)
    raise OutOfOrder(told)


async def admit_offer(tx: Transaction, gig: Gig, proposal_id: str, now: datetime) -> None:
    """In the transaction that begins to send an offer. Raises RefusedHere: the gig then goes back to its proposals."""
    if await _mark(tx, gig, proposal_id, now) is not None:
        raise RefusedHere(
            "A programme lead has marked this freelancer “do-not-hire”.",  # not for people
            Hindered(by=Hindrance.DO_NOT_HIRE),
        )


async def _mark(tx: Transaction, gig: Gig, proposal_id: str, now: datetime) -> tuple[DoNotHire, str] | None:
    proposals = await tx.proposals.of(gig.tenant, gig.number)
    theirs = [one for one in proposals if one.id == proposal_id]
    marked = await marked_proposals(tx, gig, theirs, now)
    return (marked[0].mark, theirs[0].freelancer) if marked else None
