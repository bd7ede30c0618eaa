"""A stand-in of Freelancer.com: its header, envelope, arrays, pages, actions and maps, with a sandbox behind.

It is as strict as the real one is where we know it, and stricter where we do not: an unknown field, a missing slash or an
action said twice is an error. What a freelancer does over there (accepts, hands in, writes) is the sandbox's story.
"""

import json
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from gigs.brief import Category, PriceType, Visibility
from gigs.contract import Contract, ContractState, Milestone, MilestoneState
from gigs.money import Money
from gigs.proposal import PlannedMilestone, Proposal
from marketplace.sandbox import listings, tables, work
from marketplace.sandbox.faults import Call
from marketplace.sandbox.letters import handed_in
from marketplace.sandbox.story import DELIVERY, after, draw
from ports.marketplace import OfferRequest, PostRequest, Review
from stand_ins.consent import ConsentDesk
from stand_ins.freelancer import shapes as shapes
from stand_ins.freelancer.shapes import BID, OWNER, PAYMENT, PROJECT, THREAD, seconds
from stand_ins.server import StandIn

HEADER = "Freelancer-OAuth-V1"
REFERENCE = re.compile(r"FC-[A-Z0-9-]+")
MOST_PER_PAGE = 50
DETAILS = {
    "user_details",
    "user_display_info",
    "user_country_details",
    "user_location_details",
    "user_reputation",
    "reputation",
}
PROJECT_FIELDS = {
    "title",
    "description",
    "currency",
    "budget",
    "jobs",
    "type",
    "hourly_project_info",
    "local",
    "location",
    "hireme",
    "hireme_initial_bid",
    "bidperiod",
    "featured",
    "urgent",
}


