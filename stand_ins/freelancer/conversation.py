"""What was said in a thread, put together from what the sandbox knows: messages, changes asked for, work handed in."""

import re
from datetime import datetime

from sqlalchemy import select

from gigs.contract import Contract
from gigs.proposal import Proposal
from marketplace.sandbox import tables, work
from marketplace.sandbox.file import Tx
from marketplace.sandbox.letters import handed_in
from marketplace.sandbox.provider import Sandbox
from marketplace.sandbox.story import DELIVERY, after, draw
from ports.marketplace import OfferRequest
from stand_ins.freelancer.awards import contract_of, moments


async def talk_of(
    tx: Tx, sandbox: Sandbox, proposal: Proposal, at: datetime, seen_by: datetime
) -> list[tuple[datetime, bool, str]]:
    """(when, whether it is ours, text), oldest first: what we wrote, what we sent back, what they handed in."""
    table = tables.messages
    rows = (await tx.execute(select(table).where(table.c.proposal == proposal.id))).all()
    said = [(row.at, True, row.text) for row in rows]
    held = await contract_of(tx, sandbox, proposal.id, at)
    if held is not None:
        said += await _about_work(tx, sandbox, held, at)
    return sorted((one for one in said if one[0] <= seen_by), key=lambda one: (one[0], not one[1]))


async def _about_work(
    tx: Tx, sandbox: Sandbox, held: Contract, at: datetime
) -> list[tuple[datetime, bool, str]]:
    number, desk = int(held.id[1:]), sandbox.desk
    table = tables.sent_back
    returns = (await tx.execute(select(table).where(table.c.contract == number))).all()
    row = await work.row_of(tx, held.id)
    title = OfferRequest.model_validate_json(row.request).title
    begins = await moments(tx, held, tables.milestones.c.active_at)
    said = []
    for place, step in enumerate(held.milestones, start=1):
        mine = [one for one in returns if one.milestone == place]
        said += [(one.at, True, f"Please change “{quoted(step.title)}”: {one.reason}") for one in mine]
        starts = [(begins[step.id], "")] if step.id in begins else []
        starts += [(one.at, one.reason) for one in mine]
        for version, (start, reason) in enumerate(starts, start=1):
            ready = start + after(DELIVERY + 0.9 * draw(desk.seed, step.id, version), row.pace)
            if ready <= at:
                said.append((ready, False, handed_in(quoted(step.title), title, reason)))
    return said


def quoted(title: str) -> str:
    """The title as messages quote it: without the amount in brackets behind it."""
    return re.sub(r" \([^()]*\)$", "", title)
