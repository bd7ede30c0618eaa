"""Marketplaces as a programme lead sees them: whose account, until when, how often called, paused by whom."""

from cards.kit.elements import (
    Body,
    badge,
    banner,
    buttons,
    callout,
    columns,
    fact_said,
    facts,
    frame,
    row,
    small,
)
from cards.kit.inputs import button, confirmed, with_reason
from cards.kit.nodes import Action, ActionStyle, CardElement
from cards.kit.pressed import AdaptiveCard, OpenUrlAction
from cards.kit.texts import count, line, moment, run, said, words
from cards.kit.words import Look, market
from cards.reasons import hindrance
from cards.strays import strays_shown
from ports.accounts import Account, AccountState
from ports.notice_facts import NoticeFacts
from ports.notices import Notice, NoticeKind
from use_cases.accounts.connect_account import ConsentLink
from use_cases.accounts.show_accounts import MarketStatus

ACCOUNT_NOTICES = frozenset(
    {NoticeKind.ACCOUNT_CONNECTED, NoticeKind.ACCOUNT_NEEDS_CONSENT, NoticeKind.STRAY_FOUND}
)


def _all() -> Action:
    return button("Marketplaces", "marketplaces", inputs=False)


def accounts_card(statuses: tuple[MarketStatus, ...], told: str = "") -> AdaptiveCard:
    """Every marketplace with what can be done about it. `told` is what was just done, in our own words."""
    body: Body = [banner("Marketplaces")]
    if told:
        body.append(callout("good", told))
    for status in statuses:
        body += _section(status)
    refresh = buttons(button("Refresh", "marketplaces", inputs=False))
    body.append(refresh.placed(separator=True, spacing="Medium"))
    return frame(body, [], summary="Marketplaces")


def _section(status: MarketStatus) -> Body:
    look = _look(status)
    title = line(run(status.title, most=120, bold=True))
    top = row([title], [badge(look.label, look.style)], spacing="Medium")
    return [top.placed(separator=True), *_state(status), *strays_shown(status), buttons(*_actions(status))]


def _look(status: MarketStatus) -> Look:
    if status.paused:
        return Look("Paused", "Warning")
    if not status.needs_account:
        return Look("Ready", "Good")
    if status.account is None:
        return Look("Not connected", "Subtle")
    needs = status.account.state is AccountState.NEEDS_CONSENT
    return Look("Needs consent again", "Attention") if needs else Look("Connected", "Good")


def _state(status: MarketStatus) -> Body:
    body: Body = []
    if paused := status.paused:
        by = f"Paused by {paused.by.name}"
        since = small(
            f"Since {moment(paused.at)}. Nothing is sent there or read there; all of it waits.", "Small"
        )
        body.append(callout("warning", by, said(paused.reason, most=600, spacing="Small"), since))
    account = status.account
    if account is None:
        none = (
            "No account is connected, so no gig can go there."
            if status.needs_account
            else "No account is needed."
        )
        body.append(small(none, "Small"))
        return body
    if account.state is AccountState.NEEDS_CONSENT:
        waits = small("Gigs there wait until it is connected again. Nothing is lost.", "Small")
        why = said(account.why, most=600, spacing="Small")
        body.append(callout("attention", "The consent has ended", why, waits))
    body.append(_facts(account, status.calls))
    return body


def _facts(account: Account, calls: int) -> CardElement:
    return facts(
        ("Account", fact_said(account.account_name or account.account_id)),
        ("Connected", f"{moment(account.connected_at)} by {fact_said(account.connected_by.name)}"),
        ("Access", _access(account)),
        ("Today", f"{count(calls, 'call')} (UTC)"),
    )


def _access(account: Account) -> str:
    if account.state is AccountState.NEEDS_CONSENT:
        return "none"
    until = f"until {moment(account.access_expires_at)}" if account.access_expires_at else "without an end"
    return (
        f"{until}, renewed by itself"
        if account.renews_itself
        else f"{until}; then it is to be connected again"
    )


def _actions(status: MarketStatus) -> list[Action]:
    name, actions = status.name, list[Action]()
    known, needed = status.account is not None, False
    if status.needs_account:
        title = "Connect again" if known else f"Connect {status.title}"
        needed = status.account is None or status.account.state is AccountState.NEEDS_CONSENT
        style: ActionStyle | None = "positive" if needed else None
        actions.append(button(title, "connect_market", style=style, inputs=False, market=name))
        if known:
            warning = (
                f"I forget the account and its tokens. Gigs under way on {status.title} wait until it is connected "
                "again; what exists there stays. To end the consent itself, remove our application in the account’s "
                "settings there."
            )
            disconnect = confirmed(
                "Disconnect", "disconnect_market", warning=warning, send="Disconnect it", market=name
            )
            actions.append(disconnect)
    if status.paused:
        leads: ActionStyle | None = None if needed else "positive"
        title = f"Resume {status.title}"
        actions.append(button(title, "resume_market", style=leads, inputs=False, market=name))
    elif status.account or not status.needs_account:
        ask = "Why? The other programme leads read it here."
        actions.append(
            with_reason("Pause", "pause_market", ask=ask, send="Pause it now", subject=name, market=name)
        )
    return actions


def consent_card(link: ConsentLink) -> AdaptiveCard:
    """The way to the marketplace's own page. It is an address of ours, from the settings."""
    body: Body = [
        banner(f"Connect {link.title}"),
        words(
            f"You say yes on {link.title}’s own page: sign in there with the account that your company hires with. I never "
            "see its password. When you come back, I’ll show you here which account it is.",
        ),
        columns(
            [
                small(
                    f"This link is for you alone. It works once and expires {moment(link.expires_at)}.",
                    "Small",
                )
            ]
        ),
    ]
    opens = OpenUrlAction(title=f"Go to {link.title}", url=link.url, style="positive")
    return frame(body, [opens, _all()], summary=f"Connect {link.title}")


def account_told(notice: Notice) -> AdaptiveCard:
    """`subject` is the marketplace."""
    title, known = market(notice.subject), notice.facts
    if notice.kind is NoticeKind.ACCOUNT_CONNECTED:
        headline = f"{title} is connected"
        detail = line("The account is ", run(known.account, most=200, bold=True), ".", spacing="Small")
        body: Body = [callout("good", headline, detail, *_valid(known))]
        return frame(body, [_all()], summary=f"{headline}.")
    if notice.kind is NoticeKind.STRAY_FOUND:
        headline = f"I found something on {title} that isn't in this database"
        until = words(
            "Nothing new is posted or offered there until you say what to do with it.", spacing="Small"
        )
        return frame([callout("attention", headline, until)], [_all()], summary=f"{headline}.")
    headline = f"{title} needs your consent again"
    told = words("Gigs there wait until then. Nothing is lost.", spacing="Small")
    reason = hindrance(known.hindered) if known.hindered else known.reason
    why = [said(reason, most=600, spacing="Small")] if reason else []
    connect = button(
        f"Connect {title} again", "connect_market", style="positive", inputs=False, market=notice.subject
    )
    return frame([callout("attention", headline, told, *why)], [connect, _all()], summary=f"{headline}.")


def _valid(known: NoticeFacts) -> Body:
    until = f"until {moment(known.expires)}" if known.expires else "without an end"
    renewed = ", and I renew it by myself" if known.renews else ""
    return [small(f"The access is valid {until}{renewed}.", "Small")]
