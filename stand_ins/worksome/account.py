"""Who acts here and for which companies, the skills there are to choose from, and where webhooks are sent."""

from typing import Any

from ports.marketplace import MarketplaceRefused
from stand_ins.worksome.ids import global_id, page_of
from stand_ins.worksome.state import WorksomeState

SKILLS = ("PowerPoint", "Power BI", "Presentation design", "Storytelling", "Copywriting", "Python", "Design")


class Account:
    """Fields about the account, skills and webhooks."""

    def __init__(self, state: WorksomeState) -> None:
        self._state = state

    def roots(self) -> dict[str, Any]:
        """What each root field does."""
        return {
            "viewer": {"id": global_id("User", 7), "name": "Pia Lead", "email": "pia@aurora.example"},
            "accounts": [
                {"__typename": "Partner", "id": global_id("Partner", 3), "name": "Payroll Partner"},
                *(
                    {
                        "__typename": "Company",
                        "id": global_id("Company", number),
                        "name": name,
                        "currency": self._state.currency,
                    }
                    for number, name in enumerate(self._state.companies, start=1)
                ),
            ],
            "skills": self._skills,
            "webhooks": self._webhooks,
            "createWebhook": self._create_webhook,
            "updateWebhook": self._update_webhook,
        }

    def _skills(
        self, _info: Any, first: int, search: str | None = None, page: int | None = None, **_: Any
    ) -> Any:
        found = [
            {"id": global_id("Skill", number), "name": name}
            for number, name in enumerate(SKILLS)
            if (search or "").casefold() in name.casefold()
        ]
        return page_of(found, first, page)

    def _webhooks(self, _info: Any, first: int, page: int | None = None, **_: Any) -> Any:
        return page_of(self._state.webhooks, first, page)

    def _create_webhook(self, _info: Any, input: dict[str, Any]) -> dict[str, Any]:
        if not input["url"].startswith("https://") or input["company"] != self._state.company:
            raise MarketplaceRefused("The url must start with https://.")
        self._state.webhooks.append({"id": global_id("Webhook", len(self._state.webhooks) + 1), **input})
        return self._state.webhooks[-1]

    def _update_webhook(self, _info: Any, input: dict[str, Any]) -> dict[str, Any]:
        known = next((one for one in self._state.webhooks if one["id"] == input["id"]), None)
        if known is None:
            raise MarketplaceRefused("The selected id is invalid.")
        known.update(input)
        return known
