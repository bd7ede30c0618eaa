"""Each marketplace as the soak needs it: something that misbehaves, how the product reaches it, and the truth behind it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from marketplace.sandbox.provider import Sandbox
from sources import SystemClock

WRITES = "post, offer, fund, release, message"
FAULTS = (
    f"{WRITES}: 429 retry-after 1 5%; {WRITES}: 500 5%; {WRITES}: lands then 500 6%; {WRITES}: lands then reset 6%; "
    f"{WRITES}: lands late 2s 3%; find: lag 0.2s; proposals, contract, find: reset 3%"
)
"""The mix of reliability.md, section 5, and reading that fails now and then."""


@dataclass
class Market:
    """`settings` lead the product there; `truth` is what really exists."""

    truth: Sandbox
    settings: dict[str, Any] = field(default_factory=dict)

    async def connect(self, settings: dict[str, Any]) -> None:
        """Connects the account that the product will act with. The sandbox needs none."""


@asynccontextmanager
async def sandbox(folder: Path, faults: str) -> AsyncIterator[Market]:
    """The product's own sandbox, in a file that replicas share."""
    truth = Sandbox(folder / "sandbox.db", now=SystemClock().now)
    try:
        yield Market(truth, {"sandbox_faults": faults})
    finally:
        await truth.close()


MARKETS: dict[str, Callable[[Path, str], AbstractAsyncContextManager[Market]]] = {"sandbox": sandbox}
