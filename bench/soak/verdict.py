"""What is there when all is over: in our database, and over there."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import select, text

from bench.soak.markets import Market
from gigs.contract import ContractState
from gigs.gig import Gig, GigState
from gigs.history import ChainedEntry, broken_at
from marketplace.sandbox import tables, work
from marketplace.sandbox.provider import Sandbox
from ports.operations import Operation, OperationKind, OperationState
from ports.storage import Transaction
from store.engine import open_database
from store.sql import SqlStore

STANDS = {ContractState.OFFERED, ContractState.ACTIVE, ContractState.COMPLETED}


@dataclass
class Verdict:
    """`lost`: ours says yes, nothing is there. `double`: more over there than was wanted. `stuck`: not closed."""

    gigs: int = 0
    closed: int = 0
    lost: list[str] = field(default_factory=list)
    double: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)
    faults: int = 0
    there: str = ""
    """How much exists on the marketplace, in words."""

    @property
    def is_clean(self) -> bool:
        """Nothing lost, doubled, stuck, given up or broken."""
        return not (self.lost or self.double or self.stuck or self.broken or self.dead)

    def __str__(self) -> str:
        return (
            f"{self.gigs} gigs, {self.closed} closed: lost {len(self.lost)}, double {len(self.double)}, "
            f"stuck {len(self.stuck)}, broken histories {len(self.broken)}, dead jobs {len(self.dead)}; "
            f"{self.there}; {self.faults} faults"
        )


@dataclass
class Hired:
    """An offer over there: its place on the list, and what was funded and paid for it."""

    listing: int
    reference: str
    stands: bool
    planned: int
    funded: int
    paid: int
    stood: tuple[datetime, datetime] | None = None
    """From when to when; None where it isn't known."""


@dataclass
class Theirs:
    """All that exists on the marketplace."""

    listings: dict[int, str]
    """number -> reference"""
    offers: list[Hired]
    messages: Counter[str]
    """by text"""
    closed: frozenset[int] = frozenset()
    """Listings that were taken down."""


async def nothing(*_: object) -> None:
    """Promises nothing: the product is not running."""


async def judge(database_url: str, market: Market, *, restores: int = 0, proves: bool = True) -> Verdict:
    """Compares the two sides. Takes a while where it `proves` every history.

    After `restores` our side has forgotten some of what people chose, accepted and asked: that's no double where it's there once.
    """
    found = Verdict()
    database = await open_database(database_url)
    try:
        async with database.engine.begin() as connection:
            gigs = [
                Gig.model_validate_json(row.document)
                for row in await connection.execute(text("SELECT document FROM gig"))
            ]
            operations = [
                Operation.model_validate_json(row.document)
                for row in await connection.execute(text("SELECT document FROM operation"))
            ]
            rows = await connection.execute(text("SELECT * FROM dead_job"))
            found.dead = [f"dead: {dict(row)}"[:400] for row in rows.mappings()]
        found.gigs = len(gigs)
        found.faults = await market.truth.strikes()
        found.closed = sum(gig.state is GigState.CLOSED for gig in gigs)
        found.stuck = [_stuck(gig, operations) for gig in gigs if gig.state is not GigState.CLOSED]
        found.stuck += [f"{one.key}: {one.state}" for one in operations if one.state is OperationState.HUMAN]
        theirs = await _theirs(market.truth)
        _compare_listings(found, operations, theirs)
        _compare_messages(found, operations, theirs, restores)
        for gig in gigs:
            _compare_work(found, gig, operations, theirs, funding=market.funding, restores=restores)
        found.there = _counted(theirs)
        store = SqlStore(database.transactions, nothing)
        for gig in gigs if proves else ():
            if (place := broken_at(await store.run(_chain, gig))) is not None:
                found.broken.append(f"gig {gig.number} at {place}")
    finally:
        await database.close()
    return found


def _stuck(gig: Gig, operations: list[Operation]) -> str:
    waits = (OperationState.READY, OperationState.INFLIGHT)
    mine = [one for one in operations if one.gig == gig.number and one.state in waits]
    said = [
        f"{one.key} {one.state} after {one.attempts} calls, {one.misses} misses: {one.reason}" for one in mine
    ]
    steps = [f"{one.title}: {one.state}" for one in gig.contract.milestones] if gig.contract else []
    return f"gig {gig.number}: {gig.state}; {'; '.join([*said, *steps]) or 'nothing under way'}"


async def _chain(tx: Transaction, gig: Gig) -> Sequence[ChainedEntry]:
    return await tx.histories.of(gig.tenant, gig.number)


