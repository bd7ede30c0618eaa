"""A programme lead connects an account at a marketplace by consent (OAuth 2.0), and disconnects it again."""

import hashlib
import logging
from datetime import datetime, timedelta

from pydantic import SecretStr

from gigs.errors import OutOfOrder
from gigs.people import Person
from gigs.value import Value
from ports.account_storage import Consent
from ports.accounts import Account, Authority, CannotOpen, Grant, Holder, sealed_about
from ports.marketplace import MarketplaceError, MarketplaceRefused
from ports.notices import NoticeKind
from ports.storage import Transaction
from translation.catalogue import N_, _
from use_cases.accounts.keep_access import account_notice, seal_grant
from use_cases.context import Context
from use_cases.notifying.notify import enqueue_notice
from use_cases.permissions.require_lead import require_lead

TIME_TO_CONSENT = timedelta(minutes=10)
REFUSED = N_("The marketplace refused. Nothing was connected.")

log = logging.getLogger(__name__)


class ConsentLink(Value):
    """Where the lead says yes, and until when that counts. For this lead's eyes: whoever opens it connects for them."""

    marketplace: str
    title: str
    url: str
    expires_at: datetime


class NotConnected(Exception):
    """Nothing was connected. The message is a sentence for the lead's browser; `theirs` is what the marketplace said.

    `is_wrong` where this request itself cannot be: no consent of ours, or not any more.
    """

    def __init__(self, sentence: str, theirs: str = "", *, is_wrong: bool = False) -> None:
        super().__init__(sentence)
        self.theirs = theirs
        self.is_wrong = is_wrong


async def begin_connecting(context: Context, who: Person, marketplace: str) -> ConsentLink:
    """A consent to be given within ten minutes, once, for this lead's tenant. Raises NotAllowed and OutOfOrder."""
    require_lead(who, _("Only a programme lead can connect an account at a marketplace."))
    authority = _authority(context, marketplace)
    now, tenant = context.clock.now(), who.key.tenant
    # 177 random bits each; all of it is unreserved in an address, as RFC 7636 wants a verifier to be.
    state, verifier = _unguessable(context), SecretStr(_unguessable(context))
    consent = Consent(
        state=_hashed(state),
        tenant=tenant,
        marketplace=marketplace,
        lead=who,
        redirect=context.connecting.callback(marketplace),
        expires_at=now + TIME_TO_CONSENT,
    )
    sealed = context.connecting.sealer.seal(verifier, sealed_about(tenant, marketplace, "verifier"))

    async def begun(tx: Transaction) -> None:
        await tx.consents.forget(now)
        await tx.consents.add(consent, sealed)

    await context.store.run(begun)
    return ConsentLink(
        marketplace=marketplace,
        title=context.markets[marketplace].title,
        url=authority.authorize_url(consent.redirect, state, verifier),
        expires_at=consent.expires_at,
    )


async def finish_connecting(
    context: Context, marketplace: str, *, state: str, code: SecretStr, error: str = ""
) -> Account:
    """The lead came back from the marketplace. Stores the account and notifies the lead. Raises NotConnected.

    `error` is OAuth's, where the lead said no or the marketplace did. A state counts once, whatever comes of it.
    """
    taken = await context.store.run(lambda tx: tx.consents.take(_hashed(state))) if state else None
    if taken is None or taken[0].marketplace != marketplace:
        raise NotConnected(
            _and_again(
                _("This link was used before, or isn’t one of mine. Nothing was changed."), marketplace
            ),
            is_wrong=True,
        )
    consent, sealed = taken
    if consent.expires_at <= context.clock.now():
        late = _("This took longer than ten minutes. Nothing was connected.")
        raise NotConnected(_and_again(late, marketplace), is_wrong=True)
    authority = _authority(context, marketplace)
    if error == "access_denied":
        raise NotConnected(_and_again(_("You declined, so nothing was connected."), marketplace))
    if error or not code.get_secret_value():
        raise NotConnected(_and_again(_(REFUSED), marketplace), error[:200])
    try:
        about = sealed_about(consent.tenant, consent.marketplace, "verifier")
        verifier = context.connecting.sealer.open(sealed, about)
        grant = await authority.exchange(code, consent.redirect, verifier)
        holder = await authority.identify(grant.access)
    except MarketplaceRefused as no:
        raise NotConnected(_and_again(_(REFUSED), marketplace), no.reason) from no
    except (MarketplaceError, CannotOpen) as trouble:
        log.warning("account not connected: %s", type(trouble).__name__)
        sentence = _("The marketplace didn’t answer as expected. Nothing was connected.")
        raise NotConnected(_and_again(sentence, marketplace)) from trouble
    return await _save(context, authority, consent, grant, holder)


def _and_again(sentence: str, marketplace: str) -> str:
    """The sentence, and how to begin again."""
    again = _("To start again, say “connect {marketplace}” to me in Teams.")
    return f"{sentence} {again.format(marketplace=marketplace[:60])}"


async def disconnect(context: Context, who: Person, marketplace: str) -> bool:
    """Forgets the account and its tokens; gigs under way there wait. False when there was none. Raises NotAllowed."""
    require_lead(who, _("Only a programme lead can disconnect an account."))
    dropped = await context.store.run(lambda tx: tx.accounts.drop(who.key.tenant, marketplace))
    context.connecting.forget(who.key.tenant, marketplace)
    if dropped:
        log.warning("account disconnected", extra={"marketplace": marketplace, "tenant": who.key.tenant})
    return dropped


async def _save(
    context: Context, authority: Authority, consent: Consent, grant: Grant, holder: Holder
) -> Account:
    now = context.clock.now()
    account = Account(
        tenant=consent.tenant,
        marketplace=consent.marketplace,
        account_id=holder.id,
        account_name=holder.name,
        connected_by=consent.lead,
        connected_at=now,
        renewed_at=now,
        renews_itself=grant.refresh is not None,
    ).renewed(grant, now, authority.refresh_life)
    tokens = seal_grant(context.connecting.sealer, account, grant)
    notice = account_notice(account, NoticeKind.ACCOUNT_CONNECTED, context.ids, context.clock)

    async def connected(tx: Transaction) -> None:
        await tx.accounts.put(account, tokens, context.ids.new("E-"))
        await enqueue_notice(tx, notice)

    await context.store.run(connected)
    context.connecting.forget(account.tenant, account.marketplace)
    log.info("account connected", extra={"marketplace": account.marketplace, "tenant": account.tenant})
    return account


def _authority(context: Context, marketplace: str) -> Authority:
    authority = context.connecting.authorities.get(marketplace)
    if authority is None:
        known = ", ".join(sorted(context.connecting.authorities)) or _("none")
        raise OutOfOrder(
            _(
                "There’s no account to connect at “{marketplace}”. Marketplaces with accounts here: {known}."
            ).format(marketplace=marketplace[:60], known=known)
        )
    return authority


def _unguessable(context: Context) -> str:
    return "".join(context.ids.new("") for _part in range(4))


def _hashed(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()
