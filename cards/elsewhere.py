"""What a marketplace's API cannot do: a link that finishes there, one sentence why, and what is kept for a while only."""

from datetime import timedelta
from enum import Enum, auto

from cards.kit.elements import Body, buttons, callout
from cards.kit.inputs import button, link
from cards.kit.nodes import Action, CardElement
from cards.kit.texts import line, run, sentence, words
from cards.kit.words import Ball, market_of, to_judge
from gigs.gig import ON_MARKET, Gig, GigState
from translation.catalogue import N_, _, n_
from use_cases.permissions.gig_page import GigPage, HeldUp


class Lacking(Enum):
    """What an API may not do, so that a person does it on the marketplace's own site."""

    OFFERS = auto()
    WITHDRAWALS = auto()
    PROPOSALS = auto()
    RELEASES = auto()
    SENDING_BACK = auto()
    RATINGS = auto()


_WHY: dict[Lacking, str] = {
    Lacking.OFFERS: N_(
        "{market} doesn’t let me send offers, so please do it there. I’ll see when it’s done."
    ),
    Lacking.WITHDRAWALS: N_(
        "{market} doesn’t let me withdraw offers, so please do it there. I’ll see when it’s done."
    ),
    Lacking.PROPOSALS: N_(
        "{market} doesn’t let me read proposals, so please do it there. I’ll see when it’s done."
    ),
    Lacking.RELEASES: N_(
        "{market} doesn’t let me release money, so please do it there. I’ll see when it’s done."
    ),
    Lacking.SENDING_BACK: N_(
        "{market} doesn’t let me send work back, so please do it there. I’ll see when it’s done."
    ),
    Lacking.RATINGS: N_(
        "{market} doesn’t let me rate freelancers, so please do it there. I’ll see when it’s done."
    ),
}


def title_of(page: GigPage) -> str:
    """What people call this gig's marketplace."""
    return page.market.title if page.market else market_of(page.gig)


def there(page: GigPage, title: str) -> list[Action]:
    """A link to the contract where there is one, else to the listing; `{market}` in its title is filled in."""
    if page.market is None:
        return []
    url = page.market.contract_url or page.market.listing_url
    return [*link(title.format(market=title_of(page)), url)]


def why(page: GigPage, what: Lacking) -> CardElement:
    """One sentence why this is not a button here."""
    return sentence(_(_WHY[what]), market=run(title_of(page), most=80), spacing="Small")


_HELD_UP: dict[HeldUp, str] = {
    HeldUp.PAUSED: N_("A programme lead has paused it. Your gig continues automatically when it’s resumed."),
    HeldUp.CONSENT: N_(
        "A programme lead has to connect our account there first. Then your gig continues automatically."
    ),
}


def held_up(page: GigPage) -> Ball | None:
    """Instead of whose turn it is: while a post or an offer of ours waits for a marketplace that nothing can be sent to,
    and while what the gig waits for could not be noticed."""
    gig, why_not = page.gig, page.market.held_up if page.market else None
    if why_not is None:
        return None
    sends = gig.state is GigState.HIRING and gig.contract is None and not gig.offers_on_site
    if why_not in _HELD_UP and (sends or gig.state is GigState.APPROVED):
        return Ball("warning", _unavailable(page), _(_HELD_UP[why_not]))
    if sends or (unseen := _unseen(gig)) is None:
        return None
    return Ball("warning", unseen, _why_unseen(page, why_not))


def _unavailable(page: GigPage) -> str:
    return _("{market} is unavailable for now").format(market=title_of(page))


def _unseen(gig: Gig) -> str | None:
    """That I can't see what this gig waits for on its marketplace, where nobody has to do anything before."""
    if gig.state is GigState.LISTED or (gig.state is GigState.REVIEWING and not gig.proposals):
        return _("I can’t see new proposals right now")
    if gig.state is GigState.ACTIVE and not to_judge(gig):
        return _("I can’t see what is handed in right now")
    return _("I can’t see the answer to the offer right now") if gig.state is GigState.HIRING else None


_WHY_UNSEEN: dict[HeldUp, str] = {
    HeldUp.PAUSED: N_("A programme lead has paused {market}. I’ll read it again when it’s resumed."),
    HeldUp.CONSENT: N_("A programme lead has to reconnect our account on {market}. Then I’ll read it again."),
    HeldUp.UNREADABLE: N_(
        "Reading {market} fails. I’ll keep trying and tell you when it works again. Until then, please check there "
        "yourself."
    ),
}


