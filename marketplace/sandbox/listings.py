"""Listings and proposals: posting, finding, closing, marking, inside one transaction of the sandbox's file."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, bindparam, func, insert, select, true, update

from gigs.gig import Listing
from gigs.marketplaces import SANDBOX
from gigs.proposal import Proposal, ProposalStatus
from gigs.value import Value
from marketplace.sandbox import tables
from marketplace.sandbox.file import Tx
from marketplace.sandbox.story import answers_to
from ports.marketplace import MarketplaceRefused, Ours, PostRequest

NAME = SANDBOX.name

_LISTING = select(tables.listings).where(tables.listings.c.number == bindparam("of"))
_ARRIVED = (
    select(tables.proposals)
    .where(tables.proposals.c.listing == bindparam("of"), tables.proposals.c.arrives_at <= bindparam("until"))
    .order_by(tables.proposals.c.arrives_at)
)

REFUSED_WORDS = ("outside the platform", "off-platform", "pay you directly", "whatsapp", "telegram")
"""A listing that says one of these is refused, as a real marketplace refuses to be paid around."""


class CloseRequest(Value):
    """Take a listing down."""

    listing_id: str
    reason: str


class ShortlistRequest(Value):
    """Mark a proposal."""

    proposal_id: str


class DeclineRequest(Value):
    """Say no to a proposal."""

    proposal_id: str
    reason: str


class UpdateRequest(Value):
    """Change what a listing says."""

    listing_id: str
    request: PostRequest


class MessageRequest(Value):
    """Write to a freelancer."""

    proposal_id: str
    text: str


class Desk(Value):
    """How this sandbox tells its stories. `site` is the start of every link; without one there are no links.

    `funding`: work on a milestone begins when it is funded, not by itself.
    """

    seed: str
    pace: float
    site: str = ""
    funding: bool = False

    def link(self, *path: str) -> str:
        """A page of the sandbox's site, or nothing where it has none."""
        return "/".join([self.site, *path]) if self.site else ""


async def post(tx: Tx, desk: Desk, request: PostRequest, at: datetime) -> Listing:
    """The new listing, with its whole story written down."""
    _refuse_text(request)
    title = await _free_title(tx, request.title)
    number = (await tx.execute(select(func.coalesce(func.max(tables.listings.c.number), 0)))).scalar_one() + 1
    row = {
        "number": number,
        "reference": request.reference,
        "title": title,
        "request": request.model_dump_json(),
        "posted_at": at,
        "pace": desk.pace,
    }
    await tx.execute(insert(tables.listings).values(row))
    for answer in answers_to(number, request, seed=desk.seed, pace=desk.pace, at=at):
        values = {
            "id": answer.proposal.id,
            "listing": number,
            "arrives_at": answer.proposal.received_at,
            "withdraws_at": answer.withdraws_at,
            "accepts_offers": answer.accepts_offers,
            "proposal": answer.proposal.model_dump_json(),
        }
        await tx.execute(insert(tables.proposals).values(values))
    return _listing(desk, number, title, request.reference, at)


def _refuse_text(request: PostRequest) -> None:
    said = " ".join(f"{request.title} {request.description}".casefold().split())
    for words in REFUSED_WORDS:
        if words in said:
            raise MarketplaceRefused(
                f"Your listing mentions “{words}”. Contact and payment must stay on the platform."
            )


async def _free_title(tx: Tx, title: str) -> str:
    """The title, with a number behind it while another open listing has it."""
    query = select(tables.listings.c.title).where(tables.listings.c.closed_at.is_(None))
    taken = set((await tx.execute(query)).scalars())
    number, free = 1, title
    while free in taken:
        number += 1
        free = f"{title} -- {number}"
    return free


def _listing(desk: Desk, number: int, title: str, reference: str, at: datetime) -> Listing:
    slug = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:60] or "listing"
    link = desk.link("listings", f"{slug}-{number}")
    return Listing(id=f"L{number}", marketplace=NAME, reference=reference, url=link, posted_at=at)


def shows(written_at: Column[Any], at: datetime, lag: timedelta) -> ColumnElement[bool]:
    """What a list that lags shows; without a lag all there is, also what was written before this machine's clock stepped back."""
    return written_at <= at - lag if lag else true()


async def find(tx: Tx, desk: Desk, reference: str, at: datetime, lag: timedelta) -> Listing | None:
    """The oldest listing with this reference that the list shows already."""
    table = tables.listings
    query = (
        select(table)
        .where(table.c.reference == reference, shows(table.c.posted_at, at, lag))
        .order_by(table.c.number)
    )
    row = (await tx.execute(query)).first()
    return _listing(desk, row.number, row.title, row.reference, row.posted_at) if row else None


async def own(tx: Tx, desk: Desk) -> Sequence[Ours]:
    """Every listing, the oldest first."""
    rows = (await tx.execute(select(tables.listings).order_by(tables.listings.c.number))).all()
    found = (_listing(desk, row.number, row.title, row.reference, row.posted_at) for row in rows)
    return [
        Ours(id=one.id, reference=one.reference, title=row.title, url=one.url, at=one.posted_at)
        for one, row in zip(found, rows, strict=True)
    ]


