"""Every marketplace provider in one form, so that one contract test runs on all of them.

A provider joins by adding a function to PROVIDERS that gives a Stage: the provider, talking to its stand-in, and the
few things a test must be able to do to the other side.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from gigs.brief import Category, PriceType, Visibility
from gigs.contract import Contract, MilestoneState
from gigs.proposal import PlannedMilestone, Proposal
from marketplace.sandbox.cast import DECLINES_OFFERS
from marketplace.sandbox.faults import parse_faults
from marketplace.sandbox.provider import Sandbox
from ports.marketplace import Capability, Marketplace, OfferRequest, PostRequest
from tests.support.builders import usd
from tests.support.clock import FakeClock


def patience_with(faults: str) -> float:
    """Seconds: a call that is to run out of time does so soon; every other one may take its time on a busy machine."""
    return 2 if "timeout" in faults else 20


class Stage(ABC):
    """A provider on its stand-in, and a hand on the other side."""

    market: Marketplace
    clock: FakeClock
    tells_when = True
    """Whether this marketplace says how long to wait when it is asked too often."""
    through: Callable[[Any], Any] = staticmethod(lambda session: session)
    """What stands between the provider and its session; set before the stage is opened."""

    async def open(self) -> None:  # noqa: B027
        """Start what has to be started; a stage is used only afterwards."""

    @abstractmethod
    async def misbehave(self, faults: str) -> None:
        """Make the other side do this wrong from now on; the grammar is the sandbox's (marketplace/sandbox/faults.py)."""

    @abstractmethod
    async def count(self, reference: str) -> int:
        """How many listings, offers and funded milestones exist over there with this reference."""

    @abstractmethod
    async def payments(self) -> int:
        """How many milestones have been paid over there."""

    @abstractmethod
    def declines(self, proposal: Proposal) -> bool:
        """True for a freelancer who will decline an offer."""

    @abstractmethod
    async def reopen(self) -> None:
        """Make the provider anew, as after a restart of our process."""

    @abstractmethod
    async def close(self) -> None:
        """Let go of everything."""

    def pass_time(self, seconds: float) -> None:
        """What the other side does in this time, it does."""
        self.clock.advance(seconds)


class SandboxStage(Stage):
    def __init__(self, folder: Path, **options: Any) -> None:
        self.clock = FakeClock()
        self._file = folder / "sandbox.db"
        self._options = options
        self.sandbox = self._open()

    def _open(self) -> Sandbox:
        self.sandbox = Sandbox(self._file, now=self.clock.now, **self._options)
        self.market = self.sandbox
        return self.sandbox

    async def misbehave(self, faults: str) -> None:
        await self.sandbox.misbehave(parse_faults(faults))

    async def count(self, reference: str) -> int:
        found = await self.sandbox.audit(reference)
        return found.listings + found.offers + found.funded

    async def payments(self) -> int:
        return await self.sandbox.payments()

    def declines(self, proposal: Proposal) -> bool:
        return proposal.freelancer == DECLINES_OFFERS

    async def reopen(self) -> None:
        await self.sandbox.close()
        self._open()

    async def close(self) -> None:
        await self.sandbox.close()


def _on_a_stand_in(module: str, stage: str, **options: Any) -> Callable[[Path], Stage]:
    """A stage of tests/support/stages, imported when it is asked for: it imports this module."""

    def make(folder: Path) -> Stage:
        found: Callable[..., Stage] = getattr(import_module(f"tests.support.stages.{module}"), stage)
        return found(folder, **options)

    return make


PROVIDERS: dict[str, Callable[[Path], Stage]] = {
    "freelancer": _on_a_stand_in("freelancer", "FreelancerStage"),
    "sandbox": SandboxStage,
    "sandbox that wants milestones funded": partial(SandboxStage, funding=True),
    "worksome": _on_a_stand_in("worksome", "WorksomeStage"),
    "upwork": _on_a_stand_in("upwork", "UpworkStage"),
    "upwork whose key may make no offers": _on_a_stand_in("upwork", "UpworkStage", offers=False),
}


def a_post(reference: str = "FC-AAAAAAAAAA", **changes: Any) -> PostRequest:
    request = PostRequest(
        reference=reference,
        title="Launch deck for Aurora",
        description="A deck our sales team can present without help.",
        category=Category.PRESENTATION,
        skills=("PowerPoint", "storytelling"),
        price_type=PriceType.FIXED,
        rate=usd(1200),
        hours=None,
        start=date(2026, 11, 30),
        due=date(2026, 12, 14),
        visibility=Visibility.PUBLIC,
    )
    return request.model_copy(update=changes)


def an_offer(on: str, proposal: Proposal, reference: str = "FC-BBBBBBBBBB", **changes: Any) -> OfferRequest:
    total = proposal.total(None)
    request = OfferRequest(
        reference=reference,
        listing_id=on,
        proposal_id=proposal.id,
        title="Launch deck for Aurora",
        total=total,
        milestones=proposal.milestones or (PlannedMilestone(title="Launch deck for Aurora", amount=total),),
        start=date(2026, 11, 30),
        due=date(2026, 12, 14),
    )
    return request.model_copy(update=changes)


def nobodys_offer(reference: str) -> OfferRequest:
    """An offer that was never made."""
    total = usd(100)
    return OfferRequest(
        reference=reference,
        listing_id="no such listing",
        proposal_id="no such proposal",
        title="Nothing",
        total=total,
        milestones=(PlannedMilestone(title="Nothing", amount=total),),
        start=date(2026, 11, 30),
        due=date(2026, 12, 14),
    )


async def an_accepted_offer(stage: Stage) -> Contract:
    """Posted, answered, offered to the first freelancer who would take it, and accepted."""
    listing = await stage.market.post(a_post())
    stage.pass_time(30)
    proposals = await stage.market.proposals(listing.id)
    chosen = next(one for one in proposals if not stage.declines(one))
    contract = await stage.market.offer(an_offer(listing.id, chosen))
    stage.pass_time(5)
    return await begun(stage, await stage.market.contract(contract.id, contract), 0)


async def begun(stage: Stage, contract: Contract, place: int) -> Contract:
    """The contract with work on this milestone begun: funded where the marketplace wants that."""
    part = contract.milestones[place]
    if Capability.FUND in stage.market.capabilities and part.state is MilestoneState.WAITING:
        await stage.market.fund(contract.id, part, f"FC-FUND{place}")
    return await stage.market.contract(contract.id, contract)
