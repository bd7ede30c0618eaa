"""Listings and proposals on Freelancer.com: projects and the bids on them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from gigs.gig import Listing
from gigs.proposal import Proposal, ProposalList
from marketplace.freelancer import translate
from marketplace.freelancer.catalogue import Catalogue
from marketplace.freelancer.endpoints import (
    BIDS,
    MILESTONE_REQUESTS,
    PROJECTS,
    SELF,
    Endpoints,
    Param,
    one,
)
from marketplace.freelancer.outcomes import TITLE, NotFound, each_as, read_as, values_of
from marketplace.freelancer.translate import ProjectTerms
from marketplace.freelancer.wire import Bid, MilestoneRequest, Project, User
from marketplace.http.each import ours_of, readable
from ports.marketplace import REFERENCE, MarketplaceRefused, MarketplaceUnavailable, Ours, PostRequest

CLOSED = "closed"
MOST_KNOWN = 2000

ALL_STATUSES = ("pending", "open", "work_in_progress", "complete")
"""Every frontend_project_status there is, so that a listing is found whatever has become of it."""

BID_DETAILS = (
    ("user_details", "true"),
    ("user_display_info", "true"),
    ("user_country_details", "true"),
    ("user_location_details", "true"),
    ("user_reputation", "true"),
    ("reputation", "true"),
)
"""The projections without which a bid has no name, no country and no rating."""


def id_of(text: str, what: str) -> int:
    """An id of theirs, which is a whole number. Raises NotFound for one that cannot exist there."""
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise NotFound(f"{TITLE} has no such {what}.")
    return int(text)


async def post(api: Endpoints, catalogue: Catalogue, request: PostRequest, at: datetime) -> Listing:
    """Creates the project. Their own title may differ: they put a number behind one that is taken."""
    if not translate.is_public(request):
        raise MarketplaceRefused(translate.ONLY_PUBLIC)
    currency = await catalogue.currency_id(api, request.rate.currency)
    jobs = await catalogue.job_ids(api, request)
    raw = await api.post(PROJECTS, body=translate.project_body(request, currency, jobs))
    project = read_as(Project, raw, writes=True)
    return translate.created(project, request, api.site, at)


async def find(api: Endpoints, reference: str, at: datetime) -> Listing | None:
    """The oldest of our own projects whose description carries the reference, open or closed.

    Raises MarketplaceUnavailable where one that can't be read could be it.
    """
    projects, are_all = await _own_projects(api)
    ours = [one for one in projects if translate.carries(one.description, reference)]
    oldest = min(ours, key=lambda project: project.id, default=None)
    if oldest is None and not (are_all and all(one.description is not None for one in projects)):
        raise MarketplaceUnavailable(f"{TITLE} lists a project that cannot be read: it could be this one")
    return None if oldest is None else translate.listing_of(oldest, reference, api.site, at)


async def own(api: Endpoints, at: datetime) -> Sequence[Ours]:
    """See Marketplace.own_listings. A project that has lost its description is passed over: it may never have it again.

    Raises MarketplaceUnavailable where one is no project at all.
    """
    raws = await _own_list(api)
    if not all(isinstance(raw, dict) for raw in raws):
        raise MarketplaceUnavailable(f"{TITLE}’s list of our projects has gaps")
    pairs = ((raw, _reference_in(raw.get("description"))) for raw in raws)
    return [
        ours_of(partial(_ours, raw, named, api.site, at), raw.get("id"), named, raw.get("title"))
        for raw, named in pairs
        if named
    ]


def _reference_in(description: Any) -> str:
    """Empty where there is none."""
    found = REFERENCE.search(description) if isinstance(description, str) else None
    return found.group() if found else ""


def _ours(raw: Any, reference: str, site: str, at: datetime) -> Ours:
    project = Project.model_validate(raw)
    it = translate.listing_of(project, reference, site, at)
    return Ours(id=it.id, reference=reference, title=project.title, url=it.url, at=it.posted_at)


async def _own_projects(api: Endpoints) -> tuple[Sequence[Project], bool]:
    """Those that can be read, and whether that's all of them."""
    raws = await _own_list(api)
    projects = each_as(Project, raws)
    return projects, len(projects) == len(raws)


async def _own_list(api: Endpoints) -> Sequence[Any]:
    """Our own list to its end: a no that comes from a list cut short would let a listing be posted twice."""
    owner = read_as(User, await api.get(SELF)).id
    params: list[Param] = [("owners[]", owner)]
    params += [("frontend_project_statuses[]", status) for status in ALL_STATUSES]
    results = await api.pages(PROJECTS, "projects", *params, ("full_description", "true"))
    return [raw for result in results for raw in values_of(result.get("projects"))]


async def close(api: Endpoints, listing_id: str) -> None:
    """Closes the project. A no is a yes where it is closed already."""
    project_id = id_of(listing_id, "listing")
    try:
        await api.act(one(PROJECTS, project_id), "close")
    except MarketplaceRefused:
        project = read_as(Project, await api.get(one(PROJECTS, project_id)))
        if (project.status or "").lower() != CLOSED:
            raise


