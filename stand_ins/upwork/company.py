"""The company that the key acts for, and what Upwork has to choose from: categories, skills, durations, reasons."""

from typing import Any

from ports.marketplace import MarketplaceRefused
from stand_ins.upwork import catalogue
from stand_ins.upwork.job_posts import JobPosts


class Company(JobPosts):
    """Fields about the company and the catalogue. The list of the company's job posts is a field of it."""

    def companySelector(self, _info: Any) -> Any:
        return {"items": self._state.companies}

    def organization(self, _info: Any) -> Any:
        if not self._hires:
            return {
                "id": "99",
                "name": "Rita Reyes",
                "legacyType": "VENDOR",
                "jobPosting": self._page([], 0),
            }
        return {
            "id": self._acts_for,
            "name": self._company["title"],
            "legacyType": "CLIENT",
            "jobPosting": self.own_jobs,
        }

    def ontologyCategories(self, _info: Any) -> Any:
        found = catalogue.categories()
        for group in found:
            parts = group["subcategories"]
            group["subcategories"] = [one for one in parts if one["preferredLabel"] not in self._state.lacks]
        return found

    def ontologyElementsSearchByPrefLabel(self, _info: Any, filter: Any) -> Any:
        if len(filter["preferredLabel_any"]) > 100:
            raise MarketplaceRefused("VJCA-6 preferredLabel_any has incorrect value")
        words = filter["preferredLabel_any"].casefold()
        found = [name for name in catalogue.SKILLS if name.casefold().startswith(words)]
        return [
            {"__typename": "Skill", "id": catalogue.skill_id(name), "preferredLabel": name}
            for name in found[: filter.get("limit") or 10]
        ]

    def proposalMetadata(self, _info: Any) -> Any:
        values = [{"id": str(n), "label": label} for n, label in enumerate(catalogue.DURATIONS, start=1)]
        return {"engagementDurationValues": values}

    def reasons(self, _info: Any, reasonType: str) -> Any:
        return [
            {"id": id_, "reason": text, "alias": alias} for id_, text, alias in catalogue.REASONS[reasonType]
        ]
