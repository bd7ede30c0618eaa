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
from cards.kit.texts import line, moment, run, said, sentence, words
from cards.kit.words import Look, market
from cards.reasons import hindrance
from cards.strays import strays_shown
from ports.accounts import Account, AccountState
from ports.notice_facts import NoticeFacts
from ports.notices import Notice, NoticeKind
from translation.catalogue import _, n_
from translation.formats import number
from use_cases.accounts.connect_account import ConsentLink
from use_cases.accounts.show_accounts import MarketStatus

ACCOUNT_NOTICES = frozenset(
    {NoticeKind.ACCOUNT_CONNECTED, NoticeKind.ACCOUNT_NEEDS_CONSENT, NoticeKind.STRAY_FOUND}
)


def _all() -> Action:
    return button(_("Marketplaces"), "marketplaces", inputs=False)


def accounts_card(statuses: tuple[MarketStatus, ...], told: str = "") -> AdaptiveCard:
    """Every marketplace with what can be done about it. `told` is what was just done, in our own words."""
    body: Body = [banner(_("Marketplaces"))]
    if told:
        body.append(callout("good", told))
    for status in statuses:
        body += _section(status)
    refresh = buttons(button(_("Refresh"), "marketplaces", inputs=False))
    body.append(refresh.placed(separator=True, spacing="Medium"))
    return frame(body, [], summary=_("Marketplaces"))


def _section(status: MarketStatus) -> Body:
    look = _look(status)
    title = line(run(status.title, most=120, bold=True))
    top = row([title], [badge(look.label, look.style)], spacing="Medium")
    return [top.placed(separator=True), *_state(status), *strays_shown(status), buttons(*_actions(status))]


def _look(status: MarketStatus) -> Look:
    if status.paused:
        return Look(_("Paused"), "Warning")
    if not status.needs_account:
        return Look(_("Ready"), "Good")
    if status.account is None:
        return Look(_("Not connected"), "Subtle")
    needs = status.account.state is AccountState.NEEDS_CONSENT
    return Look(_("Needs consent again"), "Attention") if needs else Look(_("Connected"), "Good")


def _state(status: MarketStatus) -> Body:
    body: Body = []
    if paused := status.paused:
        by = _("Paused by {name}").format(name=paused.by.name)
        told = _("Since {moment}. Nothing is sent there or read from there until it’s resumed.")
        since = small(told.format(moment=moment(paused.at)), "Small")
        body.append(callout("warning", by, said(paused.reason, most=600, spacing="Small"), since))
    account = status.account
    if account is None:
        none = (
            _("No account is connected, so no gig can go there.")
            if status.needs_account
            else _("No account is needed.")
        )
        body.append(small(none, "Small"))
        return body
    if account.state is AccountState.NEEDS_CONSENT:
        waits = small(_("Gigs there are on hold until it’s connected again. Nothing is lost."), "Small")
        why = said(account.why, most=600, spacing="Small")
        body.append(callout("attention", _("The consent has ended"), why, waits))
    body.append(_facts(account, status.calls))
    return body


def _facts(account: Account, calls: int) -> CardElement:
    connected = _("{moment} by {name}").format(
        moment=moment(account.connected_at), name=fact_said(account.connected_by.name)
    )
    return facts(
        (_("Account"), fact_said(account.account_name or account.account_id)),
        (_("Connected"), connected),
        (_("Access"), _access(account)),
        (_("Today"), n_("{n} call (UTC)", "{n} calls (UTC)", calls).format(n=number(calls))),
    )


def _access(account: Account) -> str:
    if account.state is AccountState.NEEDS_CONSENT:
        return _("None")
    if account.access_expires_at is None:
        return _("No end date, renewed automatically") if account.renews_itself else _("No end date")
    told = (
        _("Until {moment}, renewed automatically")
        if account.renews_itself
        else _("Until {moment}, when it needs to be connected again")
    )
    return told.format(moment=moment(account.access_expires_at))


