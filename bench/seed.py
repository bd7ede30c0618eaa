"""A database with many gigs that wait for a yes, each with the card in its approver's chat that asks for it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bench.cast import PER_TENANT, TENANTS, Someone
from gigs.approval import Times
from gigs.approving import edit, submit
from gigs.asking import Asking
from gigs.brief import BriefForm
from gigs.check_brief import check_brief
from gigs.gig import Gig
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.people import Person, PersonKey
from gigs.route import Route, Step, Timing
from ports.notices import CardCopy, View
from ports.storage import Transaction
from store.engine import open_database
from store.sql import SqlStore
from use_cases.entries import entry

NOW = datetime.now(UTC)
BATCH = 200
FORM = BriefForm(
    title="Launch deck for Aurora",
    outcome="A deck our sales team can present without help, in the colours of the autumn campaign. " * 2,
    deliverables="Storyline\n20 slides\nSpeaker notes\nA one-page hand-out",
    acceptance="Opens in PowerPoint, follows the brand guide, reads well in twenty minutes.",
    category="presentation",
    skills="PowerPoint, storytelling, illustration",
    price_type="fixed",
    amount="1,200",
    currency="USD",
    start=str(NOW.date() + timedelta(days=7)),
    due=str(NOW.date() + timedelta(days=28)),
    data_tier="general",
    cost_centre="CC-100",
    visibility="public",
    marketplace="sandbox",
)


def place_of(place: int) -> tuple[str, int, Someone, Someone]:
    """(tenant, number, requester, approver) of the gig at this place: neighbours are of different tenants."""
    tenant, turn = TENANTS[place % len(TENANTS)], place // len(TENANTS)
    requester = Someone(tenant, turn % PER_TENANT)
    return tenant, turn + 1, requester, Someone(tenant, (turn + 1) % PER_TENANT)


async def seed(database_url: str, service_url: str, gigs: int) -> None:
    """Makes the database and `gigs` gigs in it; nothing is promised, so nothing follows."""
    database = await open_database(database_url)
    store = SqlStore(database.transactions, _enqueue_nothing)
    try:
        for start in range(0, gigs, BATCH):
            await store.run(_add_all, service_url, range(start, min(start + BATCH, gigs)))
    finally:
        await database.close()


async def _add_all(tx: Transaction, service_url: str, places: range) -> None:
    for place in places:
        await _add(tx, service_url, place)


async def _add(tx: Transaction, service_url: str, place: int) -> None:
    tenant, number, requester, approver = place_of(place)
    asks, decides = _person(requester), _person(approver)
    draft = Gig(tenant=tenant, number=0, requester=asks, created_at=NOW, changed_at=NOW)
    blank = await tx.gigs.add(draft, f"bench-{place}")
    assert blank.number == number
    filled = await tx.gigs.save(blank, edit(blank, FORM, NOW), entry(asks, EntryKind.BRIEF_EDITED, NOW))
    brief = check_brief(FORM, today=NOW.date(), marketplaces=["sandbox"])
    asked = submit(filled, brief, _route(decides), Asking(at=NOW, times=_in_three_days))
    gig = await tx.gigs.save(
        filled, asked, entry(asks, EntryKind.GIG_SUBMITTED, NOW, EntryFacts(amount=brief.budget))
    )
    await tx.copies.add(_copy(service_url, gig, approver, View.APPROVAL))
    await tx.copies.add(_copy(service_url, gig, requester, View.GIG))


def _copy(service_url: str, gig: Gig, who: Someone, view: View) -> CardCopy:
    return CardCopy(
        tenant=gig.tenant,
        gig=gig.number,
        service_url=service_url.rstrip("/"),
        conversation_id=f"a:{who.object_id}",
        activity_id=f"card-{gig.number}",
        view=view,
        viewer=PersonKey(tenant=who.tenant, object_id=who.object_id),
        drawn_version=gig.version,
    )


def _person(one: Someone) -> Person:
    return Person(key=PersonKey(tenant=one.tenant, object_id=one.object_id), name=one.name)


def _route(*approvers: Person) -> Route:
    """One step that asks this person."""
    step = Step(name="Manager", ask="manager", approvers=approvers, timing=Timing(expire=timedelta(days=3)))
    return Route(policy="bench", steps=(step,))


def _in_three_days(_person: Person, timing: Timing, at: datetime) -> Times:
    return Times(due=at + timing.expire)


async def _enqueue_nothing(*_: Any) -> None:
    """The work that would follow a submission is not what is measured."""