class Projects:
    """The terms of projects, which never change and are asked for once in the life of this process."""

    def __init__(self) -> None:
        self._terms: dict[tuple[str, int], ProjectTerms] = {}

    async def terms(self, api: Endpoints, project_id: int) -> ProjectTerms:
        """Currency and kind of payment. Raises NotFound for a project that is not there."""
        key = api.tenant, project_id
        if key not in self._terms:
            if len(self._terms) >= MOST_KNOWN:
                self._terms.clear()
            project = read_as(Project, await api.get(one(PROJECTS, project_id)))
            self._terms[key] = translate.terms_of(project, api.site)
        return self._terms[key]


async def proposals(api: Endpoints, known: Projects, listing_id: str) -> ProposalList:
    """All bids of a project, oldest first, each with the split that its freelancer has asked for."""
    project_id = id_of(listing_id, "listing")
    terms = await known.terms(api, project_id)
    results = await api.pages(one(PROJECTS, project_id, "bids"), "bids", *BID_DETAILS)
    raws = [raw for result in results for raw in values_of(result.get("bids"))]
    if not raws:
        return ProposalList()
    users = translate.users_of(results)
    asked = await requests_of(api, project_id)

    def read(raw: Any) -> Proposal:
        bid = Bid.model_validate(raw)
        return translate.proposal_of(bid, _user(users, bid), terms, asked.get(bid.id, ()), api.site)

    found, unread = readable(raws, read, lambda raw: raw["id"], TITLE)
    every = {one.id: one for one in found}
    return ProposalList(sorted(every.values(), key=lambda one: (one.received_at, int(one.id))), unread)


async def own_offers(api: Endpoints, listing_id: str) -> Sequence[Ours]:
    """See Marketplace.own_offers. An award carries no reference; whether there is one has to be said of every bid."""
    project_id = id_of(listing_id, "listing")
    results = await api.pages(one(PROJECTS, project_id, "bids"), "bids", *BID_DETAILS)
    raws = [raw for result in results for raw in values_of(result.get("bids"))]
    return [_offer_of(project_id, raw) for raw in raws if _may_stand(raw)]


def _may_stand(raw: Any) -> bool:
    """Raises MarketplaceUnavailable where it can't be told: no offer may be missed."""
    status = (raw.get("award_status") or "") if isinstance(raw, dict) else None
    if not isinstance(status, str):
        raise MarketplaceUnavailable(
            f"{TITLE} says of a bid whether it was awarded in a way that we cannot read"
        )
    return status.lower() in {"pending", "awarded"}


def _offer_of(project_id: int, raw: Mapping[str, Any]) -> Ours:
    number = raw.get("id")
    if not isinstance(number, int) or isinstance(number, bool) or number <= 0:
        raise MarketplaceUnavailable(f"{TITLE} shows an award without the id of its bid")
    return Ours(id=f"{project_id}.{number}", reference="", proposal=str(number))


async def requests_of(api: Endpoints, project_id: int) -> Mapping[int, Sequence[MilestoneRequest]]:
    """Milestone requests by bid. Where they are not shown to an employer before the award, which is [unverified], a
    proposal has no plan, and nothing else is lost.
    """
    try:
        results = await api.pages(MILESTONE_REQUESTS, "milestone_requests", ("projects[]", project_id))
    except MarketplaceRefused:
        return {}
    found: dict[int, list[MilestoneRequest]] = {}
    for result in results:
        for raw in values_of(result.get("milestone_requests")):
            try:
                asked = MilestoneRequest.model_validate(raw)
            except ValueError:
                continue  # without it, its bid's do not add up to the price, and are no plan
            found.setdefault(asked.bid_id or 0, []).append(asked)
    return found


async def find_bid(api: Endpoints, proposal_id: str) -> tuple[Bid, User | None]:
    """One bid and who placed it. Raises NotFound, and MarketplaceUnavailable where it could be one that cannot be read."""
    result = await api.get(BIDS, ("bids[]", proposal_id), *BID_DETAILS)
    listed = result.get("bids") if isinstance(result, dict) else None
    if not isinstance(listed, list | dict):
        raise MarketplaceUnavailable(f"{TITLE} did not answer with its list of bids")
    ids = {_id_in(raw): raw for raw in values_of(listed)}
    raw = ids.get(proposal_id)
    if raw is None and "" in ids:
        raise MarketplaceUnavailable(f"{TITLE} answered a bid that cannot be read")
    if raw is None:
        raise NotFound(f"{TITLE} has no such proposal.")
    bid = read_as(Bid, raw)
    return bid, _user(translate.users_of([result]), bid)


def _id_in(raw: Any) -> str:
    """The id of a bid; empty where it has none."""
    theirs = raw.get("id") if isinstance(raw, dict) else None
    is_id = (
        isinstance(theirs, int | str)
        and not isinstance(theirs, bool)
        and str(theirs).isdigit()
        and len(str(theirs)) <= 18
    )
    return str(theirs) if is_id else ""


def _user(users: Mapping[int, Any], bid: Bid) -> User | None:
    """Who placed it, as far as they say so in a form that we know."""
    try:
        return User.model_validate(users.get(bid.bidder_id))
    except ValueError:
        return None
