"""Hands out access tokens and keeps them fresh: one refresh at a time for each account, across all replicas.

    fresh       handed out; remembered in memory, and looked up again after REMEMBERED
    old         renewed by whoever gets the lease in the row; the others go on with it while it is valid, else wait
    new tokens  written in one UPDATE before anybody uses them, guarded by the edition that they were made from
    ended       the account needs consent again; the lead who connected it is told, and gigs wait

Whoever dies between asking for new tokens and writing them leaves a lease that ends by itself. If the marketplace has
ended the old refresh token by then, only a new consent helps, and that is what is asked for.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from pydantic import SecretStr

from gigs.value import Value
from ports.account_storage import Stored
from ports.accounts import (
    Account,
    AccountState,
    Authority,
    CannotOpen,
    ConsentEnded,
    Grant,
    Sealed,
    SealedGrant,
    Sealer,
    sealed_about,
)
from ports.clock import Clock, Ids
from ports.hindrance import Hindered, Hindrance
from ports.marketplace import MarketplaceError, MarketplaceUnavailable
from ports.notice_facts import NoticeFacts
from ports.notices import Notice, NoticeKind
from ports.storage import Store, StoreUnavailable, Transaction
from use_cases.notifying.notify import enqueue_notice

REMEMBERED = timedelta(seconds=60)
"""So long a token is handed out without a look at the store: a disconnected account ends within that time."""
LEASE = timedelta(seconds=60)
"""Longer than asking for new tokens may take. After a failure it is also how long nobody tries again."""
FAILED = timedelta(seconds=5)
"""So long a failure is said to whoever asks next."""
LOOKS = 10
"""How often, a second apart, the row is read again while somebody else renews the tokens."""
WRITES = 6
"""How often new tokens are tried to be written while the store is away, ever longer apart."""
ACCESS, REFRESH = "access", "refresh"
TOKEN_LOST = "My key doesn’t open what I kept of this account any more."  # noqa: S105 - a sentence  # not for people
NEVER_RENEWS = "It has run out, and this marketplace gave nothing to renew it with."  # not for people

_OURS = {TOKEN_LOST: Hindrance.KEY_LOST, NEVER_RENEWS: Hindrance.NOT_RENEWABLE}
"""What an account's `why` says where the reason is our own, and not the marketplace's."""

log = logging.getLogger(__name__)


class Token(Value):
    """An access token that can be used now, and the marketplace's id of whom it acts for."""

    secret: SecretStr
    account_id: str


