"""What stands behind Worksome's stand-in: jobs of its own, and the sandbox for whatever happens once one is published."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from graphql import GraphQLError
from sqlalchemy import delete, func, insert, select, update

from gigs.brief import Category, Experience, PriceType, Visibility
from gigs.contract import Contract, ContractState, Milestone, MilestoneState
from gigs.money import Money
from gigs.proposal import PlannedMilestone, Proposal, Standing
from marketplace.sandbox import listings, tables
from marketplace.sandbox.provider import Sandbox
from ports.marketplace import MarketplaceError, MarketplaceRefused, OfferRequest, PostRequest

COMPANY = "Aurora Ltd"
SKILLS = ("PowerPoint", "Power BI", "Presentation design", "Storytelling", "Copywriting", "Python", "Design")
PAYMENT_STATES = {
    MilestoneState.SUBMITTED: "UNAPPROVED",
    MilestoneState.SENT_BACK: "REJECTED",
    MilestoneState.RELEASED: "APPROVED",
}
MILESTONE_STATES = {MilestoneState.SUBMITTED: "PAYMENT_REQUESTED", MilestoneState.RELEASED: "COMPLETED"}


def global_id(kind: str, number: object) -> str:
    return base64.b64encode(f"{kind}:{number}".encode()).decode()


def number_in(kind: str, id_: str) -> str:
    """The number in an id of this kind; empty for any other."""
    try:
        found, _, number = base64.b64decode(id_, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return number if found == kind else ""


def page_of(entries: list[Any], first: int, page: int | None) -> dict[str, Any]:
    """Their offset paging."""
    number = max(page or 1, 1)
    shown = entries[(number - 1) * first : number * first]
    last = max((len(entries) + first - 1) // first, 1)
    return {
        "data": shown,
        "paginatorInfo": {
            "count": len(shown),
            "currentPage": number,
            "hasMorePages": number < last,
            "lastPage": last,
            "perPage": first,
            "total": len(entries),
        },
    }


@dataclass
class Job:
    """A job over there; `listing` is the sandbox's number once it is published."""

    number: int
    name: str
    created_at: datetime
    given: dict[str, Any] = field(default_factory=dict)
    pending: dict[str, Any] | None = None
    listing: int | None = None
    published_at: datetime | None = None
    ended: bool = False

    @property
    def reference(self) -> str:
        return str(self.given.get("externalIdentifier") or "")


