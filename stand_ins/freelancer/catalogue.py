"""Who the account is, and what there is to choose from: currencies, budgets and skills, which they call jobs."""

from typing import Any

from aiohttp import web

from stand_ins.freelancer import shapes
from stand_ins.freelancer.requests import Route, only
from stand_ins.freelancer.shapes import OWNER


def routes() -> list[Route]:
    """What is answered here."""
    return [
        ("GET", "/users/0.1/self/", _self),
        ("GET", "/projects/0.1/budgets/", _budgets),
        ("GET", "/projects/0.1/jobs/", _jobs),
        ("GET", "/projects/0.1/jobs/search/", _job_search),
    ]


async def _self(request: web.Request) -> Any:
    only(request, set())
    return {"id": OWNER, "username": "contoso", "display_name": "Contoso Ltd", "role": "employer"}


async def _budgets(request: web.Request) -> Any:
    only(request, {"currency_codes[]", "project_type"})
    bands = [
        {
            "currency_id": number,
            "minimum": low,
            "maximum": low * 3,
            "project_type": kind,
            "name": "Micro Project",
        }
        for (number, kind), low in shapes.LOWEST.items()
    ]
    tops = [
        {
            "currency_id": number,
            "minimum": low * 3,
            "maximum": None,
            "project_type": kind,
            "name": "Huge Project",
        }
        for (number, kind), low in shapes.LOWEST.items()
    ]
    known = {str(number): shapes.currency(number) for number in shapes.CURRENCIES}
    return {"currencies": known, "budgets": [*bands, *tops]}


async def _jobs(request: web.Request) -> Any:
    only(request, {"jobs[]", "job_names[]"})
    return [shapes.job(number) for number in shapes.JOBS]


async def _job_search(request: web.Request) -> Any:
    wanted = only(request, {"job_names[]"}).get("job_names[]", "").lower()
    return [shapes.job(number) for number, (name, _, _) in shapes.JOBS.items() if wanted in name.lower()]
