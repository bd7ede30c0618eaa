"""One operation that was sent, and what the answers to all of its fields have in common."""

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from gigs.money import Money
from marketplace.sandbox.provider import Sandbox
from ports.marketplace import MarketplaceRefused
from stand_ins.upwork.state import UpworkState


class Operation:
    """`acts_for` is what the organization's header said."""

    def __init__(
        self, state: UpworkState, sandbox: Sandbox, now: Callable[[], datetime], acts_for: str
    ) -> None:
        self._state = state
        self._sandbox = sandbox
        self._now = now
        self._company = state.companies[0]
        self._hires = any(
            one["organizationId"] == acts_for and one["organizationLegacyType"] == "Client"
            for one in state.companies
        )
        self._acts_for = acts_for

    def _check_hires(self) -> None:
        if not self._hires:
            raise MarketplaceRefused("Authorization failed")

    def _money(self, money: Money, *, in_cents: bool = False) -> Any:
        raw = f"{money.amount * 100:.0f}" if in_cents else str(money.amount.normalize())
        shown = self._state.odd_money or f"${money.amount:,.2f}"
        return {"rawValue": f"{Decimal(raw):f}", "currency": money.currency, "displayValue": shown}

    def _page(self, nodes: list[Any], after: int, first: int = 10) -> Any:
        """A connection whose cursors are places; with holes, edges and nodes are null and the count is wrong."""
        size = min(first, self._state.shrinks_page or first)
        shown = nodes[after : after + size]
        edges: list[Any] = [{"cursor": str(after + n), "node": node} for n, node in enumerate(shown, start=1)]
        end = str(after + len(shown)) if shown else None
        if self._state.holes and shown:
            edges = [None, {"cursor": "?", "node": None}, *edges]
        count = 0 if self._state.holes else len(nodes)
        return {
            "totalCount": count,
            "edges": edges,
            "pageInfo": {"endCursor": end, "hasNextPage": after + size < len(nodes)},
        }


def from_cents(sent: Any, times: int = 1) -> Money:
    """An amount in cents, and nothing but digits."""
    if not re.fullmatch(r"[1-9]\d*", sent["amount"]):
        raise MarketplaceRefused("amount has incorrect value")
    return Money(amount=Decimal(sent["amount"]) / 100 * times, currency=sent["currency"])
