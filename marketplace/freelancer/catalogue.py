"""Freelancer.com's own catalogue: skills (“jobs”), currencies and budget bands, kept in memory for at most a day."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Generic, TypeVar

from rapidfuzz import fuzz

from gigs.brief import Category, PriceType
from gigs.value import Value
from marketplace.freelancer.endpoints import BUDGETS, JOB_SEARCH, JOBS, Endpoints
from marketplace.freelancer.outcomes import TITLE, read_as, values_of
from marketplace.freelancer.wire import Budget, Currency, Job
from ports.clock import left_until
from ports.marketplace import MarketplaceRefused, PostRequest, Skill

T = TypeVar("T")

KEPT_FOR = timedelta(hours=24)

CATEGORY_JOBS: Mapping[Category, Sequence[str]] = {
    Category.DESIGN: ("Graphic Design", "Design"),
    Category.WRITING: ("Content Writing", "Article Writing", "Copywriting"),
    Category.TRANSLATION: ("Translation",),
    Category.PRESENTATION: ("PowerPoint", "Presentations"),
    Category.RESEARCH: ("Research", "Internet Research"),
    Category.MARKETING: ("Marketing", "Internet Marketing"),
    Category.SOFTWARE: ("Software Development", "Software Architecture"),
    Category.VIDEO: ("Video Editing", "Video Services"),
    Category.OTHER: ("Anything Goes",),
}
"""The skill that stands for a category of ours, by its name over there: the first that their catalogue has."""


class Terms(Value):
    """Currencies by ISO code, and the lowest budget by currency id and project type."""

    currencies: Mapping[str, int]
    lowest: Mapping[tuple[int, str], Decimal]


class Cached(Generic[T]):
    """Something that is read at most once a day, by one caller while the others wait."""

    def __init__(self, now: Callable[[], datetime], read: Callable[[Endpoints], Awaitable[T]]) -> None:
        self._now = now
        self._read = read
        self._lock = asyncio.Lock()
        self._value: T | None = None
        self._until: datetime | None = None

    @property
    def known(self) -> T | None:
        """What was read within the day, without asking anybody."""
        until = self._until
        return self._value if until is not None and left_until(until, KEPT_FOR, self._now()) else None

    async def get(self, api: Endpoints) -> T:
        """What is known, read first where it is not."""
        async with self._lock:
            if self.known is None:
                self._value = await self._read(api)
                self._until = self._now() + KEPT_FOR
            assert self._value is not None
            return self._value


class Catalogue:
    """One for the whole process: it is the same for every account."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.terms: Cached[Terms] = Cached(now, _read_terms)
        self.jobs: Cached[Mapping[str, Job]] = Cached(now, _read_jobs)

    def problems(self, request: PostRequest) -> Mapping[str, str]:
        """What the catalogue as last read does not allow, by field; nothing is said of what was not read."""
        found: dict[str, str] = {}
        terms, jobs = self.terms.known, self.jobs.known
        if terms is not None:
            found |= budget_problems(terms, request)
        if jobs is not None and (unknown := unknown_skills(jobs, request)):
            found["skills"] = _no_such_skills(unknown)
        return found

    async def find(self, api: Endpoints, text: str, most: int) -> Sequence[Skill]:
        """Skills called something like this, the likeliest first; asks their search where our copy has none."""
        wanted = spelled(text)
        if not wanted:
            return ()
        jobs = list((await self.jobs.get(api)).values())
        found = [job for job in jobs if wanted in spelled(job.name)]
        if not found:
            raw = values_of(await api.get(JOB_SEARCH, ("job_names[]", text)))
            found = [read_as(Job, one) for one in raw]
        found.sort(key=lambda job: (-_likeness(wanted, job.name), job.name))
        return [Skill(id=str(job.id), name=job.name) for job in found[:most]]

    async def job_ids(self, api: Endpoints, request: PostRequest) -> Sequence[int]:
        """The category's skill and the brief's own, as ids. Raises MarketplaceRefused for one they do not have."""
        jobs = await self.jobs.get(api)
        if unknown := unknown_skills(jobs, request):
            raise MarketplaceRefused(_no_such_skills(unknown))
        ids = list(dict.fromkeys(job.id for job in jobs_of(jobs, request)))
        if not ids:
            raise MarketplaceRefused(f"{TITLE} wants at least one skill of its catalogue.")
        return ids

    async def currency_id(self, api: Endpoints, code: str) -> int:
        """Their id of a currency. Raises MarketplaceRefused for one they do not have."""
        found = (await self.terms.get(api)).currencies.get(code)
        if found is None:
            raise MarketplaceRefused(_no_such_currency(code))
        return found


