"""Pages of their connections, where edges and nodes may be null and counts cannot be relied on."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from gigs.marketplaces import UPWORK
from gigs.value import Value
from marketplace.upwork.limits import PAGE
from ports.marketplace import MarketplaceUnavailable

FIRST = "0"
MOST_PAGES = 200
"""Nobody has so many of anything that is listed here."""


class Page(Value):
    """The nodes of a page that are there, and where the next one begins; None after an empty page.

    `is_last`: it was not full, and they say that nothing follows. `gaps`: something that belongs there is null, so that
    nothing can be said not to be there.
    """

    nodes: tuple[Any, ...]
    next: str | None
    is_last: bool
    gaps: bool


def page_of(connection: Any) -> Page:
    """A page of a connection, whose edges and nodes may be null."""
    listed = connection.get("edges")
    edges = listed if isinstance(listed, list) else []
    nodes = tuple(edge["node"] for edge in edges if isinstance(edge, dict) and edge.get("node"))
    info = connection.get("pageInfo") or {}
    cursor = info.get("endCursor")
    is_last = len(edges) < PAGE and info.get("hasNextPage") is False
    is_cut_off = bool(edges) and cursor is None and not is_last
    return Page(
        nodes=nodes,
        next=str(cursor) if edges and cursor is not None else None,
        gaps=not isinstance(listed, list) or len(nodes) < len(edges) or is_cut_off,
        is_last=is_last,
    )


def pagination(after: str) -> dict[str, Any]:
    """Their `Pagination`."""
    return {"after": after, "first": PAGE}


def unsure(what: str) -> MarketplaceUnavailable:
    """Instead of a no that could be wrong: a second post or offer would be made on the strength of it."""
    return MarketplaceUnavailable(
        f"{UPWORK.title}’s list of {what} has gaps, so it cannot be said what is not in it"
    )


async def pages(fetch: Callable[[str], Awaitable[Page]]) -> AsyncIterator[Page]:
    """Every page, until an empty one. A cursor that comes again ends it too, and so does a list without an end: what is
    behind it was not seen, which the last page then says as a gap.
    """
    after: str | None = FIRST
    seen: set[str] = set()
    while after is not None:
        if after in seen or len(seen) >= MOST_PAGES:
            yield Page(nodes=(), next=None, is_last=False, gaps=True)
            return
        seen.add(after)
        page = await fetch(after)
        yield page
        after = page.next
