"""Accounts at marketplaces and their sealed tokens: every change of tokens is one UPDATE guarded by their edition."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from ports.account_storage import Consent, Stored
from ports.accounts import Account, AccountState, Sealed, SealedGrant
from ports.clock import SKEW
from store.account_rows import account as _account
from store.account_rows import consent as _consent
from store.connection import Connection

_TOKENS = ("edition", "access_key", "access_box", "refresh_key", "refresh_box")
_WRITTEN = ("state", "document", "leased_until", *_TOKENS)
_THIS = (
    _account.c.tenant == bindparam("of_tenant"),
    _account.c.marketplace == bindparam("of_marketplace"),
)
_SEEN = (*_THIS, _account.c.edition == bindparam("seen_edition"))
_INSERT = upsert(_account)
_PUT = _INSERT.on_conflict_do_update(
    index_elements=["tenant", "marketplace"], set_={name: _INSERT.excluded[name] for name in _WRITTEN}
)
_GET = select(_account.c.document).where(*_THIS)
_OF = (
    select(_account.c.document)
    .where(_account.c.tenant == bindparam("of_tenant"))
    .order_by(_account.c.marketplace)
)
_EVERYWHERE = select(_account.c.document).order_by(_account.c.tenant, _account.c.marketplace)
_STORED = select(_account).where(*_THIS)
_LEASE = (
    update(_account)
    .where(
        *_SEEN,
        _account.c.state == AccountState.CONNECTED.value,
        or_(
            _account.c.leased_until.is_(None),
            _account.c.leased_until <= bindparam("now"),
            _account.c.leased_until > bindparam("latest"),
        ),
    )
    .values(leased_until=bindparam("until"))
)
# Not only by whoever holds the lease: new tokens that arrive late are better than none, as long as nobody else
# has written newer ones, and even where they were thought to be lost.
_RENEW = update(_account).where(*_SEEN).values({name: bindparam(name) for name in _WRITTEN})
_LAPSE = (
    update(_account)
    .where(*_SEEN, _account.c.state == AccountState.CONNECTED.value)
    .values(state=AccountState.NEEDS_CONSENT.value, leased_until=None, document=bindparam("document"))
)
_DROP = delete(_account).where(*_THIS)

_ADD_CONSENT = upsert(_consent)
_TAKE_CONSENT = delete(_consent).where(_consent.c.state == bindparam("of_state")).returning(_consent)
_FORGET_CONSENTS = delete(_consent).where(_consent.c.expires_at < bindparam("before"))


class SqlAccounts:
    """`ports.account_storage.Accounts`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def put(self, account: Account, tokens: SealedGrant, edition: str) -> None:
        """Inserts or replaces, whatever was there."""
        key = {"tenant": account.tenant, "marketplace": account.marketplace}
        await self._connection.execute(_PUT, key | _row(account, tokens, edition))

    async def get(self, tenant: str, marketplace: str) -> Account | None:
        """None where nothing is connected."""
        document = (await self._connection.execute(_GET, _key(tenant, marketplace))).scalar()
        return None if document is None else Account.model_validate_json(document)

    async def of(self, tenant: str) -> Sequence[Account]:
        """By marketplace."""
        found = await self._connection.execute(_OF, {"of_tenant": tenant})
        return [Account.model_validate_json(document) for document in found.scalars()]

    async def everywhere(self) -> Sequence[Account]:
        """By tenant and marketplace."""
        found = await self._connection.execute(_EVERYWHERE)
        return [Account.model_validate_json(document) for document in found.scalars()]

    async def stored(self, tenant: str, marketplace: str) -> Stored | None:
        """None where nothing is connected."""
        row = (await self._connection.execute(_STORED, _key(tenant, marketplace))).first()
        return None if row is None else _stored_of(row)

    async def lease(self, seen: Stored, now: datetime, until: datetime) -> bool:
        """True for one of many who ask at once."""
        written = await self._connection.execute(
            _LEASE, _seen(seen) | {"now": now, "until": until, "latest": until + SKEW}
        )
        return written.rowcount == 1

    async def renew(self, seen: Stored, account: Account, tokens: SealedGrant, edition: str) -> bool:
        """One UPDATE: tokens, their edition, the account, and the end of the lease."""
        written = await self._connection.execute(_RENEW, _seen(seen) | _row(account, tokens, edition))
        return written.rowcount == 1

    async def lapse(self, seen: Stored, account: Account) -> bool:
        """The tokens stay, for new ones that arrive late."""
        document = {"document": account.model_dump_json()}
        return (await self._connection.execute(_LAPSE, _seen(seen) | document)).rowcount == 1

    async def drop(self, tenant: str, marketplace: str) -> bool:
        """Tokens and all."""
        return (await self._connection.execute(_DROP, _key(tenant, marketplace))).rowcount == 1


class SqlConsents:
    """`ports.account_storage.Consents`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, consent: Consent, verifier: Sealed) -> None:
        """Its state is new: nobody could have guessed it."""
        row = {
            "state": consent.state,
            "tenant": consent.tenant,
            "expires_at": consent.expires_at,
            "verifier_key": verifier.key,
            "verifier_box": verifier.box,
            "document": consent.model_dump_json(),
        }
        await self._connection.execute(_ADD_CONSENT, row)

    async def take(self, state: str) -> tuple[Consent, Sealed] | None:
        """One DELETE, so that a state counts once."""
        row = (await self._connection.execute(_TAKE_CONSENT, {"of_state": state})).first()
        if row is None:
            return None
        verifier = Sealed(key=row.verifier_key, box=row.verifier_box)
        return Consent.model_validate_json(row.document), verifier

    async def forget(self, before: datetime) -> None:
        """Those that nobody came back for."""
        await self._connection.execute(_FORGET_CONSENTS, {"before": before})


def _key(tenant: str, marketplace: str) -> dict[str, str]:
    return {"of_tenant": tenant, "of_marketplace": marketplace}


def _seen(seen: Stored) -> dict[str, Any]:
    return _key(seen.account.tenant, seen.account.marketplace) | {"seen_edition": seen.edition}


def _row(account: Account, tokens: SealedGrant, edition: str) -> dict[str, Any]:
    return {
        "state": account.state.value,
        "document": account.model_dump_json(),
        "leased_until": None,
        "edition": edition,
        "access_key": tokens.access.key,
        "access_box": tokens.access.box,
        "refresh_key": tokens.refresh.key if tokens.refresh else None,
        "refresh_box": tokens.refresh.box if tokens.refresh else None,
    }


def _stored_of(row: Row[Any]) -> Stored:
    refresh = None if row.refresh_key is None else Sealed(key=row.refresh_key, box=row.refresh_box)
    return Stored(
        account=Account.model_validate_json(row.document),
        tokens=SealedGrant(access=Sealed(key=row.access_key, box=row.access_box), refresh=refresh),
        edition=row.edition,
        leased_until=row.leased_until,
    )
