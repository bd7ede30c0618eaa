"""Jobs and their bids: posting in two steps, finding, changing, ending, marking.

A job is created as a private draft and published by a second call, once and for ever. Only the second one is the
listing: a draft that was left behind by a lost answer or a crash is found again and published, and otherwise lies there
unseen. Publishing a job that is published changes nothing over there.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from gigs.gig import Listing
from gigs.proposal import Proposal, ProposalList
from marketplace.http.each import ours_of, readable
from marketplace.worksome import operations, translate
from marketplace.worksome.api import MOST_PAGES, Api
from marketplace.worksome.outcomes import TITLE
from marketplace.worksome.wire import Bid, Candidate, Entry, Job, JobAnswers, Ref
from ports.marketplace import (
    REFERENCE,
    MarketplaceRefused,
    MarketplaceUnavailable,
    MarketplaceUnknown,
    Ours,
    PostRequest,
)

EACH = (("job", "bids", "data"), ("job", "jobCandidates", "data"))
"""Lists of which every entry is read on its own."""


async def post(api: Api, request: PostRequest) -> Listing:
    """See Marketplace. Refused, unpublished, where our account counts in another currency than the brief."""
    given = translate.job_input("", request)
    draft = await _own_draft(api, request) or await _create(api, request)
    if draft.currency != request.rate.currency:
        raise MarketplaceRefused(
            f"Our {TITLE} account posts in {draft.currency}, and this brief is in {request.rate.currency}."
        )
    given |= {"id": draft.id, "externalIdentifier": request.reference, "published": True}
    job = await api.write(operations.UPDATE_JOB, given, "updateJob", Job)
    if not _is_listed(job):
        raise MarketplaceUnknown(f"{TITLE} took the job and did not publish it")
    return translate.listing_of(job, request.reference)


async def _own_draft(api: Api, request: PostRequest) -> Job | None:
    """The draft that an earlier try for this very post has left behind."""
    mine = {"accounts": [await api.company()]}
    name = translate.draft_name(request)
    async for job in api.every(operations.DRAFTS, mine, "jobs", Job, readable_only=True):
        if job.status == translate.DRAFT and name == job.name and not job.published:
            return job
    return None


async def _create(api: Api, request: PostRequest) -> Job:
    given = {
        "company": await api.company(),
        "name": translate.draft_name(request),
        "skills": list(request.skills),
    }
    return await api.write(operations.CREATE_JOB, given, "createJob", Job)


async def find_listing(api: Api, reference: str) -> Listing | None:
    """See Marketplace. Published jobs alone, ended ones too, the oldest first."""
    mine = {"accounts": [await api.company()], "references": [reference]}
    named = [job async for job in api.every(operations.JOBS_BY_REFERENCE, mine, "jobs", Job)]
    found = [job for job in named if job.external_identifier == reference and _is_listed(job)]
    if not found and any(job.external_identifier is None for job in named):
        raise MarketplaceUnavailable(f"{TITLE} lists a job without its identifier: it could be this one")
    listings = sorted((translate.listing_of(job, reference) for job in found), key=lambda one: one.posted_at)
    return listings[0] if listings else None


async def own(api: Api) -> Sequence[Ours]:
    """See Marketplace.own_listings. Published jobs alone, and those of which it isn't said."""
    mine = {"accounts": [await api.company()]}
    jobs = [job.root async for job in api.every(operations.OWN_JOBS, mine, "jobs", Entry)]
    named = [job for job in jobs if REFERENCE.fullmatch(str(job.get("externalIdentifier")))]
    return [
        ours_of(partial(_ours, job), job.get("id"), job["externalIdentifier"], job.get("name"))
        for job in named
        if job.get("published") is not False and job.get("status") != translate.DRAFT
    ]


def _ours(raw: Mapping[str, Any]) -> Ours:
    job = Job.model_validate(raw)
    it = translate.listing_of(job, raw["externalIdentifier"])
    return Ours(id=it.id, reference=it.reference, title=job.name, url=it.url, at=it.posted_at)


def _is_listed(job: Job) -> bool:
    if job.published is None:
        raise MarketplaceUnavailable(f"{TITLE} does not say whether job {job.number} is published")
    return job.published and job.status != translate.DRAFT


async def update(api: Api, listing_id: str, request: PostRequest) -> None:
    """See Marketplace. Its currency, its identifier and that it is published stay as they are."""
    await api.write(operations.UPDATE_JOB, translate.job_input(listing_id, request), "updateJob", Ref)


