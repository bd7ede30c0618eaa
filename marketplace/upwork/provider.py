"""Upwork as a provider: every call of the protocol, and how its account is connected."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Self

from pydantic import SecretStr

from gigs.contract import Contract, Milestone
from gigs.gig import Listing
from gigs.marketplaces import UPWORK
from gigs.money import Money
from gigs.proposal import ProposalList
from marketplace.http.access import Access, OneToken
from marketplace.http.calls import Calls
from marketplace.http.family import NoTenant, one_family
from marketplace.http.graphql import GraphQL
from marketplace.http.oauth import Identity, OAuthApp
from marketplace.upwork import (
    catalogue,
    contracts,
    identity,
    invitations,
    listings,
    offers,
    proposals,
    translate,
    work,
)
from marketplace.upwork.limits import KEEPS_FOR
from marketplace.upwork.wire import Memory, Wire
from ports.marketplace import (
    Capability,
    ExtraField,
    MarketplaceRefused,
    OfferRequest,
    Ours,
    PostRequest,
    Review,
    Rhythm,
    Skill,
    Turn,
)

ALWAYS = frozenset(Capability) - {Capability.OFFER}
OFFER_BY_HAND = (
    f"{UPWORK.title} lets no app make offers with our key: make this one on {UPWORK.title}’s own page."
)

RHYTHM = Rhythm(quick=timedelta(minutes=2), slow=timedelta(minutes=30), gather=timedelta(hours=1))


@one_family
class Upwork:
    """Upwork over its GraphQL API, for one tenant once `of` has said which.

    `api` is the address of its GraphQL endpoint, `organization` the id of the company that we act for
    where an account has several. `offers`: our key may make offers; before the first one it is looked whether that is so.
    """

    name = UPWORK.name
    title = UPWORK.title
    asks = frozenset(ExtraField)
    keeps_for = KEEPS_FOR

    def __init__(
        self,
        calls: Calls,
        *,
        oauth: OAuthApp,
        api: str,
        now: Callable[[], datetime],
        organization: str = "",
        offers: bool = False,
        rhythm: Rhythm = RHYTHM,
    ) -> None:
        self.oauth = oauth
        self.rhythm = rhythm
        self.capabilities = ALWAYS | {Capability.OFFER} if offers else ALWAYS
        self._organization = organization
        self._calls = calls
        self._address = api
        self._graphql = GraphQL(calls, self._address, self._headers)
        self._now = now
        self._memory = Memory()
        self._tenant: str | None = None

    def _headers(self, access: Access) -> Mapping[str, str]:
        """Without the header of the organization they take us for a freelancer, and show other things."""
        organization = access.account or self._organization
        acting = {"X-Upwork-API-TenantId": organization} if organization else {}
        return {"Authorization": f"Bearer {access.token.get_secret_value()}", **acting}

    @property
    def wire(self) -> Wire:
        """The line of this tenant. Raises ValueError before `of`."""
        if self._tenant is None:
            raise NoTenant("whose account? call of(tenant) first")
        return Wire(self._graphql, self._tenant, self._now, self._memory)

    # Whose account it is.

    def of(self, tenant: str) -> Self:
        """See Marketplace. What is remembered is shared by all that come from the same one."""
        bound = object.__new__(type(self))
        bound.__dict__.update(self.__dict__, _tenant=tenant)
        return bound

    async def identify(self, token: SecretStr) -> Identity:
        """See Connectable. The company that hires: the configured one, else the only one there is."""
        calls = self._calls.acting_with(OneToken(token))
        asking = GraphQL(calls, self._address, self._headers)
        return await identity.identify(asking, self._organization)

    # The protocol.

    def turn(self) -> AbstractAsyncContextManager[Turn]:
        """See Marketplace."""
        return self._calls.turn()

    def problems(self, request: PostRequest) -> Mapping[str, str]:
        """See Marketplace."""
        return translate.problems(request, offers=Capability.OFFER in self.capabilities)

    def public(self, request: PostRequest) -> Sequence[tuple[str, str]]:
        """See Marketplace."""
        return translate.public(request)

    async def find_skills(self, text: str, most: int = 10) -> Sequence[Skill]:
        """See Marketplace."""
        return await catalogue.find_skills(self.wire, text, most)

    async def post(self, request: PostRequest) -> Listing:
        """See Marketplace."""
        return await listings.post(self.wire, request)

    async def find_listing(self, reference: str) -> Listing | None:
        """See Marketplace. Closed posts are found too."""
        return await listings.find(self.wire, reference)

    async def own_listings(self) -> Sequence[Ours]:
        """See Marketplace."""
        return await listings.own(self.wire)

    async def own_offers(self, listing_id: str) -> Sequence[Ours]:
        """See Marketplace. Where offers may not be made by API, people make them, and the next reading finds those."""
        if Capability.OFFER not in self.capabilities:
            return []
        found = await proposals.proposals(self.wire, listing_id, None)
        return await offers.own(self.wire, [one.id for one in (*found, *found.unread)])

    async def update_listing(self, listing_id: str, request: PostRequest) -> None:
        """See Marketplace."""
        await listings.update(self.wire, listing_id, request)

    async def close_listing(self, listing_id: str, reason: str) -> None:  # noqa: ARG002
        """See Marketplace. Their reasons are from a catalogue; ours is not told."""
        await listings.close(self.wire, listing_id)

    async def proposals(self, listing_id: str, since: datetime | None = None) -> ProposalList:
        """See Marketplace. Answers to screening questions are not in what a client may read."""
        return await proposals.proposals(self.wire, listing_id, since)

    async def message(self, listing_id: str, proposal_id: str, text: str) -> None:
        """See Marketplace."""
        await proposals.message(self.wire, listing_id, proposal_id, text)

    async def has_message(self, listing_id: str, proposal_id: str, text: str) -> bool:  # noqa: ARG002
        """See Marketplace."""
        return await proposals.has_message(self.wire, proposal_id, text)

    async def invite(self, listing_id: str, freelancer_id: str, text: str) -> None:
        """See Marketplace."""
        await invitations.invite(self.wire, listing_id, freelancer_id, text)

    async def is_invited(self, listing_id: str, freelancer_id: str) -> bool:  # noqa: ARG002
        """See Marketplace. They say how many were sent, and not to whom."""
        return await invitations.is_invited(self.wire, listing_id)

    async def shortlist(self, listing_id: str, proposal_id: str) -> None:
        """See Marketplace."""
        await proposals.shortlist(self.wire, listing_id, proposal_id)

    async def decline(self, listing_id: str, proposal_id: str, reason: str) -> None:
        """See Marketplace."""
        await proposals.decline(self.wire, listing_id, proposal_id, reason)

    async def offer(self, request: OfferRequest) -> Contract:
        """See Marketplace. For a fixed price: hourly work is offered on their own page."""
        if Capability.OFFER not in self.capabilities:
            raise MarketplaceRefused(OFFER_BY_HAND)
        return await offers.offer(self.wire, request)

    async def find_offer(self, request: OfferRequest) -> Contract | None:
        """See Marketplace. Also one that a person made on their site, to the freelancer of this proposal."""
        return await offers.find(self.wire, request, by_us=Capability.OFFER in self.capabilities)

    async def withdraw_offer(self, contract_id: str, reason: str) -> None:
        """See Marketplace."""
        await offers.withdraw(self.wire, contract_id, reason)

    async def contract(self, contract_id: str, known: Contract | None = None) -> Contract:
        """See Marketplace."""
        return await contracts.contract(self.wire, contract_id, contracts.knowing(known))

    async def fund(self, contract_id: str, milestone: Milestone, reference: str) -> None:
        """See Marketplace. A yes begins a checkout."""
        await work.fund(self.wire, contract_id, milestone, reference)

    async def release(self, contract_id: str, milestone_id: str, amount: Money, reference: str) -> None:
        """See Marketplace."""
        await work.release(self.wire, contract_id, milestone_id, amount, reference)

    async def send_back(
        self, contract_id: str, milestone_id: str, reason: str, deliverable_id: str = ""
    ) -> None:
        """See Marketplace."""
        await work.send_back(self.wire, contract_id, milestone_id, reason, deliverable_id)

    async def review(self, contract_id: str, review: Review) -> None:
        """See Marketplace. Ends the contract."""
        await work.review(self.wire, contract_id, review)
