"""What was found on a marketplace and isn't in this database, as a programme lead answers for it."""

from cards.kit.elements import Body, buttons, callout, small
from cards.kit.inputs import asks, button, choice, confirmed, link, text_field, with_reason
from cards.kit.nodes import Action
from cards.kit.texts import cut, day, day_of, line, run, words
from ports.strays import Stray, StrayKind, StrayState
from translation.catalogue import _, n_
from use_cases.accounts.show_accounts import MarketStatus
from use_cases.accounts.waiting_gigs import WaitingGig

SHOWN = 3
"""At a time; the next ones follow when these are answered."""
APART = 4
"""Of what was kept apart, the newest."""


def strays_shown(status: MarketStatus) -> Body:
    """One after the other, with every answer there is."""
    body: Body = []
    for stray in status.strays[:SHOWN]:
        body += _one(stray, status)
    if (more := len(status.strays) - SHOWN) > 0:
        later = n_(
            "{n} more follows when these are answered.", "{n} more follow when these are answered.", more
        )
        body.append(small(later.format(n=more), "Small"))
    if status.apart:
        body.append(small(_("Kept apart on {market}:").format(market=status.title), "Small"))
    newest = sorted(status.apart, key=lambda one: one.found_at, reverse=True)
    for stray in newest[:APART]:
        what = cut(stray.title, 80) or stray.reference or stray.id
        body.append(line(run(what, bold=True, size="Small"), " ", run(stray.note, most=200, size="Small")))
    if (more := len(status.apart) - APART) > 0:
        body.append(small(_("and {n} more.").format(n=more), "Small"))
    return body


def _one(stray: Stray, status: MarketStatus) -> Body:
    about = [line(run(stray.title, most=150, bold=True), spacing="Small")] if stray.title else []
    where = small(_where(stray, status), "Small")
    if stray.state is StrayState.CLOSING:
        waits = _by_kind(
            stray,
            _("I’m closing this listing. Nothing new is posted or offered until that is done."),
            _("I’m closing this offer. Nothing new is posted or offered until that is done."),
        )
        return [callout("warning", waits, *about, where)]
    why = small(
        _(
            "It was probably made after the backup that this database was restored from. Nothing new is posted or offered here "
            "until you answer."
        ),
        "Small",
    )
    untitled = stray.kind is StrayKind.LISTING and not stray.title
    which = [words(_("It has no title, so please choose its gig."), spacing="Small")] if untitled else []
    no = (
        [small(_("It couldn’t be closed:"), "Small"), line(run(stray.refused, most=300))]
        if stray.refused
        else []
    )
    headline = _by_kind(
        stray,
        _("I found a listing that isn’t in this database"),
        _("I found an offer that isn’t in this database"),
    )
    told = callout("attention", headline, *about, where, *_hired(stray, status), why, *which, *no)
    return [told, buttons(*_answers(stray, status))]


def _where(stray: Stray, status: MarketStatus) -> str:
    text = {
        (False, False): _("{reference} on {market}"),
        (True, False): _("{reference} on {market}, for gig {gig}"),
        (False, True): _("{reference} on {market}, made on {day}"),
        (True, True): _("{reference} on {market}, for gig {gig}, made on {day}"),
    }[bool(stray.gig), bool(stray.at)]
    made = day_of(stray.at) if stray.at else ""
    return text.format(reference=stray.reference or stray.id, market=status.title, gig=stray.gig, day=made)


def _hired(stray: Stray, status: MarketStatus) -> Body:
    if not stray.hired:
        return []
    told = _by_kind(
        stray,
        _(
            "**Somebody is hired under it, and the work continues.** Closing the listing doesn’t end that contract. "
            "To end it, go to {market}."
        ),
        _(
            "**Somebody is hired under it, and the work continues.** It can’t be withdrawn any more. "
            "To end the contract, go to {market}."
        ),
    )
    return [words(told.format(market=status.title), spacing="Small")]


def _answers(stray: Stray, status: MarketStatus) -> list[Action]:
    market, listing = stray.marketplace, stray.id
    answers: list[Action] = []
    is_listing = stray.kind is StrayKind.LISTING
    if stray.title or not is_listing:
        answers.append(
            button(_("Take over"), "take_over_stray", inputs=False, market=market, listing=listing)
        )
    if is_listing:
        answers.append(_choose(stray, status.waiting))
    answers.append(_apart(stray, status.title))
    if is_listing or not stray.hired:
        answers.append(
            confirmed(
                _("Close it"),
                "close_stray",
                warning=_warning(stray).format(market=status.title),
                send=_closing(stray),
                market=market,
                listing=listing,
            )
        )
    if stray.hired:
        answers += link(
            _("Contract on {market}").format(market=status.title), stray.contract_url or stray.url
        )
    else:
        answers += link(_("See it on {market}").format(market=status.title), stray.url)
    return answers


def _apart(stray: Stray, title: str) -> Action:
    ask = _by_kind(
        stray,
        _("Why doesn’t this listing belong to any gig? It stays on {market} as it is."),
        _("Why doesn’t this offer belong to any gig? It stays on {market} as it is."),
    )
    return with_reason(
        _("Keep it apart"),
        "keep_stray_apart",
        ask=ask.format(market=title),
        send=_("Keep it apart"),
        subject=stray.id,
        missing=_("Please write a short note for the other programme leads."),
        market=stray.marketplace,
        listing=stray.id,
    )


def _closing(stray: Stray) -> str:
    if stray.hired:
        return _("Close the listing only")
    return _by_kind(stray, _("Close this listing"), _("Close this offer"))


def _choose(stray: Stray, waiting: tuple[WaitingGig, ...]) -> Action:
    gigs = [(str(one.number), _named(one)) for one in waiting]
    title = _("Gigs waiting to be posted there")
    likely = [choice(f"stray_gig_{stray.id}", title, gigs, "")] if gigs else []
    number = text_field(
        f"stray_number_{stray.id}", _("Or the number of another gig"), "", hint=_("For example 12")
    )
    takes = button(_("Give it to this gig"), "choose_stray_gig", market=stray.marketplace, listing=stray.id)
    return asks(_("Choose its gig"), [*likely, number], [takes])


def _named(one: WaitingGig) -> str:
    """What tells it from the others comes first, because clients cut a long choice."""
    ending = _("{budget}, due {day}, {requester}").format(
        budget=one.budget, day=day(one.due), requester=cut(one.requester, 30)
    )
    return f"{one.number}: {cut(one.title, 98 - len(ending.encode()))}, {ending}"


def _warning(stray: Stray) -> str:
    if stray.kind is StrayKind.OFFER:
        return _("The offer is withdrawn on {market}.")
    if stray.hired:
        return _(
            "The listing is taken down on {market}. Somebody is hired under it: that contract continues, costs money, and is in no "
            "gig here. End it on {market}, or take the listing over instead."
        )
    if stray.hired is None:
        return _(
            "The listing is taken down on {market}. I couldn’t see whether somebody is hired under it. I’ll check again first, and "
            "ask you if so."
        )
    return _(
        "The listing is taken down on {market}, and offers on it that nobody has answered are withdrawn."
    )


def _by_kind(stray: Stray, listing: str, offer: str) -> str:
    return listing if stray.kind is StrayKind.LISTING else offer
