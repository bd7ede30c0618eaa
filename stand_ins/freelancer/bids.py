"""Bids: listed, shortlisted, denied, awarded and revoked, and the milestones that freelancers ask for with them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from gigs.contract import Contract, ContractState
from gigs.proposal import Proposal
from marketplace.sandbox import listings
from marketplace.sandbox.faults import Call
from marketplace.sandbox.file import Tx
from marketplace.sandbox.provider import Sandbox
from ports.marketplace import OfferRequest, PostRequest
from stand_ins.freelancer import shapes
from stand_ins.freelancer.awards import award_of, contract_of, proposal_of
from stand_ins.freelancer.requests import Route, Wrong, action_of, id_in, only, page
from stand_ins.freelancer.shapes import PROJECT

DETAILS = {
    "user_details",
    "user_display_info",
    "user_country_details",
    "user_location_details",
    "user_reputation",
    "reputation",
}


class Bids:
    """A bid is a proposal in the sandbox, its award an offer."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def routes(self) -> list[Route]:
        """What is answered here."""
        return [
            ("GET", "/projects/0.1/projects/{id}/bids/", self._bids),
            ("GET", "/projects/0.1/bids/", self._some_bids),
            ("PUT", "/projects/0.1/bids/{id}/", self._bid_action),
            ("GET", "/projects/0.1/milestone_requests/", self._requests),
        ]

    async def _bids(self, request: web.Request) -> Any:
        only(request, DETAILS | {"limit", "offset", "bidders[]"})
        number = id_in(request) - PROJECT

        async def look(tx: Tx, at: datetime, _lag: timedelta) -> list[Any]:
            found = await listings.proposals(tx, f"L{number}", at)
            return [(one, await award_of(tx, self._sandbox, one.id, at, at)) for one in found]

        return _bid_list(request, await self._sandbox.read(Call.PROPOSALS, look))

    async def _some_bids(self, request: web.Request) -> Any:
        only(request, DETAILS | {"bids[]", "projects[]", "limit", "offset"})
        wanted = request.query.getall("bids[]", [])

        async def look(tx: Tx, at: datetime, lag: timedelta) -> list[Any]:
            found = []
            for raw in (one for one in wanted if one.isdigit()):
                proposal = await proposal_of(tx, int(raw), at)
                if proposal is not None:
                    found.append((proposal, await award_of(tx, self._sandbox, proposal.id, at, at - lag)))
            return found

        found = await self._sandbox.read(Call.FIND_OFFER, look)
        if not all(raw.isdigit() for raw in wanted):
            raise Wrong(400, "RestExceptionCodes.BAD_REQUEST", "bids[] must be integers.")
        return _bid_list(request, found)

    async def _bid_action(self, request: web.Request) -> Any:
        action = await action_of(request, {"award", "revoke", "deny", "shortlist", "unshortlist"})
        number = id_in(request)
        async with self._sandbox.transaction() as (tx, at):
            proposal = await proposal_of(tx, number, at)
            held = await contract_of(tx, self._sandbox, shapes.proposal_id(number), at)
            if proposal is None:
                raise Wrong(404, "ProjectExceptionCodes.BID_NOT_FOUND", "Bid not found.")
            row = await listings.row_of(tx, proposal.id.partition("-")[0])
        listing = f"L{row.number}"
        if action == "award":
            await self._do_award(proposal, held, row)
        elif action == "revoke":
            if held is None:
                raise Wrong(400, "ProjectExceptionCodes.BID_NOT_AWARDED", "This bid was not awarded.")
            await self._sandbox.withdraw_offer(held.id, "")
        elif action == "deny":
            await self._sandbox.decline(listing, proposal.id, "")
        elif action == "shortlist":
            await self._sandbox.shortlist(listing, proposal.id)

    async def _do_award(self, proposal: Proposal, held: Contract | None, row: Any) -> None:
        if held is not None and held.state in {ContractState.OFFERED, ContractState.ACTIVE}:
            raise Wrong(400, "ProjectExceptionCodes.ALREADY_AWARDED", "This bid has been awarded already.")
        asked = PostRequest.model_validate_json(row.request)
        await self._sandbox.offer(
            OfferRequest(
                reference=f"award of {shapes.bid_number(proposal.id)}",
                listing_id=f"L{row.number}",
                proposal_id=proposal.id,
                title=row.title,
                total=proposal.total(asked.hours),
                milestones=(),
                start=asked.start,
                due=asked.due,
            )
        )

    async def _requests(self, request: web.Request) -> Any:
        only(request, {"projects[]", "bids[]", "statuses[]", "limit", "offset"})
        async with self._sandbox.transaction() as (tx, at):
            number = int(request.query["projects[]"]) - PROJECT
            found = await listings.proposals(tx, f"L{number}", at)
        asked = {key: one for proposal in found for key, one in shapes.milestone_requests(proposal).items()}
        shown = page(request, list(asked.items()))
        return {"milestone_requests": dict(shown), "users": None}


def _bid_list(request: web.Request, found: Sequence[tuple[Proposal, ContractState | None]]) -> dict[str, Any]:
    shown = page(request, [shapes.bid(*one) for one in found])
    has_users = request.query.get("user_details") == "true"
    here = {one["bidder_id"] for one in shown}
    users = {
        str(person["id"]): person
        for person in (shapes.user(proposal) for proposal, _ in found)
        if person["id"] in here
    }
    return {"bids": shown, "users": users if has_users else None, "projects": None}
