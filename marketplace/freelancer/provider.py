"""Freelancer.com as a provider."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from copy import copy
from datetime import datetime, timedelta
from typing import Self

from pydantic import SecretStr

from gigs.contract import Contract, Milestone
from gigs.gig import Listing
from gigs.money import Money
from gigs.proposal import ProposalList
from marketplace.freelancer import awards, projects, threads, translate
from marketplace.freelancer.catalogue import CATEGORY_JOBS, Catalogue, jobs_of
from marketplace.freelancer.endpoints import BIDS, SELF, Endpoints, one
from marketplace.freelancer.limits import KNOWN_LIMITS, Quiet, exceeded
from marketplace.freelancer.outcomes import TITLE, read_as
from marketplace.freelancer.projects import Projects, id_of
from marketplace.freelancer.wire import Bid, User
from marketplace.http.access import OneToken
from marketplace.http.calls import Calls
from marketplace.http.family import one_family
from marketplace.http.oauth import Identity, OAuthApp
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
class Freelancer:
    """A marketplace over HTTP. `api` is https://www.freelancer.com/api, or that of its sandbox; `now` is the clock.

    The catalogue and the terms of projects are shared by all tenants that this one was bound to.
    """

    name = translate.NAME
    title = TITLE
    capabilities = frozenset(Capability) - {Capability.UPDATE, Capability.INVITE}
    asks = frozenset({ExtraField.WEEKLY_HOURS})
    keeps_for = None

    def __init__(
        self,
        calls: Calls,
        *,
        oauth: OAuthApp,
        api: str,
        now: Callable[[], datetime],
        rhythm: Rhythm = RHYTHM,
    ) -> None:
        self.rhythm = rhythm
        self.oauth = oauth
        self.api = Endpoints(calls, url=api, quiet=Quiet(now))
        self.catalogue = Catalogue(now)
        self.projects = Projects()
        self._now = now

    def of(self, tenant: str) -> Self:
        """See Marketplace. Nothing can be asked before it."""
        bound = copy(self)
        bound.api = self.api.of(tenant)
        return bound

    async def identify(self, token: SecretStr) -> Identity:
        """See Connectable."""
        me = read_as(User, await self.api.acting_with(OneToken(token)).get(SELF))
        return Identity(id=str(me.id), name=me.shown_name)

    def turn(self) -> AbstractAsyncContextManager[Turn]:
        """See Marketplace."""
        return self.api.turn()

    def problems(self, request: PostRequest) -> Mapping[str, str]:
        """See Marketplace. Their catalogue and lowest budgets, as far as they were read within the day; verified limits."""
        found = {
            **exceeded(KNOWN_LIMITS, translate.sizes_of(request)),
            **self.catalogue.problems(request),
        }
        if not translate.is_public(request):
            found["visibility"] = translate.ONLY_PUBLIC
        return found

    def public(self, request: PostRequest) -> Sequence[tuple[str, str]]:
        """See Marketplace."""
        jobs = self.catalogue.jobs.known
        if jobs is None:
            names = (CATEGORY_JOBS[request.category][0], *request.skills)
        else:
            names = tuple(job.name for job in jobs_of(jobs, request))
        return translate.public_of(request, list(dict.fromkeys(names)))

    async def find_skills(self, text: str, most: int = 10) -> Sequence[Skill]:
        """See Marketplace."""
        return await self.catalogue.find(self.api, text, most)

    async def post(self, request: PostRequest) -> Listing:
        """See Marketplace. The reference stands in the description."""
        return await projects.post(self.api, self.catalogue, request, self._now())

    async def find_listing(self, reference: str) -> Listing | None:
        """See Marketplace. Closed listings are found too."""
        return await projects.find(self.api, reference, self._now())

    async def own_listings(self) -> Sequence[Ours]:
        """See Marketplace."""
        return await projects.own(self.api, self._now())

    async def own_offers(self, listing_id: str) -> Sequence[Ours]:
        """See Marketplace."""
        return await projects.own_offers(self.api, listing_id)

    async def update_listing(self, listing_id: str, request: PostRequest) -> None:  # noqa: ARG002
        """Refused: their API has no way to change the words of a project."""
        raise MarketplaceRefused(f"{TITLE} cannot change a listing for an app; close it and post it anew.")

    async def close_listing(self, listing_id: str, reason: str) -> None:  # noqa: ARG002
        """See Marketplace. They take no reason."""
        await projects.close(self.api, listing_id)

    async def proposals(self, listing_id: str, since: datetime | None = None) -> ProposalList:  # noqa: ARG002
        """See Marketplace. Always all of them: whether their `from_time` shows a bid that was changed is unverified."""
        return await projects.proposals(self.api, self.projects, listing_id)

    async def message(self, listing_id: str, proposal_id: str, text: str) -> None:
        """See Marketplace. In the thread of the project with this bidder."""
        bid, _ = await self._bid(listing_id, proposal_id)
        await threads.write(self.api, bid, text)

    async def has_message(self, listing_id: str, proposal_id: str, text: str) -> bool:
        """See Marketplace."""
        bid, _ = await self._bid(listing_id, proposal_id)
        return await threads.has_said(self.api, bid, text)

    async def invite(self, listing_id: str, freelancer_id: str, text: str) -> None:  # noqa: ARG002
        """See Marketplace. Absent: that there is an address for it is known, and not what it takes."""
        raise MarketplaceRefused(f"{TITLE} lets no app invite somebody; please do it on its own page.")

    async def is_invited(self, listing_id: str, freelancer_id: str) -> bool:  # noqa: ARG002
        """See Marketplace. Never: nobody is."""
        return False

    async def shortlist(self, listing_id: str, proposal_id: str) -> None:
        """See Marketplace."""
        id_of(listing_id, "listing")
        await self.api.act(one(BIDS, id_of(proposal_id, "proposal")), "shortlist")

    async def decline(self, listing_id: str, proposal_id: str, reason: str) -> None:
        """See Marketplace. Their `deny` takes no reason: it is written to the freelancer, once."""
        bid, _ = await self._bid(listing_id, proposal_id)
        await self.api.act(one(BIDS, bid.id), "deny")
        if reason and not await threads.has_said(self.api, bid, reason):
            await threads.write(self.api, bid, reason)

    async def offer(self, request: OfferRequest) -> Contract:
        """See Marketplace. An award: it carries no reference, and is at the price of the bid."""
        return await awards.offer(self.api, self.projects, request)

    async def find_offer(self, request: OfferRequest) -> Contract | None:
        """See Marketplace. By its proposal."""
        return await awards.find_offer(self.api, self.projects, request)

    async def withdraw_offer(self, contract_id: str, reason: str) -> None:  # noqa: ARG002
        """See Marketplace. They take no reason."""
        await awards.withdraw(self.api, contract_id)

    async def contract(self, contract_id: str, known: Contract | None = None) -> Contract:
        """See Marketplace. The plan of milestones is that of `known`."""
        return await awards.read(self.api, self.projects, contract_id, known)

    async def fund(self, contract_id: str, milestone: Milestone, reference: str) -> None:
        """See Marketplace. A milestone payment that carries the milestone's number and the reference."""
        await awards.fund(self.api, self.projects, contract_id, milestone, reference)

    async def release(self, contract_id: str, milestone_id: str, amount: Money, reference: str) -> None:  # noqa: ARG002
        """See Marketplace. A payment is released once over there, whatever the reference."""
        await awards.release(self.api, self.projects, contract_id, milestone_id, amount)

    async def send_back(
        self, contract_id: str, milestone_id: str, reason: str, deliverable_id: str = ""
    ) -> None:
        """See Marketplace. A message in the thread."""
        await awards.send_back(self.api, self.projects, contract_id, milestone_id, reason, deliverable_id)

    async def review(self, contract_id: str, review: Review) -> None:
        """See Marketplace."""
        await awards.review(self.api, contract_id, review)

    async def _bid(self, listing_id: str, proposal_id: str) -> tuple[Bid, User | None]:
        project_id = id_of(listing_id, "listing")
        id_of(proposal_id, "proposal")
        bid, user = await projects.find_bid(self.api, proposal_id)
        if bid.project_id != project_id:
            raise MarketplaceRefused("This proposal belongs to another listing.")
        return bid, user