class AccountTokens:
    """The tokens of all connected accounts. `sleep` is waited on while another replica renews them."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        ids: Ids,
        sealer: Sealer,
        authorities: Mapping[str, Authority],
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids
        self._sealer = sealer
        self._authorities = authorities
        self._sleep = sleep
        self._kept: dict[tuple[str, str], tuple[Token, datetime]] = {}
        self._failed: dict[tuple[str, str], tuple[MarketplaceUnavailable, datetime]] = {}
        self._locks: dict[tuple[str, str], asyncio.Lock] = {}
        self._renewals: set[asyncio.Task[None]] = set()

    async def token(self, tenant: str, marketplace: str, rejected: SecretStr | None = None) -> Token:
        """A token that the marketplace has not `rejected`. Raises MarketplaceUnavailable with a sentence for people."""
        if kept := self._remembered(tenant, marketplace, rejected):
            return kept
        async with self._locks.setdefault((tenant, marketplace), asyncio.Lock()):
            if kept := self._remembered(tenant, marketplace, rejected):
                return kept
            self._raise_again(tenant, marketplace)
            try:
                return await self._obtain(tenant, marketplace, rejected)
            except StoreUnavailable as away:
                raise MarketplaceUnavailable("our own store doesn’t answer") from away  # not for people
            except MarketplaceUnavailable as failed:
                self._failed[tenant, marketplace] = (failed, self._clock.now() + FAILED)
                raise

    async def keep_alive(self) -> None:
        """(periodic) Renews what has lain unused for half the life of its refresh token."""
        accounts = await self._store.run(lambda tx: tx.accounts.everywhere())
        now = self._clock.now()
        for account in accounts:
            ends = account.refresh_expires_at
            connected = account.state is AccountState.CONNECTED and account.marketplace in self._authorities
            if connected and ends and now > account.renewed_at + (ends - account.renewed_at) / 2:
                try:
                    await self.token(account.tenant, account.marketplace)
                except MarketplaceError:
                    log.warning("account not kept alive", extra={"marketplace": account.marketplace})

    def forget(self, tenant: str, marketplace: str) -> None:
        """The account was connected, disconnected or changed here: look at the store next time."""
        self._kept.pop((tenant, marketplace), None)
        self._failed.pop((tenant, marketplace), None)

    async def close(self) -> None:
        """Waits for renewals that are under way: their tokens would be lost."""
        await asyncio.gather(*self._renewals, return_exceptions=True)

    def _remembered(self, tenant: str, marketplace: str, rejected: SecretStr | None) -> Token | None:
        token, until = self._kept.get((tenant, marketplace), (None, None))
        if token is None or until is None or self._clock.now() >= until or token.secret == rejected:
            return None
        return token

    def _raise_again(self, tenant: str, marketplace: str) -> None:
        """Whoever stood in line behind a failure does not wait for the same one."""
        failed, until = self._failed.get((tenant, marketplace), (None, None))
        if failed and until and until - FAILED <= self._clock.now() < until:
            raise MarketplaceUnavailable(str(failed), failed.retry_after)

    async def _obtain(self, tenant: str, marketplace: str, rejected: SecretStr | None) -> Token:
        renewed = False
        for _ in range(LOOKS):
            seen = await self._connected(tenant, marketplace)
            token = await self._open(seen)
            now, account = self._clock.now(), seen.account
            ends, renew_at = account.access_expires_at, account.renew_at
            is_fresh = token.secret != rejected and (renew_at is None or now < renew_at)
            if is_fresh or renewed:  # what was just renewed is as good as it gets
                self._remember(account, token, now + REMEMBERED)
                return token
            usable = token.secret != rejected and ends is not None and now < ends
            if await self._leased(seen, now):
                task = asyncio.create_task(self._renew(seen), name="renewal")
                self._renewals.add(task)
                task.add_done_callback(self._ended)
                try:
                    renewed = True
                    await asyncio.shield(task)  # whoever waits may give up; the new tokens must be written
                except MarketplaceUnavailable:
                    if not usable:
                        raise
                    return token
            elif usable:
                return token
            else:
                await self._sleep(1)
        busy = f"the access to {marketplace} is just being renewed"  # not for people
        raise MarketplaceUnavailable(busy, 10)

    def _ended(self, renewal: asyncio.Task[None]) -> None:
        self._renewals.discard(renewal)
        if not renewal.cancelled():
            renewal.exception()  # seen, also where nobody waits for it any more

    def _remember(self, account: Account, token: Token, until: datetime) -> None:
        until = min(until, account.renew_at) if account.renew_at else until
        self._kept[account.tenant, account.marketplace] = (token, until)

    async def _connected(self, tenant: str, marketplace: str) -> Stored:
        seen = await self._store.run(lambda tx: tx.accounts.stored(tenant, marketplace))
        if seen is None:
            raise MarketplaceUnavailable(
                f"no account is connected at {marketplace} yet; a programme lead has to connect one"  # not for people
            )
        if seen.account.state is AccountState.NEEDS_CONSENT:
            raise MarketplaceUnavailable(_needs_consent(marketplace))
        return seen

    async def _open(self, seen: Stored) -> Token:
        try:
            secret = self._sealer.open(seen.tokens.access, _about(seen.account, ACCESS))
        except CannotOpen:
            await self._lapse(seen, TOKEN_LOST)
            raise MarketplaceUnavailable(_needs_consent(seen.account.marketplace)) from None
        return Token(secret=secret, account_id=seen.account.account_id)

    async def _leased(self, seen: Stored, now: datetime) -> bool:
        return await self._store.run(lambda tx: tx.accounts.lease(seen, now, now + LEASE))

    async def _renew(self, seen: Stored) -> None:
        """Under the lease. Raises MarketplaceUnavailable when there are no new tokens."""
        account = seen.account
        authority = self._authorities[account.marketplace]
        try:
            former = self._refresh_token(seen)
            grant = await authority.refresh(former)
        except ConsentEnded as ended:
            await self._lapse(seen, ended.reason)
            raise MarketplaceUnavailable(_needs_consent(account.marketplace)) from ended
        except MarketplaceError as trouble:
            # It may have given new tokens that never came here; the next try, after the lease, will tell.
            log.warning(
                "access not renewed: %s", type(trouble).__name__, extra={"marketplace": account.marketplace}
            )
            wait = LEASE.total_seconds()
            why = f"the access couldn’t be renewed: {trouble}"  # not for people
            raise MarketplaceUnavailable(why, wait) from trouble
        await self._write(seen, grant, former)

    def _refresh_token(self, seen: Stored) -> SecretStr:
        sealed: Sealed | None = seen.tokens.refresh
        if sealed is None:
            raise ConsentEnded(NEVER_RENEWS)
        try:
            return self._sealer.open(sealed, _about(seen.account, REFRESH))
        except CannotOpen:
            raise ConsentEnded(TOKEN_LOST) from None

    async def _write(self, seen: Stored, grant: Grant, former: SecretStr) -> None:
        """However long it takes: the marketplace may have ended the former refresh token. Else that one goes on."""
        life = self._authorities[seen.account.marketplace].refresh_life
        account = seen.account.renewed(grant, self._clock.now(), life)
        whole = grant if grant.refresh else grant.model_copy(update={"refresh": former})
        tokens = seal_grant(self._sealer, account, whole)
        edition = self._ids.new("E-")
        for attempt in range(WRITES):
            try:
                written = await self._store.run(lambda tx: tx.accounts.renew(seen, account, tokens, edition))
            except StoreUnavailable:
                await self._sleep(2**attempt)
            else:
                log.info("access renewed", extra={"marketplace": account.marketplace, "count": int(written)})
                return
        raise MarketplaceUnavailable("our own store doesn’t answer")  # not for people

    async def _lapse(self, seen: Stored, why: str) -> None:
        lapsed = seen.account.model_copy(update={"state": AccountState.NEEDS_CONSENT, "why": why[:300]})

        async def lapsed_now(tx: Transaction) -> None:
            if await tx.accounts.lapse(seen, lapsed):
                await self._notify(tx, lapsed)

        await self._store.run(lapsed_now)
        self.forget(lapsed.tenant, lapsed.marketplace)
        log.warning("account needs consent", extra={"marketplace": lapsed.marketplace})

    async def _notify(self, tx: Transaction, account: Account) -> None:
        notice = account_notice(account, NoticeKind.ACCOUNT_NEEDS_CONSENT, self._ids, self._clock)
        await enqueue_notice(tx, notice)


def seal_grant(sealer: Sealer, account: Account, grant: Grant) -> SealedGrant:
    """The tokens of a grant at rest."""
    access = sealer.seal(grant.access, _about(account, ACCESS))
    refresh = sealer.seal(grant.refresh, _about(account, REFRESH)) if grant.refresh else None
    return SealedGrant(access=access, refresh=refresh)


def account_notice(account: Account, kind: NoticeKind, ids: Ids, clock: Clock) -> Notice:
    """What the lead who connected an account is told about it."""
    ours = _OURS.get(account.why)
    return Notice(
        id=ids.new(f"{kind}.{account.marketplace}."),
        tenant=account.tenant,
        gig=0,
        kind=kind,
        to=account.connected_by.key,
        subject=account.marketplace,
        facts=NoticeFacts(
            account=account.account_name,
            marketplace=account.marketplace,
            reason="" if ours else account.why,
            hindered=Hindered(by=ours) if ours else None,
            expires=account.access_expires_at,
            renews=account.renews_itself,
        ),
        created_at=clock.now(),
    )


def _about(account: Account, kind: str) -> str:
    return sealed_about(account.tenant, account.marketplace, kind)


def _needs_consent(marketplace: str) -> str:
    return f"the consent to use the account at {marketplace} has ended; a programme lead has to connect it again"  # not for people
