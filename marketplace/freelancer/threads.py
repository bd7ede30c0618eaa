"""Conversations on Freelancer.com: the thread of a project with one bidder, and what was said in it."""

import html
from collections.abc import Sequence

from gigs.marketplaces import FREELANCER
from marketplace.freelancer.endpoints import MESSAGES, THREADS, Endpoints, Param, one
from marketplace.freelancer.outcomes import each_as, read_as, values_of
from marketplace.freelancer.wire import Bid, Message, Thread
from ports.marketplace import MarketplaceUnavailable

CONTEXT = "project"


async def write(api: Endpoints, bid: Bid, text: str) -> None:
    """Says it in the thread of this bid, which begins with it where there is none yet. Not idempotent."""
    thread = await find_thread(api, bid)
    if thread is None:
        form: list[Param] = [
            ("members[]", bid.bidder_id),
            ("context_type", CONTEXT),
            ("context", bid.project_id),
            ("message", text),
        ]
        await api.post(THREADS, form=form)
    else:
        await api.post(one(THREADS, thread.id, "messages"), form=[("message", text)])


async def said(api: Endpoints, bid: Bid) -> Sequence[Message]:
    """Everything in the thread of this bid, oldest first; nothing where there is no thread."""
    thread = await find_thread(api, bid)
    if thread is None:
        return ()
    results = await api.pages(MESSAGES, "messages", ("threads[]", thread.id))
    found = [read_as(Message, raw) for result in results for raw in values_of(result.get("messages"))]
    return sorted(found, key=lambda message: (message.time_created or 0, message.id))


async def has_said(api: Endpoints, bid: Bid, text: str) -> bool:
    """Whether this text was written to the bidder already, by whoever acts for us."""
    wanted = _folded(text)
    mine = [message for message in await said(api, bid) if message.from_user != bid.bidder_id]
    if any(_folded(message.message) == wanted for message in mine):
        return True
    if any("message" not in message.model_fields_set for message in mine):
        raise MarketplaceUnavailable(f"{FREELANCER.title} does not say what we have written")
    return False


async def find_thread(api: Endpoints, bid: Bid) -> Thread | None:
    """The oldest thread about this project with this bidder in it.

    The server is asked by project, and the members are compared here: that a query by member narrows is [unverified].
    """
    results = await api.pages(THREADS, "threads", ("contexts[]", bid.project_id), ("context_type", CONTEXT))
    found = []
    for result in results:
        for raw in values_of(result.get("threads")):
            inner = raw.get("thread") if isinstance(raw, dict) else None
            found.append({**raw, **inner} if isinstance(inner, dict) else raw)
    threads = each_as(Thread, found)
    ours = [thread for thread in threads if bid.bidder_id in thread.members and _is_about(thread, bid)]
    if not ours and (len(threads) < len(found) or not all(map(_is_told, threads))):
        raise MarketplaceUnavailable(f"{FREELANCER.title} lists a thread that cannot be read")
    return min(ours, key=lambda thread: thread.id, default=None)


def _is_told(thread: Thread) -> bool:
    """Whether they say whose it is and what it is about."""
    about = thread.context
    return bool(thread.members) and about is not None and about.type is not None and about.id is not None


def _is_about(thread: Thread, bid: Bid) -> bool:
    context = thread.context
    return context is not None and context.type == CONTEXT and context.id == bid.project_id


def _folded(text: str) -> str:
    """They may trim, re-wrap and escape what was sent."""
    return " ".join(html.unescape(text).split())
