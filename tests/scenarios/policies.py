"""A running product under a policy of the test, and what people do there again and again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from gigs.gig import Gig
from gigs.people import PersonKey
from tests.scenarios.steps import BRIEF, Seats
from tests.support.connector import Person
from tests.support.entra import TENANT
from tests.support.one_by_one import one_by_one
from tests.support.people_file import mail_of
from tests.support.policies import a_policy_file
from tests.support.product import CountedIds, Seat, Stage, on_stage


@asynccontextmanager
async def on_stage_under(folder: Path, policy: str, **more: Any) -> AsyncIterator[Stage]:
    """The product with this policy (what it leaves out as in `a_policy_file`); Teams' rules are checked at the end."""
    file = folder / "policy.yaml"
    file.write_text(a_policy_file(policy))
    async with on_stage(folder, policy_file=file, **({"ids": CountedIds()} | more)) as stage:
        yield stage
        assert stage.teams.violations == []


def centre_of(person: Person) -> str:
    """The cost centre of this person's cast."""
    return f"CC-{mail_of(person).partition('@')[0].lstrip('abcdefghijklmnopqrstuvwxyz')}"


def centres(pats: list[Person], rest: str = "") -> str:
    """The part of a policy in which each cast has a cost centre, owned by its Pat."""
    lines = [f"  {centre_of(pat)}: {{owner: {mail_of(pat)}{rest}}}" for pat in pats]
    return "\n".join(["cost_centres:", *lines, ""])


async def install_all(people: Seats) -> None:
    """Everybody has the app."""
    for seat in vars(people).values():
        await seat.installs()


async def preview(people: Seats, **brief: str) -> None:
    """Rita fills the form in, charged to the cost centre of her cast, up to the preview."""
    if not people.rita.cards():
        await install_all(people)
    own = {"cost_centre": centre_of(people.rita.person)}
    await people.rita.says("post a gig")
    await people.rita.presses("Preview", **(BRIEF | own | brief))


async def ask(stage: Stage, people: Seats, **brief: str) -> Gig:
    """Rita submits a gig; as it is stored then. Others of hers may change at any moment."""
    await preview(people, **brief)
    await people.rita.presses("Submit for approval")
    key = PersonKey(tenant=TENANT, object_id=people.rita.person.object_id)
    async with one_by_one(stage.product.context.store) as tx:
        return max(await tx.gigs.of_requester(key, 20), key=lambda gig: gig.number)


async def resubmit(people: Seats, on: str, **brief: Any) -> None:
    """Rita takes her gig up again from the card with this text, and submits it."""
    await people.rita.presses("Edit and resubmit", on=on)
    await people.rita.presses("Preview", **brief)
    await people.rita.presses("Submit for approval")


def cards_about(seat: Seat, text: str) -> int:
    """How many cards of the chat have this text."""
    return sum(text in str(card) for card in seat.cards().values())


async def is_told(seat: Seat, text: str, title: str, **inputs: Any) -> None:
    """A press that cannot be done is answered with a sentence; the card stays, with what was typed."""
    answer = await seat.presses(title, **inputs)
    assert answer["type"] == "application/vnd.microsoft.activity.message"
    assert text in answer["value"]