def _why_unseen(page: GigPage, why_not: HeldUp) -> str:
    return _(_WHY_UNSEEN[why_not]).format(market=title_of(page))


def unreadable(page: GigPage) -> CardElement | None:
    """Instead of “I’ll tell you”, where no reading can succeed."""
    if page.market is None or page.market.held_up is None:
        return None
    told = words(_why_unseen(page, page.market.held_up), spacing="Small")
    return callout("warning", _cannot_read(page), told)


def _cannot_read(page: GigPage) -> str:
    return _("I can’t read {market} right now").format(market=title_of(page))


_CUT_OFF = {
    HeldUp.PAUSED: N_(
        "A programme lead has paused it: nothing is sent or read there. What you decide is sent automatically when it’s "
        "resumed."
    ),
    HeldUp.CONSENT: N_(
        "A programme lead has to reconnect our account there. What you decide is sent automatically after that."
    ),
    HeldUp.UNREADABLE: N_(
        "Reading it fails. I’ll keep trying. Until it works again, please check there yourself for anything new."
    ),
}


def cut_off(page: GigPage) -> Body:
    """Beside whose turn it is, while nothing can be sent to the marketplace that the gig is on; otherwise nothing."""
    why_not = page.market.held_up if page.market else None
    on_market = page.gig.state in ON_MARKET | {GigState.HIRING, GigState.ACTIVE}
    if why_not is None or not on_market or held_up(page):
        return []
    told = words(_(_CUT_OFF[why_not]), spacing="Small")
    headline = _cannot_read(page) if why_not is HeldUp.UNREADABLE else _unavailable(page)
    return [callout("warning", headline, told)]


def not_kept(page: GigPage, milestone: str | None = None) -> Body:
    """The marketplace's words had to go; one press reads them again."""
    if page.reading_again:
        return [being_read(page)]
    told = line(_("Press the button to read it again."), spacing="Small")
    return [callout("warning", _kept_for(page), told), *_again(page, milestone)]


def _kept_for(page: GigPage) -> str:
    kept = page.market.keeps_for if page.market else None
    hours = (kept or timedelta(days=1)) // timedelta(hours=1)
    if hours == 24:
        return _("Text from {market} is kept for one day only").format(market=title_of(page))
    told = n_(
        "Text from {market} is kept for {n} hour only", "Text from {market} is kept for {n} hours only", hours
    )
    return told.format(market=title_of(page), n=hours)


def unread(page: GigPage) -> Body:
    """Proposals that are there and could not be read: who wrote them is not hired from here."""
    if not page.unread:
        return []
    n = len(page.unread)
    headline = n_(
        "{n} proposal couldn’t be read: see it on {market}",
        "{n} proposals couldn’t be read: see them on {market}",
        n,
    ).format(n=n, market=title_of(page))
    told = n_(
        "You can’t hire from it here until it can be read.",
        "You can’t hire from them here until they can be read.",
        n,
    )
    links = there(page, n_("See it on {market}", "See them on {market}", n))
    shown = callout("warning", headline, words(told, spacing="Small"))
    return [shown, *([buttons(*links)] if links else [])]


def being_read(page: GigPage) -> CardElement:
    """It was asked for just now."""
    if cannot := unreadable(page):
        return cannot
    told = words(_("It takes a few seconds. Then open this again."), spacing="Small")
    headline = _("I’m reading {market} again").format(market=title_of(page))
    return callout("emphasis", headline, told)


def _again(page: GigPage, milestone: str | None) -> Body:
    return [buttons(button(_("Read it again"), "read_again", gig=page.gig.number, milestone=milestone))]


def release_there(page: GigPage, amount: str) -> CardElement:
    """Accepted with us; the money is released by a person over there."""
    headline = _("Accepted. Now release {amount} on {market}").format(amount=amount, market=title_of(page))
    return callout("accent", headline, why(page, Lacking.RELEASES))


def read_there(page: GigPage) -> Body:
    """Where the API does not show proposals."""
    links = there(page, _("Read them on {market}"))
    headline = _("Proposals are on {market}").format(market=title_of(page))
    told = callout("emphasis", headline, why(page, Lacking.PROPOSALS))
    return [told, *([buttons(*links)] if links else [])]
