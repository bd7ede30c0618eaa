"""Projects: posted, listed, read and closed."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web
from sqlalchemy import select

from gigs.brief import Category, PriceType, Visibility
from gigs.money import Money
from marketplace.sandbox import listings, tables
from marketplace.sandbox.faults import Call
from marketplace.sandbox.file import Tx
from marketplace.sandbox.provider import Sandbox
from ports.marketplace import PostRequest
from stand_ins.freelancer import shapes
from stand_ins.freelancer.requests import (
    REFERENCE,
    Route,
    Wrong,
    action_of,
    id_in,
    invalid,
    json_of,
    only,
    page,
)
from stand_ins.freelancer.shapes import OWNER, PROJECT, seconds

PROJECT_FIELDS = {
    "title",
    "description",
    "currency",
    "budget",
    "jobs",
    "type",
    "hourly_project_info",
    "local",
    "location",
    "hireme",
    "hireme_initial_bid",
    "bidperiod",
    "featured",
    "urgent",
}


class Projects:
    """A project is a listing of the sandbox."""

    def __init__(self, sandbox: Sandbox, now: Callable[[], datetime]) -> None:
        self._sandbox = sandbox
        self._now = now

    def routes(self) -> list[Route]:
        """What is answered here."""
        return [
            ("POST", "/projects/0.1/projects/", self._create_project),
            ("GET", "/projects/0.1/projects/", self._own_projects),
            ("GET", "/projects/0.1/projects/{id}/", self._one_project),
            ("PUT", "/projects/0.1/projects/{id}/", self._project_action),
        ]

    async def _create_project(self, request: web.Request) -> Any:
        body = await json_of(request, PROJECT_FIELDS, {"title", "description", "currency", "budget", "jobs"})
        posted = await self._sandbox.post(self._as_post(body))
        async with self._sandbox.transaction() as (tx, _):
            row = await listings.row_of(tx, posted.id)
        return _project(row, full=True)

    async def _own_projects(self, request: web.Request) -> Any:
        asked = only(
            request, {"owners[]", "frontend_project_statuses[]", "full_description", "limit", "offset"}
        )
        statuses = set(request.query.getall("frontend_project_statuses[]", []))
        if statuses - {"pending", "open", "work_in_progress", "complete"}:
            raise invalid("frontend_project_statuses")

        async def look(tx: Tx, at: datetime, lag: timedelta) -> list[Any]:
            table = tables.listings
            query = (
                select(table)
                .where(listings.shows(table.c.posted_at, at, lag))
                .order_by(table.c.number.desc())
            )
            return list((await tx.execute(query)).all())

        rows = await self._sandbox.read(Call.FIND_LISTING, look)
        shown = [_project(row, full=asked.get("full_description") == "true") for row in rows]
        shown = [one for one in shown if not statuses or one["frontend_project_status"] in statuses]
        mine = shown if asked.get("owners[]") == str(OWNER) else []
        return {
            "projects": page(request, mine),
            "users": None,
            "selected_bids": None,
            "total_count": len(mine),
        }

    async def _one_project(self, request: web.Request) -> Any:
        only(request, {"full_description"})
        return _project(await self._row(id_in(request)), full="full_description" in request.query)

    async def _project_action(self, request: web.Request) -> Any:
        action = await action_of(request, {"close"})
        assert action == "close"
        row = await self._row(id_in(request))
        if row.closed_at is not None:
            raise Wrong(400, "ProjectExceptionCodes.PROJECT_CLOSED", "This project has been closed already.")
        await self._sandbox.close_listing(f"L{row.number}", "")

    async def _row(self, number: int) -> Any:
        async with self._sandbox.transaction() as (tx, _):
            query = select(tables.listings).where(tables.listings.c.number == number - PROJECT)
            row = (await tx.execute(query)).first()
        if row is None:
            raise Wrong(404, "ProjectExceptionCodes.PROJECT_NOT_FOUND", "Project not found.")
        return row

    def _as_post(self, body: Mapping[str, Any]) -> PostRequest:
        number = body["currency"].get("id") if isinstance(body["currency"], dict) else None
        low, high = (shapes.budget_number(body["budget"].get(end)) for end in ("minimum", "maximum"))
        kind = str(body.get("type", "FIXED"))
        if number not in shapes.CURRENCIES:
            raise invalid("currency")
        if kind not in {"FIXED", "HOURLY"} or (kind == "HOURLY") != ("hourly_project_info" in body):
            raise invalid("type")
        if low is None or low < shapes.LOWEST[number, kind.lower()] or (high is not None and high < low):
            raise Wrong(400, "ProjectExceptionCodes.BUDGET_TOO_LOW", "Your budget is below the minimum.")
        jobs = [one.get("id") for one in body["jobs"]]
        if not jobs or any(job not in shapes.JOBS for job in jobs):
            raise invalid("jobs")
        hours = None
        if kind == "HOURLY":
            told = body["hourly_project_info"]
            if told["commitment"].get("interval") != "WEEK" or told.get("duration_enum") not in shapes.WEEKS:
                raise invalid("hourly_project_info")
            hours = int(told["commitment"]["hours"]) * shapes.WEEKS[told["duration_enum"]]
        found = REFERENCE.findall(body["description"])
        categories = [shapes.JOBS[job][2] for job in jobs]
        return PostRequest(
            reference=found[-1] if found else "",
            title=body["title"],
            description=body["description"],
            category=next((one for one in categories if one is not Category.OTHER), Category.OTHER),
            skills=tuple(shapes.JOBS[job][0] for job in jobs),
            price_type=PriceType(kind.lower()),
            rate=Money(amount=high or low, currency=shapes.CURRENCIES[number][0]),
            hours=hours,
            start=self._now().date(),
            due=(self._now() + shapes.in_days(14)).date(),
            visibility=Visibility.PUBLIC,
        )


def _project(row: Any, *, full: bool) -> dict[str, Any]:
    asked = PostRequest.model_validate_json(row.request)
    slug = re.sub(r"[^a-z0-9]+", "-", row.title.lower()).strip("-")
    is_open = row.closed_at is None
    return {
        "id": PROJECT + row.number,
        "owner_id": OWNER,
        "title": row.title,
        "status": "active" if is_open else "closed",
        "sub_status": None if is_open else "closed_expired",
        "frontend_project_status": "open" if is_open else "complete",
        "seo_url": f"powerpoint/{slug}-{row.number}",
        "currency": shapes.currency(shapes.currency_number(asked.rate.currency)),
        "description": asked.description if full else None,
        "preview_description": asked.description[:100],
        "type": asked.price_type.value,
        "budget": {
            "minimum": float(asked.rate.amount),
            "maximum": float(asked.rate.amount),
            "currency_id": None,
            "name": None,
        },
        "time_submitted": seconds(row.posted_at),
        "submitdate": seconds(row.posted_at),
        "jobs": None,
        "bid_stats": {"bid_count": 0, "bid_avg": None},
    }
