"""Job posts: created, found in our own list, changed and closed."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from gigs.gig import Listing
from gigs.marketplaces import UPWORK
from gigs.value import Value
from marketplace.http.each import id_text, ours_of
from marketplace.upwork import catalogue
from marketplace.upwork.operations import CREATE_JOB, JOB, OWN_JOBS, UPDATE_JOB
from marketplace.upwork.paging import Page, page_of, pages, pagination, unsure
from marketplace.upwork.translate import (
    ALL_CLOSED,
    CLOSED,
    PUBLISHED,
    holds_reference,
    job_request,
    moment,
    wire_time,
)
from marketplace.upwork.wire import Wire, understood
from ports.marketplace import (
    REFERENCE,
    MarketplaceError,
    MarketplaceRefused,
    MarketplaceUnknown,
    Ours,
    PostRequest,
)

log = logging.getLogger(__name__)

LOOKS_BACK = timedelta(days=60)
"""How old a post may be that is looked up by its reference."""

PARTS = {
    "questionsSaved": ("questions", "its screening questions"),
    "sandsJobPostSaved": ("sandsJobPost", "its skills"),
    "skillsSaved": ("sandsJobPost", "its skills"),
}
"""Flag of their answer -> the part of our request that it is about, and what people call that."""


HOURLY = {"HOURLY": True, "FIXED": False}
"""ContractType -> whether it is paid by the hour."""


class Saved(Value):
    """What a create or an update says that it kept."""

    id: str
    version: int | None
    lost: tuple[str, ...]


class Job(Value):
    """A post as it stands. `status` is one of theirs, known or not."""

    id: str
    version: int | None
    status: str
    ciphertext: str
    created_at: datetime | None
    hourly: bool | None
    """None where they do not say."""


def _saved(raw: Any) -> Saved:
    lost = tuple(flag for flag in PARTS if raw.get(flag) is False)
    return Saved(id=id_text(raw["id"]), version=raw.get("version"), lost=lost)


def _lost(saved: Saved, body: dict[str, Any]) -> str:
    """What we sent and they did not keep, in words; a part that was not sent cannot be lost."""
    words = [words for flag, (part, words) in PARTS.items() if flag in saved.lost and part in body]
    return " and ".join(dict.fromkeys(words))


async def post(wire: Wire, request: PostRequest) -> Listing:
    """See Marketplace.post. A post that lost a part is mended once, else closed again and refused: never half public."""
    organization = await wire.organization()
    body = job_request(request, organization, await catalogue.file(wire, request))
    body["jobPostingInfo"]["status"] = PUBLISHED
    saved = await wire.read(CREATE_JOB, {"job": body}, _saved)
    if _lost(saved, body):
        await _mend(wire, saved, body)
    return await _listing(wire, saved.id, request.reference)


async def _mend(wire: Wire, saved: Saved, body: dict[str, Any]) -> None:
    lost = _lost(saved, body)
    try:
        again = {**body, "jobPostingInfo": {**body["jobPostingInfo"], "version": saved.version}}
        lost = _lost(await wire.read(UPDATE_JOB, {"id": saved.id, "job": again}, _saved), body)
    except MarketplaceError as trouble:
        log.warning("a post that lost a part could not be mended", extra={"error": type(trouble).__name__})
    if not lost:
        return
    try:
        await close(wire, saved.id)
    except MarketplaceError as trouble:
        raise MarketplaceUnknown(
            f"{UPWORK.title} posted it without {lost}, and it could not be closed"
        ) from trouble
    raise MarketplaceRefused(
        f"{UPWORK.title} did not keep {lost}, so the post was closed again. Try it once more."
    )


async def _listing(wire: Wire, id_: str, reference: str) -> Listing:
    """It exists; what cannot be read of it now is left out."""
    try:
        job = await read(wire, id_)
    except MarketplaceError:
        return _as_listing(id_, reference, "", wire.now())
    if job.status != PUBLISHED:
        log.warning("%s holds a post back", UPWORK.title, extra={"status": job.status})
    return _as_listing(id_, reference, job.ciphertext, job.created_at or wire.now())


def _as_listing(id_: str, reference: str, ciphertext: str, at: datetime) -> Listing:
    """The address is that of their site, by what is seen there; it is not documented."""
    url = f"https://www.upwork.com/jobs/{ciphertext}" if ciphertext else ""
    return Listing(id=id_, marketplace=UPWORK.name, reference=reference, url=url, posted_at=at)


async def read(wire: Wire, listing_id: str) -> Job:
    """The post as it stands. Raises MarketplaceRefused for one that is not there."""
    return await wire.read(JOB, {"id": listing_id}, _job)


def _job(raw: Any) -> Job:
    info = raw.get("info") or {}
    return Job(
        id=id_text(raw["id"]),
        version=raw.get("version"),
        status=str(info.get("status") or ""),
        ciphertext=str(info.get("legacyCiphertext") or ""),
        created_at=moment((info.get("auditTime") or {}).get("createdDateTime")),
        hourly=HOURLY.get(str((raw.get("contractTerms") or {}).get("contractType"))),
    )


async def find(wire: Wire, reference: str) -> Listing | None:
    """See Marketplace.find_listing. Every page of our own list until an empty one: their counts are unreliable.

    Raises MarketplaceUnavailable where it is not in a list that has gaps.
    """
    found: list[Listing] = []
    gaps = False
    async for page in pages(partial(own_jobs, wire)):
        gaps |= page.gaps or any(_described(node) is None for node in page.nodes)
        found += understood(OWN_JOBS, partial(_named_in, page.nodes, reference, wire.now()))
    if gaps and not found:
        raise unsure("our job posts")
    return min(found, key=lambda one: (one.posted_at, one.id), default=None)


async def own(wire: Wire) -> Sequence[Ours]:
    """See Marketplace.own_listings; as far back as one is looked up by its reference.

    A post that has lost its description is passed over: it may never have it again, and nothing could be posted any more.
    """
    found: list[Ours] = []
    async for page in pages(partial(own_jobs, wire)):
        if page.gaps:
            raise unsure("our job posts")
        found += understood(OWN_JOBS, partial(_ours_in, page.nodes))
    return found


def _ours_in(nodes: Sequence[Any]) -> list[Ours]:
    pairs = ((node, REFERENCE.search(_described(node) or "")) for node in nodes)
    return [
        ours_of(
            partial(_ours, node, found.group()), node.get("id"), found.group(), node["content"].get("title")
        )
        for node, found in pairs
        if found
    ]


def _ours(node: Any, reference: str) -> Ours:
    job = _job(node)
    listing = _as_listing(
        job.id, reference, job.ciphertext, job.created_at or datetime.min.replace(tzinfo=UTC)
    )
    title = str((node.get("content") or {}).get("title") or "")
    return Ours(id=job.id, reference=reference, title=title, url=listing.url, at=job.created_at)


def _described(node: Any) -> str | None:
    """None where they do not say it as a text, so that it could be any post."""
    content = node.get("content") if isinstance(node, dict) else None
    text = content.get("description") if isinstance(content, dict) else None
    return text if isinstance(text, str) else None


def _named_in(nodes: Sequence[Any], reference: str, now: datetime) -> list[Listing]:
    """The posts whose description has this reference in it."""
    ours = [node for node in nodes if holds_reference(reference, _described(node) or "")]
    return [_as_listing(job.id, reference, job.ciphertext, job.created_at or now) for job in map(_job, ours)]


async def own_jobs(wire: Wire, after: str) -> Page:
    """A page of the organization's own posts."""
    wanted = {
        "pagination_eq": pagination(after),
        "createdDateTimeFrom_eq": wire_time(wire.now() - LOOKS_BACK),
    }
    return await wire.read(OWN_JOBS, {"filter": wanted}, lambda raw: page_of(raw["jobPosting"]))


