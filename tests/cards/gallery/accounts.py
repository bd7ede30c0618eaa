"""Marketplaces and their accounts."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from cards.accounts import accounts_card, consent_card
from cards.kit.pressed import AdaptiveCard
from cards.notices import notice_card
from gigs.money import Money
from gigs.people import Person, PersonKey
from ports.account_storage import Switch
from ports.accounts import Account, AccountState
from ports.notice_facts import NoticeFacts
from ports.notices import Notice, NoticeKind
from ports.strays import Stray, StrayKind, StrayState
from tests.cards.approvals import AT
from use_cases.accounts.connect_account import ConsentLink
from use_cases.accounts.show_accounts import MarketStatus
from use_cases.accounts.waiting_gigs import WaitingGig


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
        "marketplaces_strays": accounts_card(
            (with_(upwork, account=account, strays=strays(text), waiting=waiting(text)),)
        ),
        "marketplaces_strays_hired": accounts_card(
            (with_(upwork, strays=hired(text), apart=apart(text), waiting=waiting(text)[:1]),)
        ),
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


def hired(text: Any) -> tuple[Stray, ...]:
    """A listing without a title and an offer, somebody hired under each, and a listing of which that isn't known."""
    first = strays(text)[0]
    contract = {"hired": True, "contract_url": "https://www.upwork.com/contracts/1", "at": AT}
    offer = {
        "id": "7",
        "kind": StrayKind.OFFER,
        "gig": 12,
        "hired": True,
        "url": "https://www.upwork.com/o/7",
    }
    return (
        first.model_copy(update={"id": "6", "title": "", **contract}),
        first.model_copy(update=offer),
        first.model_copy(update={"id": "8", "hired": None, "url": "https://www.upwork.com/jobs/8"}),
    )


def apart(text: Any) -> tuple[Stray, ...]:
    """More than are shown."""
    first = strays(text)[0]
    note = text("The old campaign; Ben looks after it.")
    changes = {"state": StrayState.APART, "note": note}
    return tuple(first.model_copy(update={"id": f"a{number}", **changes}) for number in range(6))


def waiting(text: Any) -> tuple[WaitingGig, ...]:
    """As many as are shown."""
    budget = Money(amount=Decimal("12000.00"), currency="USD")
    one = WaitingGig(
        number=12,
        title=text("Launch deck for Aurora"),
        requester=text("Rita Requester"),
        budget=budget,
        due=AT.date(),
    )
    return tuple(one.model_copy(update={"number": 12 + number}) for number in range(20))


def with_(status: MarketStatus, **changes: Any) -> MarketStatus:
    return status.model_copy(update=changes)


def notice(kind: NoticeKind, facts: NoticeFacts) -> Notice:
    to = PersonKey(tenant="t", object_id="pat")
    return Notice(id=kind, tenant="t", gig=0, kind=kind, to=to, subject="upwork", facts=facts, created_at=AT)