def _actions(status: MarketStatus) -> list[Action]:
    name, actions = status.name, list[Action]()
    known, needed = status.account is not None, False
    if status.needs_account:
        connect = _("Connect {market}").format(market=status.title)
        title = _("Connect again") if known else connect
        needed = status.account is None or status.account.state is AccountState.NEEDS_CONSENT
        style: ActionStyle | None = "positive" if needed else None
        actions.append(button(title, "connect_market", style=style, inputs=False, market=name))
        if known:
            actions.append(_disconnect(status))
    if status.paused:
        leads: ActionStyle | None = None if needed else "positive"
        title = _("Resume {market}").format(market=status.title)
        actions.append(button(title, "resume_market", style=leads, inputs=False, market=name))
    elif status.account or not status.needs_account:
        ask, send = _("Why? The other programme leads can read it here."), _("Pause it now")
        actions.append(with_reason(_("Pause"), "pause_market", ask=ask, send=send, subject=name, market=name))
    return actions


def _disconnect(status: MarketStatus) -> Action:
    warning = _(
        "I’ll forget the account and its tokens. Gigs in progress on {market} are on hold until it’s connected again; "
        "what exists there stays. To end the consent itself, remove our application in the account’s settings there."
    ).format(market=status.title)
    title, send = _("Disconnect"), _("Disconnect it")
    return confirmed(title, "disconnect_market", warning=warning, send=send, market=status.name)


def consent_card(link: ConsentLink) -> AdaptiveCard:
    """The way to the marketplace's own page. It is an address of ours, from the settings."""
    title = _("Connect {market}").format(market=link.title)
    how = _(
        "You authorise it on {market}’s own page: sign in there with your company’s hiring account. I never see its "
        "password. When you come back, I’ll show you here which account it is."
    ).format(market=link.title)
    once = _("This link is for you alone. It works once and expires {moment}.").format(
        moment=moment(link.expires_at)
    )
    body: Body = [banner(title), words(how), columns([small(once, "Small")])]
    go = _("Go to {market}").format(market=link.title)
    opens = OpenUrlAction(title=go, url=link.url, style="positive")
    return frame(body, [opens, _all()], summary=title)


def account_told(notice: Notice) -> AdaptiveCard:
    """`subject` is the marketplace."""
    title = market(notice.subject)
    if notice.kind is NoticeKind.ACCOUNT_CONNECTED:
        return _connected(title, notice.facts)
    if notice.kind is NoticeKind.STRAY_FOUND:
        headline = _("I found something on {market} that isn’t in this database").format(market=title)
        told = _("Nothing new is posted or offered there until you decide what to do with it.")
        body: Body = [callout("attention", headline, words(told, spacing="Small"))]
        return frame(body, [_all()], summary=f"{headline}.")
    return _needs_consent(title, notice)


def _connected(title: str, known: NoticeFacts) -> AdaptiveCard:
    headline = _("{market} is connected").format(market=title)
    account = run(known.account, most=200, bold=True)
    detail = sentence(_("The account is {account}."), account=account, spacing="Small")
    return frame([callout("good", headline, detail, _valid(known))], [_all()], summary=f"{headline}.")


def _needs_consent(title: str, notice: Notice) -> AdaptiveCard:
    known, name = notice.facts, notice.subject
    headline = _("{market} needs your consent again").format(market=title)
    told = words(_("Gigs there are on hold until then. Nothing is lost."), spacing="Small")
    reason = hindrance(known.hindered) if known.hindered else known.reason
    why = [said(reason, most=600, spacing="Small")] if reason else []
    again = _("Connect {market} again").format(market=title)
    connect = button(again, "connect_market", style="positive", inputs=False, market=name)
    return frame([callout("attention", headline, told, *why)], [connect, _all()], summary=f"{headline}.")


def _valid(known: NoticeFacts) -> CardElement:
    if known.expires is None:
        told = (
            _("The access has no end date, and I renew it automatically.")
            if known.renews
            else _("The access has no end date.")
        )
        return small(told, "Small")
    told = (
        _("The access is valid until {moment}, and I’ll renew it automatically.")
        if known.renews
        else _("The access is valid until {moment}.")
    )
    return small(told.format(moment=moment(known.expires)), "Small")