async def change(tx: Tx, _desk: Desk, request: UpdateRequest, _at: datetime) -> None:
    """Say something else; whoever has answered already has answered."""
    _refuse_text(request.request)
    row = await row_of(tx, request.listing_id)
    if row.closed_at is not None:
        raise MarketplaceRefused("This listing is closed.")
    before = PostRequest.model_validate_json(row.request)
    if before.rate.currency != request.request.rate.currency:
        raise MarketplaceRefused(f"This listing is in {before.rate.currency}.")
    said = request.request.model_copy(update={"reference": row.reference})
    changing = update(tables.listings).where(tables.listings.c.number == row.number)
    await tx.execute(changing.values(request=said.model_dump_json()))


async def close(tx: Tx, _desk: Desk, request: CloseRequest, at: datetime) -> None:
    """Close it; a listing that is closed stays as it was closed first."""
    row = await row_of(tx, request.listing_id)
    if row.closed_at is None:
        change = update(tables.listings).where(tables.listings.c.number == row.number)
        await tx.execute(change.values(closed_at=at, closed_because=request.reason))


async def row_of(tx: Tx, listing_id: str) -> Row[Any]:
    """The row of a listing. Raises MarketplaceRefused when there is none."""
    number = re.fullmatch(r"L(\d{1,9})", listing_id)
    row = (await tx.execute(_LISTING, {"of": int(number[1]) if number else -1})).first()
    if row is None:
        raise MarketplaceRefused("There is no such listing.")
    return row


async def proposals(tx: Tx, listing_id: str, at: datetime) -> tuple[Proposal, ...]:
    """What has arrived by now. Raises ValueError for one that cannot be read."""
    return tuple(as_proposal(row, at) for row in (await arrived(tx, listing_id, at))[0])


async def arrived(tx: Tx, listing_id: str, at: datetime) -> tuple[Sequence[Row[Any]], datetime]:
    """The rows of what has arrived by now, and now; nothing arrives at a closed listing any more."""
    listing = await row_of(tx, listing_id)
    until = min(at, listing.closed_at) if listing.closed_at else at
    return (await tx.execute(_ARRIVED, {"of": listing.number, "until": until})).all(), at


def as_proposal(row: Row[Any], at: datetime) -> Proposal:
    """The proposal in this row as it stands at this moment."""
    proposal = Proposal.model_validate_json(row.proposal)
    if has_withdrawn(row, at):
        return proposal.model_copy(update={"status": ProposalStatus.WITHDRAWN})
    return proposal


def has_withdrawn(row: Row[Any], at: datetime) -> bool:
    """True once the freelancer took this proposal back."""
    return row.withdraws_at is not None and row.withdraws_at <= at


async def proposal_row(tx: Tx, proposal_id: str, at: datetime) -> Row[Any]:
    """The row of a proposal that has arrived. Raises MarketplaceRefused when there is none."""
    query = select(tables.proposals).where(
        tables.proposals.c.id == proposal_id, tables.proposals.c.arrives_at <= at
    )
    row = (await tx.execute(query)).first()
    if row is None:
        raise MarketplaceRefused("There is no such proposal.")
    return row


async def shortlist(tx: Tx, _desk: Desk, request: ShortlistRequest, at: datetime) -> None:
    """Mark it as shortlisted."""
    row = await proposal_row(tx, request.proposal_id, at)
    if has_withdrawn(row, at):
        raise MarketplaceRefused("The freelancer has withdrawn this proposal.")
    await _mark(tx, request.proposal_id, ProposalStatus.SHORTLISTED, "")


async def decline(tx: Tx, _desk: Desk, request: DeclineRequest, at: datetime) -> None:
    """Mark it as declined; a withdrawn one may be declined too, it changes nothing."""
    await proposal_row(tx, request.proposal_id, at)
    await _mark(tx, request.proposal_id, ProposalStatus.DECLINED, request.reason)


async def write(tx: Tx, _desk: Desk, request: MessageRequest, at: datetime) -> None:
    """Write to whoever made this proposal; twice is two messages."""
    await proposal_row(tx, request.proposal_id, at)
    values = {"proposal": request.proposal_id, "at": at, "text": request.text}
    await tx.execute(insert(tables.messages).values(values))


async def messages(tx: Tx, proposal_id: str, at: datetime, lag: timedelta = timedelta()) -> Sequence[str]:
    """What we have written to whoever made this proposal, as far as the list shows it already."""
    table = tables.messages
    query = select(table.c.text).where(table.c.proposal == proposal_id, shows(table.c.at, at, lag))
    return (await tx.execute(query.order_by(table.c.number))).scalars().all()


async def _mark(tx: Tx, proposal_id: str, status: ProposalStatus, reason: str) -> None:
    change = update(tables.proposals).where(tables.proposals.c.id == proposal_id)
    await tx.execute(change.values(marked=status, reason=reason))


async def check_open(tx: Tx, listing_id: str, proposal: Row[Any]) -> PostRequest:
    """What was asked for in the open listing this proposal belongs to. Raises MarketplaceRefused."""
    listing = await row_of(tx, listing_id)
    if proposal.listing != listing.number:
        raise MarketplaceRefused("This proposal belongs to another listing.")
    if listing.closed_at is not None:
        raise MarketplaceRefused("This listing is closed.")
    return PostRequest.model_validate_json(listing.request)
