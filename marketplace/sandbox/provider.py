"""The sandbox as a provider: every call of the protocol is one transaction in its own file."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Self, TypeVar

from gigs.contract import Contract, Milestone
from gigs.gig import Listing
from gigs.marketplaces import SANDBOX
from gigs.money import Money
from gigs.proposal import ProposalList
from gigs.value import Value
from marketplace.http.each import readable
from marketplace.http.family import one_family
from marketplace.sandbox import audit, invitations, listings, mischief, work
from marketplace.sandbox.counter import Counter
from marketplace.sandbox.faults import Call
from marketplace.sandbox.invitations import InviteRequest
from marketplace.sandbox.listings import (
    CloseRequest,
    DeclineRequest,
    MessageRequest,
    ShortlistRequest,
    UpdateRequest,
)
from marketplace.sandbox.public import as_public
from marketplace.sandbox.work import (
    FundRequest,
    ReleaseRequest,
    ReviewRequest,
    SendBackRequest,
    WithdrawRequest,
)
from ports.marketplace import ExtraField, OfferRequest, Ours, PostRequest, Review, Skill, Turn

T = TypeVar("T")


@one_family
class Sandbox(Counter):
    """A marketplace in one SQLite file, which several processes may have open.

    `now` is the clock; the same seed, times and calls tell the same story. `speed` 1 is the pace of a demo: proposals
    within 3 to 20 s, an answer to an offer within 4 s, a deliverable within 6 s. `site` is the start of the links to
    listings and contracts; without one they have none. `sleep` is waited on by the fault `slow` only.
    `busy_seconds` is how long another process may hold the file before a call is given up as unavailable. With
    `funding`, work on a milestone begins when it is funded, as on most real marketplaces.
    """

    name = listings.NAME
    title = SANDBOX.title
    asks = frozenset(ExtraField)
    keeps_for: timedelta | None = None

    # The protocol.

    def of(self, tenant: str) -> Self:  # noqa: ARG002
        """See Marketplace. Nobody needs an account here."""
        return self

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Turn]:
        """See Marketplace. It has no pace, and takes every call at once: whatever is called may have landed."""
        yield Turn(sent=True)

    def problems(self, request: PostRequest) -> Mapping[str, str]:  # noqa: ARG002
        """See Marketplace. It says so itself, like a real one that we do not know well."""
        return {}

    def public(self, request: PostRequest) -> Sequence[tuple[str, str]]:
        """See Marketplace."""
        return as_public(request)

    async def find_skills(self, text: str, most: int = 10) -> Sequence[Skill]:  # noqa: ARG002
        """See Marketplace. It has no catalogue: whatever is typed is a skill."""
        return ()

    async def post(self, request: PostRequest) -> Listing:
        """See Marketplace. Refuses REFUSED_WORDS; a title that is taken gets a number."""
        listing: Listing = await self._write(Call.POST, request)
        return listing

    async def find_listing(self, reference: str) -> Listing | None:
        """See Marketplace. Closed listings are found too."""
        return await self.read(
            Call.FIND_LISTING, lambda tx, at, lag: listings.find(tx, self.desk, reference, at, lag)
        )

    async def own_listings(self) -> Sequence[Ours]:
        """See Marketplace."""
        return await self.read(Call.OWN_LISTINGS, lambda tx, _at, _lag: listings.own(tx, self.desk))

    async def own_offers(self, listing_id: str) -> Sequence[Ours]:
        """See Marketplace."""
        return await self.read(Call.OWN_OFFERS, lambda tx, _at, _lag: work.own_offers(tx, listing_id))

    async def update_listing(self, listing_id: str, request: PostRequest) -> None:
        """See Marketplace."""
        await self._write(Call.UPDATE_LISTING, UpdateRequest(listing_id=listing_id, request=request))

    async def close_listing(self, listing_id: str, reason: str) -> None:
        """See Marketplace."""
        await self._write(Call.CLOSE_LISTING, CloseRequest(listing_id=listing_id, reason=reason))

    async def proposals(self, listing_id: str, since: datetime | None = None) -> ProposalList:  # noqa: ARG002
        """See Marketplace. Always all of them, soonest first."""
        rows, at = await self.read(Call.PROPOSALS, lambda tx, at, _: listings.arrived(tx, listing_id, at))
        found, unread = readable(
            rows, partial(listings.as_proposal, at=at), lambda row: row.id, SANDBOX.title
        )
        return ProposalList(found, unread)

    async def message(self, listing_id: str, proposal_id: str, text: str) -> None:  # noqa: ARG002
        """See Marketplace."""
        await self._write(Call.MESSAGE, MessageRequest(proposal_id=proposal_id, text=text))

    async def has_message(self, listing_id: str, proposal_id: str, text: str) -> bool:  # noqa: ARG002
        """See Marketplace."""
        said = await self.read(
            Call.HAS_MESSAGE, lambda tx, at, lag: listings.messages(tx, proposal_id, at, lag)
        )
        return text in said

    async def invite(self, listing_id: str, freelancer_id: str, text: str) -> None:
        """See Marketplace. They answer a moment later."""
        await self._write(
            Call.INVITE, InviteRequest(listing_id=listing_id, freelancer_id=freelancer_id, text=text)
        )

    async def is_invited(self, listing_id: str, freelancer_id: str) -> bool:
        """See Marketplace."""
        return await self.read(
            Call.IS_INVITED,
            lambda tx, at, lag: invitations.is_invited(tx, listing_id, freelancer_id, at, lag),
        )

    async def shortlist(self, listing_id: str, proposal_id: str) -> None:  # noqa: ARG002
        """See Marketplace."""
        await self._write(Call.SHORTLIST, ShortlistRequest(proposal_id=proposal_id))

    async def decline(self, listing_id: str, proposal_id: str, reason: str) -> None:  # noqa: ARG002
        """See Marketplace."""
        await self._write(Call.DECLINE, DeclineRequest(proposal_id=proposal_id, reason=reason))

    async def offer(self, request: OfferRequest) -> Contract:
        """See Marketplace."""
        contract: Contract = await self._write(Call.OFFER, request)
        return contract

    async def find_offer(self, request: OfferRequest) -> Contract | None:
        """See Marketplace. By its reference."""
        return await self.read(
            Call.FIND_OFFER, lambda tx, at, lag: work.find_offer(tx, self.desk, request.reference, at, lag)
        )

    async def withdraw_offer(self, contract_id: str, reason: str) -> None:
        """See Marketplace."""
        await self._write(Call.WITHDRAW_OFFER, WithdrawRequest(contract_id=contract_id, reason=reason))

    async def contract(self, contract_id: str, known: Contract | None = None) -> Contract:  # noqa: ARG002
        """See Marketplace."""
        return await self.read(Call.CONTRACT, lambda tx, at, _: work.contract(tx, self.desk, contract_id, at))

    async def fund(self, contract_id: str, milestone: Milestone, reference: str) -> None:
        """See Marketplace. Only where it was opened with `funding`."""
        request = FundRequest(
            contract_id=contract_id, milestone_id=milestone.id, amount=milestone.amount, reference=reference
        )
        await self._write(Call.FUND, request)

    async def release(self, contract_id: str, milestone_id: str, amount: Money, reference: str) -> None:
        """See Marketplace. Again with the same reference is a yes without a payment, with another it is refused."""
        request = ReleaseRequest(
            contract_id=contract_id, milestone_id=milestone_id, amount=amount, reference=reference
        )
        await self._write(Call.RELEASE, request)

    async def send_back(
        self, contract_id: str, milestone_id: str, reason: str, deliverable_id: str = ""
    ) -> None:
        """See Marketplace."""
        request = SendBackRequest(
            contract_id=contract_id, milestone_id=milestone_id, reason=reason, deliverable_id=deliverable_id
        )
        await self._write(Call.SEND_BACK, request)

    async def review(self, contract_id: str, review: Review) -> None:
        """See Marketplace."""
        await self._write(Call.REVIEW, ReviewRequest(contract_id=contract_id, review=review))

    # What only a sandbox can do.

    async def offer_on_site(self, request: OfferRequest) -> Contract:
        """See on_site."""
        contract: Contract = await self.on_site(Call.OFFER, request)
        return contract

    async def on_site(self, call: Call, request: Value) -> Any:
        """What a person does on the marketplace's own page where its API cannot: no capability asked, no faults."""
        return await self._run(lambda tx, at: self._land(tx, call, request, at))

    async def audit(self, reference: str) -> audit.Audit:
        """How often something exists under this reference: more than one listing or offer is a double."""
        return await self._run(lambda tx, _: audit.audit(tx, reference))

    async def payments(self) -> int:
        """How many milestones have been paid in all: more than were accepted is a double."""
        return await self._run(lambda tx, _: audit.payments(tx))

    async def strikes(self) -> int:
        """How often a fault has struck so far."""
        return await self._run(lambda tx, _: mischief.strikes(tx))

    async def references(self) -> dict[str, int]:
        """Every reference in a listing or an offer, and how many of them carry it."""
        return await self._run(lambda tx, _: audit.references(tx))