class Desk:
    """`currency` is the company's: a job is in it, and cannot be in another."""

    def __init__(self, sandbox: Sandbox, now: Callable[[], datetime], site: Callable[[], str]) -> None:
        self.sandbox = sandbox
        self.currency = "USD"
        self.companies = [COMPANY]
        self.per_rate_type: str | None = None
        self.refuses_milestones = ""
        self.suggested = 1
        """Candidates of every job who never made a bid."""
        self.jobs: list[Job] = []
        self.webhooks: list[dict[str, Any]] = []
        self.preferred: set[str] = set()
        self.ineligible: dict[str, str] = {}
        self.milestones: dict[str, list[date]] = {}
        self._now = now
        self._site = site

    @property
    def company(self) -> str:
        return global_id("Company", 1)

    def roots(self) -> dict[str, Any]:
        """What each root field does."""
        return {
            "viewer": {"id": global_id("User", 7), "name": "Pia Lead", "email": "pia@aurora.example"},
            "accounts": [
                {"__typename": "Partner", "id": global_id("Partner", 3), "name": "Payroll Partner"},
                *(
                    {
                        "__typename": "Company",
                        "id": global_id("Company", number),
                        "name": name,
                        "currency": self.currency,
                    }
                    for number, name in enumerate(self.companies, start=1)
                ),
            ],
            "job": self._job,
            "jobs": self._jobs,
            "bid": self._bid,
            "hire": self._hire,
            "hires": self._hires,
            "skills": self._skills,
            "webhooks": lambda _info, first, page=None, accounts=None: page_of(self.webhooks, first, page),
            "createJob": self._create_job,
            "updateJob": self._update_job,
            "endJob": self._end_job,
            "updateJobCandidateStatus": self._judge,
            "updateJobCandidatePreferred": self._prefer,
            "acceptBid": self._accept_bid,
            "cancelHire": self._cancel_hire,
            "createMilestones": self._create_milestones,
            "createWebhook": self._create_webhook,
            "updateWebhook": self._update_webhook,
        }

    # Jobs.

    async def published(self, reference: str) -> list[Job]:
        """Every job that is published with this identifier."""
        await self._link()
        return [job for job in self.jobs if job.reference == reference and job.listing]

    async def _link(self) -> None:
        """A publication lands when it lands: each job that was sent off gets its listing in the sandbox."""
        async with self.sandbox._transaction() as (tx, _):
            rows = (await tx.execute(select(tables.listings).order_by(tables.listings.c.number))).all()
        taken = {job.listing for job in self.jobs}
        for job in self.jobs:
            if job.listing is None and (sent := job.pending):
                free = (one for one in rows if one.number not in taken)
                row = next((one for one in free if one.reference == sent["externalIdentifier"]), None)
                if row:
                    job.given, job.pending, job.name = sent, None, str(sent["name"])
                    job.listing, job.published_at = row.number, row.posted_at
                    taken.add(row.number)
        closed = {row.number for row in rows if row.closed_at is not None}
        for job in self.jobs:
            job.ended = job.listing in closed

    def _find(self, id_: str) -> Job:
        number = number_in("Job", id_)
        found = next((job for job in self.jobs if str(job.number) == number), None)
        if found is None:
            raise MarketplaceRefused("The selected id is invalid.")
        return found

    def _shown(self, job: Job) -> dict[str, Any]:
        status = "COMPLETED" if job.ended else "ACTIVE" if job.listing else "DRAFT"
        proposals = _Once(lambda: self._proposals(job))
        return {
            "id": global_id("Job", job.number),
            "number": job.number,
            "name": job.name,
            "status": status,
            "currency": self.currency,
            "rateType": (job.given.get("rateType") or {}).get("type"),
            "published": job.listing is not None,
            "publishedAt": _moment(job.published_at),
            "createdAt": _moment(job.created_at),
            "url": f"{self._site()}/jobs/{job.number}",
            "externalIdentifier": job.given.get("externalIdentifier"),
            "bids": lambda _info, first, page=None: self._bids(job, proposals, first, page),
            "jobCandidates": lambda _info, first, page=None: self._candidates(job, proposals, first, page),
        }

    async def _job(self, _info: Any, id: str) -> dict[str, Any] | None:  # noqa: A002
        await self._link()
        number = number_in("Job", id)
        return next((self._shown(job) for job in self.jobs if str(job.number) == number), None)

    async def _jobs(self, _info: Any, first: int, page: int | None = None, **asked: Any) -> dict[str, Any]:
        references = asked.get("externalIdentifiers")
        seen = None
        if references is not None:
            seen = [await self.sandbox.find_listing(one) for one in references]
        await self._link()
        found = []
        for job in self.jobs:
            hidden = job.listing is not None and seen is not None and not any(seen)
            status = "COMPLETED" if job.ended else "ACTIVE" if job.listing else "DRAFT"
            wanted = (references is None or job.given.get("externalIdentifier") in references) and (
                asked.get("statuses") is None or status in asked["statuses"]
            )
            if wanted and not hidden and self.company in (asked.get("accounts") or [self.company]):
                found.append(self._shown(job))
        return page_of(found, first, page)

    def _create_job(self, _info: Any, input: dict[str, Any]) -> dict[str, Any]:  # noqa: A002
        if input["company"] != self.company:
            raise MarketplaceRefused("The selected company is invalid.")
        job = Job(number=len(self.jobs) + 1, name=input["name"], created_at=self._now())
        self.jobs.append(job)
        return self._shown(job)

    async def _update_job(self, _info: Any, input: dict[str, Any]) -> dict[str, Any]:  # noqa: A002
        await self._link()
        job = self._find(input["id"])
        given = {**job.given, "name": job.name, **input}
        if job.listing:
            await self.sandbox.update_listing(f"L{job.listing}", self._post_request(given))
            job.given, job.name = given, given["name"]
        elif input.get("published"):
            if job.pending:
                await self._forget_held(job.pending["externalIdentifier"])
            job.pending = given
            await self.sandbox.post(self._post_request(given))
            await self._link()
        else:
            job.given, job.name = given, given["name"]
        return self._shown(job)

    async def _forget_held(self, reference: str) -> None:
        """A job is published once: what was sent off before and lands late would change nothing any more."""
        async with self.sandbox._transaction() as (tx, _):
            held = tables.late.c.request.contains(f'"reference":"{reference}"')
            await tx.execute(delete(tables.late).where(held))

    def _post_request(self, given: dict[str, Any]) -> PostRequest:
        for needed in ("description", "rateType", "startDate", "endDate", "visibility"):
            if not given.get(needed):
                raise MarketplaceRefused(f"The {needed} field is required.")
        rate = given["rateType"]
        experience = {"JUNIOR": Experience.ENTRY, "MID_LEVEL": Experience.INTERMEDIATE}
        levels = given.get("expectedExperienceLevel") or []
        return PostRequest(
            reference=given.get("externalIdentifier") or "",
            title=given["name"],
            description=given["description"],
            category=Category.PRESENTATION,
            skills=tuple(given["skills"]),
            price_type=PriceType.HOURLY if rate["type"] == "HOURLY" else PriceType.FIXED,
            rate=Money(amount=Decimal(str(rate["rate"])), currency=self.currency),
            hours=None,
            start=date.fromisoformat(given["startDate"]),
            due=date.fromisoformat(given["endDate"]),
            visibility=(
                Visibility.PUBLIC
                if "VISIBLE_FOR_MARKETPLACE" in given["visibility"]
                else Visibility.INVITE_ONLY
            ),
            experience=experience.get(levels[0], Experience.EXPERT) if levels else None,
        )

    async def _end_job(self, _info: Any, input: dict[str, Any]) -> dict[str, Any]:  # noqa: A002
        await self._link()
        job = self._find(input["id"])
        if input["accountId"] != self.company:
            raise MarketplaceRefused("The selected account id is invalid.")
        if job.listing is None or job.ended:
            raise MarketplaceRefused("Only an active job can be ended.")
        await self.sandbox.close_listing(f"L{job.listing}", "ended")
        job.ended = True
        return self._shown(job)

    # Bids.

    async def _proposals(self, job: Job) -> list[Proposal]:
        return list(await self.sandbox.proposals(f"L{job.listing}")) if job.listing else []

    def _shown_bid(self, job: Job, proposal: Proposal) -> dict[str, Any]:
        status = "CANCELLED" if proposal.standing is Standing.WITHDRAWN else "OPEN"
        return {
            "id": global_id("Bid", proposal.id),
            "status": status,
            "job": self._shown(job),
            "worker": self._worker(proposal.freelancer, proposal.freelancer_id, proposal.country),
            "rate": float(proposal.rate.amount),
            "rateType": self.per_rate_type
            or ("HOURLY" if proposal.price_type is PriceType.HOURLY else "FIXED"),
            "currency": proposal.rate.currency,
            "brief": proposal.letter,
            "conversation": self._conversation(proposal),
        }

    def _conversation(self, proposal: Proposal) -> dict[str, Any]:
        return {
            "id": global_id("Conversation", proposal.id),
            "url": f"{self._site()}/conversations/{proposal.id}",
            "createdAt": proposal.received_at.date().isoformat(),
        }

    @staticmethod
    def _worker(name: str, number: str = "", country: str = "") -> dict[str, Any]:
        address = {"city": None, "country": {"name": country}} if country else None
        return {"id": global_id("Worker", number or name), "name": name, "address": address}

    async def _bids(self, job: Job, proposals: "_Once", first: int, page: int | None) -> dict[str, Any]:
        return page_of([self._shown_bid(job, one) for one in await proposals()], first, page)

    async def _candidates(self, job: Job, proposals: "_Once", first: int, page: int | None) -> dict[str, Any]:
        """One for each bid, behind those who were only suggested and never bid."""
        hires = await self._hired(job)
        suggested = [self._suggested(job, number) for number in range(self.suggested)]
        found = [self._shown_candidate(job, one, hires) for one in await proposals()]
        return page_of([*suggested, *found], first, page)

    def _suggested(self, job: Job, number: int) -> dict[str, Any]:
        return {
            "id": global_id("JobCandidate", f"{job.number}-suggested-{number}"),
            "job": self._shown(job),
            "worker": self._worker(f"Only Suggested {number}"),
            "bid": None,
            "hire": None,
            "status": "ELIGIBLE",
            "isPreferred": False,
            "createdAt": _moment(job.created_at),
        }

    def _shown_candidate(self, job: Job, one: Proposal, hires: dict[str, str]) -> dict[str, Any]:
        hire = hires.get(one.id)
        return {
            "id": global_id("JobCandidate", one.id),
            "job": self._shown(job),
            "worker": self._worker(one.freelancer, one.freelancer_id, one.country),
            "bid": self._shown_bid(job, one),
            "hire": (lambda _info: self._shown_hire(hire)) if hire else None,
            "status": "NON_ELIGIBLE" if one.id in self.ineligible else "ELIGIBLE",
            "isPreferred": one.id in self.preferred,
            "createdAt": _moment(one.received_at),
        }

    async def _hired(self, job: Job) -> dict[str, str]:
        """Bid -> contract."""
        async with self.sandbox._transaction() as (tx, _):
            rows = (await tx.execute(select(tables.contracts.c.number, tables.contracts.c.proposal))).all()
        return {row.proposal: f"C{row.number}" for row in rows if row.proposal.startswith(f"L{job.listing}-")}

    async def _proposal(self, id_: str) -> tuple[Job, Proposal] | None:
        await self._link()
        number = number_in("Bid", id_) or number_in("JobCandidate", id_)
        async with self.sandbox._transaction() as (tx, at):
            try:
                row = await listings.proposal_row(tx, number, at)
            except MarketplaceRefused:
                return None
            proposal = listings._proposal(row, at)
        job = next(job for job in self.jobs if job.listing == row.listing)
        return job, proposal

    async def _bid(self, _info: Any, id: str) -> dict[str, Any] | None:  # noqa: A002
        found = await self._proposal(id)
        return self._shown_bid(*found) if found else None

    async def _prefer(self, _info: Any, input: dict[str, Any]) -> dict[str, Any]:  # noqa: A002
        job, proposal = await self._known(input["jobCandidate"])
        await self.sandbox.shortlist(f"L{job.listing}", proposal.id)
        self.preferred.add(proposal.id)
        return self._shown_candidate(job, proposal, {})

    async def _judge(self, _info: Any, input: dict[str, Any]) -> dict[str, Any]:  # noqa: A002
        job, proposal = await self._known(input["jobCandidate"])
        await self.sandbox.decline(f"L{job.listing}", proposal.id, input.get("statusComment") or "")
        self.ineligible[proposal.id] = input.get("statusComment") or ""
        return self._shown_candidate(job, proposal, {})

    async def _known(self, id_: str) -> tuple[Job, Proposal]:
        found = await self._proposal(id_)
        if found is None:
            raise MarketplaceRefused("The selected id is invalid.")
        return found

    # Hires.

    async def _accept_bid(self, _info: Any, input: dict[str, Any]) -> dict[str, Any]:  # noqa: A002
        job, proposal = await self._known(input["bid"])
        request = OfferRequest(
            reference=input.get("externalIdentifier") or "",
            listing_id=f"L{job.listing}",
            proposal_id=proposal.id,
            title=input.get("jobTitle") or job.name,
            total=proposal.rate,
            milestones=(PlannedMilestone(title=input.get("jobTitle") or job.name, amount=proposal.rate),),
            start=date.fromisoformat(input["startDate"]),
            due=date.fromisoformat(input["endDate"]),
        )
        return await self._shown_hire((await self.sandbox.offer(request)).id)

    async def _offer(self, contract_id: str) -> OfferRequest:
        async with self.sandbox._transaction() as (tx, _):
            query = select(tables.contracts.c.request)
            mine = tables.contracts.c.number == int(contract_id.removeprefix("C"))
            return OfferRequest.model_validate_json((await tx.execute(query.where(mine))).scalar_one())

    async def _shown_hire(self, contract_id: str) -> dict[str, Any]:
        contract = await self.sandbox.contract(contract_id)
        request = await self._offer(contract_id)
        found = await self._proposal(global_id("Bid", contract.proposal_id))
        assert found
        job, proposal = found
        own = contract_id in self.milestones
        return {
            "id": global_id("Hire", contract_id),
            "number": f"H-{contract_id}",
            "job": self._shown(job),
            "worker": self._worker(contract.freelancer, proposal.freelancer_id),
            "conversation": self._conversation(proposal),
            "currency": proposal.rate.currency,
            "rate": float(proposal.rate.amount),
            "rateType": "HOURLY" if proposal.price_type is PriceType.HOURLY else "FIXED",
            "status": self._hire_status(contract, request),
            "externalIdentifier": request.reference,
            "latestContract": {"id": global_id("Contract", contract_id), "jobName": request.title},
            "milestones": lambda _info, first, page=None: page_of(
                self._milestones(contract) if own else [], first, page
            ),
            "paymentRequests": lambda _info, first, page=None: page_of(
                [asked for one in contract.milestones for asked in _payments(one)], first, page
            ),
        }

    def _hire_status(self, contract: Contract, request: OfferRequest) -> str:
        if contract.state is ContractState.ACTIVE:
            return "READY" if self._now().date() < request.start else "ACTIVE"
        return {
            ContractState.OFFERED: "OFFERED",
            ContractState.DECLINED: "CANCELLED",
            ContractState.ENDED: "CANCELLED",
            ContractState.COMPLETED: "ENDED",
        }[contract.state]

    def _milestones(self, contract: Contract) -> list[dict[str, Any]]:
        """Newest first: the order is nobody's promise."""
        due = self.milestones[contract.id]
        shown = [
            {
                "id": global_id("Milestone", one.id),
                "name": one.title,
                "status": MILESTONE_STATES.get(one.state, "PENDING"),
                "details": {
                    "id": global_id("MilestoneDetail", one.id),
                    "dueDate": day.isoformat(),
                    "amount": float(one.amount.amount),
                },
                "paymentRequests": lambda _info, first, page=None, one=one: page_of(
                    _payments(one), first, page
                ),
            }
            for one, day in zip(contract.milestones, due, strict=True)
        ]
        return shown[::-1]

    async def _hire(self, _info: Any, id: str) -> dict[str, Any] | None:  # noqa: A002
        number = number_in("Hire", id)
        return await self._shown_hire(number) if number else None

    async def _hires(self, _info: Any, first: int, page: int | None = None, **asked: Any) -> dict[str, Any]:
        found: list[str] = []
        for reference in asked.get("externalIdentifiers") or ():
            if await self.sandbox.find_offer(_lookup(reference)):
                async with self.sandbox._transaction() as (tx, _):
                    query = select(tables.contracts.c.number).where(tables.contracts.c.reference == reference)
                    found += [f"C{number}" for number in (await tx.execute(query)).scalars()]
        return page_of([await self._shown_hire(one) for one in found], first, page)

    async def _cancel_hire(self, _info: Any, input: dict[str, Any]) -> dict[str, Any]:  # noqa: A002
        if not input["message"].strip():
            raise MarketplaceRefused("The message field is required.")
        number = number_in("Hire", input["hire"])
        await self.sandbox.withdraw_offer(number, input["message"])
        return await self._shown_hire(number)

    async def _create_milestones(self, _info: Any, input: dict[str, Any]) -> list[dict[str, Any]]:  # noqa: A002
        """Twice is twice as many."""
        if self.refuses_milestones:
            raise MarketplaceRefused(self.refuses_milestones)
        asked = input["milestones"]
        contract_id = number_in("Hire", asked[0]["hire"])
        request = await self._offer(contract_id)
        fresh = [_planned(one, request.total.currency) for one in asked]
        before = request.milestones if contract_id in self.milestones else ()
        await self._plan(contract_id, request.model_copy(update={"milestones": (*before, *fresh)}))
        days = [date.fromisoformat(one["dueDate"]) for one in asked]
        self.milestones[contract_id] = [*self.milestones.get(contract_id, []), *days]
        return self._milestones(await self.sandbox.contract(contract_id))

    async def _plan(self, contract_id: str, request: OfferRequest) -> None:
        """The sandbox knows the plan of an offer from the first; here it comes later."""
        number = int(contract_id.removeprefix("C"))
        async with self.sandbox._transaction() as (tx, _):
            mine = tables.contracts.c.number == number
            await tx.execute(update(tables.contracts).where(mine).values(request=request.model_dump_json()))
            theirs = tables.milestones.c.contract == number
            counting = select(func.count()).select_from(tables.milestones).where(theirs)
            there = (await tx.execute(counting)).scalar_one()
            for place in range(there + 1, len(request.milestones) + 1):
                await tx.execute(insert(tables.milestones).values(contract=number, number=place))

    # The rest.

    def _skills(
        self, _info: Any, first: int, search: str | None = None, page: int | None = None, **_: Any
    ) -> Any:
        found = [
            {"id": global_id("Skill", number), "name": name}
            for number, name in enumerate(SKILLS)
            if (search or "").casefold() in name.casefold()
        ]
        return page_of(found, first, page)

    def _create_webhook(self, _info: Any, input: dict[str, Any]) -> dict[str, Any]:  # noqa: A002
        if not input["url"].startswith("https://") or input["company"] != self.company:
            raise MarketplaceRefused("The url must start with https://.")
        self.webhooks.append({"id": global_id("Webhook", len(self.webhooks) + 1), **input})
        return self.webhooks[-1]

    def _update_webhook(self, _info: Any, input: dict[str, Any]) -> dict[str, Any]:  # noqa: A002
        known = next((one for one in self.webhooks if one["id"] == input["id"]), None)
        if known is None:
            raise MarketplaceRefused("The selected id is invalid.")
        known.update(input)
        return known