class Wrong(Exception):
    """The request is not one that they take."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


class FreelancerServer(StandIn):
    """See the module. `quota` is the RateLimit-Remaining of the next answers, one each, then none is said."""

    def __init__(self, file: Path, now: Callable[[], datetime], **sandbox: Any) -> None:
        desk = ConsentDesk(now, lifetime=timedelta(days=30), token_prefix="fln")
        super().__init__(file, now, desk, funding=True, **sandbox)
        self.quota: list[tuple[str, str]] = []
        self.sent: list[tuple[str, Mapping[str, Any]]] = []
        """What was written: "METHOD /path" and the body or form."""
        self.made = 0
        self.twist: Callable[[str, Any], Any] = lambda _path, result: result
        """What becomes of a result on its way out: (path, result) to what is sent instead."""

    def routes(self) -> list[web.RouteDef]:
        api = "/api"
        table: list[tuple[str, str, Callable[[web.Request], Awaitable[Any]]]] = [
            ("GET", "/users/0.1/self/", self._self),
            ("GET", "/projects/0.1/budgets/", self._budgets),
            ("GET", "/projects/0.1/jobs/", self._jobs),
            ("GET", "/projects/0.1/jobs/search/", self._job_search),
            ("POST", "/projects/0.1/projects/", self._create_project),
            ("GET", "/projects/0.1/projects/", self._own_projects),
            ("GET", "/projects/0.1/projects/{id}/", self._one_project),
            ("PUT", "/projects/0.1/projects/{id}/", self._project_action),
            ("GET", "/projects/0.1/projects/{id}/bids/", self._bids),
            ("GET", "/projects/0.1/bids/", self._some_bids),
            ("PUT", "/projects/0.1/bids/{id}/", self._bid_action),
            ("GET", "/projects/0.1/milestone_requests/", self._requests),
            ("GET", "/projects/0.1/milestones/", self._milestones),
            ("POST", "/projects/0.1/milestones/", self._create_milestone),
            ("PUT", "/projects/0.1/milestones/{id}/", self._milestone_action),
            ("POST", "/projects/0.1/reviews/", self._review),
            ("GET", "/messages/0.1/threads/", self._threads),
            ("POST", "/messages/0.1/threads/", self._create_thread),
            ("POST", "/messages/0.1/threads/{id}/messages/", self._write_in_thread),
            ("GET", "/messages/0.1/messages/", self._messages),
        ]
        routes = [web.route(method, api + path, self._enveloped(handler)) for method, path, handler in table]
        return [*routes, *self.consent.routes("/oauth/authorise", "/oauth/token")]

    def refusal(self, reason: str) -> web.Response:
        return self._error(400, "ProjectExceptionCodes.REFUSED", reason)

    def _error(self, status: int, code: str, message: str) -> web.Response:
        self.made += 1
        body = {
            "status": "error",
            "message": message,
            "error_code": code,
            "request_id": f"{self.made:032x}",
        }
        return web.json_response(body, status=status)

    def _enveloped(
        self, handler: Callable[[web.Request], Awaitable[Any]]
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            if "Authorization" in request.headers or not self.consent.accepts(
                request.headers.get(HEADER, "")
            ):
                return self._error(
                    401, "RestExceptionCodes.NOT_AUTHENTICATED", "You must be logged in to do this."
                )
            try:
                result = await handler(request)
            except Wrong as wrong:
                return self._error(wrong.status, wrong.code, wrong.message)
            self.made += 1
            body: dict[str, Any] = {"status": "success", "request_id": f"{self.made:032x}"}
            if result is not None:
                body["result"] = self.twist(request.path.removeprefix("/api/"), result)
            headers = {}
            if self.quota:
                remaining, reset = self.quota.pop(0)
                headers = {
                    "RateLimit-Limit": "10",
                    "RateLimit-Remaining": remaining,
                    "RateLimit-Reset": reset,
                }
            return web.json_response(body, headers=headers)

        return answer

    # What there is to know.

    async def _self(self, request: web.Request) -> Any:
        _only(request, set())
        return {"id": OWNER, "username": "contoso", "display_name": "Contoso Ltd", "role": "employer"}

    async def _budgets(self, request: web.Request) -> Any:
        _only(request, {"currency_codes[]", "project_type"})
        bands = [
            {
                "currency_id": number,
                "minimum": low,
                "maximum": low * 3,
                "project_type": kind,
                "name": "Micro Project",
            }
            for (number, kind), low in shapes.LOWEST.items()
        ]
        tops = [
            {
                "currency_id": number,
                "minimum": low * 3,
                "maximum": None,
                "project_type": kind,
                "name": "Huge Project",
            }
            for (number, kind), low in shapes.LOWEST.items()
        ]
        known = {str(number): shapes.currency(number) for number in shapes.CURRENCIES}
        return {"currencies": known, "budgets": [*bands, *tops]}

    async def _jobs(self, request: web.Request) -> Any:
        _only(request, {"jobs[]", "job_names[]"})
        return [shapes.job(number) for number in shapes.JOBS]

    async def _job_search(self, request: web.Request) -> Any:
        wanted = _only(request, {"job_names[]"}).get("job_names[]", "").lower()
        return [shapes.job(number) for number, (name, _, _) in shapes.JOBS.items() if wanted in name.lower()]

    # Projects.

    async def _create_project(self, request: web.Request) -> Any:
        body = await self._json(
            request, PROJECT_FIELDS, {"title", "description", "currency", "budget", "jobs"}
        )
        posted = await self.sandbox.post(self._as_post(body))
        async with self.sandbox._transaction() as (tx, _):
            row = await listings._row(tx, posted.id)
        return self._project(row, full=True)

    def _as_post(self, body: Mapping[str, Any]) -> PostRequest:
        number = body["currency"].get("id") if isinstance(body["currency"], dict) else None
        low, high = (shapes.budget_number(body["budget"].get(end)) for end in ("minimum", "maximum"))
        kind = str(body.get("type", "FIXED"))
        if number not in shapes.CURRENCIES:
            raise _invalid("currency")
        if kind not in {"FIXED", "HOURLY"} or (kind == "HOURLY") != ("hourly_project_info" in body):
            raise _invalid("type")
        if low is None or low < shapes.LOWEST[number, kind.lower()] or (high is not None and high < low):
            raise Wrong(400, "ProjectExceptionCodes.BUDGET_TOO_LOW", "Your budget is below the minimum.")
        jobs = [one.get("id") for one in body["jobs"]]
        if not jobs or any(job not in shapes.JOBS for job in jobs):
            raise _invalid("jobs")
        hours = None
        if kind == "HOURLY":
            told = body["hourly_project_info"]
            if told["commitment"].get("interval") != "WEEK" or told.get("duration_enum") not in shapes.WEEKS:
                raise _invalid("hourly_project_info")
            hours = int(told["commitment"]["hours"]) * shapes.WEEKS[told["duration_enum"]]
        found = REFERENCE.findall(body["description"])
        categories = [shapes.JOBS[job][2] for job in jobs]
        return PostRequest(
            reference=found[-1] if found else "",
            title=body["title"],
            description=body["description"],
            category=next((one for one in categories if one is not Category.OTHER), Category.OTHER),
            skills=tuple(shapes.JOBS[job][0] for job in jobs),
            price_type=PriceType(kind.lower()),
            rate=Money(amount=high or low, currency=shapes.CURRENCIES[number][0]),
            hours=hours,
            start=self.now().date(),
            due=(self.now() + shapes.in_days(14)).date(),
            visibility=Visibility.PUBLIC,
        )

    def _project(self, row: Any, *, full: bool) -> dict[str, Any]:
        asked = PostRequest.model_validate_json(row.request)
        slug = re.sub(r"[^a-z0-9]+", "-", row.title.lower()).strip("-")
        is_open = row.closed_at is None
        return {
            "id": PROJECT + row.number,
            "owner_id": OWNER,
            "title": row.title,
            "status": "active" if is_open else "closed",
            "sub_status": None if is_open else "closed_expired",
            "frontend_project_status": "open" if is_open else "complete",
            "seo_url": f"powerpoint/{slug}-{row.number}",
            "currency": shapes.currency(shapes.currency_number(asked.rate.currency)),
            "description": asked.description if full else None,
            "preview_description": asked.description[:100],
            "type": asked.price_type.value,
            "budget": {
                "minimum": float(asked.rate.amount),
                "maximum": float(asked.rate.amount),
                "currency_id": None,
                "name": None,
            },
            "time_submitted": seconds(row.posted_at),
            "submitdate": seconds(row.posted_at),
            "jobs": None,
            "bid_stats": {"bid_count": 0, "bid_avg": None},
        }

    async def _own_projects(self, request: web.Request) -> Any:
        asked = _only(
            request, {"owners[]", "frontend_project_statuses[]", "full_description", "limit", "offset"}
        )
        statuses = set(request.query.getall("frontend_project_statuses[]", []))
        if statuses - {"pending", "open", "work_in_progress", "complete"}:
            raise _invalid("frontend_project_statuses")

        async def look(tx: AsyncConnection, at: datetime, lag: timedelta) -> list[Any]:
            table = tables.listings
            query = select(table).where(table.c.posted_at <= at - lag).order_by(table.c.number.desc())
            return list((await tx.execute(query)).all())

        rows = await self.sandbox._read(Call.FIND_LISTING, look)
        shown = [self._project(row, full=asked.get("full_description") == "true") for row in rows]
        shown = [one for one in shown if not statuses or one["frontend_project_status"] in statuses]
        mine = shown if asked.get("owners[]") == str(OWNER) else []
        return {
            "projects": _page(request, mine),
            "users": None,
            "selected_bids": None,
            "total_count": len(mine),
        }

    async def _one_project(self, request: web.Request) -> Any:
        _only(request, {"full_description"})
        return self._project(await self._row(_id(request)), full="full_description" in request.query)

    async def _project_action(self, request: web.Request) -> Any:
        action = await self._action(request, {"close"})
        assert action == "close"
        row = await self._row(_id(request))
        if row.closed_at is not None:
            raise Wrong(400, "ProjectExceptionCodes.PROJECT_CLOSED", "This project has been closed already.")
        await self.sandbox.close_listing(f"L{row.number}", "")

    async def _row(self, number: int) -> Any:
        async with self.sandbox._transaction() as (tx, _):
            query = select(tables.listings).where(tables.listings.c.number == number - PROJECT)
            row = (await tx.execute(query)).first()
        if row is None:
            raise Wrong(404, "ProjectExceptionCodes.PROJECT_NOT_FOUND", "Project not found.")
        return row

    # Bids.

    async def _bids(self, request: web.Request) -> Any:
        _only(request, DETAILS | {"limit", "offset", "bidders[]"})
        number = _id(request) - PROJECT

        async def look(tx: AsyncConnection, at: datetime, _lag: timedelta) -> list[Any]:
            found = await listings.proposals(tx, f"L{number}", at)
            return [(one, await self._award(tx, one.id, at, at)) for one in found]

        return self._bid_list(request, await self.sandbox._read(Call.PROPOSALS, look))

    async def _some_bids(self, request: web.Request) -> Any:
        _only(request, DETAILS | {"bids[]", "projects[]", "limit", "offset"})
        wanted = request.query.getall("bids[]", [])

        async def look(tx: AsyncConnection, at: datetime, lag: timedelta) -> list[Any]:
            found = []
            for raw in (one for one in wanted if one.isdigit()):
                proposal = await self._proposal(tx, int(raw), at)
                if proposal is not None:
                    found.append((proposal, await self._award(tx, proposal.id, at, at - lag)))
            return found

        found = await self.sandbox._read(Call.FIND_OFFER, look)
        if not all(raw.isdigit() for raw in wanted):
            raise Wrong(400, "RestExceptionCodes.BAD_REQUEST", "bids[] must be integers.")
        return self._bid_list(request, found)

    def _bid_list(
        self, request: web.Request, found: Sequence[tuple[Proposal, ContractState | None]]
    ) -> dict[str, Any]:
        shown = _page(request, [shapes.bid(*one) for one in found])
        has_users = request.query.get("user_details") == "true"
        here = {one["bidder_id"] for one in shown}
        users = {
            str(person["id"]): person
            for person in (shapes.user(proposal) for proposal, _ in found)
            if person["id"] in here
        }
        return {"bids": shown, "users": users if has_users else None, "projects": None}

    async def _proposal(self, tx: AsyncConnection, number: int, at: datetime) -> Proposal | None:
        query = select(tables.proposals).where(
            tables.proposals.c.id == shapes.proposal_id(number), tables.proposals.c.arrives_at <= at
        )
        row = (await tx.execute(query)).first()
        return listings._proposal(row, at) if row else None

    async def _award(
        self, tx: AsyncConnection, proposal: str, at: datetime, seen_by: datetime
    ) -> ContractState | None:
        found = await self._contract(tx, proposal, at, seen_by)
        if (
            found is not None
            and found.state is ContractState.COMPLETED
            and await self._is_hourly(tx, proposal)
        ):
            return ContractState.ACTIVE
        return found.state if found else None

    async def _is_hourly(self, tx: AsyncConnection, proposal: str) -> bool:
        row = await listings._row(tx, proposal.partition("-")[0])
        return PostRequest.model_validate_json(row.request).price_type is PriceType.HOURLY

    async def _contract(
        self, tx: AsyncConnection, proposal: str, at: datetime, seen_by: datetime | None = None
    ) -> Contract | None:
        """The latest award of this bid, as the sandbox keeps it."""
        table = tables.contracts
        query = select(table.c.number).where(
            table.c.proposal == proposal, table.c.offered_at <= (seen_by or at)
        )
        number = (await tx.execute(query.order_by(table.c.number.desc()))).scalars().first()
        return await work.contract(tx, self.sandbox._desk, f"C{number}", at) if number else None

    async def _bid_action(self, request: web.Request) -> Any:
        action = await self._action(request, {"award", "revoke", "deny", "shortlist", "unshortlist"})
        number = _id(request)
        async with self.sandbox._transaction() as (tx, at):
            proposal = await self._proposal(tx, number, at)
            held = await self._contract(tx, shapes.proposal_id(number), at)
            if proposal is None:
                raise Wrong(404, "ProjectExceptionCodes.BID_NOT_FOUND", "Bid not found.")
            row = await listings._row(tx, proposal.id.partition("-")[0])
        listing = f"L{row.number}"
        if action == "award":
            await self._do_award(proposal, held, row)
        elif action == "revoke":
            if held is None:
                raise Wrong(400, "ProjectExceptionCodes.BID_NOT_AWARDED", "This bid was not awarded.")
            await self.sandbox.withdraw_offer(held.id, "")
        elif action == "deny":
            await self.sandbox.decline(listing, proposal.id, "")
        elif action == "shortlist":
            await self.sandbox.shortlist(listing, proposal.id)

    async def _do_award(self, proposal: Proposal, held: Contract | None, row: Any) -> None:
        if held is not None and held.state in {ContractState.OFFERED, ContractState.ACTIVE}:
            raise Wrong(400, "ProjectExceptionCodes.ALREADY_AWARDED", "This bid has been awarded already.")
        asked = PostRequest.model_validate_json(row.request)
        await self.sandbox.offer(
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
        _only(request, {"projects[]", "bids[]", "statuses[]", "limit", "offset"})
        async with self.sandbox._transaction() as (tx, at):
            number = int(request.query["projects[]"]) - PROJECT
            found = await listings.proposals(tx, f"L{number}", at)
        asked = {key: one for proposal in found for key, one in shapes.milestone_requests(proposal).items()}
        shown = _page(request, list(asked.items()))
        return {"milestone_requests": dict(shown), "users": None}

    # Milestone payments.

    async def _held(self, tx: AsyncConnection, listing: int, at: datetime) -> list[tuple[Proposal, Contract]]:
        """Every bid of a project that was awarded, with the award."""
        found = []
        for proposal in await listings.proposals(tx, f"L{listing}", at):
            contract = await self._contract(tx, proposal.id, at)
            if contract is not None:
                found.append((proposal, contract))
        return found

    async def _milestones(self, request: web.Request) -> Any:
        _only(request, {"projects[]", "limit", "offset"})
        number = int(request.query["projects[]"]) - PROJECT

        async def look(tx: AsyncConnection, at: datetime, _lag: timedelta) -> list[Any]:
            found = []
            for proposal, contract in await self._held(tx, number, at):
                active = await self._times(tx, contract, tables.milestones.c.active_at)
                found += [
                    self._payment(proposal, step, active[step.id])
                    for step in contract.milestones
                    if step.state in shapes.PAYMENTS
                ]
            return found

        shown = _page(request, await self.sandbox._read(Call.CONTRACT, look))
        return {"milestones": {str(one["transaction_id"]): one for one in shown}, "users": None}

    async def _times(self, tx: AsyncConnection, contract: Contract, column: Any) -> dict[str, datetime]:
        number = int(contract.id[1:])
        query = select(tables.milestones.c.number, column).where(tables.milestones.c.contract == number)
        return {f"{contract.id}-M{place}": moment for place, moment in await tx.execute(query) if moment}

    def _payment(self, proposal: Proposal, step: Milestone, active_at: datetime) -> dict[str, Any]:
        return {
            "transaction_id": _transaction(step.id),
            "project_id": PROJECT + int(proposal.id.partition("-")[0][1:]),
            "project_owner_id": OWNER,
            "bidder_id": shapes.user_number(proposal.freelancer_id),
            "bid_id": shapes.bid_number(proposal.id),
            "status": shapes.PAYMENTS[step.state],
            "amount": float(step.amount.amount),
            "currency": shapes.currency(shapes.currency_number(step.amount.currency)),
            "reason": "partial_payment",
            "other_reason": step.title,
            "time_created": seconds(active_at),
            "is_from_prepaid": False,
            "dispute_id": None,
        }

    async def _create_milestone(self, request: web.Request) -> Any:
        wanted = {"project_id", "bidder_id", "amount", "reason", "description"}
        body = await self._json(request, wanted | {"request_id"}, wanted)
        amount = shapes.budget_number(body["amount"])
        if amount is None or amount <= 0 or body["reason"] not in {0, 1, 2, 3}:
            raise _invalid("amount")
        async with self.sandbox._transaction() as (tx, at):
            held = await self._held(tx, body["project_id"] - PROJECT, at)
            mine = [one for one in held if shapes.user_number(one[0].freelancer_id) == body["bidder_id"]]
            if not mine or mine[0][1].state not in {ContractState.ACTIVE, ContractState.COMPLETED}:
                raise Wrong(
                    400, "ProjectExceptionCodes.BID_NOT_AWARDED", "This bidder works on nothing here."
                )
            proposal, contract = mine[0]
            money = Money(amount=amount, currency=contract.total.currency)
            is_hourly = await self._is_hourly(tx, proposal.id)
            step = await self._plan_next(tx, contract, body["description"], money, is_hourly)
        found = REFERENCE.findall(body["description"])
        await self.sandbox.fund(contract.id, step, found[-1] if found else "")
        made = self._payment(proposal, step.model_copy(update={"state": MilestoneState.ACTIVE}), self.now())
        words = made.pop("other_reason")
        return {**made, "description": words, "reason": body["reason"], "time_submitted": seconds(self.now())}

    async def _plan_next(
        self, tx: AsyncConnection, contract: Contract, words: str, amount: Money, is_hourly: bool
    ) -> Milestone:
        """The sandbox's plan so far, with this payment next and the rest behind it: over there nobody plans ahead."""
        number = int(contract.id[1:])
        table = tables.contracts
        row = (await tx.execute(select(table).where(table.c.number == number))).one()
        request = OfferRequest.model_validate_json(row.request)
        made = [step for step in contract.milestones if step.state is not MilestoneState.WAITING]
        plan = [PlannedMilestone(title=step.title, amount=step.amount) for step in made]
        plan.append(PlannedMilestone(title=words, amount=amount))
        spent = sum((step.amount for step in plan), amount - amount)
        if not is_hourly and request.total > spent:
            plan.append(PlannedMilestone(title="The rest", amount=request.total - spent))
        total = spent if is_hourly or spent > request.total else request.total
        changed = request.model_copy(update={"milestones": tuple(plan), "total": total})
        await tx.execute(
            update(table).where(table.c.number == number).values(request=changed.model_dump_json())
        )
        for place in range(len(contract.milestones) + 1, len(plan) + 1):
            await tx.execute(insert(tables.milestones).values(contract=number, number=place))
        place = len(made) + 1
        return Milestone(
            id=f"{contract.id}-M{place}", title=words, amount=amount, state=MilestoneState.WAITING
        )

    async def _milestone_action(self, request: web.Request) -> Any:
        await self._action(request, {"release"}, body={"amount"})
        contract, place = divmod(_id(request) - PAYMENT, 1000)
        body = json.loads(await request.text() or "{}")
        amount = shapes.budget_number(body.get("amount"))
        async with self.sandbox._transaction() as (tx, at):
            held = await work.contract(tx, self.sandbox._desk, f"C{contract}", at)
        step = held.milestone(f"C{contract}-M{place}")
        if step is None or step.state not in shapes.PAYMENTS:
            raise Wrong(404, "ProjectExceptionCodes.MILESTONE_NOT_FOUND", "Milestone not found.")
        if step.state is MilestoneState.RELEASED:
            raise Wrong(
                400, "ProjectExceptionCodes.MILESTONE_RELEASED", "This milestone was released already."
            )
        if amount is None:
            raise _invalid("amount")
        money = Money(amount=amount, currency=step.amount.currency)
        await self.sandbox.release(held.id, step.id, money, f"release of {step.id}")

    async def _review(self, request: web.Request) -> Any:
        wanted = {"project_id", "to_user_id", "from_user_id", "role", "reputation_data", "comment"}
        body = await self._json(request, wanted, wanted)
        rated = body["reputation_data"]["category_ratings"]
        names = {"quality", "communication", "expertise", "professionalism", "hire_again"}
        if set(rated) != names or any(rating not in {1, 2, 3, 4, 5} for rating in rated.values()):
            raise _invalid("category_ratings")
        async with self.sandbox._transaction() as (tx, at):
            held = await self._held(tx, body["project_id"] - PROJECT, at)
            mine = [one for one in held if shapes.user_number(one[0].freelancer_id) == body["to_user_id"]]
            if not mine or body["role"] != "freelancer" or body["from_user_id"] != OWNER:
                raise _invalid("to_user_id")
            contract = mine[0][1]
            row = await work._row(tx, contract.id)
        if row.review is not None:
            raise Wrong(
                400, "ProjectExceptionCodes.REVIEW_EXISTS", "You have already reviewed this freelancer."
            )
        said = Review(rating=rated["quality"], hire_again=rated["hire_again"] > 3, comment=body["comment"])
        await self.sandbox.review(contract.id, said)

    # Threads.

    async def _threads(self, request: web.Request) -> Any:
        asked = _only(request, {"contexts[]", "context_type", "members[]", "limit", "offset"})
        if asked.get("context_type") != "project":
            raise _invalid("context_type")
        async with self.sandbox._transaction() as (tx, at):
            proposals = await listings.proposals(tx, f"L{int(asked['contexts[]']) - PROJECT}", at)
            found = [one for one in proposals if await self._talk(tx, one, at, at)]
        shown = [
            {"thread": self._thread(one), "time_updated": seconds(self.now()), "is_read": True}
            for one in found
        ]
        return {"threads": _page(request, shown), "users": None}

    def _thread(self, proposal: Proposal) -> dict[str, Any]:
        return {
            "id": shapes.bid_number(proposal.id) - BID + THREAD,
            "members": [OWNER, shapes.user_number(proposal.freelancer_id)],
            "owner": OWNER,
            "context": {"type": "project", "id": PROJECT + int(proposal.id.partition("-")[0][1:])},
            "thread_type": "private_chat",
            "time_created": seconds(proposal.received_at),
        }

    async def _create_thread(self, request: web.Request) -> Any:
        form = await self._form(request, {"members[]", "context_type", "context", "message"})
        async with self.sandbox._transaction() as (tx, at):
            proposals = await listings.proposals(tx, f"L{int(form['context']) - PROJECT}", at)
        mine = [one for one in proposals if str(shapes.user_number(one.freelancer_id)) == form["members[]"]]
        if not mine or form["context_type"] != "project":
            raise _invalid("members")
        await self._write(mine[0], form["message"])
        return {"id": self._thread(mine[0])["id"], "thread": self._thread(mine[0])}

    async def _write_in_thread(self, request: web.Request) -> Any:
        form = await self._form(request, {"message"})
        proposal = await self._in_thread(_id(request))
        await self._write(proposal, form["message"])
        return {
            "id": 1,
            "from_user_id": OWNER,
            "thread_id": _id(request),
            "message": form["message"],
            "attachments": [],
        }

    async def _in_thread(self, number: int) -> Proposal:
        async with self.sandbox._transaction() as (tx, at):
            proposal = await self._proposal(tx, number - THREAD + BID, at)
        if proposal is None:
            raise Wrong(404, "MessageExceptionCodes.THREAD_NOT_FOUND", "Thread not found.")
        return proposal

    async def _write(self, proposal: Proposal, text: str) -> None:
        """A freelancer who is at work reads whether something should be changed, and does it."""
        quoted, _, reason = text.removeprefix("Please change “").partition("”: ")
        async with self.sandbox._transaction() as (tx, at):
            held = await self._contract(tx, proposal.id, at)
        steps = held.milestones if held and text.startswith("Please change “") else ()
        step = next((one for one in steps if _quoted(one.title) == quoted), None)
        if held is None or step is None:
            await self.sandbox.message("", proposal.id, text)
        else:
            await self.sandbox.send_back(held.id, step.id, reason)

    async def _messages(self, request: web.Request) -> Any:
        asked = _only(request, {"threads[]", "limit", "offset"})
        number = int(asked["threads[]"])
        proposal = await self._in_thread(number)

        async def look(tx: AsyncConnection, at: datetime, lag: timedelta) -> list[Any]:
            return await self._talk(tx, proposal, at, at - lag)

        said = await self.sandbox._read(Call.HAS_MESSAGE, look)
        them = shapes.user_number(proposal.freelancer_id)
        shown = [
            {
                "id": int(at.timestamp() * 1000) * 10 + place % 10,
                "thread_id": number,
                "from_user": OWNER if ours else them,
                "message": text,
                "time_created": seconds(at),
                "attachments": [],
                "message_source": "default_msg",
            }
            for place, (at, ours, text) in enumerate(said)
        ]
        return {"messages": _page(request, shown[::-1]), "unfiltered_count": len(shown)}

    async def _talk(
        self, tx: AsyncConnection, proposal: Proposal, at: datetime, seen_by: datetime
    ) -> list[tuple[datetime, bool, str]]:
        """(when, whether it is ours, text), oldest first: what we wrote, what we sent back, what they handed in."""
        table = tables.messages
        rows = (await tx.execute(select(table).where(table.c.proposal == proposal.id))).all()
        said = [(row.at, True, row.text) for row in rows]
        held = await self._contract(tx, proposal.id, at)
        if held is not None:
            said += await self._about_work(tx, held, at)
        return sorted((one for one in said if one[0] <= seen_by), key=lambda one: (one[0], not one[1]))

    async def _about_work(
        self, tx: AsyncConnection, held: Contract, at: datetime
    ) -> list[tuple[datetime, bool, str]]:
        number, desk = int(held.id[1:]), self.sandbox._desk
        table = tables.sent_back
        returns = (await tx.execute(select(table).where(table.c.contract == number))).all()
        row = await work._row(tx, held.id)
        title = OfferRequest.model_validate_json(row.request).title
        begins = await self._times(tx, held, tables.milestones.c.active_at)
        said = []
        for place, step in enumerate(held.milestones, start=1):
            mine = [one for one in returns if one.milestone == place]
            said += [(one.at, True, f"Please change “{_quoted(step.title)}”: {one.reason}") for one in mine]
            starts = [(begins[step.id], "")] if step.id in begins else []
            starts += [(one.at, one.reason) for one in mine]
            for version, (start, reason) in enumerate(starts, start=1):
                ready = start + after(DELIVERY + 0.9 * draw(desk.seed, step.id, version), row.pace)
                if ready <= at:
                    said.append((ready, False, handed_in(_quoted(step.title), title, reason)))
        return said

    # What was sent.

    async def _json(self, request: web.Request, allowed: set[str], needed: set[str]) -> dict[str, Any]:
        _only(request, set())
        if request.content_type != "application/json":
            raise Wrong(415, "RestExceptionCodes.BAD_REQUEST", "Send JSON.")
        body: dict[str, Any] = await request.json()
        if set(body) - allowed or needed - set(body):
            raise _invalid(", ".join(sorted((set(body) - allowed) | (needed - set(body)))))
        self.sent.append((f"{request.method} {request.path}", body))
        return body

    async def _form(self, request: web.Request, fields: set[str]) -> dict[str, str]:
        _only(request, set())
        if request.content_type != "application/x-www-form-urlencoded":
            raise Wrong(415, "RestExceptionCodes.BAD_REQUEST", "Send a form.")
        form = {name: str(value) for name, value in (await request.post()).items()}
        if set(form) != fields:
            raise _invalid(", ".join(sorted(set(form) ^ fields)))
        self.sent.append((f"{request.method} {request.path}", form))
        return form

    async def _action(self, request: web.Request, known: set[str], body: set[str] | None = None) -> str:
        """The action, from the query or from a form, but not from both."""
        asked = _only(request, {"action"})
        form = await request.post() if request.content_type == "application/x-www-form-urlencoded" else {}
        said = [one for one in (asked.get("action"), form.get("action")) if one]
        if len(said) != 1 or said[0] not in known:
            raise _invalid("action")
        if not body and await request.text() and request.content_type == "application/json":
            raise _invalid("body")
        self.sent.append((f"{request.method} {request.path}", {"action": said[0]}))
        return str(said[0])


def _only(request: web.Request, allowed: set[str]) -> Mapping[str, str]:
    if unknown := set(request.query) - allowed:
        raise _invalid(", ".join(sorted(unknown)))
    return request.query


def _page(request: web.Request, entries: Sequence[Any]) -> list[Any]:
    limit = min(int(request.query.get("limit", 10)), MOST_PER_PAGE)
    offset = int(request.query.get("offset", 0))
    return list(entries[offset : offset + limit])


def _id(request: web.Request) -> int:
    raw = request.match_info["id"]
    if not raw.isdigit():
        raise Wrong(404, "RestExceptionCodes.NOT_FOUND", "Not found.")
    return int(raw)


def _invalid(what: str) -> Wrong:
    return Wrong(400, "RestExceptionCodes.BAD_REQUEST", f"Invalid request: {what}.")


def _quoted(title: str) -> str:
    return re.sub(r" \([^()]*\)$", "", title)


def _transaction(step_id: str) -> int:
    contract, _, place = step_id.removeprefix("C").partition("-M")
    return PAYMENT + int(contract) * 1000 + int(place)
