"""What people do next with each gig, again and again, in every replica at once: doing it twice is part of the soak."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Any

from gigs.approval import Decision
from gigs.brief import BriefForm
from gigs.contract import ContractState, MilestoneState
from gigs.errors import GigError
from gigs.funding import next_to_fund
from gigs.gig import EDITABLE, Gig, GigState
from gigs.people import Person, PersonKey
from gigs.proposal import GONE, Proposal
from ports.directory import DirectoryUnavailable
from ports.marketplace import Capability
from ports.storage import StoreUnavailable
from ports.strays import StrayState
from use_cases.approving.decide_gig import decide_gig
from use_cases.closing.close_gig import close_gig
from use_cases.context import Context
from use_cases.delivering.accept_deliverable import accept_deliverable
from use_cases.delivering.fund_milestone import fund_milestone
from use_cases.hiring.hire import hire_freelancer
from use_cases.hiring.message_freelancer import message_freelancer
from use_cases.offering.withdraw_offer import withdraw_offer
from use_cases.requesting.submit_gig import preview_gig, submit_gig

FORM = BriefForm(
    title="A logo for the spring campaign",
    outcome="A logo that works in one colour and at 16 pixels.",
    deliverables="Three drafts\nThe final logo as SVG",
    acceptance="Readable at 16 px and in black only.",
    category="design",
    skills="Logo Design",
    price_type="fixed",
    amount="1200",
    currency="USD",
    start="2030-01-07",
    due="2030-02-01",
    data_tier="general",
    cost_centre="MKT-100",
    visibility="public",
    experience="expert",
)
CLOSING = {
    "rating": "5",
    "hire_again": "yes",
    "requester_score": "9",
    "audience": "division",
    "do_again": "Say the size first.",
}
ENOUGH = 3
"""So many proposals are waited for before somebody is hired."""
AT_ONCE = 8
"""So many gigs are under way at a time."""
ASKS = 0.4
TAKES_BACK = 0.15
LISTENS = 0.7
REST = 0.04
"""Seconds between two deeds of one replica's crowd."""


class Crowd:
    """Rita and Mark, tireless."""

    def __init__(
        self, context: Context, rita: PersonKey, mark: PersonKey, market: str, skills: str, seed: int
    ) -> None:
        self._context = context
        self._keys = rita, mark
        self._market = market
        self._form = FORM.model_copy(update={"marketplace": market, "skills": skills})
        self._chance = random.Random(seed)
        self._people: list[Person] = []
        self._numbers: dict[int, int] = {}
        """the crowd's number of a gig -> ours"""
        self._closed: set[int] = set()

    async def go(self, gigs: int) -> None:
        """For ever: begins gigs that are not there yet, and does what is next with each."""
        found = [await self._context.directory.person(key) for key in self._keys]
        self._people = [person for person in found if person]
        while True:
            left = [number for number in range(1, gigs + 1) if number not in self._closed]
            if left:
                await self._calmly(self._next(self._chance.choice(left[:AT_ONCE])))
            await asyncio.sleep(REST)

    async def _calmly(self, deed: Awaitable[Any]) -> None:
        """What is refused because it is done already, or cannot be done just now, comes again."""
        try:
            await deed
        except (GigError, StoreUnavailable, DirectoryUnavailable):
            await asyncio.sleep(0.02)

    async def _next(self, number: int) -> None:
        rita, context = self._people[0], self._context
        form = self._form.model_copy(update={"title": f"{self._form.title} {number}"})
        gig = await self._known(number, form.title)
        if gig is None or gig.state in EDITABLE:
            old = gig.number if gig else None
            seen = await preview_gig(context, rita, form, draft=f"soak-{number}", number=old)
            await submit_gig(context, rita, seen.gig.number, revision=seen.gig.revision, seen=seen.seen)
            return
        deeds: dict[GigState, Callable[[Gig], Awaitable[Any]]] = {
            GigState.IN_APPROVAL: self._approve,
            GigState.OFFER_IN_APPROVAL: self._approve,
            GigState.REVIEWING: self._hire,
            GigState.HIRING: self._withdraw,
            GigState.ACTIVE: self._work,
            GigState.COMPLETED: self._close,
        }
        if gig.state is GigState.CLOSED:
            self._closed.add(number)
        if gig.state in deeds:
            await deeds[gig.state](gig)

    async def _known(self, number: int, title: str) -> Gig | None:
        key = self._people[0].key
        known = self._numbers.get(number)
        if known is not None:
            return await self._context.store.run(lambda tx: tx.gigs.get(key.tenant, known))
        mine = await self._context.store.run(lambda tx: tx.gigs.of_requester(key, 10_000))
        found = next((gig for gig in mine if gig.title == title), None)
        if found:
            self._numbers[number] = found.number
        return found

    async def _approve(self, gig: Gig) -> None:
        mark = self._people[1]
        await decide_gig(self._context, mark, gig.number, revision=gig.revision, decision=Decision.APPROVED)

    async def _hire(self, gig: Gig) -> None:
        proposals = await self._context.store.run(lambda tx: tx.proposals.of(gig.tenant, gig.number))
        fine = [
            one
            for one in proposals
            if one.status not in GONE and gig.approved and not one.total(None) > gig.approved
        ]
        if len(proposals) >= ENOUGH and fine:
            chosen = await self._taken_over(gig, fine) or self._chance.choice(fine)
            if self._chance.random() < ASKS:
                await self._ask(gig, chosen)
            await hire_freelancer(
                self._context,
                self._people[0],
                gig.number,
                chosen.id,
                seen=str(chosen.total(None)),
                reason="Worth it.",
            )

    async def _taken_over(self, gig: Gig, fine: list[Proposal]) -> Proposal | None:
        """Most of the time Rita hires whoever a lead has told her was offered it already."""
        strays = await self._context.store.run(lambda tx: tx.strays.of(gig.tenant, self._market))
        taken = {one.proposal for one in strays if one.state is StrayState.TAKEN and one.gig == gig.number}
        known = [one for one in fine if one.id in taken]
        return known[0] if known and self._chance.random() < LISTENS else None

    async def _ask(self, gig: Gig, proposal: Proposal) -> None:
        """The same question to the same freelancer, however often, is one message."""
        words = f"Can you start on Monday? I mean gig {gig.number}, {proposal.id}."
        await message_freelancer(self._context, self._people[0], gig.number, proposal.id, words)

    async def _withdraw(self, gig: Gig) -> None:
        """Now and then, while nobody has answered it. One that a person made on the site is left to them."""
        is_out = gig.contract is not None and gig.contract.state is ContractState.OFFERED
        can = Capability.WITHDRAW_OFFER in self._context.market(gig.tenant, self._market).capabilities
        if is_out and can and not gig.offers_on_site and self._chance.random() < TAKES_BACK:
            await withdraw_offer(self._context, self._people[0], gig.number, reason="No longer needed.")

    async def _work(self, gig: Gig) -> None:
        waits = next_to_fund(gig)
        if waits and Capability.FUND in self._context.market(gig.tenant, self._market).capabilities:
            await fund_milestone(self._context, self._people[0], gig.number, waits.id)
        await self._accept(gig)

    async def _accept(self, gig: Gig) -> None:
        for milestone in gig.contract.milestones if gig.contract else ():
            handed_in = milestone.deliverable
            if milestone.state is MilestoneState.SUBMITTED and handed_in and not gig.verdict_on(handed_in.id):
                await accept_deliverable(
                    self._context, self._people[0], gig.number, milestone.id, handed_in.id
                )

    async def _close(self, gig: Gig) -> None:
        await close_gig(self._context, self._people[0], gig.number, CLOSING)