async def _theirs(truth: Sandbox) -> Theirs:
    async with truth.transaction() as (tx, at):
        rows = (await tx.execute(select(tables.listings))).all()
        listings = {row.number: row.reference for row in rows}
        messages = Counter((await tx.execute(select(tables.messages.c.text))).scalars())
        steps = (await tx.execute(select(tables.milestones))).all()
        offers = []
        for row in (await tx.execute(select(tables.contracts))).all():
            contract = await work.contract(tx, truth.desk, f"C{row.number}", at)
            mine = [one for one in steps if one.contract == row.number]
            answered = None if row.accepts else row.answers_at
            ended = min(filter(None, (row.withdrawn_at, answered)), default=datetime.max.replace(tzinfo=UTC))
            hired = Hired(
                listing=int(row.proposal.partition("-")[0].removeprefix("L")),
                reference=row.reference,
                stands=contract.state in STANDS,
                planned=len(mine),
                funded=sum(one.fund_reference is not None for one in mine),
                paid=sum(one.released_at is not None for one in mine),
                stood=(row.offered_at, ended),
            )
            offers.append(hired)
        closed = frozenset(row.number for row in rows if row.closed_at is not None)
    return Theirs(listings, offers, messages, closed)


def _compare_listings(found: Verdict, operations: list[Operation], theirs: Theirs) -> None:
    there = Counter(theirs.listings.values())
    wanted = {one.reference: one for one in operations if one.kind is OperationKind.POST}
    for reference, one in wanted.items():
        if one.state is OperationState.DONE and not there[reference]:
            found.lost.append(f"{one.key}: {reference}")
    left = {one.listing for one in theirs.offers if one.stands}
    gone = {reference for number, reference in theirs.listings.items() if number in theirs.closed - left}
    for reference, times in there.items():
        is_wanted = (
            reference in wanted or reference in gone
        )  # what a lead has had taken down isn't ours any more
        if times > 1 or not is_wanted:
            found.double.append(f"listing {reference or 'without a reference'} x{times}")


def _compare_messages(found: Verdict, operations: list[Operation], theirs: Theirs, restores: int = 0) -> None:
    mine = [one for one in operations if one.kind is OperationKind.MESSAGE]
    wanted = Counter(one.text for one in mine)
    done = Counter(one.text for one in mine if one.state is OperationState.DONE)
    for said, times in theirs.messages.items():
        if times > wanted[said] and (not restores or times > 1):
            found.double.append(f"message “{said}” x{times}, wanted x{wanted[said]}")
    for said, times in done.items():
        if theirs.messages[said] < times:
            found.lost.append(f"message “{said}”")


def _compare_work(
    found: Verdict,
    gig: Gig,
    operations: list[Operation],
    theirs: Theirs,
    *,
    funding: bool,
    restores: int = 0,
) -> None:
    """Offers, funded milestones and payments of one gig, against what its people wanted."""
    mine = [one for one in operations if one.gig == gig.number]
    posts = {one.reference for one in mine if one.kind is OperationKind.POST}
    offers = [one for one in theirs.offers if theirs.listings.get(one.listing) in posts]
    stand = [one for one in offers if one.stands]
    who, closed = f"gig {gig.number}", gig.state is GigState.CLOSED
    together = max((sum(_overlap(one, other) for other in offers) for one in offers), default=0)
    if (len(offers) > gig.offers and not restores) or len(stand) > 1 or together > 1:
        found.double.append(
            f"{who}: {len(offers)} offers for {gig.offers} choices, {len(stand)} of them stand, {together} at a time"
        )
    if closed and not stand:
        found.lost.append(f"{who}: no offer stands")
    parts = len(gig.contract.milestones) if gig.contract else 0
    funded, paid = sum(one.funded for one in offers), sum(one.paid for one in offers)
    accepted = sum(said.accepted for said in gig.verdicts)
    if funded > parts:
        found.double.append(f"{who}: {funded} milestones funded of {parts}")
    if paid > (parts if restores else accepted):
        found.double.append(f"{who}: {paid} payments for {accepted} accepted deliverables")
    if closed and (paid < accepted or (funding and funded < parts)):
        found.lost.append(f"{who}: {funded} funded, {paid} paid of {parts}, {accepted} accepted")


def _overlap(one: Hired, other: Hired) -> bool:
    """Whether `other` stood when `one` was made; each does so with itself."""
    if one.stood is None or other.stood is None:
        return one is other
    return other.stood[0] <= one.stood[0] < other.stood[1]


def _counted(theirs: Theirs) -> str:
    funded, paid = sum(one.funded for one in theirs.offers), sum(one.paid for one in theirs.offers)
    return (
        f"{len(theirs.listings)} listings, {len(theirs.offers)} offers, {funded} funded, {paid} payments, "
        f"{sum(theirs.messages.values())} messages"
    )
