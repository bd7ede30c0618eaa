"""Invitations to a job post: sent, and counted; they don't say to whom."""

from typing import Any

from marketplace.sandbox import invitations
from marketplace.sandbox.faults import Call
from stand_ins.upwork import catalogue
from stand_ins.upwork.operation import Operation


class Invitations(Operation):
    """Fields about invitations."""

    async def createClientJobInvitation(self, _info: Any, clientJobInvitationCreateRequest: Any) -> str:
        self._check_hires()
        sent = clientJobInvitationCreateRequest
        number = catalogue.job_number(sent["jobPostingId"])
        own = catalogue.user_own(sent["freelancerId"])
        await self._sandbox.invite(f"L{number}", own, sent.get("invitationLetter") or "")
        return str(900_000_000 + number)

    async def invitations_sent(self, number: int, _info: Any) -> Any:
        """The statistics of a job post."""

        async def look(tx: Any, _at: Any, _lag: Any) -> int:
            return await invitations.invited(tx, f"L{number}")

        return {"totalInvitesSent": await self._sandbox.read(Call.IS_INVITED, look)}