class _Once:
    """Asks once, however many fields of one answer want to know."""

    def __init__(self, ask: Callable[[], Any]) -> None:
        self._ask = ask
        self._found: Any = None

    async def __call__(self) -> list[Proposal]:
        if self._found is None:
            try:
                self._found = await self._ask()
            except MarketplaceError as fault:
                self._found = fault
        if isinstance(self._found, MarketplaceError):
            raise self._found
        return list(self._found)


def _lookup(reference: str) -> OfferRequest:
    """What the sandbox looks an offer up by: the reference alone."""
    nothing = Money(amount=Decimal(1), currency="USD")
    day = date(2026, 1, 1)
    return OfferRequest(
        reference=reference,
        listing_id="",
        proposal_id="",
        title="",
        total=nothing,
        milestones=(),
        start=day,
        due=day,
    )


def _planned(given: dict[str, Any], currency: str) -> PlannedMilestone:
    if given["amount"] <= 0:
        raise GraphQLError("The amount must be greater than 0.")
    amount = Money(amount=Decimal(str(given["amount"])), currency=currency)
    return PlannedMilestone(title=given["name"], amount=amount)


def _payments(one: Milestone) -> list[dict[str, Any]]:
    """The request for payment that goes with what was handed in."""
    if one.deliverable is None:
        return []
    handed_in = one.deliverable
    return [
        {
            "id": global_id("PaymentRequest", handed_in.id),
            "number": handed_in.id,
            "status": PAYMENT_STATES.get(one.state, "UNAPPROVED"),
            "workerPayoutStatus": "PAID" if one.state is MilestoneState.RELEASED else "UNPAID",
            "billedAmount": float(one.amount.amount),
            "date": handed_in.submitted_at.date().isoformat(),
            "issuedAt": handed_in.submitted_at.date().isoformat(),
            "comments": handed_in.text,
        }
    ]


def _moment(at: datetime | None) -> str | None:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if at else None
