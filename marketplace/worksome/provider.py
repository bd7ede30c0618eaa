"""Worksome as a provider of the marketplace protocol."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from copy import copy
from datetime import datetime, timedelta
from typing import NoReturn, Self

from pydantic import SecretStr

from gigs.contract import Contract, Milestone
from gigs.gig import Listing
from gigs.money import Money
from gigs.proposal import ProposalList
from marketplace.http.calls import Calls
from marketplace.http.family import NoTenant, one_family
from marketplace.http.oauth import Identity, OAuthApp
from marketplace.worksome import hires, listings, oauth, translate
from marketplace.worksome.api import Api
from marketplace.worksome.catalogue import Catalogue
from marketplace.worksome.outcomes import TITLE
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

RHYTHM = Rhythm(quick=timedelta(minutes=2), slow=timedelta(minutes=30), gather=timedelta(hours=1))


@one_family
class Worksome:
    """One company's account on Worksome. `api` is the address of its GraphQL endpoint.

    `company` (id or name) settles which one is meant where a user acts for several. What is not in `capabilities` its API
    cannot do: messages are read-only there, payment requests are approved on its pages, and there are no ratings.
    """

    name = translate.NAME
    title = TITLE
    capabilities = frozenset(
        {
            Capability.POST,
            Capability.UPDATE,
            Capability.CLOSE,
            Capability.PROPOSALS,
            Capability.SHORTLIST,
            Capability.DECLINE,
            Capability.OFFER,
            Capability.WITHDRAW_OFFER,
        }
    )
    asks = frozenset({ExtraField.EXPERIENCE, ExtraField.VISIBILITY})
    keeps_for = None
    """No rule about keeping their content is published."""

    def __init__(
        self,
        calls: Calls,
        *,
        oauth: OAuthApp,
        api: str,
        now: Callable[[], datetime],
        company: str = "",
        rhythm: Rhythm = RHYTHM,
    ) -> None:
        self.oauth = oauth
        self.rhythm = rhythm
        self._calls = calls
        self._url = api
        self._company = company
        self._catalogue = Catalogue(now)
        self._api: Api | None = None

    def of(self, tenant: str) -> Self:
        """See Marketplace. The catalogue is shared."""
        bound = copy(self)
        bound._api = Api(self._calls, self._url, tenant)  # noqa: SLF001
        return bound

    @property
    def api(self) -> Api:
        """The calls of this tenant. Raises NoTenant before `of`."""
        if self._api is None:
            raise NoTenant(f"{TITLE} acts for a tenant: say which one with of(tenant)")
        return self._api

    async def identify(self, token: SecretStr) -> Identity:
        """See Connectable."""
        return await oauth.identify(Api(self._calls, self._url, ""), token, self._company)

    def turn(self) -> AbstractAsyncContextManager[Turn]:
        """See Marketplace."""
        return self._calls.turn()

    def problems(self, request: PostRequest) -> Mapping[str, str]:
        """See Marketplace."""
        return translate.problems(request)

    def public(self, request: PostRequest) -> Sequence[tuple[str, str]]:
        """See Marketplace."""
        return translate.public(request)

    async def find_skills(self, text: str, most: int = 10) -> Sequence[Skill]:
        """See Marketplace. Suggestions: whether other skills are taken is not known, so SKILLS is no capability here."""
        return await self._catalogue.find(self.api, text, most)

    async def post(self, request: PostRequest) -> Listing:
        """See Marketplace."""
        return await listings.post(self.api, request)

    async def find_listing(self, reference: str) -> Listing | None:
        """See Marketplace."""
        return await listings.find_listing(self.api, reference)

    async def own_listings(self) -> Sequence[Ours]:
        """See Marketplace."""
        return await listings.own(self.api)

    async def own_offers(self, listing_id: str) -> Sequence[Ours]:
        """See Marketplace."""
        return await hires.own(self.api, listing_id)

    async def update_listing(self, listing_id: str, request: PostRequest) -> None:
        """See Marketplace."""
        await listings.update(self.api, listing_id, request)

    async def close_listing(self, listing_id: str, reason: str) -> None:  # noqa: ARG002
        """See Marketplace."""
        await listings.close(self.api, listing_id)

    async def proposals(self, listing_id: str, since: datetime | None = None) -> ProposalList:  # noqa: ARG002
        """See Marketplace. Always all of them."""
        return await listings.proposals(self.api, listing_id)

    async def message(self, listing_id: str, proposal_id: str, text: str) -> None:  # noqa: ARG002
        """See Marketplace. Absent."""
        _cannot("send messages")

    async def has_message(self, listing_id: str, proposal_id: str, text: str) -> bool:  # noqa: ARG002
        """See Marketplace. Never: none is sent."""
        return False

    async def invite(self, listing_id: str, freelancer_id: str, text: str) -> None:  # noqa: ARG002
        """See Marketplace. Absent: a job is shared on its own pages."""
        _cannot("invite somebody")

    async def is_invited(self, listing_id: str, freelancer_id: str) -> bool:  # noqa: ARG002
        """See Marketplace. Never: nobody is."""
        return False

    async def shortlist(self, listing_id: str, proposal_id: str) -> None:
        """See Marketplace."""
        await listings.shortlist(self.api, listing_id, proposal_id)

    async def decline(self, listing_id: str, proposal_id: str, reason: str) -> None:
        """See Marketplace."""
        await listings.decline(self.api, listing_id, proposal_id, reason)

    async def offer(self, request: OfferRequest) -> Contract:
        """See Marketplace."""
        return await hires.offer(self.api, request)

    async def find_offer(self, request: OfferRequest) -> Contract | None:
        """See Marketplace."""
        return await hires.find_offer(self.api, request)

    async def withdraw_offer(self, contract_id: str, reason: str) -> None:
        """See Marketplace."""
        await hires.withdraw(self.api, contract_id, reason)

    async def contract(self, contract_id: str, known: Contract | None = None) -> Contract:
        """See Marketplace."""
        return await hires.contract(self.api, contract_id, known)

    async def fund(self, contract_id: str, milestone: Milestone, reference: str) -> None:  # noqa: ARG002
        """See Marketplace. Absent: nothing is funded there."""
        _cannot("fund milestones")

    async def release(self, contract_id: str, milestone_id: str, amount: Money, reference: str) -> None:  # noqa: ARG002
        """See Marketplace. Absent: a payment request is approved on their pages, and read from the contract."""
        _cannot("approve a payment request")

    async def send_back(
        self,
        contract_id: str,  # noqa: ARG002
        milestone_id: str,  # noqa: ARG002
        reason: str,  # noqa: ARG002
        deliverable_id: str = "",  # noqa: ARG002
    ) -> None:
        """See Marketplace. Absent."""
        _cannot("reject a payment request")

    async def review(self, contract_id: str, review: Review) -> None:  # noqa: ARG002
        """See Marketplace. Absent."""
        _cannot("rate a freelancer")


def _cannot(what: str) -> NoReturn:
    raise MarketplaceRefused(f"{TITLE} does not let an app {what}; do it on its own pages.")
