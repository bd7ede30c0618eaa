"""Marketplaces and their accounts."""

from datetime import timedelta
from typing import Any

from cards.accounts import accounts_card, consent_card
from cards.kit.pressed import AdaptiveCard
from cards.notices import notice_card
from gigs.people import Person, PersonKey
from ports.account_storage import Switch
from ports.accounts import Account, AccountState
from ports.notice_facts import NoticeFacts
from ports.notices import Notice, NoticeKind
from ports.strays import Stray, StrayKind, StrayState
from tests.cards.approvals import AT
from use_cases.accounts.connect_account import ConsentLink
from use_cases.accounts.show_accounts import MarketStatus


def accounts(story: Any) -> dict[str, AdaptiveCard]:
    """Every state a marketplace can be in, and what the lead is told."""
    text = story.text
    pat = Person(key=PersonKey(tenant="t", object_id="pat"), name=text("Pat Lead"))
    account = Account(
        tenant="t",
        marketplace="upwork",
        account_id="org-1",
        account_name=text("Contoso GmbH"),
        connected_by=pat,
        connected_at=AT - timedelta(days=9),
        renewed_at=AT,
        access_expires_at=AT + timedelta(hours=20),
    )
    ended = account.model_copy(
        update={"state": AccountState.NEEDS_CONSENT, "why": text("Upwork says: the token was revoked")}
    )
    once = account.model_copy(update={"access_expires_at": None, "renews_itself": False})
    paused = Switch(
        tenant="t", marketplace="upwork", by=pat, at=AT, reason=text("Strange listings appeared.")
    )
    upwork = MarketStatus(name="upwork", title="Upwork", needs_account=True, calls=41)
    worksome = MarketStatus(name="worksome", title="Worksome", needs_account=True)
    sandbox = MarketStatus(name="sandbox", title="Sandbox marketplace", needs_account=False)
    link = ConsentLink(
        marketplace="upwork",
        title="Upwork",
        url="https://www.upwork.com/ab/account-security/oauth2/authorize?client_id=x&state=y",
        expires_at=AT + timedelta(minutes=10),
    )
    told = NoticeFacts(account=text("Contoso GmbH"), marketplace="upwork", renews=True)
    connected = notice(
        NoticeKind.ACCOUNT_CONNECTED, told.model_copy(update={"expires": AT + timedelta(days=1)})
    )
    lapsed = notice(
        NoticeKind.ACCOUNT_NEEDS_CONSENT, told.model_copy(update={"reason": text("Upwork says: revoked")})
    )
    return {
        "marketplaces": accounts_card((sandbox, with_(upwork, account=account), worksome), "Paused."),
        "marketplaces_ended": accounts_card((with_(upwork, account=ended), with_(worksome, account=once))),
        "marketplaces_paused": accounts_card(
            (with_(sandbox, paused=paused), with_(upwork, account=ended, paused=paused))
        ),
        "marketplaces_strays": accounts_card((with_(upwork, account=account, strays=strays(text)),)),
        "notice_stray_found": notice_card(
            notice(NoticeKind.STRAY_FOUND, NoticeFacts(marketplace="upwork")), None
        ),
        "consent": consent_card(link),
        "notice_account_connected": notice_card(connected, None),
        "notice_account_needs_consent": notice_card(lapsed, None),
    }


def strays(text: Any) -> tuple[Stray, ...]:
    """A listing, an offer whose closing was refused, one that is being closed, and more than are shown."""
    stray = Stray(
        tenant="t",
        marketplace="upwork",
        id="1",
        kind=StrayKind.LISTING,
        reference="FC-7K3M9QXB2D",
        title=text("Launch deck for Aurora"),
        found_at=AT,
    )
    offer = {"id": "2", "kind": StrayKind.OFFER, "gig": 12, "refused": text("It was accepted.")}
    changes: tuple[dict[str, Any], ...] = (
        {},
        offer,
        {"id": "3", "state": StrayState.CLOSING},
        {"id": "4"},
        {"id": "5"},
    )
    return tuple(stray.model_copy(update=one) for one in changes)


def with_(status: MarketStatus, **changes: Any) -> MarketStatus:
    return status.model_copy(update=changes)


def notice(kind: NoticeKind, facts: NoticeFacts) -> Notice:
    to = PersonKey(tenant="t", object_id="pat")
    return Notice(id=kind, tenant="t", gig=0, kind=kind, to=to, subject="upwork", facts=facts, created_at=AT)
