"""Bids and candidates: read, preferred and turned down. A bid is a proposal in the sandbox."""

from typing import Any

from stand_ins.worksome.shapes import Shapes
from stand_ins.worksome.state import WorksomeState


class Bids:
    """Fields about bids and candidates."""

    def __init__(self, state: WorksomeState, shapes: Shapes) -> None:
        self._state = state
        self._sandbox = state.sandbox
        self._shapes = shapes

    def roots(self) -> dict[str, Any]:
        """What each root field does."""
        return {
            "bid": self._bid,
            "updateJobCandidateStatus": self._judge,
            "updateJobCandidatePreferred": self._prefer,
        }

    async def _bid(self, _info: Any, id: str) -> dict[str, Any] | None:
        found = await self._state.proposal(id)
        return self._shapes.bid(*found) if found else None

    async def _prefer(self, _info: Any, input: dict[str, Any]) -> dict[str, Any]:
        job, proposal = await self._state.known(input["jobCandidate"])
        await self._sandbox.shortlist(f"L{job.listing}", proposal.id)
        self._state.preferred.add(proposal.id)
        return self._shapes.candidate(job, proposal, {})

    async def _judge(self, _info: Any, input: dict[str, Any]) -> dict[str, Any]:
        job, proposal = await self._state.known(input["jobCandidate"])
        await self._sandbox.decline(f"L{job.listing}", proposal.id, input.get("statusComment") or "")
        self._state.ineligible[proposal.id] = input.get("statusComment") or ""
        return self._shapes.candidate(job, proposal, {})
