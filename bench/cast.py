"""Who talks to the bots and what they say: so many chats that no published limit of Teams is ever reached."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

APP_ID = "11111111-aaaa-4bbb-8ccc-000000000001"
PASSWORD = "not-a-real-secret"
TENANTS = tuple(f"{number:08x}-aaaa-4bbb-8ccc-0000000000aa" for number in range(1, 51))
TALKERS, PRESSERS, NEWCOMERS, BUSY = range(20), range(20, 60), range(60, 80), range(80, 82)
"""Places in a tenant: who writes texts, who asks for and approves gigs, who was never heard before, and a requester
with an approver between whom more gigs wait than a list shows, whatever the size of the database."""
BUSY_PLACES = range(10_000_000, 10_000_000 + 12 * len(TENANTS))
"""Of the gigs between those two."""
MARKED = 7_654_321
"""The number of the gig that the others are made from."""

_ids = itertools.count(1)


@dataclass(frozen=True)
class Someone:
    """A person of one tenant, with a personal chat with the bot."""

    tenant: str
    place: int

    @property
    def object_id(self) -> str:
        return f"{self.place:08x}-bbbb-4ccc-8ddd-{self.tenant[:8]:0>12}"

    @property
    def name(self) -> str:
        return f"Person {self.place} of {int(self.tenant[:8], 16)}"


TEMPLATE_REQUESTER, TEMPLATE_APPROVER = (Someone(TENANTS[0], place) for place in PRESSERS[:2])


def all_of(places: Sequence[int]) -> list[Someone]:
    """Neighbours in the list are of different tenants, so that load spreads over all of them."""
    return [Someone(tenant, place) for place in places for tenant in TENANTS]


def everybody() -> list[Someone]:
    """Those who write texts."""
    return all_of(TALKERS)


def place_of(place: int) -> tuple[str, int, Someone, Someone]:
    """(tenant, number, requester, approver) of the gig at this place: neighbours are of different tenants."""
    tenant, turn = TENANTS[place % len(TENANTS)], place // len(TENANTS)
    if place in BUSY_PLACES:
        return tenant, turn + 1, Someone(tenant, BUSY[0]), Someone(tenant, BUSY[1])
    asks = PRESSERS[turn % (len(PRESSERS) - 1)]
    return tenant, turn + 1, Someone(tenant, asks), Someone(tenant, asks + 1)


def brief() -> dict[str, str]:
    """What every gig asks for, as the form has it."""
    today = datetime.now(UTC).date()
    return {
        "title": "Launch deck for Aurora",
        "outcome": "A deck our sales team can present without help, in the colours of the autumn campaign. "
        * 2,
        "deliverables": "Storyline\n20 slides\nSpeaker notes\nA one-page hand-out",
        "acceptance": "Opens in PowerPoint, follows the brand guide, reads well in twenty minutes.",
        "category": "presentation",
        "skills": "PowerPoint, storytelling, illustration",
        "price_type": "fixed",
        "amount": "1,200.00",
        "currency": "USD",
        "start": str(today + timedelta(days=7)),
        "due": str(today + timedelta(days=28)),
        "data_tier": "general",
        "cost_centre": "CC-100",
        "visibility": "public",
        "marketplace": "sandbox",
    }


def write_people(path: Path, people: Sequence[Someone]) -> Path:
    """Their people file; everybody may see every gig of their tenant, and who asks has the next one as manager."""
    known = set(people)
    entries = []
    for one in people:
        above = Someone(one.tenant, one.place + 1)
        line = f", manager: {above.object_id}" if one.place in PRESSERS[:-1] and above in known else ""
        entries.append(
            f"  - {{tenant: {one.tenant}, object_id: {one.object_id}, name: {one.name}, "
            f"email: p{one.place}@example.test, roles: [programme_lead]{line}}}"
        )
    path.write_text(f"tenant: {TENANTS[0]}\npeople:\n" + "\n".join(entries) + "\n")
    return path


def says(service_url: str, who: Someone, text: str) -> dict[str, Any]:
    """A message, as Teams sends it."""
    return _activity(service_url, who, "message", text=text, textFormat="plain")


def presses(service_url: str, who: Someone, verb: str, card_id: str, **ids: Any) -> dict[str, Any]:
    """A press on an Action.Execute button of a card in the personal chat."""
    action = {"type": "Action.Execute", "verb": verb, "data": {"verb": verb, **ids}}
    value = {"action": action, "trigger": "manual"}
    return _activity(service_url, who, "invoke", name="adaptiveCard/action", value=value, replyToId=card_id)


def in_channel(said: dict[str, Any]) -> dict[str, Any]:
    """The same in a channel of the team instead of the personal chat."""
    tenant = said["channelData"]["tenant"]
    channel = f"19:channel-{tenant['id']}@thread.tacv2"
    place = {"conversationType": "channel", "tenantId": tenant["id"], "isGroup": True, "id": channel}
    where = {"tenant": tenant, "channel": {"id": channel}, "team": {"id": f"19:team-{tenant['id']}"}}
    return {**said, "conversation": place, "channelData": where}


def _activity(service_url: str, who: Someone, kind: str, **more: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "id": f"f:{next(_ids)}",
        "timestamp": "2026-05-12T17:04:00.123Z",
        "localTimestamp": "2026-05-12T10:04:00.123-07:00",
        "localTimezone": "America/Los_Angeles",
        "serviceUrl": service_url,
        "channelId": "msteams",
        "from": {"id": f"29:{who.object_id}", "name": who.name, "aadObjectId": who.object_id},
        "conversation": {
            "conversationType": "personal",
            "tenantId": who.tenant,
            "id": f"a:{who.object_id}",
        },
        "recipient": {"id": f"28:{APP_ID}", "name": "Freelance Connector"},
        "entities": [{"locale": "en-US", "country": "US", "platform": "Web", "type": "clientInfo"}],
        "channelData": {"tenant": {"id": who.tenant}},
        "locale": "en-US",
        **more,
    }
