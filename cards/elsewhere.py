"""What a marketplace's API cannot do: a link that finishes there, one sentence why, and what is kept for a while only."""

from datetime import timedelta

from cards.kit.elements import Body, buttons, callout
from cards.kit.inputs import button, link
from cards.kit.nodes import Action, CardElement
from cards.kit.texts import count, line, run, words
from cards.kit.words import Ball, market_of, to_judge
from gigs.gig import ON_MARKET, Gig, GigState
from use_cases.permissions.gig_page import GigPage, HeldUp


def title_of(page: GigPage) -> str:
    """What people call this gig's marketplace."""
    return page.market.title if page.market else market_of(page.gig)


def there(page: GigPage, what: str) -> list[Action]:
    """A link that does `what` over there: on the contract where there is one, else on the listing."""
    if page.market is None:
        return []
    return [*link(f"{what} on {title_of(page)}", page.market.contract_url or page.market.listing_url)]


def why(page: GigPage, what: str) -> CardElement:
    """One sentence why `what` is not a button here."""
    title = run(title_of(page), most=80)
    return line(
        title, f" does not let me {what}, so please do it there. I see when it is done.", spacing="Small"
    )


def kept_for(page: GigPage) -> str:
    """`a day`, or so many hours."""
    kept = page.market.keeps_for if page.market else None
    hours = (kept or timedelta(days=1)) // timedelta(hours=1)
    return "a day" if hours == 24 else f"{hours} hours"


_HELD_UP: dict[HeldUp, str] = {
    HeldUp.PAUSED: "A programme lead has paused it. Your gig waits, and goes on by itself afterwards.",
    HeldUp.CONSENT: "A programme lead has to connect our account there first. Then it goes on by itself.",
}


def held_up(page: GigPage) -> Ball | None:
    """Instead of whose turn it is: while a post or an offer of ours waits for a marketplace that nothing can be sent to,
    and while what the gig waits for could not be noticed."""
    gig, why_not = page.gig, page.market.held_up if page.market else None
    if why_not is None:
        return None
    sends = gig.state is GigState.HIRING and gig.contract is None and not gig.offers_on_site
    if why_not in _HELD_UP and (sends or gig.state is GigState.APPROVED):
        return Ball("warning", f"Nothing can be sent to {title_of(page)} for now", _HELD_UP[why_not])
    if sends or (unseen := _unseen(gig)) is None:
        return None
    return Ball("warning", f"I can’t see {unseen} right now", _why_unseen(page, why_not))


def _unseen(gig: Gig) -> str | None:
    """What this gig waits for on its marketplace, and nobody has to do anything before."""
    if gig.state is GigState.LISTED or (gig.state is GigState.REVIEWING and not gig.proposals):
        return "new proposals"
    if gig.state is GigState.ACTIVE and not to_judge(gig):
        return "what is handed in"
    return "what becomes of the offer" if gig.state is GigState.HIRING else None


def _why_unseen(page: GigPage, why_not: HeldUp) -> str:
    there = title_of(page)
    return {
        HeldUp.PAUSED: f"A programme lead has paused {there}. I’ll read it again when it is resumed.",
        HeldUp.CONSENT: f"A programme lead has to connect our account on {there} again. Then I’ll read it again.",
        HeldUp.UNREADABLE: f"Reading {there} fails. I keep trying and will tell you when it works again; until then, please look there yourself.",
    }[why_not]


def unreadable(page: GigPage) -> CardElement | None:
    """Instead of “I’ll tell you”, where no reading can succeed."""
    if page.market is None or page.market.held_up is None:
        return None
    told = words(_why_unseen(page, page.market.held_up), spacing="Small")
    return callout("warning", f"I can’t read {title_of(page)} right now", told)


_CUT_OFF = {
    HeldUp.PAUSED: "A programme lead has paused it: nothing is sent or read there. What you decide waits, and goes on by itself.",
    HeldUp.CONSENT: "Our account there has to be connected again, which a programme lead does. What you decide waits until then.",
    HeldUp.UNREADABLE: "Reading it fails. I keep trying; until it works again, please look there yourself for what is new.",
}


def cut_off(page: GigPage) -> Body:
    """Beside whose turn it is, while nothing can be sent to the marketplace that the gig is on; otherwise nothing."""
    why_not = page.market.held_up if page.market else None
    on_market = page.gig.state in ON_MARKET | {GigState.HIRING, GigState.ACTIVE}
    if why_not is None or not on_market or held_up(page):
        return []
    told = words(_CUT_OFF[why_not], spacing="Small")
    what = "read" if why_not is HeldUp.UNREADABLE else "reached"
    return [callout("warning", f"{title_of(page)} cannot be {what} for now", told)]


def not_kept(page: GigPage, milestone: str | None = None) -> Body:
    """The marketplace's words had to go; one press reads them again."""
    if page.reading_again:
        return [being_read(page)]
    told = line("Press to read it again.", spacing="Small")
    headline = f"{title_of(page)}’s text is kept for {kept_for(page)} only"
    return [callout("warning", headline, told), *_again(page, milestone)]


def unread(page: GigPage) -> Body:
    """Proposals that are there and could not be read: who wrote them is not hired from here."""
    if not page.unread:
        return []
    several = len(page.unread) > 1
    them, they = ("them", "they") if several else ("it", "it")
    headline = f"{count(len(page.unread), 'proposal')} could not be read: see {them} on {title_of(page)}"
    told = words(f"You can’t hire from {them} here until {they} can be read.", spacing="Small")
    links = there(page, f"See {them}")
    return [callout("warning", headline, told), *([buttons(*links)] if links else [])]


def being_read(page: GigPage) -> CardElement:
    """It was asked for just now."""
    if cannot := unreadable(page):
        return cannot
    told = words("It takes a few seconds. Then open this again.", spacing="Small")
    return callout("emphasis", f"I am reading {title_of(page)} again", told)


def _again(page: GigPage, milestone: str | None) -> Body:
    return [buttons(button("Read it again", "read_again", gig=page.gig.number, milestone=milestone))]


def release_there(page: GigPage, amount: str) -> CardElement:
    """Accepted with us; the money is released by a person over there."""
    told = why(page, "release money")
    return callout("accent", f"Accepted. Now release {amount} on {title_of(page)}", told)


def read_there(page: GigPage) -> Body:
    """Where the API does not show proposals."""
    links = there(page, "Read them")
    told = callout("emphasis", f"Proposals are on {title_of(page)}", why(page, "read proposals"))
    return [told, *([buttons(*links)] if links else [])]
