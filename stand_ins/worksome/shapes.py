"""Jobs, bids, candidates, hires and milestones as Worksome's GraphQL shows them, each with a way to the others."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from gigs.brief import PriceType
from gigs.contract import Contract, ContractState, Milestone, MilestoneState
from gigs.proposal import Proposal, ProposalStatus
from ports.marketplace import MarketplaceError, OfferRequest
from stand_ins.worksome.ids import global_id, moment, page_of
from stand_ins.worksome.state import Job, WorksomeState

PAYMENT_STATES = {
    MilestoneState.SUBMITTED: "UNAPPROVED",
    MilestoneState.SENT_BACK: "REJECTED",
    MilestoneState.RELEASED: "APPROVED",
}
MILESTONE_STATES = {MilestoneState.SUBMITTED: "PAYMENT_REQUESTED", MilestoneState.RELEASED: "COMPLETED"}


class AskedOnce:
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


class Shapes:
    """`site` is where the pages of the marketplace are."""

    def __init__(self, state: WorksomeState, now: Callable[[], datetime], site: Callable[[], str]) -> None:
        self._state = state
        self._sandbox = state.sandbox
        self._now = now
        self._site = site

    def job(self, job: Job) -> dict[str, Any]:
        status = "COMPLETED" if job.ended else "ACTIVE" if job.listing else "DRAFT"
        proposals = AskedOnce(lambda: self._proposals(job))
        return {
            "id": global_id("Job", job.number),
            "number": job.number,
            "name": job.name,
            "status": status,
            "currency": self._state.currency,
            "rateType": (job.given.get("rateType") or {}).get("type"),
            "published": job.listing is not None,
            "publishedAt": moment(job.published_at),
            "createdAt": moment(job.created_at),
            "url": f"{self._site()}/jobs/{job.number}",
            "externalIdentifier": job.given.get("externalIdentifier"),
            "bids": lambda _info, first, page=None: self._bids(job, proposals, first, page),
            "jobCandidates": lambda _info, first, page=None: self._candidates(job, proposals, first, page),
        }

    async def _proposals(self, job: Job) -> list[Proposal]:
        return list(await self._sandbox.proposals(f"L{job.listing}")) if job.listing else []

    def bid(self, job: Job, proposal: Proposal) -> dict[str, Any]:
        status = "CANCELLED" if proposal.status is ProposalStatus.WITHDRAWN else "OPEN"
        return {
            "id": global_id("Bid", proposal.id),
            "status": status,
            "job": self.job(job),
            "worker": self._worker(proposal.freelancer, proposal.freelancer_id, proposal.country),
            "rate": float(proposal.rate.amount),
            "rateType": self._state.per_rate_type
            or ("HOURLY" if proposal.price_type is PriceType.HOURLY else "FIXED"),
            "currency": proposal.rate.currency,
            "brief": proposal.letter,
            "conversation": self._conversation(proposal),
        }

    async def _bids(self, job: Job, proposals: AskedOnce, first: int, page: int | None) -> dict[str, Any]:
        return page_of([self.bid(job, one) for one in await proposals()], first, page)

    async def _candidates(
        self, job: Job, proposals: AskedOnce, first: int, page: int | None
    ) -> dict[str, Any]:
        """One for each bid, behind those who were only suggested and never bid."""
        hires = await self._state.hired(job)
        suggested = [self._suggested(job, number) for number in range(self._state.suggested)]
        found = [self.candidate(job, one, hires) for one in await proposals()]
        return page_of([*suggested, *found], first, page)

    def _suggested(self, job: Job, number: int) -> dict[str, Any]:
        return {
            "id": global_id("JobCandidate", f"{job.number}-suggested-{number}"),
            "job": self.job(job),
            "worker": self._worker(f"Only Suggested {number}"),
            "bid": None,
            "hire": None,
            "status": "ELIGIBLE",
            "isPreferred": False,
            "createdAt": moment(job.created_at),
        }

    def candidate(self, job: Job, one: Proposal, hires: dict[str, str]) -> dict[str, Any]:
        hire = hires.get(one.id)
        return {
            "id": global_id("JobCandidate", one.id),
            "job": self.job(job),
            "worker": self._worker(one.freelancer, one.freelancer_id, one.country),
            "bid": self.bid(job, one),
            "hire": (lambda _info: self.hire(hire)) if hire else None,
            "status": "NON_ELIGIBLE" if one.id in self._state.ineligible else "ELIGIBLE",
            "isPreferred": one.id in self._state.preferred,
            "createdAt": moment(one.received_at),
        }

    async def hire(self, contract_id: str) -> dict[str, Any]:
        contract = await self._sandbox.contract(contract_id)
        request = await self._state.offer(contract_id)
        found = await self._state.proposal(global_id("Bid", contract.proposal_id))
        assert found
        job, proposal = found
        own = contract_id in self._state.milestones
        return {
            "id": global_id("Hire", contract_id),
            "number": f"H-{contract_id}",
            "job": self.job(job),
            "worker": self._worker(contract.freelancer, proposal.freelancer_id),
            "conversation": self._conversation(proposal),
            "currency": proposal.rate.currency,
            "rate": float(proposal.rate.amount),
            "rateType": "HOURLY" if proposal.price_type is PriceType.HOURLY else "FIXED",
            "status": self._hire_status(contract, request),
            "externalIdentifier": request.reference,
            "latestContract": {"id": global_id("Contract", contract_id), "jobName": request.title},
            "milestones": lambda _info, first, page=None: page_of(
                self.milestones(contract) if own else [], first, page
            ),
            "paymentRequests": lambda _info, first, page=None: page_of(
                [asked for one in contract.milestones for asked in payments_of(one)], first, page
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

    def milestones(self, contract: Contract) -> list[dict[str, Any]]:
        """Newest first: the order is nobody's promise."""
        due = self._state.milestones[contract.id]
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
                    payments_of(one), first, page
                ),
            }
            for one, day in zip(contract.milestones, due, strict=True)
        ]
        return shown[::-1]

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


def payments_of(one: Milestone) -> list[dict[str, Any]]:
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