async def update(wire: Wire, listing_id: str, request: PostRequest) -> None:
    """See Marketplace.update_listing. Under the version that was read: a change in between is refused by them."""
    organization = await wire.organization()
    job = await read(wire, listing_id)
    if job.status in ALL_CLOSED:
        raise MarketplaceRefused(f"This post is closed on {UPWORK.title}.")
    body = job_request(request, organization, await catalogue.file(wire, request))
    body["jobPostingInfo"]["version"] = job.version
    saved = await wire.read(UPDATE_JOB, {"id": listing_id, "job": body}, _saved)
    if lost := _lost(saved, body):
        raise MarketplaceRefused(
            f"{UPWORK.title} changed the post, but did not keep {lost}. Mend that on its own page."
        )


async def close(wire: Wire, listing_id: str) -> None:
    """See Marketplace.close_listing. That this status closes a post is inferred, so the post is read again."""
    job = await read(wire, listing_id)
    if job.status in ALL_CLOSED:
        return
    info: dict[str, Any] = {"status": CLOSED, "version": job.version}
    if chosen := await catalogue.reason(wire, "JOB_POSTING_CLOSE", "cancel|other|no longer"):
        info["reasonRid"] = chosen[0]
    body = {"organizationId": await wire.organization(), "jobPostingInfo": info}
    await wire.run(UPDATE_JOB, {"id": listing_id, "job": body})
    if (await read(wire, listing_id)).status not in ALL_CLOSED:
        raise MarketplaceRefused(
            f"{UPWORK.title} took the request and kept the post open; close it on its own page."
        )
