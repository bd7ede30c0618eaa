"""Invitations: somebody is asked to answer a listing, and does, unless they have already."""

from datetime import datetime, timedelta

from sqlalchemy import insert, select

from gigs.proposal import Proposal
from gigs.value import Value
from marketplace.sandbox import tables
from marketplace.sandbox.cast import CAST, Style
from marketplace.sandbox.file import Tx
from marketplace.sandbox.listings import Desk, row_of, shows
from marketplace.sandbox.story import proposal_by
from ports.marketplace import MarketplaceRefused, PostRequest

ANSWERS_IN = 3.0
"""Seconds at the pace of a demo."""


class InviteRequest(Value):
    """Ask a freelancer to answer a listing."""

    listing_id: str
    freelancer_id: str
    text: str


async def invite(tx: Tx, desk: Desk, request: InviteRequest, at: datetime) -> None:
    """Twice is two invitations, and one answer."""
    listing = await row_of(tx, request.listing_id)
    if listing.closed_at is not None:
        raise MarketplaceRefused("This listing is closed.")
    who = next((one for one in CAST if one.id == request.freelancer_id), None)
    if who is None:
        raise MarketplaceRefused("There is no such freelancer.")
    sent = {"listing": listing.number, "freelancer": who.id, "at": at, "text": request.text}
    await tx.execute(insert(tables.invitations).values(sent))
    query = select(tables.proposals.c.proposal).where(tables.proposals.c.listing == listing.number)
    known = [Proposal.model_validate_json(one) for one in (await tx.execute(query)).scalars()]
    if any(one.freelancer_id == who.id for one in known):
        return
    arrives = at + timedelta(seconds=ANSWERS_IN / desk.pace)
    asked = PostRequest.model_validate_json(listing.request)
    answer = proposal_by(f"L{listing.number}-P{len(known) + 1}", who, asked, desk.seed, arrives)
    row = {
        "id": answer.id,
        "listing": listing.number,
        "arrives_at": arrives,
        "withdraws_at": None,
        "accepts_offers": who.style is not Style.BUSY,
        "proposal": answer.model_dump_json(),
    }
    await tx.execute(insert(tables.proposals).values(row))


async def is_invited(tx: Tx, listing_id: str, freelancer_id: str, at: datetime, lag: timedelta) -> bool:
    """As far as the list shows it already."""
    listing, table = await row_of(tx, listing_id), tables.invitations
    query = select(table.c.number).where(
        table.c.listing == listing.number, table.c.freelancer == freelancer_id, shows(table.c.at, at, lag)
    )
    return (await tx.execute(query)).first() is not None


async def invited(tx: Tx, listing_id: str) -> int:
    """How many invitations were sent for this listing."""
    listing = await row_of(tx, listing_id)
    query = select(tables.invitations.c.number).where(tables.invitations.c.listing == listing.number)
    return len((await tx.execute(query)).all())