async def _read_terms(api: Endpoints) -> Terms:
    result = await api.get(BUDGETS)
    return terms_of(result if isinstance(result, dict) else {})


def terms_of(result: Mapping[str, object]) -> Terms:
    """Their answer to `budgets/`, which has the currencies beside the bands."""
    currencies = [read_as(Currency, one) for one in values_of(result.get("currencies"))]
    lowest: dict[tuple[int, str], Decimal] = {}
    for raw in values_of(result.get("budgets")):
        band = read_as(Budget, raw)
        if band.currency_id is None or band.minimum is None or band.project_type is None:
            continue
        key = band.currency_id, band.project_type.lower()
        lowest[key] = min(lowest.get(key, band.minimum), band.minimum)
    return Terms(currencies={one.code: one.id for one in currencies if one.code}, lowest=lowest)


async def _read_jobs(api: Endpoints) -> Mapping[str, Job]:
    return jobs_by_name([read_as(Job, one) for one in values_of(await api.get(JOBS))])


def jobs_by_name(jobs: Sequence[Job]) -> Mapping[str, Job]:
    """By the spelling that people mean. Of two with one name, the one that is done from anywhere, then the older."""
    return {spelled(job.name): job for job in sorted(jobs, key=lambda job: (not job.local, -job.id))}


def spelled(text: str) -> str:
    """Without case and with single spaces: `power  POINT` is `power point`."""
    return re.sub(r"\s+", " ", text).strip().casefold()


def budget_problems(terms: Terms, request: PostRequest) -> Mapping[str, str]:
    """A currency they do not have, or a budget under their lowest band of this currency and type."""
    number = terms.currencies.get(request.rate.currency)
    if number is None:
        return {"currency": _no_such_currency(request.rate.currency)}
    kind = "hourly" if request.price_type is PriceType.HOURLY else "fixed"
    lowest = terms.lowest.get((number, kind))
    if lowest is None or request.rate.amount >= lowest:
        return {}
    unit = " an hour" if kind == "hourly" else ""
    return {"amount": f"{TITLE} takes no budget under {request.rate.currency} {lowest:,.2f}{unit}."}


def unknown_skills(jobs: Mapping[str, Job], request: PostRequest) -> Sequence[str]:
    """The brief's skills that their catalogue does not have."""
    return [skill for skill in request.skills if spelled(skill) not in jobs]


def jobs_of(jobs: Mapping[str, Job], request: PostRequest) -> Sequence[Job]:
    """What the listing is filed under: the category's own skill first, then those of the brief."""
    category = [name for name in CATEGORY_JOBS[request.category] if spelled(name) in jobs][:1]
    return [jobs[spelled(name)] for name in (*category, *request.skills) if spelled(name) in jobs]


def _likeness(wanted: str, name: str) -> float:
    return fuzz.ratio(wanted, spelled(name))


def _no_such_currency(code: str) -> str:
    return f"{TITLE} has no projects in {code}; choose another currency."


def _no_such_skills(skills: Sequence[str]) -> str:
    named = ", ".join(f"“{skill}”" for skill in skills)
    return f"{TITLE} has no skill called {named}; choose from its own list."
