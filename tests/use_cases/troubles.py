"""One gig's way to an offer while everything goes wrong in any order: what is always true of it is checked after each step."""

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from gigs.errors import GigError
from gigs.proposal import Proposal, ProposalList, ProposalStatus
from ports.marketplace import MarketplaceError, MarketplaceUnknown, Turn
from ports.operations import Operation, OperationState
from ports.storage import CommitUnknown, StoreUnavailable
from tests.support.builders import RITA
from tests.support.odd_market import OddMarket
from tests.support.one_by_one import one_by_one
from tests.support.providers import PROVIDERS
from tests.support.restoring import Company
from tests.use_cases.world import KeptPromises
from use_cases.hiring.judge_proposal import judge_proposal
from use_cases.reading.hint import hinted

FAULTS = (
    "post: lands then reset x1; find_listing: 503 x4",
    "post: lands then reset x1; find_listing: lag 600s",
    "post: lands late 300s x1",
    "offer: lands then reset x1; find_offer: 503 x4",
    "offer: lands late 300s x1",
    "proposals: 503 x6",
    "own_listings, own_offers: 503 x2",
)
TWICE = "something is there twice"
OVERWRITTEN = "a verdict is gone"
UNSENT = "unknown, and nothing was sent"


class Violation(AssertionError):
    """The promise that was broken is its text."""


class CutPromises(KeptPromises):
    """`cuts` are the next answers to a COMMIT that are lost: whether it had landed."""

    cuts: ClassVar[list[bool]] = []

    async def run(self, work: Any, /, *arguments: Any, **named: Any) -> Any:
        if self.cuts and not self.cuts.pop():
            raise StoreUnavailable("the connection broke before the COMMIT")
        lands = bool(self.cuts)
        value = await super().run(work, *arguments, **named)
        if lands and self.cuts.pop():
            raise CommitUnknown("the answer to COMMIT is missing")
        return value


class Troubled(OddMarket):
    """The sandbox, where the next `unsent` calls that create find no connection: not a byte of them goes out."""

    def __init__(self, market: Any) -> None:
        super().__init__(market)
        self.unsent = 0
        self.kept: set[str] = set()
        """References of calls of which nothing went out, and of those that went out."""
        self.sent: set[str] = set()

    meanwhile: Callable[[], Any] | None = None
    """What somebody does, once, while the next list of proposals is on its way to us; the freelancers have just changed their letters."""

    async def proposals(self, listing_id: str, since: datetime | None = None) -> ProposalList:
        found = await super().proposals(listing_id, since)
        if meanwhile := self.meanwhile:
            self.meanwhile = None
            await meanwhile()
            changed = (one.model_copy(update={"letter": f"{one.letter} And more."}) for one in found)
            return ProposalList(changed, found.unread)
        return found

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Turn]:
        self._turn = Turn(sent=False)
        yield self._turn

    async def post(self, request: Any) -> Any:
        self._send(request.reference)
        return await self._market.post(request)

    async def offer(self, request: Any) -> Any:
        self._send(request.reference)
        return await self._market.offer(request)

    def _send(self, reference: str) -> None:
        if self.unsent:
            self.unsent -= 1
            self.kept.add(reference)
            raise MarketplaceUnknown("no connection in time")
        self.sent.add(reference)
        self._turn.sent = True


