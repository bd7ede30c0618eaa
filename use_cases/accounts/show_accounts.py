"""Every marketplace as a programme lead sees it: whose account, for how long, how often called, and whether paused."""

from collections.abc import Mapping
from typing import Any

from gigs.people import Person
from gigs.value import Value
from ports.account_storage import Switch
from ports.accounts import Account, AccountState
from ports.storage import Transaction
from ports.strays import Stray, StrayKind, StrayState
from translation.catalogue import _
from use_cases.accounts.waiting_gigs import WaitingGig, waiting_gigs
from use_cases.context import Context
from use_cases.permissions.require_lead import require_lead


class MarketStatus(Value):
    """One marketplace. `account` None: not connected, or none is needed. `calls` are those of today (UTC)."""

    name: str
    title: str
    needs_account: bool
    account: Account | None = None
    paused: Switch | None = None
    calls: int = 0
    strays: tuple[Stray, ...] = ()
    """What was found there and isn't in this database; everything new waits for an answer."""
    apart: tuple[Stray, ...] = ()
    """What was found, and kept apart from every gig."""
    waiting: tuple[WaitingGig, ...] = ()
    """While something was found: the gigs that wait to be posted there."""

    @property
    def is_open(self) -> bool:
        """True when gigs can go there now."""
        connected = self.account is not None and self.account.state is AccountState.CONNECTED
        return self.paused is None and (connected or not self.needs_account)


async def show_accounts(context: Context, who: Person) -> tuple[MarketStatus, ...]:
    """Raises NotAllowed for whoever is no programme lead."""
    require_lead(who, _("Only a programme lead can see and change the accounts at marketplaces."))
    return await market_statuses(context, who.key.tenant)


async def market_statuses(context: Context, tenant: str) -> tuple[MarketStatus, ...]:
    """Every marketplace that is set up, in the order of the settings."""

    async def found(
        tx: Transaction,
    ) -> tuple[dict[str, Account], dict[str, Switch], Mapping[str, int], dict[str, dict[str, Any]]]:
        accounts = {account.marketplace: account for account in await tx.accounts.of(tenant)}
        switches = {switch.marketplace: switch for switch in await tx.switches.of(tenant)}
        used = await tx.api_use.used(tenant, context.clock.now().date())
        strays = {name: await _found_there(tx, context, tenant, name) for name in context.markets}
        return accounts, switches, used, strays

    accounts, switches, used, strays = await context.store.run(found)
    return tuple(
        MarketStatus(
            name=name,
            title=market.title,
            needs_account=name in context.connecting.authorities,
            account=accounts.get(name),
            paused=switches.get(name),
            calls=used.get(name, 0),
            **strays[name],
        )
        for name, market in context.markets.items()
    )


async def _found_there(tx: Transaction, context: Context, tenant: str, name: str) -> dict[str, Any]:
    strays = await tx.strays.of(tenant, name)
    holds = tuple(one for one in strays if one.holds)
    listings = [one for one in holds if one.kind is StrayKind.LISTING and one.state is StrayState.OPEN]
    titles = frozenset(one.title for one in listings)
    return {
        "strays": holds,
        "apart": tuple(one for one in strays if one.state is StrayState.APART),
        "waiting": await waiting_gigs(tx, context, tenant, name, titles) if listings else (),
    }


async def open_markets(context: Context, tenant: str) -> frozenset[str]:
    """The marketplaces that a new gig of this tenant can go to now: connected where that is needed, and not paused."""
    return frozenset(status.name for status in await market_statuses(context, tenant) if status.is_open)
