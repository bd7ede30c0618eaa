"""Gigs: numbered per tenant, saved by one guarded UPDATE."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Select, bindparam, delete, exists, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from gigs.errors import GigChanged, GigNotFound
from gigs.gig import OVER, Gig, GigState
from gigs.history import Said
from gigs.money import Money
from gigs.people import PersonKey
from ports.gig_storage import Guard
from store import ownership, rows, translate
from store.connection import Connection
from store.decisions import keep_decisions
from store.histories import append
from store.inside import hand_rows, put_hands
from store.ownership import put_owners
from store.spending import commit_money
from store.timers import set_clock

CHANGED = "Somebody was faster: this gig has just changed. Please look at it again."

_gig, _awaiting = rows.gig, rows.awaiting
_owner = ownership.gig_owner
_THIS = (_gig.c.tenant == bindparam("of_tenant"), _gig.c.number == bindparam("of_number"))

_GET = select(_gig.c.document).where(*_THIS)
_HOLD = _GET.with_for_update()
_BY_DRAFT_KEY = select(_gig.c.document).where(
    _gig.c.tenant == bindparam("tenant"), _gig.c.draft_key == bindparam("draft_key")
)
_TAKE_NUMBER = (
    upsert(rows.gig_number)
    .values(tenant=bindparam("tenant"), last=1)
    .on_conflict_do_update(index_elements=["tenant"], set_={"last": rows.gig_number.c.last + 1})
    .returning(rows.gig_number.c.last)
)
_GIVE_BACK = (
    update(rows.gig_number)
    .where(rows.gig_number.c.tenant == bindparam("of_tenant"))
    .values(last=rows.gig_number.c.last - 1)
)
_ADD = upsert(_gig).on_conflict_do_nothing(index_elements=["tenant", "draft_key"])

# The guard is part of the statement itself. `not_requester` and `awaited` are NOBODY where nothing is asked for.
_SAVE = (
    update(_gig)
    .where(
        *_THIS,
        _gig.c.version == bindparam("former_version"),
        _gig.c.state == bindparam("former_state"),
        _gig.c.requester != bindparam("not_requester"),
        ~exists().where(
            _owner.c.tenant == _gig.c.tenant,
            _owner.c.number == _gig.c.number,
            _owner.c.person == bindparam("not_requester"),
        ),
        or_(
            bindparam("awaited") == translate.NOBODY,
            exists().where(
                _awaiting.c.tenant == _gig.c.tenant,
                _awaiting.c.number == _gig.c.number,
                _awaiting.c.person == bindparam("awaited"),
                _awaiting.c.revision == bindparam("asked_revision"),
                _awaiting.c.step == bindparam("asked_step"),
            ),
        ),
    )
    .values(
        {
            name: bindparam(name)
            for name in (
                "requester",
                "state",
                "version",
                "revision",
                "title",
                "changed_at",
                "team",
                "month",
                "market",
                "document",
            )
        }
    )
)
_STOP_WAITING = delete(_awaiting).where(
    _awaiting.c.tenant == bindparam("tenant"), _awaiting.c.number == bindparam("number")
)
_WAIT = insert(_awaiting)

_OF_REQUESTER = (
    select(_gig.c.document)
    .where(_gig.c.tenant == bindparam("tenant"), _gig.c.requester == bindparam("person"))
    .order_by(_gig.c.changed_at.desc(), _gig.c.number.desc())
    .limit(bindparam("most"))
)
_OF_CO_OWNER = (
    select(_gig.c.document)
    .join(_owner, (_owner.c.tenant == _gig.c.tenant) & (_owner.c.number == _gig.c.number))
    .where(
        _owner.c.tenant == bindparam("tenant"),
        _owner.c.person == bindparam("person"),
        _owner.c.is_owner.is_(True),
    )
    .order_by(_gig.c.changed_at.desc(), _gig.c.number.desc())
    .limit(bindparam("most"))
)
_AWAITING = (
    select(_gig.c.document)
    .join(_awaiting, (_awaiting.c.tenant == _gig.c.tenant) & (_awaiting.c.number == _gig.c.number))
    .where(_awaiting.c.tenant == bindparam("tenant"), _awaiting.c.person == bindparam("person"))
    .order_by(_awaiting.c.asked_at, _awaiting.c.number)
    .limit(bindparam("most"))
)
_SUMS_AWAITED = (
    select(_awaiting.c.number, _awaiting.c.amount, _awaiting.c.currency)
    .where(_awaiting.c.tenant == bindparam("tenant"), _awaiting.c.person == bindparam("person"))
    .order_by(_awaiting.c.asked_at, _awaiting.c.number)
)
_NUMBERED = select(_gig.c.document).where(
    _gig.c.tenant == bindparam("tenant"), _gig.c.number.in_(bindparam("numbers", expanding=True))
)
_UNDER_WAY = (
    select(_gig.c.document)
    .where(_gig.c.tenant == bindparam("tenant"), _gig.c.state.in_(bindparam("states", expanding=True)))
    .order_by(_gig.c.changed_at.desc(), _gig.c.number.desc())
    .limit(bindparam("most"))
)
_IN_STATES = (
    select(_gig.c.document)
    .where(_gig.c.state.in_(bindparam("states", expanding=True)), _gig.c.changed_at < bindparam("before"))
    .order_by(_gig.c.changed_at)
    .limit(bindparam("most"))
)


class SqlGigs:
    """`ports.storage.Gigs`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, draft: Gig, draft_key: str) -> Gig:
        """Takes the number under a row lock and gives it back when the same draft was added meanwhile."""
        key = {"tenant": draft.tenant, "draft_key": draft_key}
        if (known := await self._one(key)) is not None:
            return known
        number: int = (await self._connection.execute(_TAKE_NUMBER, {"tenant": draft.tenant})).scalar_one()
        gig = draft.model_copy(update={"number": number})
        row = key | {"number": number} | translate.gig_columns(gig)
        if (await self._connection.execute(_ADD, row)).rowcount == 1:
            return gig
        await self._connection.execute(_GIVE_BACK, {"of_tenant": draft.tenant})
        if (known := await self._one(key)) is None:
            raise GigChanged(CHANGED)
        return known

    async def _one(self, key: dict[str, str]) -> Gig | None:
        document = (await self._connection.execute(_BY_DRAFT_KEY, key)).scalar()
        return None if document is None else translate.gig_of(document)

    async def get(self, tenant: str, number: int) -> Gig:
        """Raises GigNotFound."""
        return await self._read(_GET, tenant, number)

    async def hold(self, tenant: str, number: int) -> Gig:
        """On PostgreSQL by a lock of the gig's row. On SQLite a transaction is alone from its beginning."""
        return await self._read(_HOLD, tenant, number)

    async def _read(self, statement: Select[str], tenant: str, number: int) -> Gig:
        found = await self._connection.execute(statement, {"of_tenant": tenant, "of_number": number})
        document = found.scalar()
        if document is None:
            raise GigNotFound(number)
        return translate.gig_of(document)

    async def save(self, before: Gig, after: Gig, said: Said, guard: Guard | None = None) -> Gig:
        """Three statements; more for a name that is new here, for whoever is waited for, clock or money. Raises GigChanged."""
        guard = guard or Guard()
        saved = after.model_copy(update={"version": before.version + 1})
        if guard.awaited is not None and guard.awaited.tenant != before.tenant:
            raise GigChanged(CHANGED)
        written = await self._connection.execute(
            _SAVE,
            translate.gig_columns(saved)
            | {
                "of_tenant": before.tenant,
                "of_number": before.number,
                "former_version": before.version,
                "former_state": before.state.value,
                "not_requester": _object_id(guard.not_requester),
                "awaited": _object_id(guard.awaited),
                "asked_revision": guard.revision,
                "asked_step": guard.step,
            },
        )
        if written.rowcount != 1:
            raise GigChanged(CHANGED)
        if before.open_approvals != saved.open_approvals:
            await self._await(saved)
        if before.approvals != saved.approvals:
            await keep_decisions(self._connection, before, saved)
        if before.next_at != saved.next_at:
            await set_clock(self._connection, saved)
        if (before.committed, before.brief, before.requester) != (
            saved.committed,
            saved.brief,
            saved.requester,
        ):
            await commit_money(self._connection, saved)
        if before.ever_owners != saved.ever_owners or before.owners != saved.owners:
            await put_owners(self._connection, saved)
        if hand_rows(before) != hand_rows(saved):
            await put_hands(self._connection, saved)
        await append(self._connection, before.tenant, before.number, said)
        return saved

    async def _await(self, gig: Gig) -> None:
        await self._connection.execute(_STOP_WAITING, {"tenant": gig.tenant, "number": gig.number})
        if people := translate.awaiting_rows(gig):
            await self._connection.execute(_WAIT, people)

    async def of_requester(self, person: PersonKey, limit: int) -> Sequence[Gig]:
        """Newest change first."""
        return await self._gigs(_OF_REQUESTER, tenant=person.tenant, person=person.object_id, most=limit)

    async def of_co_owner(self, person: PersonKey, limit: int) -> Sequence[Gig]:
        """Newest change first."""
        return await self._gigs(_OF_CO_OWNER, tenant=person.tenant, person=person.object_id, most=limit)

    async def awaiting(self, person: PersonKey, limit: int = 1000) -> Sequence[Gig]:
        """The longest waiting first."""
        return await self._gigs(_AWAITING, tenant=person.tenant, person=person.object_id, most=limit)

    async def sums_awaited(self, person: PersonKey) -> Sequence[tuple[int, Money | None]]:
        """The longest waiting first; None for a question that an earlier release asked."""
        which = {"tenant": person.tenant, "person": person.object_id}
        found = (await self._connection.execute(_SUMS_AWAITED, which)).all()
        return [
            (row.number, Money(amount=Decimal(row.amount), currency=row.currency) if row.currency else None)
            for row in found
        ]

    async def numbered(self, tenant: str, numbers: Sequence[int]) -> Sequence[Gig]:
        """In the order asked for; one that is not there is left out."""
        found = await self._gigs(_NUMBERED, tenant=tenant, numbers=list(numbers))
        place = {number: place for place, number in enumerate(numbers)}
        return sorted(found, key=lambda gig: place[gig.number])

    async def under_way(self, tenant: str, limit: int) -> Sequence[Gig]:
        """The newest change first."""
        names = sorted(state.value for state in frozenset(GigState) - OVER)
        return await self._gigs(_UNDER_WAY, tenant=tenant, states=names, most=limit)

    async def in_states(
        self, states: frozenset[GigState], changed_before: datetime, limit: int
    ) -> Sequence[Gig]:
        """The longest unchanged first."""
        names = sorted(state.value for state in states)
        return await self._gigs(_IN_STATES, states=names, before=changed_before, most=limit)

    async def _gigs(self, statement: Select[str], **values: object) -> Sequence[Gig]:
        found = await self._connection.execute(statement, values)
        return [translate.gig_of(document) for document in found.scalars()]


def _object_id(person: PersonKey | None) -> str:
    return person.object_id if person else translate.NOBODY