class Troubles(RuleBasedStateMachine):
    """`market` makes what the product calls, `context` goes into its context, `promises` is its store: for planted bugs."""

    market: ClassVar[Callable[[Any], Any]] = Troubled
    context: ClassVar[Callable[[], dict[str, Any]]] = dict
    promises: ClassVar[type[CutPromises]] = CutPromises
    tally: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path(tempfile.mkdtemp(prefix="troubles-"))
        self._loop = asyncio.new_event_loop()
        stage = PROVIDERS["sandbox"](self._folder)
        company: Any = type("Cut", (Company,), {"promises": self.promises})
        self.company: Company = company(
            stage, self._folder, type(self).market(stage.market), **type(self).context()
        )
        self.promises.cuts.clear()
        self._judged: set[str] = set()
        self._notes = 0
        self._copies = 0
        self._do(self.company.begins())
        self.backs_up()
        self.everybody_goes_on(6, False)
        self.backs_up()

    def _do(self, work: Any) -> Any:
        return self._loop.run_until_complete(work)

    def _seen(self, look: Callable[[], Any]) -> Any:
        """What is there, looked at by the test: no answer is lost on the way."""
        cuts, self.promises.cuts[:] = self.promises.cuts[:], []
        try:
            return self._do(look())
        finally:
            self.promises.cuts[:] = cuts

    def _counts(self, what: str) -> None:
        self.tally[what] += 1

    def teardown(self) -> None:
        self._do(self.company.database.close())
        self._do(self.company.stage.close())
        self._loop.close()
        shutil.rmtree(self._folder)

    # ---------------------------------------------------------------- what goes on

    @rule(minutes=st.integers(1, 12), hires=st.booleans())
    def everybody_goes_on(self, minutes: int, hires: bool = True) -> None:
        self.company.hires = hires
        with suppress(StoreUnavailable, MarketplaceError):
            self._do(self.company.goes_on(minutes))

    @rule()
    def a_webhook_comes(self) -> None:
        for gig in self._seen(self.company.gigs):
            if gig.listing is None:
                continue
            self._notes += 1
            with suppress(StoreUnavailable, MarketplaceError, GigError):
                self._do(self._hinted(gig.listing.id, gig.number))
                self._counts("webhooks")

    async def _hinted(self, listing: str, number: int) -> None:
        world, tenant = self.company.world, RITA.key.tenant
        await hinted(world.context, self.company.name, [listing], str(self._notes), [tenant])
        await world.read(number)

    @rule(pick=st.integers(0, 5))
    def somebody_is_shortlisted(self, pick: int) -> None:
        for one in self._proposals()[pick : pick + 1]:
            with suppress(StoreUnavailable, GigError, MarketplaceError):
                self._do(
                    judge_proposal(self.company.world.context, RITA, 1, one.id, ProposalStatus.SHORTLISTED)
                )
                self._judged.add(one.id)
                self._counts("verdicts")
        self.a_webhook_comes()

    @rule(pick=st.integers(0, 5))
    def somebody_is_shortlisted_while_proposals_are_read(self, pick: int) -> None:
        market: Any = self.company.market
        for one in self._proposals()[pick : pick + 1]:
            market.meanwhile = partial(self._shortlisted, one.id)
            self.a_webhook_comes()
            market.meanwhile = None

    async def _shortlisted(self, proposal: str) -> None:
        with suppress(StoreUnavailable, GigError, MarketplaceError):
            await judge_proposal(self.company.world.context, RITA, 1, proposal, ProposalStatus.SHORTLISTED)
            self._judged.add(proposal)
            self._counts("verdicts meanwhile")

    # ---------------------------------------------------------------- what goes wrong

    @rule()
    def backs_up(self) -> None:
        self._copies += 1
        self.company.copy(self._copies)

    @rule(pick=st.integers(0, 9))
    def an_older_backup_is_put_back(self, pick: int) -> None:
        self.promises.cuts.clear()
        self._do(self.company.puts_back(1 + pick % self._copies))
        self._judged.clear()
        self._counts("restores")

    @rule(hours=st.integers(1, 30))
    def the_clock_was_ahead_and_steps_back(self, hours: int) -> None:
        self.company.stage.pass_time(hours * 3600)
        self.everybody_goes_on(2)
        self.company.stage.pass_time(-hours * 3600)
        self._counts("steps back")

    @rule(landed=st.booleans())
    def a_commit_is_cut(self, landed: bool) -> None:
        market: Any = self.company.market
        market.unsent = 0
        self.promises.cuts[:] = [landed, True] if landed else [False]
        self._counts("cut commits")

    @rule(fault=st.sampled_from(FAULTS))
    def the_marketplace_misbehaves(self, fault: str) -> None:
        self._do(self.company.stage.misbehave(fault))
        self._counts("faults")

    @rule(calls=st.integers(1, 2))
    def no_connection_is_free(self, calls: int) -> None:
        market: Any = self.company.market
        market.unsent = calls
        self.promises.cuts.clear()
        self._counts("unsent")

    @rule(pick=st.integers(0, 6))
    def a_proposal_is_told_in_an_odd_way(self, pick: int) -> None:
        market: Any = self.company.market
        market.odd = {one.id for one in self._proposals()[pick : pick + 1]}
        self._counts("odd proposals")

    # ---------------------------------------------------------------- what is always true

    @invariant()
    def nothing_is_there_twice(self) -> None:
        listings, offers = self._seen(self.company.there)
        self.tally["offers"] += offers
        if listings > 1 or offers > 1:
            raise Violation(TWICE)

    @invariant()
    def every_verdict_stands(self) -> None:
        shown = {one.id: one.status for one in self._proposals()}
        own = {
            ProposalStatus.SHORTLISTED,
            ProposalStatus.OFFERED,
            ProposalStatus.HIRED,
            ProposalStatus.WITHDRAWN,
        }
        if any(shown.get(one, ProposalStatus.SHORTLISTED) not in own for one in self._judged):
            raise Violation(OVERWRITTEN)

    @invariant()
    def what_was_not_sent_is_not_unknown(self) -> None:
        market: Any = self.company.market
        for operation in self._seen(self._operations):
            if (
                operation.state is OperationState.INFLIGHT
                and operation.reference in market.kept - market.sent
            ):
                raise Violation(UNSENT)

    def _proposals(self) -> list[Proposal]:
        gigs = self._seen(self.company.gigs)
        return self._seen(lambda: self.company.world.proposals(gigs[0].number)) if gigs else []

    async def _operations(self) -> list[Operation]:
        keys = [f"{kind}:1:{number}" for kind in ("post", "offer") for number in range(1, 6)]
        async with one_by_one(self.company.world.store) as tx:
            return [one for key in keys if (one := await tx.operations.get(RITA.key.tenant, key))]
