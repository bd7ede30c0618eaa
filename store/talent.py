"""The talent pool: freelancers, the gigs they did, and the words these are found by."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    Select,
    String,
    Table,
    Text,
    and_,
    bindparam,
    delete,
    exists,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import insert as upsert

from gigs.talent import FreelancerKey, Talent, Worked, words_in
from ports.talent_storage import Looked
from store.connection import Connection
from store.rows import Moment, key, metadata

_KEY = ("tenant", "market", "freelancer")

_talent = Table(
    "talent",
    metadata,
    *(key(name) for name in _KEY),
    Column("name", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("words_at", Moment),
    Index(None, "market", "words_at"),
)
_gig = Table(
    "talent_gig",
    metadata,
    key("tenant"),
    key("gig", Integer),
    Column("market", String, nullable=False),
    Column("freelancer", String, nullable=False),
    Column("proposal", String, nullable=False),
    Index(None, *_KEY, "gig"),
)
_word = Table(
    "talent_word",
    metadata,
    key("tenant"),
    key("word"),
    key("gig", Integer),
    Column("is_name", Boolean, nullable=False),
    Index(None, "tenant", "gig"),
)
_INSERT = upsert(_talent)
_PUT = _INSERT.on_conflict_do_update(
    index_elements=_KEY, set_={name: _INSERT.excluded[name] for name in ("name", "url", "words_at")}
)
_INSERT_GIG = upsert(_gig)
_PUT_GIG = _INSERT_GIG.on_conflict_do_update(
    index_elements=("tenant", "gig"),
    set_={name: _INSERT_GIG.excluded[name] for name in ("market", "freelancer", "proposal")},
)
_ADD_WORD = upsert(_word).on_conflict_do_nothing()


def _this(table: Table) -> list[Any]:
    return [table.c[name] == bindparam(f"of_{name}") for name in _KEY]


_OF_GIGS = (
    _word.c.tenant == bindparam("of_tenant"),
    _word.c.gig.in_(bindparam("gigs", expanding=True)),
)
_FORGET_NAME = delete(_word).where(*_OF_GIGS, _word.c.is_name == true())
_FORGET_GIGS = delete(_word).where(*_OF_GIGS)
_GET = select(_talent).where(*_this(_talent))
_GIGS_OF = select(_gig).where(*_this(_gig)).order_by(_gig.c.gig.desc()).limit(bindparam("most"))
_ALL_GIGS_OF = select(_gig.c.gig).where(*_this(_gig))
_HIRED_ON = select(_gig).where(
    _gig.c.tenant == bindparam("of_tenant"), _gig.c.gig.in_(bindparam("gigs", expanding=True))
)
_READ_AGAIN = (
    update(_talent)
    .where(*_this(_talent))
    .values(name=bindparam("new_name"), url=bindparam("new_url"), words_at=bindparam("new_words_at"))
)
_OLD_WORDS = (
    select(_talent.c.tenant, _talent.c.market, _talent.c.freelancer)
    .where(_talent.c.market == bindparam("of_market"), _talent.c.words_at < bindparam("before"))
    .order_by(_talent.c.words_at)
    .limit(bindparam("most"))
)
_WITHOUT_WORDS = update(_talent).where(*_this(_talent)).values(name="", words_at=None)
_DROP = delete(_talent).where(*_this(_talent))
_DROP_GIGS = delete(_gig).where(*_this(_gig))


@cache
def _with_words(words: int) -> Select[Any]:
    """Gigs with the first word, along its key, each with whether it has the others."""
    others = [
        exists().where(
            (other := _word.alias(f"other_{place}")).c.tenant == _word.c.tenant,
            other.c.word == bindparam(f"word_{place}"),
            other.c.gig == _word.c.gig,
        )
        for place in range(1, words)
    ]
    return (
        select(_word.c.gig, and_(true(), *others).label("has_all"))
        .where(
            _word.c.tenant == bindparam("of_tenant"),
            _word.c.word == bindparam("word_0"),
            _word.c.gig < bindparam("before"),
        )
        .order_by(_word.c.gig.desc())
        .limit(bindparam("most"))
    )


@cache
def _these(freelancers: int) -> Select[Any]:
    named = [
        and_(*(_talent.c[name] == bindparam(f"{name}_{place}") for name in _KEY))
        for place in range(freelancers)
    ]
    return select(_talent).where(or_(*named))


class SqlTalents:
    """`ports.talent_storage.Talents`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def put(self, talent: Talent, worked: Worked) -> None:
        """Inserts or replaces both."""
        former = await self.get(talent.key)
        await self._connection.execute(_PUT, _key(talent.key) | _told(talent))
        row = {"gig": worked.gig, "proposal": worked.proposal}
        await self._connection.execute(_PUT_GIG, _key(worked.key) | row)
        tenant, here = worked.key.tenant, [worked.gig]
        await self._connection.execute(_FORGET_GIGS, {"of_tenant": tenant, "gigs": here})
        await self._add(tenant, here, worked.words, is_name=False)
        if former and former.name != talent.name:
            await self._rename(talent)
        else:
            await self._add(tenant, here, words_in(talent.name), is_name=True)

    async def _rename(self, talent: Talent) -> None:
        """The words of the name, with every gig of theirs."""
        gigs = (await self._connection.execute(_ALL_GIGS_OF, _of(talent.key))).scalars().all()
        if gigs:
            values = {"of_tenant": talent.key.tenant, "gigs": list(gigs)}
            await self._connection.execute(_FORGET_NAME, values)
            await self._add(talent.key.tenant, gigs, words_in(talent.name), is_name=True)

    async def _add(self, tenant: str, gigs: Sequence[int], words: Collection[str], *, is_name: bool) -> None:
        rows = [
            {"tenant": tenant, "word": word, "gig": gig, "is_name": is_name}
            for gig in gigs
            for word in sorted(words)
        ]
        if rows:
            await self._connection.execute(_ADD_WORD, rows)

    async def get(self, key: FreelancerKey) -> Talent | None:
        """None for somebody we never worked with."""
        row = (await self._connection.execute(_GET, _of(key))).first()
        return _as_talent(row) if row else None

    async def of(self, keys: Sequence[FreelancerKey]) -> Sequence[Talent]:
        """Those that there are, in the order of `keys`."""
        if not keys:
            return []
        values = {
            f"{name}_{place}": value for place, one in enumerate(keys) for name, value in _key(one).items()
        }
        found = await self._connection.execute(_these(len(keys)), values)
        by_key = {one.key: one for one in map(_as_talent, found)}
        return [by_key[one] for one in keys if one in by_key]

    async def gigs_of(self, key: FreelancerKey, most: int) -> Sequence[Worked]:
        """The highest numbers first."""
        found = await self._connection.execute(_GIGS_OF, _of(key) | {"most": most})
        return [Worked(key=key, gig=row.gig, proposal=row.proposal) for row in found]

    async def with_words(self, tenant: str, words: Sequence[str], before: int, most: int) -> Looked:
        """Along the key of the first word, and then by the key of each gig."""
        values = {f"word_{place}": word for place, word in enumerate(words)}
        values_of = {"of_tenant": tenant, "before": before, "most": most, **values}
        found = (await self._connection.execute(_with_words(len(words)), values_of)).all()
        having = [row.gig for row in found if row.has_all]
        hired = await self.hired_on(tenant, having)
        last = found[-1].gig if len(found) == most else 0
        return Looked([(gig, hired[gig]) for gig in having if gig in hired], last)

    async def hired_on(self, tenant: str, gigs: Sequence[int]) -> Mapping[int, FreelancerKey]:
        """With whom each of these was done."""
        if not gigs:
            return {}
        found = await self._connection.execute(_HIRED_ON, {"of_tenant": tenant, "gigs": list(gigs)})
        return {row.gig: _as_key(row) for row in found}

    async def read_again(self, talent: Talent) -> None:
        """Nothing happens where there's no such freelancer."""
        new = {f"new_{name}": value for name, value in _told(talent).items()}
        if (await self._connection.execute(_READ_AGAIN, _of(talent.key) | new)).rowcount:
            await self._rename(talent)

    async def forget_words(self, marketplace: str, before: datetime, limit: int) -> int:
        """The longest kept first."""
        values = {"of_market": marketplace, "before": before, "most": limit}
        old = [_as_key(row) for row in (await self._connection.execute(_OLD_WORDS, values)).all()]
        for one in old:
            await self._connection.execute(_WITHOUT_WORDS, _of(one))
            await self._rename(Talent(key=one))
        return len(old)

    async def drop(self, key: FreelancerKey) -> None:
        """All of it."""
        gigs = (await self._connection.execute(_ALL_GIGS_OF, _of(key))).scalars().all()
        if gigs:
            await self._connection.execute(_FORGET_GIGS, {"of_tenant": key.tenant, "gigs": list(gigs)})
        await self._connection.execute(_DROP_GIGS, _of(key))
        await self._connection.execute(_DROP, _of(key))


def _key(one: FreelancerKey) -> dict[str, Any]:
    return {"tenant": one.tenant, "market": one.marketplace, "freelancer": one.freelancer}


def _of(one: FreelancerKey) -> dict[str, Any]:
    return {f"of_{name}": value for name, value in _key(one).items()}


def _told(talent: Talent) -> dict[str, Any]:
    # PostgreSQL keeps no NUL in a text.
    return {
        "name": talent.name.replace("\0", ""),
        "url": talent.url.replace("\0", ""),
        "words_at": talent.words_at,
    }


def _as_key(row: Any) -> FreelancerKey:
    return FreelancerKey(tenant=row.tenant, marketplace=row.market, freelancer=row.freelancer)


def _as_talent(row: Any) -> Talent:
    return Talent(key=_as_key(row), name=row.name, url=row.url, words_at=row.words_at)
