"""What people do again and again in these scenarios, and the brief they post."""

import asyncio
from dataclasses import dataclass
from typing import Any

from gigs.gig import Gig, GigState
from gigs.proposal import Proposal
from marketplace.sandbox.cast import DECLINES_OFFERS
from tests.support.people_file import Cast
from tests.support.product import Seat, Stage

BRIEF: dict[str, Any] = {
    "title": "A logo for the spring campaign",
    "outcome": "A logo that works in one colour and at 16 pixels.",
    "deliverables": "Three drafts\nThe final logo as SVG",
    "acceptance": "Readable at 16 px and in black only.",
    "category": "design",
    "skills": "logo, illustration",
    "price_type": "fixed",
    "amount": "1200",
    "currency": "USD",
    "start": "2030-01-07",
    "due": "2030-02-01",
    "data_tier": "general",
    "cost_centre": "MKT-100",
    "visibility": "public",
    "marketplace": "sandbox",
}


@dataclass(frozen=True)
class Seats:
    """The people of one test, each in their one-to-one chat with the bot."""

    rita: Seat
    mark: Seat
    faye: Seat
    pat: Seat
    sam: Seat


def seats_for(stage: Stage, cast: Cast) -> Seats:
    return Seats(*map(stage.seat, (cast.rita, cast.mark, cast.faye, cast.pat, cast.sam)))


async def submit(people: Seats, **brief: str) -> None:
    """Rita posts a gig, up to the question to Mark."""
    for seat in (people.rita, people.mark):
        if not seat.cards():
            await seat.installs()
    typed = BRIEF | brief
    await people.rita.says("post a gig")
    if "Use this marketplace" in people.rita.titles():
        await people.rita.presses("Use this marketplace", marketplace=typed["marketplace"])
    await people.rita.presses("Preview", **typed)
    await people.rita.presses("Submit for approval")


async def sees_in_history(seat: Seat, number: int, *texts: str) -> None:
    """Opens the gig and reads its history again and again, until all of this has happened."""
    await seat.says(f"status {number}")
    for _ in range(100):
        await seat.presses("History", of={"gig": number})
        if all(text in seat.seen() for text in texts):
            return
        await asyncio.sleep(0.1)
    await seat.sees(*texts)


async def approve(stage: Stage, people: Seats) -> Gig:
    """Mark says yes; the gig as soon as there are proposals."""
    await people.mark.presses("Approve")
    return await stage.waits_for(people.rita.person, GigState.REVIEWING)


async def all_proposals(stage: Stage, people: Seats, gig: Gig) -> list[Proposal]:
    """Waits for the notice that tells of them, by which time all have come; the cheapest first."""
    await people.rita.sees("proposals to compare\nShortlist")
    return sorted(await stage.proposals(gig), key=lambda one: one.rate.amount)


def above(gig: Gig, proposals: list[Proposal]) -> Proposal:
    """One that asks for more than was approved."""
    return next(one for one in proposals if gig.approved and one.total(None) > gig.approved)


def within(gig: Gig, proposals: list[Proposal]) -> Proposal:
    """A full proposal within the approved sum, in three milestones, by somebody who takes offers."""
    fits = [one for one in proposals if gig.approved and not one.total(None) > gig.approved]
    return next(one for one in fits if len(one.milestones) == 3 and one.freelancer != DECLINES_OFFERS)


def busy(proposals: list[Proposal]) -> Proposal:
    """The one who declines every offer."""
    return next(one for one in proposals if one.freelancer == DECLINES_OFFERS)


async def hire(rita: Seat, chosen: Proposal) -> None:
    """From the gig's card to the confirmed hire."""
    await rita.presses("Hire for", of={"proposal": chosen.id})
    await rita.presses("Hire for", on=f"Hire {chosen.freelancer}")
