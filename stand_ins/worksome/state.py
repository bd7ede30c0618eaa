"""What exists at Worksome's stand-in: jobs of its own, and what the sandbox has once a job is published."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from gigs.proposal import Proposal
from marketplace.sandbox import listings, tables
from marketplace.sandbox.provider import Sandbox
from ports.marketplace import MarketplaceRefused, OfferRequest
from stand_ins.worksome.ids import global_id, number_in

COMPANY = "Aurora Ltd"


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


class WorksomeState:
    """`currency` is the company's: a job is in it, and cannot be in another. Tests set whatever they need."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.currency = "USD"
        self.companies = [COMPANY]
        self.per_rate_type: str | None = None
        """The rate type of every bid, instead of its own."""
        self.refuses_milestones = ""
        """Why no milestone may be created; empty when they may."""
        self.suggested = 1
        """Candidates of every job who never made a bid."""
        self.jobs: list[Job] = []
        self.webhooks: list[dict[str, Any]] = []
        self.preferred: set[str] = set()
        self.ineligible: dict[str, str] = {}
        """Proposals that were declined, with the reason."""
        self.milestones: dict[str, list[date]] = {}
        """Contract -> the due dates of the milestones that were created for it."""

    @property
    def company(self) -> str:
        """The id of the company that we act for."""
        return global_id("Company", 1)

    async def published(self, reference: str) -> list[Job]:
        """Every job that is published with this identifier."""
        await self.link()
        return [job for job in self.jobs if job.reference == reference and job.listing]

    async def link(self) -> None:
        """A publication lands when it lands: each job that was sent off gets its listing in the sandbox."""
        async with self.sandbox.transaction() as (tx, _):
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

    def find(self, id_: str) -> Job:
        """The job with this id. Raises MarketplaceRefused when there is none."""
        number = number_in("Job", id_)
        found = next((job for job in self.jobs if str(job.number) == number), None)
        if found is None:
            raise MarketplaceRefused("The selected id is invalid.")
        return found

    async def proposal(self, id_: str) -> tuple[Job, Proposal] | None:
        """Who bid, by the id of the bid or of the candidate, with the job."""
        await self.link()
        number = number_in("Bid", id_) or number_in("JobCandidate", id_)
        async with self.sandbox.transaction() as (tx, at):
            try:
                row = await listings.proposal_row(tx, number, at)
            except MarketplaceRefused:
                return None
            proposal = listings.as_proposal(row, at)
        job = next(job for job in self.jobs if job.listing == row.listing)
        return job, proposal

    async def known(self, id_: str) -> tuple[Job, Proposal]:
        """See proposal. Raises MarketplaceRefused when there is none."""
        found = await self.proposal(id_)
        if found is None:
            raise MarketplaceRefused("The selected id is invalid.")
        return found

    async def hired(self, job: Job) -> dict[str, str]:
        """The contracts of a job, by bid."""
        async with self.sandbox.transaction() as (tx, _):
            rows = (await tx.execute(select(tables.contracts.c.number, tables.contracts.c.proposal))).all()
        return {row.proposal: f"C{row.number}" for row in rows if row.proposal.startswith(f"L{job.listing}-")}

    async def offer(self, contract_id: str) -> OfferRequest:
        """What was offered."""
        async with self.sandbox.transaction() as (tx, _):
            query = select(tables.contracts.c.request)
            mine = tables.contracts.c.number == int(contract_id.removeprefix("C"))
            return OfferRequest.model_validate_json((await tx.execute(query.where(mine))).scalar_one())
