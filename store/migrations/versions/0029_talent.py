"""The talent pool, from the gigs that were closed before, and marks “do-not-hire”."""

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

_PAGE = 200
_KEY = ("tenant", "market", "freelancer")
_HAVE_PROFILES = ("upwork", "freelancer")
_KEEPS_NO_WORDS = "upwork"
_WORD = re.compile(r"[^\W_]+")
_WITHOUT_BLANKS = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_gig = sa.table("gig", *map(sa.column, ("tenant", "number", "state", "document")))
_proposal = sa.table("proposal", *map(sa.column, ("tenant", "gig", "id", "document")))
_talent = sa.table(
    "talent",
    *map(sa.column, (*_KEY, "name", "url")),
    sa.column("words_at", sa.DateTime(timezone=True)),
)
_done = sa.table("talent_gig", *map(sa.column, ("tenant", "gig", "market", "freelancer", "proposal")))
_word = sa.table("talent_word", *map(sa.column, ("tenant", "word", "gig")), sa.column("is_name", sa.Boolean))


def upgrade() -> None:
    _tables()
    _fill(op.get_bind())


def _tables() -> None:
    op.create_table(
        "talent",
        *(sa.Column(name, sa.String, nullable=False) for name in _KEY),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("name", "url")),
        sa.Column("words_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint(*_KEY, name="talent_pk"),
    )
    op.create_index("talent_market_words_at_ix", "talent", ["market", "words_at"])
    op.create_table(
        "talent_gig",
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("gig", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("market", "freelancer", "proposal")),
        sa.PrimaryKeyConstraint("tenant", "gig", name="talent_gig_pk"),
    )
    op.create_index("talent_gig_tenant_market_freelancer_gig_ix", "talent_gig", [*_KEY, "gig"])
    op.create_table(
        "talent_word",
        *(sa.Column(name, sa.String, nullable=False) for name in ("tenant", "word")),
        sa.Column("gig", sa.Integer, nullable=False),
        sa.Column("is_name", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "word", "gig", name="talent_word_pk"),
    )
    op.create_index("talent_word_tenant_gig_ix", "talent_word", ["tenant", "gig"])
    op.create_table(
        "do_not_hire",
        *(sa.Column(name, sa.String, nullable=False) for name in ("tenant", "fingerprint")),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "fingerprint", name="do_not_hire_pk"),
    )
    op.create_index("do_not_hire_tenant_ends_at_ix", "do_not_hire", ["tenant", "ends_at"])
    op.create_index(
        "do_not_hire_ends_at_tenant_fingerprint_ix", "do_not_hire", ["ends_at", "tenant", "fingerprint"]
    )


def _fill(connection: sa.Connection) -> None:
    """A page at a time, along the key. A later gig with the same freelancer comes later, so that its name stays."""
    place = sa.tuple_(_gig.c.tenant, _gig.c.number)
    page = (
        sa.select(_gig.c.tenant, _gig.c.number, _gig.c.document)
        .where(_gig.c.state == "closed")
        .order_by(_gig.c.tenant, _gig.c.number)
    )
    found = connection.execute(page.limit(_PAGE)).all()
    while found:
        rows = [one for row in found if (one := _read(connection, row, json.loads(row.document)))]
        _write(connection, rows)
        last = sa.tuple_(sa.literal(found[-1].tenant), sa.literal(found[-1].number, sa.Integer))
        found = connection.execute(page.where(place > last).limit(_PAGE)).all()


def _read(connection: sa.Connection, row: Any, gig: dict[str, Any]) -> dict[str, Any] | None:
    contract, listing, closing = gig.get("contract"), gig.get("listing"), gig.get("closing")
    if not contract or not listing or not closing or not gig.get("brief"):
        return None
    found = connection.execute(
        sa.select(_proposal.c.document).where(
            _proposal.c.tenant == row.tenant,
            _proposal.c.gig == row.number,
            _proposal.c.id == contract["proposal_id"],
        )
    ).scalar()
    proposal = json.loads(found) if found else {}
    if not proposal.get("freelancer_id"):
        return None
    market = listing["marketplace"]
    keeps = market != _KEEPS_NO_WORDS
    return {
        "tenant": row.tenant,
        "gig": row.number,
        "market": market,
        "freelancer": proposal["freelancer_id"],
        "proposal": proposal["id"],
        "name": (contract.get("freelancer") or proposal.get("freelancer") or "") if keeps else "",
        "url": (proposal.get("url") or "") if market in _HAVE_PROFILES else "",
        "words_at": _moment(closing["closed_at"]) if keeps else None,
        "words": _found_by(market, gig["brief"]),
    }


def _write(connection: sa.Connection, rows: list[dict[str, Any]]) -> None:
    for one in rows:
        known = [_talent.c[name] == one[name] for name in _KEY]
        values = {name: one[name].replace("\0", "") for name in ("name", "url")}
        values["words_at"] = one["words_at"]
        if not connection.execute(sa.update(_talent).where(*known).values(values)).rowcount:
            connection.execute(sa.insert(_talent).values({name: one[name] for name in _KEY} | values))
    if rows:
        connection.execute(
            sa.insert(_done),
            [
                {name: one[name] for name in ("tenant", "gig", "market", "freelancer", "proposal")}
                for one in rows
            ],
        )
        connection.execute(sa.insert(_word), [word for one in rows for word in _words(one)])


def _words(one: dict[str, Any]) -> Iterator[dict[str, Any]]:
    told = dict.fromkeys(_words_in(one["name"]), True) | dict.fromkeys(one["words"], False)
    for word, is_name in sorted(told.items()):
        yield {"tenant": one["tenant"], "word": word, "gig": one["gig"], "is_name": is_name}


def _found_by(market: str, brief: dict[str, Any]) -> list[str]:
    domain, skills = brief["category"], brief.get("skills") or ()
    typed = (word for text in (market, domain, *skills) for word in _words_in(text))
    return list(dict.fromkeys((f"market:{market}", f"domain:{domain}", *typed)))[:40]


def _words_in(text: str) -> list[str]:
    bare = unicodedata.normalize("NFKD", text.casefold())
    plain = unicodedata.normalize("NFC", "".join(one for one in bare if not unicodedata.combining(one)))
    return list(dict.fromkeys(piece for word in _WORD.findall(plain) for piece in _pieces(word[:40])))


def _pieces(word: str) -> list[str]:
    if _WITHOUT_BLANKS.search(word):
        return [word[place : place + 2] for place in range(max(len(word) - 1, 1))]
    return [word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word]


def _moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at.astimezone(UTC).replace(tzinfo=None) if op.get_bind().dialect.name == "sqlite" else at


def downgrade() -> None:
    for name in ("do_not_hire", "talent_word", "talent_gig", "talent"):
        op.drop_table(name)
