"""Jobs: created as drafts, published, changed, ended and read. One that is published is a listing of the sandbox."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import delete

from gigs.brief import Category, Experience, PriceType, Visibility
from gigs.money import Money
from marketplace.sandbox import tables
from ports.marketplace import MarketplaceRefused, PostRequest
from stand_ins.worksome.ids import number_in, page_of
from stand_ins.worksome.shapes import Shapes
from stand_ins.worksome.state import Job, WorksomeState


class Jobs:
    """Fields about jobs."""

    def __init__(self, state: WorksomeState, shapes: Shapes, now: Callable[[], datetime]) -> None:
        self._state = state
        self._sandbox = state.sandbox
        self._shapes = shapes
        self._now = now

    def roots(self) -> dict[str, Any]:
        """What each root field does."""
        return {
            "job": self._job,
            "jobs": self._jobs,
            "createJob": self._create_job,
            "updateJob": self._update_job,
            "endJob": self._end_job,
        }

    async def _job(self, _info: Any, id: str) -> dict[str, Any] | None:
        await self._state.link()
        number = number_in("Job", id)
        return next((self._shapes.job(job) for job in self._state.jobs if str(job.number) == number), None)

    async def _jobs(self, _info: Any, first: int, page: int | None = None, **asked: Any) -> dict[str, Any]:
        references = asked.get("externalIdentifiers")
        seen = None
        if references is not None:
            seen = [await self._sandbox.find_listing(one) for one in references]
        await self._state.link()
        found = []
        for job in self._state.jobs:
            hidden = job.listing is not None and seen is not None and not any(seen)
            status = "COMPLETED" if job.ended else "ACTIVE" if job.listing else "DRAFT"
            wanted = (references is None or job.given.get("externalIdentifier") in references) and (
                asked.get("statuses") is None or status in asked["statuses"]
            )
            if (
                wanted
                and not hidden
                and self._state.company in (asked.get("accounts") or [self._state.company])
            ):
                found.append(self._shapes.job(job))
        return page_of(found, first, page)

    def _create_job(self, _info: Any, input: dict[str, Any]) -> dict[str, Any]:
        if input["company"] != self._state.company:
            raise MarketplaceRefused("The selected company is invalid.")
        job = Job(number=len(self._state.jobs) + 1, name=input["name"], created_at=self._now())
        self._state.jobs.append(job)
        return self._shapes.job(job)

    async def _update_job(self, _info: Any, input: dict[str, Any]) -> dict[str, Any]:
        await self._state.link()
        job = self._state.find(input["id"])
        given = {**job.given, "name": job.name, **input}
        if job.listing:
            await self._sandbox.update_listing(f"L{job.listing}", self._post_request(given))
            job.given, job.name = given, given["name"]
        elif input.get("published"):
            if job.pending:
                await self._forget_held(job.pending["externalIdentifier"])
            job.pending = given
            await self._sandbox.post(self._post_request(given))
            await self._state.link()
        else:
            job.given, job.name = given, given["name"]
        return self._shapes.job(job)

    async def _end_job(self, _info: Any, input: dict[str, Any]) -> dict[str, Any]:
        await self._state.link()
        job = self._state.find(input["id"])
        if input["accountId"] != self._state.company:
            raise MarketplaceRefused("The selected account id is invalid.")
        if job.listing is None or job.ended:
            raise MarketplaceRefused("Only an active job can be ended.")
        await self._sandbox.close_listing(f"L{job.listing}", "ended")
        job.ended = True
        return self._shapes.job(job)

    async def _forget_held(self, reference: str) -> None:
        """A job is published once: what was sent off before and lands late would change nothing any more."""
        async with self._sandbox.transaction() as (tx, _):
            held = tables.late.c.request.contains(f'"reference":"{reference}"')
            await tx.execute(delete(tables.late).where(held))

    def _post_request(self, given: dict[str, Any]) -> PostRequest:
        for needed in ("description", "rateType", "startDate", "endDate", "visibility"):
            if not given.get(needed):
                raise MarketplaceRefused(f"The {needed} field is required.")
        rate = given["rateType"]
        experience = {"JUNIOR": Experience.ENTRY, "MID_LEVEL": Experience.INTERMEDIATE}
        levels = given.get("expectedExperienceLevel") or []
        return PostRequest(
            reference=given.get("externalIdentifier") or "",
            title=given["name"],
            description=given["description"],
            category=Category.PRESENTATION,
            skills=tuple(given["skills"]),
            price_type=PriceType.HOURLY if rate["type"] == "HOURLY" else PriceType.FIXED,
            rate=Money(amount=Decimal(str(rate["rate"])), currency=self._state.currency),
            hours=None,
            start=date.fromisoformat(given["startDate"]),
            due=date.fromisoformat(given["endDate"]),
            visibility=(
                Visibility.PUBLIC
                if "VISIBLE_FOR_MARKETPLACE" in given["visibility"]
                else Visibility.INVITE_ONLY
            ),
            experience=experience.get(levels[0], Experience.EXPERT) if levels else None,
        )
