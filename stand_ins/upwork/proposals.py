"""Proposals: read, shortlisted, declined and answered. Each is a proposal in the sandbox."""

from typing import Any

from sqlalchemy import select

from gigs.proposal import Proposal, ProposalStatus
from marketplace.sandbox import listings, tables
from marketplace.sandbox.faults import Call
from ports.marketplace import MarketplaceRefused
from stand_ins.upwork import catalogue
from stand_ins.upwork.operation import Operation


class Proposals(Operation):
    """Fields about proposals, and about the room in which a freelancer is written to."""

    async def clientProposals(
        self,
        _info: Any,
        jobPostingId: str,
        sortAttribute: Any,
        pagination: Any,
    ) -> Any:
        self._check_hires()
        if pagination["first"] > 40:
            raise MarketplaceRefused("VJCA-6 pagination.first has incorrect value")
        number = catalogue.job_number(jobPostingId)

        async def look(tx: Any, at: Any, _lag: Any) -> Any:
            found = await listings.proposals(tx, f"L{number}", at)
            rows = {row.id: row for row in await tx.execute(select(tables.proposals))}
            return [(one, rows[one.id]) for one in found]

        found = await self._sandbox.read(Call.PROPOSALS, look)
        nodes = [self._proposal(one, row) for one, row in found]
        assert sortAttribute == {"field": "MODIFIEDDATETIME", "sortOrder": "DESC"}
        nodes.sort(key=_changed, reverse=True)
        return self._page(nodes, int(pagination.get("after") or 0), pagination["first"])

    async def clientProposal(self, _info: Any, id: str) -> Any:
        self._check_hires()
        async with self._sandbox.transaction() as (tx, at):
            row = await listings.proposal_row(tx, catalogue.proposal_own(id), at)
            return self._proposal(listings.as_proposal(row, at), row)

    async def shortlistClientProposal(self, _info: Any, clientProposalShortlistRequest: Any) -> Any:
        return await self._marked(clientProposalShortlistRequest, self._sandbox.shortlist)

    async def declineClientProposal(self, _info: Any, clientProposalDeclineRequest: Any) -> Any:
        sent = clientProposalDeclineRequest
        async with self._sandbox.transaction() as (tx, at):
            row = await listings.proposal_row(tx, catalogue.proposal_own(sent["proposalId"]), at)
        if row.marked == ProposalStatus.DECLINED:
            raise MarketplaceRefused("This proposal is declined already.")
        return await self._marked(sent, self._sandbox.decline, sent["otherReason"])

    async def messageClientProposal(self, _info: Any, clientProposalMessageRequest: Any) -> Any:
        sent = clientProposalMessageRequest
        return await self._marked(sent, self._sandbox.message, sent["message"])

    async def proposalRoom(self, _info: Any, vendorProposalId: str) -> Any:
        own = catalogue.proposal_own(vendorProposalId)

        async def look(tx: Any, at: Any, lag: Any) -> Any:
            return await listings.messages(tx, own, at, lag)

        said = await self._sandbox.read(Call.HAS_MESSAGE, look)
        if not said:
            raise MarketplaceRefused("There is no such room.")
        nodes = [{"message": text} for text in said]

        def stories(_info: Any, filter: Any) -> Any:
            page = filter["pagination"]
            return self._page(nodes, int(page.get("after") or 0), page["first"])

        return {"id": f"room_{vendorProposalId}", "stories": stories}

    async def _marked(self, sent: Any, do: Any, *more: str) -> Any:
        self._check_hires()
        number = catalogue.job_number(sent["jobPostingId"])
        own = catalogue.proposal_own(sent["proposalId"])
        if not own.startswith(f"L{number}-"):
            raise MarketplaceRefused("There is no such proposal.")
        await do(f"L{number}", own, *more)
        return {"status": "SUCCESS"}

    def _proposal(self, one: Proposal, row: Any) -> Any:
        is_gone = one.status is ProposalStatus.WITHDRAWN
        status = (
            "Withdrawn" if is_gone else "Declined" if row.marked == ProposalStatus.DECLINED else "Activated"
        )
        user = catalogue.user_id(one.freelancer_id)
        return {
            "id": catalogue.proposal_id(one.id),
            "user": {
                "id": user,
                "name": one.freelancer,
                "publicUrl": f"https://www.upwork.com/freelancers/~{int(user):x}",
                "freelancerProfile": _profile(one),
            },
            "organization": {"id": f"team-of-{user}"},
            "terms": {"chargeRate": self._money(one.rate)},
            "coverLetter": one.letter,
            "projectPlan": {
                "milestones": [
                    {
                        "description": part.title,
                        "dueDate": "2026-12-14",
                        "amount": f"{part.amount.amount:.2f}",
                    }
                    for part in one.milestones
                ]
            },
            "auditDetails": {
                "createdDateTime": _time(one.received_at),
                "modifiedDateTime": _time(row.withdraws_at) if is_gone else None,
            },
            "status": {"status": status},
        }


def _changed(node: Any) -> str:
    audit = node["auditDetails"]
    return str((audit["modifiedDateTime"] or audit["createdDateTime"])["rawValue"])


def _time(at: Any) -> Any:
    return {"rawValue": at.isoformat(), "displayValue": f"{at:%b %d, %Y}"}


def _profile(one: Proposal) -> Any:
    score = None if one.rating is None else float(one.rating)
    return {
        "countryDetails": {"name": one.country},
        "aggregates": {
            "adjustedFeedbackScore": score,
            "jobSuccessScore": None if score is None else round(score * 20),
            "totalHourlyJobs": 0,
            "totalFixedJobs": one.jobs_done,
        },
    }
