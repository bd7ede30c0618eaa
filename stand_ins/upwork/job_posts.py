"""Job posts: created, changed, closed and read. Each is a listing of the sandbox."""

import re
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from sqlalchemy import select

from gigs.brief import Category, Experience, PriceType, Visibility
from gigs.money import Money
from marketplace.sandbox import listings, tables
from marketplace.sandbox.faults import Call
from ports.marketplace import MarketplaceRefused, PostRequest
from stand_ins.upwork import catalogue
from stand_ins.upwork.invitations import Invitations

CLOSES = {"CANCELLED", "FILLED"}
CATEGORY = {
    "Graphic, Editorial & Presentation Design": Category.PRESENTATION,
    "Content Writing": Category.WRITING,
    "Translation & Localization Services": Category.TRANSLATION,
    "Market Research & Product Reviews": Category.RESEARCH,
    "Digital Marketing": Category.MARKETING,
    "Web Development": Category.SOFTWARE,
    "Video & Animation": Category.VIDEO,
}


class JobPosts(Invitations):
    """Fields about job posts."""

    async def createJobPosting(self, _info: Any, jobPostingRequest: Any) -> Any:
        self._check_hires()
        request = self._post_request(jobPostingRequest, "")
        listing = await self._sandbox.post(request)
        return self._saved(catalogue.job_id(int(listing.id.removeprefix("L"))))

    async def updateJobPosting(self, _info: Any, id: str, jobPostingRequest: Any) -> Any:
        self._check_hires()
        row = await self._row(id)
        info = jobPostingRequest.get("jobPostingInfo") or {}
        if info.get("version") != self._state.versions[id] + 1:
            raise MarketplaceRefused(
                "The job posting was changed by somebody else: version has incorrect value"
            )
        if info.get("status") in CLOSES:
            if not self._state.holds_open:
                await self._sandbox.close_listing(f"L{row.number}", info["status"])
        else:
            request = self._post_request(jobPostingRequest, row.reference)
            await self._sandbox.update_listing(f"L{row.number}", request)
        self._state.versions[id] += 1
        return self._saved(id)

    async def jobPosting(self, _info: Any, jobPostingId: str) -> Any:
        self._check_hires()
        return self._job(await self._row(jobPostingId))

    async def own_jobs(self, _info: Any, jobPostingFilter: Any) -> Any:
        since = jobPostingFilter.get("createdDateTimeFrom_eq", "")
        page = jobPostingFilter.get("pagination_eq") or {"first": 10}

        async def look(tx: Any, at: Any, lag: Any) -> Any:
            table = tables.listings
            query = (
                select(table)
                .where(listings.shows(table.c.posted_at, at, lag))
                .order_by(table.c.number.desc())
            )
            return (await tx.execute(query)).all()

        rows = await self._sandbox.read(Call.FIND_LISTING, look)
        shown = [self._job(row) for row in rows if row.posted_at.isoformat() >= since.replace("Z", "")]
        return self._page(shown, int(page.get("after") or 0), page["first"])

    def _saved(self, id_: str) -> Any:
        lost = self._state.loses.pop(0) if self._state.loses else set()
        flags = ("skillsSaved", "questionsSaved", "sandsJobPostSaved")
        return {
            "id": id_,
            "version": self._state.versions[id_] + 1,
            **{flag: flag not in lost for flag in flags},
        }

    def _post_request(self, sent: Any, reference: str) -> PostRequest:
        if sent["organizationId"] != self._acts_for:
            raise MarketplaceRefused("Authorization failed")
        info = sent["jobPostingInfo"]
        if not reference and info.get("status") != "REQUESTED":
            raise MarketplaceRefused("status has incorrect value")
        label = catalogue.subcategory(info["groupId"], info["categoryId"])
        fields = sent.get("annotations", {}).get("customFields", [])
        theirs = next((one["value"] for one in fields if one["key"] == "reference"), reference)
        if theirs not in info["description"]:
            raise AssertionError("the reference is not where it can be found again")
        fixed = info["type"] == "FIXED_PRICE"
        today = self._now().date()
        return PostRequest(
            reference=reference or theirs,
            title=info["title"],
            description=info["description"],
            category=CATEGORY.get(label, Category.OTHER),
            skills=tuple(self._skill(one) for one in sent["sandsJobPost"]["additionalSkills"]),
            price_type=PriceType.FIXED if fixed else PriceType.HOURLY,
            rate=Money(amount=_decimal(info["amount" if fixed else "hourlyBudgetMax"]), currency="USD"),
            hours=None,
            start=today,
            due=today + timedelta(days=14),
            visibility=Visibility.PUBLIC if info["access"] == "PUBLIC_INDEX" else Visibility.INVITE_ONLY,
            experience=Experience.EXPERT if info.get("experienceLevel") == "EXPERT" else None,
            screening=tuple(one["question"] for one in sent.get("questions") or ()),
        )

    def _skill(self, sent: Any) -> str:
        return catalogue.skill_name(sent["skillId"]) if sent.get("skillId") else str(sent["freetext"])

    async def _row(self, id_: str) -> Any:
        number = catalogue.job_number(id_)
        async with self._sandbox.transaction() as (tx, _):
            return await listings.row_of(tx, f"L{number}")

    def _job(self, row: Any) -> Any:
        request = PostRequest.model_validate_json(row.request)
        id_ = catalogue.job_id(row.number)
        hourly = request.price_type is PriceType.HOURLY
        return {
            "id": id_,
            "version": self._state.versions[id_] + 1,
            "info": {
                "status": "CANCELLED" if row.closed_at else "REQUESTED",
                "legacyCiphertext": f"~01{row.number:016x}",
                "auditTime": {"createdDateTime": row.posted_at.isoformat()},
            },
            "content": {"title": request.title, "description": request.description},
            "proposalsStatistics": partial(self.invitations_sent, row.number),
            "contractTerms": {"contractType": "HOURLY" if hourly else "FIXED"},
        }


def _decimal(text: str) -> Decimal:
    """An amount of a job post: "exact value with dot symbol"."""
    if not re.fullmatch(r"\d+(\.\d{1,2})?", text):
        raise MarketplaceRefused("amount has incorrect value")
    return Decimal(text)