async def close(api: Api, listing_id: str) -> None:
    """See Marketplace. They take no reason for ending a job."""
    if await _has_ended(api, listing_id):
        return
    given = {"id": listing_id, "accountId": await api.company()}
    try:
        await api.write(operations.END_JOB, given, "endJob", Ref)
    except MarketplaceRefused:
        if not await _has_ended(api, listing_id):
            raise


async def _has_ended(api: Api, listing_id: str) -> bool:
    job = await api.read(operations.JOB, {"id": listing_id}, "job", Job)
    if job is None:
        raise MarketplaceRefused(f"{TITLE} knows no such job.")
    return job.status in translate.ENDED_JOB


async def proposals(api: Api, listing_id: str) -> ProposalList:
    """Every bid, in their order; one whose price cannot be compared is set aside.

    Bids have neither a moment of their own nor a filter by time: each reading is all of them, 25 a call.
    """
    bids: list[Any] = []
    candidates: list[Any] = []
    rate_type: str | None = None
    for number in range(1, MOST_PAGES + 1):
        page = await _page(api, operations.PROPOSALS, listing_id, number)
        rate_type = page.rate_type
        bids += page.bids.data
        candidates += page.job_candidates.data
        if not (page.bids.paginator_info.has_more_pages or page.job_candidates.paginator_info.has_more_pages):
            break
    else:
        raise MarketplaceUnavailable(f"{TITLE} has more bids than we read through")
    by_bid = {one.bid.id: one for one in _sound(candidates) if one.bid}

    def read(raw: Any) -> Proposal:
        bid = Bid.model_validate(raw)
        return translate.proposal_of(bid, by_bid.get(bid.id), rate_type)

    found, unread = readable(bids, read, lambda raw: raw["id"], TITLE)
    return ProposalList(
        {one.id: one for one in found}.values(),
        {one.id or str(place): one for place, one in enumerate(unread)}.values(),
    )


def _sound(candidates: Sequence[Any]) -> list[Candidate]:
    """Those that are in a form that we know."""
    found: list[Candidate] = []
    for raw in candidates:
        with suppress(ValueError):
            found.append(Candidate.model_validate(raw))
    return found


async def _page(api: Api, document: str, listing_id: str, number: int) -> JobAnswers:
    page = await api.read(document, {"job": listing_id, "page": number}, "job", JobAnswers, EACH)
    if page is None:
        raise MarketplaceRefused(f"{TITLE} knows no such job.")
    return page


async def candidate_of(api: Api, listing_id: str, wanted: Callable[[Candidate], bool]) -> Candidate | None:
    """The candidate of a job that is wanted, with a bid or without. Raises MarketplaceRefused for a job they do not know,
    and MarketplaceUnavailable where it is none of those that can be read, and there are others."""
    found: list[Any] = []
    for number in range(1, MOST_PAGES + 1):
        page = await _page(api, operations.CANDIDATES, listing_id, number)
        found += page.job_candidates.data
        if not page.job_candidates.paginator_info.has_more_pages:
            break
    else:
        raise MarketplaceUnavailable(f"{TITLE} has more candidates than we read through")
    sound = _sound(found)
    one = next(filter(wanted, sound), None)
    if one is None and len(sound) < len(found):
        raise MarketplaceUnavailable(f"{TITLE} lists a candidate that cannot be read")
    return one


async def shortlist(api: Api, listing_id: str, proposal_id: str) -> None:
    """See Marketplace: their word is a preferred candidate."""
    candidate = await _candidate(api, listing_id, proposal_id)
    if not candidate.is_preferred:
        given = {"jobCandidate": candidate.id, "isPreferred": True}
        await api.write(operations.PREFER, given, "updateJobCandidatePreferred", Ref)


async def decline(api: Api, listing_id: str, proposal_id: str, reason: str) -> None:
    """See Marketplace: the candidate is not eligible any more.

    The comment is seen by our own company. Whether and when the freelancer is told, and of the feedback, is not published.
    """
    candidate = await _candidate(api, listing_id, proposal_id)
    if candidate.status.upper() != "NON_ELIGIBLE":
        given = {
            "jobCandidate": candidate.id,
            "status": "NON_ELIGIBLE",
            "statusComment": reason,
            "feedback": reason,
        }
        await api.write(operations.JUDGE, given, "updateJobCandidateStatus", Ref)


async def _candidate(api: Api, listing_id: str, proposal_id: str) -> Candidate:
    found = await candidate_of(api, listing_id, lambda one: one.bid is not None and one.bid.id == proposal_id)
    if found is None:
        raise MarketplaceRefused(f"{TITLE} has no candidate for this proposal; do it on its own pages.")
    return found
