"""Who sits at a window, and at which bot: from the same files that the Agents Playground reads."""

from dataclasses import dataclass

import yaml

from playground.launch import HERE, Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One person in their one-to-one chat with the bot; the ids are those of Teams."""

    tenant: str
    bot_id: str
    bot_name: str
    id: str
    name: str
    object_id: str
    chat: str


def read_seat(window: Window) -> Seat:
    """The person of this window."""
    file = HERE / window.name / ".m365agentsplayground.yml"
    told = yaml.safe_load(file.read_text(encoding="utf-8"))
    person = told["currentUser"]
    return Seat(
        tenant=told["tenantId"],
        bot_id=told["bot"]["id"],
        bot_name=told["bot"]["name"],
        id=person["id"],
        name=person["name"],
        object_id=person["aadObjectId"],
        chat=told["personalChat"]["id"],
    )
