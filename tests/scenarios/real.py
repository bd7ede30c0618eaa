"""One or several real marketplaces on their stand-ins, set up and connected, and what people do there in every scenario."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gigs.gig import Gig, GigState
from gigs.proposal import Proposal
from marketplace.sandbox.cast import CAST, Style
from ports.marketplace import Capability, Rhythm
from stand_ins.server import StandIn
from tests.scenarios.steps import BRIEF as LOGO
from tests.scenarios.steps import Seats, seats_for
from tests.support.card_text import text_of
from tests.support.people_file import FIRST, RITA
from tests.support.product import CountedIds, Stage, on_stage
from tests.support.real_markets import BRISK, REAL, OnSite, connects, in_a_hurry, settings_at, stand_ins

BRIEF = LOGO | {"category": "presentation", "skills": "PowerPoint, Storytelling"}
"""With skills that every catalogue has."""


@dataclass(frozen=True)
class There:
    """The product with real marketplaces; `name` is the one that a gig goes to."""

    name: str
    stage: Stage
    people: Seats
    servers: Mapping[str, StandIn]

    @property
    def title(self) -> str:
        return REAL[self.name].title

    @property
    def server(self) -> StandIn:
        return self.servers[self.name]

    @property
    def on_site(self) -> OnSite:
        return OnSite(self.server)

    def can(self, capability: Capability) -> bool:
        return capability in self.stage.product.context.markets[self.name].capabilities

    async def gig(self) -> Gig:
        return await self.stage.newest_gig(RITA)

    async def proposals(self, gig: Gig) -> list[Proposal]:
        """All six, once they have come; the cheapest first."""
        found = await self.stage.proposals(gig)
        for _ in range(200):
            if len(found) == 6:
                return sorted(found, key=lambda one: one.rate.amount)
            await asyncio.sleep(0.05)
            found = await self.stage.proposals(gig)
        raise AssertionError(f"only {[one.freelancer for one in found]} have answered")


@asynccontextmanager
async def at(
    folder: Path,
    *names: str,
    offers: bool = True,
    connected: bool = True,
    rhythm: Rhythm = BRISK,
    **more: Any,
) -> AsyncIterator[There]:
    """A gig goes to the first of them, as long as nobody says otherwise."""
    async with stand_ins(folder, *names, upwork_offers=offers) as servers:
        given = settings_at(servers, offers=offers) | more
        builders = in_a_hurry(rhythm)
        async with on_stage(
            folder, ids=CountedIds(), builders=builders, chance=lambda: 0.02, **given
        ) as stage:
            people = seats_for(stage, FIRST)
            for seat in (people.rita, people.mark, people.pat):
                await seat.installs()
            for name in names if connected else ():
                await connects(stage, servers, people.pat, name)
            yield There(names[0], stage, people, servers)
            assert stage.teams.violations == []


async def previews(there: There, **brief: str) -> str:
    """Rita fills the form in; what the preview says is public."""
    rita = there.people.rita
    await rita.presses("Preview", **(BRIEF | brief))
    await rita.sees(f"Public on {there.title}")
    parts = [text_of(part) for part in rita.card(f"Public on {there.title}")["body"]]
    (public,) = [text for text in parts if text.startswith("Public on")]
    return public


async def posts(there: There, **brief: str) -> None:
    """Rita posts a gig, up to the question to Mark."""
    await there.people.rita.says("post a gig")
    await previews(there, **brief)
    await there.people.rita.presses("Submit for approval")


async def approved(there: There) -> Gig:
    """Mark says yes; the gig once there are proposals."""
    await there.people.mark.presses("Approve")
    return await there.stage.waits_for(RITA, GigState.REVIEWING)


def a_good_one(gig: Gig, proposals: list[Proposal]) -> Proposal:
    """Within the approved sum, by somebody who takes offers and takes no proposal back."""
    steady = {one.name for one in CAST if one.style is Style.STEADY}
    (found,) = [one for one in proposals if one.freelancer in steady]
    assert gig.approved
    assert not found.total(None) > gig.approved
    return found
