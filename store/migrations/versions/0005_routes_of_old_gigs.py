"""Gigs that were put to approvers before there were routes get one: those who were asked, each of whom must say yes.

Their clock starts, and what they hold of a budget counts, as for any gig that is submitted from now on.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TO_ANSWER = timedelta(days=5)
"""Nobody loses a gig to the upgrade itself: until then every open question can be answered."""
_ROUTED = frozenset({"in_approval", "approved", "offer_in_approval"})
_HOLDS_NOTHING = frozenset({"draft", "changes_asked", "expired", "rejected", "cancelled"})
_SINCE = {"purchase_order": "", "emergency": "", "answers": {}}
"""What briefs have got since, as a gig without it is read."""

_gig = sa.table("gig", *map(sa.column, ("tenant", "number", "requester", "state", "document")))
_clock = sa.table(
    "clock", sa.column("tenant"), sa.column("number"), sa.column("due_at", sa.DateTime(timezone=True))
)
_commitment = sa.table(
    "commitment",
    *map(sa.column, ("tenant", "number", "requester", "cost_centre", "purchase_order", "amount", "currency")),
    sa.column("starts", sa.Date),
    sa.column("at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    connection, now = op.get_bind(), datetime.now(UTC)  # noqa: TID251 - a migration is given no Clock
    held = {tuple(row) for row in connection.execute(sa.select(_commitment.c.tenant, _commitment.c.number))}
    for row in connection.execute(sa.select(_gig).where(_gig.c.state != "draft")).all():
        gig, this = json.loads(row.document), {"tenant": row.tenant, "number": row.number}
        if gig.get("route") or not gig.get("brief"):
            continue
        if row.state in _ROUTED:
            here = (_gig.c.tenant == row.tenant, _gig.c.number == row.number)
            due = _give_route(gig, now)
            connection.execute(sa.update(_gig).where(*here).values(document=json.dumps(gig)))
            if due and row.state != "approved":
                connection.execute(sa.delete(_clock).where(*(_clock.c[name] == this[name] for name in this)))
                connection.execute(sa.insert(_clock).values(this | {"due_at": due}))
        if row.state not in _HOLDS_NOTHING and (row.tenant, row.number) not in held:
            holds = this | {"requester": row.requester} | _commitment_of(gig)
            connection.execute(sa.insert(_commitment).values(holds))


def _give_route(gig: dict[str, Any], now: datetime) -> datetime | None:
    """Changes the document; when the first of its open questions ends."""
    brief = json.dumps(_SINCE | gig["brief"], sort_keys=True)
    asked = [one for one in gig["approvals"] if one["revision"] == gig["revision"]]
    ends = []
    for one in asked:
        one["fingerprint"] = hashlib.sha256(brief.encode()).hexdigest()
        if not one.get("decision"):
            due = max(datetime.fromisoformat(one["due_at"]), now + _TO_ANSWER)
            one["due_at"] = due.isoformat()
            ends.append(due)
    step = {
        "name": "Approval",
        "ask": "everybody who was asked",
        "need": "all",
        "approvers": [one["approver"] for one in asked],
        "timing": {"expire": "PT40H"},
    }
    gig["route"] = {"policy": "before policies", "steps": [step]}
    return min(ends, default=None)


def _commitment_of(gig: dict[str, Any]) -> dict[str, Any]:
    brief = _SINCE | gig["brief"]
    hours = 1 if brief["hours"] is None else brief["hours"]
    currency, amount = brief["rate"]["currency"], Decimal(brief["rate"]["amount"]) * hours
    if gig.get("approved"):
        amount = Decimal(gig["approved"]["amount"])
    if gig["state"] == "offer_in_approval":
        amount = max(amount, Decimal(gig["choice"]["total"]["amount"]))
    if gig["state"] in {"completed", "closed"} and gig.get("contract"):
        currency = gig["contract"]["total"]["currency"]
        amount = sum(_paid(gig["contract"]), Decimal(0))
    return {
        "cost_centre": brief["cost_centre"].casefold(),
        "purchase_order": brief["purchase_order"].casefold(),
        "amount": str(amount),
        "currency": currency,
        "starts": date.fromisoformat(brief["start"]),
        "at": datetime.fromisoformat(gig.get("submitted_at") or gig["changed_at"]).astimezone(UTC),
    }


def _paid(contract: dict[str, Any]) -> Iterator[Decimal]:
    for milestone in contract["milestones"]:
        if milestone["state"] == "released":
            yield Decimal(milestone["amount"]["amount"])


def downgrade() -> None:
    """Nothing is taken back: what a gig holds and when it is looked at is true before and after."""
