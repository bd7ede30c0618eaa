"""Threads: opened, written in and read."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from gigs.proposal import Proposal
from marketplace.sandbox import listings
from marketplace.sandbox.faults import Call
from marketplace.sandbox.file import Tx
from marketplace.sandbox.provider import Sandbox
from stand_ins.freelancer import shapes
from stand_ins.freelancer.awards import contract_of, proposal_of
from stand_ins.freelancer.conversation import quoted, talk_of
from stand_ins.freelancer.requests import Route, Wrong, form_of, id_in, invalid, only, page
from stand_ins.freelancer.shapes import BID, OWNER, PROJECT, THREAD, seconds


class Threads:
    """There is one for each bid with which anything was said."""

    def __init__(self, sandbox: Sandbox, now: Callable[[], datetime]) -> None:
        self._sandbox = sandbox
        self._now = now

    def routes(self) -> list[Route]:
        """What is answered here."""
        return [
            ("GET", "/messages/0.1/threads/", self._threads),
            ("POST", "/messages/0.1/threads/", self._create_thread),
            ("POST", "/messages/0.1/threads/{id}/messages/", self._write_in_thread),
            ("GET", "/messages/0.1/messages/", self._messages),
        ]

    async def _threads(self, request: web.Request) -> Any:
        asked = only(request, {"contexts[]", "context_type", "members[]", "limit", "offset"})
        if asked.get("context_type") != "project":
            raise invalid("context_type")
        async with self._sandbox.transaction() as (tx, at):
            proposals = await listings.proposals(tx, f"L{int(asked['contexts[]']) - PROJECT}", at)
            found = [one for one in proposals if await talk_of(tx, self._sandbox, one, at, at)]
        shown = [
            {"thread": _thread(one), "time_updated": seconds(self._now()), "is_read": True} for one in found
        ]
        return {"threads": page(request, shown), "users": None}

    async def _create_thread(self, request: web.Request) -> Any:
        form = await form_of(request, {"members[]", "context_type", "context", "message"})
        async with self._sandbox.transaction() as (tx, at):
            proposals = await listings.proposals(tx, f"L{int(form['context']) - PROJECT}", at)
        mine = [one for one in proposals if str(shapes.user_number(one.freelancer_id)) == form["members[]"]]
        if not mine or form["context_type"] != "project":
            raise invalid("members")
        await self._write(mine[0], form["message"])
        return {"id": _thread(mine[0])["id"], "thread": _thread(mine[0])}

    async def _write_in_thread(self, request: web.Request) -> Any:
        form = await form_of(request, {"message"})
        proposal = await self._in_thread(id_in(request))
        await self._write(proposal, form["message"])
        return {
            "id": 1,
            "from_user_id": OWNER,
            "thread_id": id_in(request),
            "message": form["message"],
            "attachments": [],
        }

    async def _messages(self, request: web.Request) -> Any:
        asked = only(request, {"threads[]", "limit", "offset"})
        number = int(asked["threads[]"])
        proposal = await self._in_thread(number)

        async def look(tx: Tx, at: datetime, lag: timedelta) -> list[Any]:
            return await talk_of(tx, self._sandbox, proposal, at, at - lag)

        said = await self._sandbox.read(Call.HAS_MESSAGE, look)
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
        return {"messages": page(request, shown[::-1]), "unfiltered_count": len(shown)}

    async def _in_thread(self, number: int) -> Proposal:
        async with self._sandbox.transaction() as (tx, at):
            proposal = await proposal_of(tx, number - THREAD + BID, at)
        if proposal is None:
            raise Wrong(404, "MessageExceptionCodes.THREAD_NOT_FOUND", "Thread not found.")
        return proposal

    async def _write(self, proposal: Proposal, text: str) -> None:
        """A freelancer who is at work reads whether something should be changed, and does it."""
        title, _, reason = text.removeprefix("Please change “").partition("”: ")
        async with self._sandbox.transaction() as (tx, at):
            held = await contract_of(tx, self._sandbox, proposal.id, at)
        steps = held.milestones if held and text.startswith("Please change “") else ()
        step = next((one for one in steps if quoted(one.title) == title), None)
        if held is None or step is None:
            await self._sandbox.message("", proposal.id, text)
        else:
            await self._sandbox.send_back(held.id, step.id, reason)


def _thread(proposal: Proposal) -> dict[str, Any]:
    return {
        "id": shapes.bid_number(proposal.id) - BID + THREAD,
        "members": [OWNER, shapes.user_number(proposal.freelancer_id)],
        "owner": OWNER,
        "context": {"type": "project", "id": PROJECT + int(proposal.id.partition("-")[0][1:])},
        "thread_type": "private_chat",
        "time_created": seconds(proposal.received_at),
    }
