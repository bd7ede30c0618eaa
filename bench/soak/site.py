"""The people on the marketplace's own pages: who makes an offer or pays there by hand, and who consents again.

They act in the soak's own process, so that they are never killed in the middle of something.
"""

import asyncio

from pydantic import SecretStr
from sqlalchemy import text

from assembly.clock_and_ids import RandomIds, SystemClock
from assembly.markets import open_markets
from bench.soak.markets import Market
from bench.soak.verdict import nothing
from config.settings import Settings
from gigs.contract import MilestoneState
from gigs.gig import Gig, GigState
from gigs.people import Person, PersonKey
from ports.accounts import Account, AccountState, Authority, Grant, Holder
from ports.marketplace import MarketplaceError, OfferRequest
from store.engine import Database, open_database
from store.sealing import AesGcmSealer
from store.sql import SqlStore
from tests.support.entra import TENANT
from tests.support.people_file import PAT
from use_cases.accounts.keep_access import seal_grant


class Site:
    """`connect` first, before any replica is born, then `go` for ever."""

    def __init__(self, market: Market, settings: Settings) -> None:
        self._market = market
        self._settings = settings
        self._holder: Holder | None = None
        self.consents = 0
        """How often a lead had to consent again."""
        self.offers = 0
        self.paid: set[str] = set()
        """Milestones."""

    @property
    def by_hand(self) -> str:
        """What people did on the site, ending so that more can follow."""
        renewed = self._market.desk.refreshes if self._market.desk else 0
        said = [f"{renewed} tokens renewed"] if self._market.desk else []
        said += [f"{self.consents} consents given again"] if self.consents else []
        said += [f"{self.offers} offers by hand"] if self.offers else []
        said += [f"{len(self.paid)} payments by hand"] if self.paid else []
        return "".join(f"{one}, " for one in said)

    async def connect(self) -> None:
        """Puts the account in place, as a lead does who consents."""
        database = await open_database(self._settings.database_url)
        try:
            if self._market.desk is not None:
                await self._consent(database)
        finally:
            await database.close()

    async def go(self) -> None:
        """For ever: what a person sees there and does."""
        database = await open_database(self._settings.database_url)
        try:
            while True:
                await asyncio.sleep(0.3)
                await self._consent_again(database)
                async with database.engine.begin() as connection:
                    rows = (await connection.execute(text("SELECT document FROM gig"))).all()
                for row in rows:
                    gig = Gig.model_validate_json(row.document)
                    try:
                        await self._offer(gig)
                        await self._pay(gig)
                    except MarketplaceError:
                        continue  # refused or lost on the site too: again in a moment
        finally:
            await database.close()

    async def _consent_again(self, database: Database) -> None:
        if self._market.desk is None:
            return
        seen = await SqlStore(database.transactions, nothing).run(
            lambda tx: tx.accounts.stored(TENANT, self._market.name)
        )
        if seen is None or seen.account.state is AccountState.NEEDS_CONSENT:
            await self._consent(database)
            self.consents += 1

    async def _consent(self, database: Database) -> None:
        assert self._market.desk is not None
        given = self._market.desk.grant()
        grant = Grant(
            access=SecretStr(str(given["access_token"])),
            refresh=SecretStr(str(given["refresh_token"])),
            expires_in=float(str(given["expires_in"])),
        )
        clock, ids, store = SystemClock(), RandomIds(), SqlStore(database.transactions, nothing)
        async with open_markets(self._settings, store, clock, ids) as markets:
            authority: Authority = markets.connecting.authorities[self._market.name]
            holder = self._holder = self._holder or await authority.identify(grant.access)
            life = authority.refresh_life
        now = clock.now()
        pat = Person(key=PersonKey(tenant=TENANT, object_id=PAT.object_id), name=PAT.name)
        account = Account(
            tenant=TENANT,
            marketplace=self._market.name,
            account_id=holder.id,
            account_name=holder.name,
            connected_by=pat,
            connected_at=now,
            renewed_at=now,
        ).renewed(grant, now, life)
        tokens = seal_grant(AesGcmSealer(self._settings.keys), account, grant)
        await store.run(lambda tx: tx.accounts.put(account, tokens, ids.new("E-")))

    async def _offer(self, gig: Gig) -> None:
        """Where the API makes no offers, the person makes the one that the gig's card shows, once."""
        choice, listing = gig.choice, gig.listing
        if not gig.offers_on_site or choice is None or listing is None:
            return
        if (await self._market.truth.references()).get(choice.reference):
            return
        request = OfferRequest(
            reference=choice.reference,
            listing_id=self._market.ids(listing.id),
            proposal_id=self._market.ids(choice.proposal_id),
            title=gig.title,
            total=choice.total,
            milestones=(),
            start=gig.checked_brief.start,
            due=gig.checked_brief.due,
        )
        await self._market.truth.offer_on_site(request)
        self.offers += 1

    async def _pay(self, gig: Gig) -> None:
        """Where the API pays nobody, the person pays what was accepted."""
        if self._market.name != "worksome" or gig.contract is None or gig.state is not GigState.ACTIVE:
            return
        for one in gig.contract.milestones:
            verdict = gig.verdict_on(one.deliverable.id) if one.deliverable else None
            if one.state is MilestoneState.SUBMITTED and verdict and verdict.accepted:
                contract, milestone = self._market.ids(gig.contract.id), self._market.ids(one.id)
                self.paid.add(milestone)
                await self._market.truth.release(contract, milestone, one.amount, f"by hand {milestone}")
