"""What was found on a marketplace and isn't in this database, as a programme lead answers for it."""

from cards.kit.elements import Body, buttons, callout, small
from cards.kit.inputs import asks, button, choice, confirmed, link, text_field, with_reason
from cards.kit.nodes import Action
from cards.kit.texts import cut, day, day_of, line, run, words
from ports.strays import Stray, StrayKind, StrayState
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
    if len(status.strays) > SHOWN:
        body.append(small(f"{len(status.strays) - SHOWN} more follow when these are answered.", "Small"))
    if status.apart:
        body.append(small(f"Kept apart on {status.title}:", "Small"))
    newest = sorted(status.apart, key=lambda one: one.found_at, reverse=True)
    for stray in newest[:APART]:
        what = cut(stray.title, 80) or stray.reference or stray.id
        body.append(line(run(what, bold=True, size="Small"), " ", run(stray.note, most=200, size="Small")))
    if len(status.apart) > APART:
        body.append(small(f"and {len(status.apart) - APART} more.", "Small"))
    return body


def _one(stray: Stray, status: MarketStatus) -> Body:
    what = _what(stray)
    about = [line(run(stray.title, most=150, bold=True), spacing="Small")] if stray.title else []
    where = small(_where(stray, status), "Small")
    if stray.state is StrayState.CLOSING:
        waits = f"I'm closing this {what}. Nothing new is posted or offered until then."
        return [callout("warning", waits, *about, where)]
    why = small(
        "It was probably made after the backup that this database was restored from. Nothing new is posted or offered here "
        "until you answer.",
        "Small",
    )
    untitled = stray.kind is StrayKind.LISTING and not stray.title
    which = [words("It has no title, so please choose its gig.", spacing="Small")] if untitled else []
    no = (
        [small("It couldn't be closed:", "Small"), line(run(stray.refused, most=300))]
        if stray.refused
        else []
    )
    headline = f"I found {_article(what)} {what} that isn't in this database"
    told = callout("attention", headline, *about, where, *_hired(stray, status), why, *which, *no)
    return [told, buttons(*_answers(stray, status))]


def _where(stray: Stray, status: MarketStatus) -> str:
    made = f", made on {day_of(stray.at)}" if stray.at else ""
    gig = f", for gig {stray.gig}" if stray.gig else ""
    return f"{stray.reference or stray.id} on {status.title}{gig}{made}"


def _hired(stray: Stray, status: MarketStatus) -> Body:
    if not stray.hired:
        return []
    goes_on = (
        f"Closing the listing doesn't end that contract. To end it, go to {status.title}."
        if stray.kind is StrayKind.LISTING
        else f"It can't be withdrawn any more. To end the contract, go to {status.title}."
    )
    return [words(f"**Somebody is hired under it, and the work goes on.** {goes_on}", spacing="Small")]


def _answers(stray: Stray, status: MarketStatus) -> list[Action]:
    market, listing = stray.marketplace, stray.id
    answers: list[Action] = []
    is_listing = stray.kind is StrayKind.LISTING
    if stray.title or not is_listing:
        answers.append(button("Take over", "take_over_stray", inputs=False, market=market, listing=listing))
    if is_listing:
        answers.append(_choose(stray, status.waiting))
    apart = with_reason(
        "Keep it apart",
        "keep_stray_apart",
        ask=f"Why does this {_what(stray)} belong to no gig? It stays on {status.title} as it is.",
        send="Keep it apart",
        subject=listing,
        missing="Please write a short note for the other programme leads.",
        market=market,
        listing=listing,
    )
    answers.append(apart)
    if is_listing or not stray.hired:
        answers.append(
            confirmed(
                "Close it",
                "close_stray",
                warning=_warning(stray, status.title),
                send="Close the listing only" if stray.hired else f"Close this {_what(stray)}",
                market=market,
                listing=listing,
            )
        )
    if stray.hired:
        answers += link(f"Contract on {status.title}", stray.contract_url or stray.url)
    else:
        answers += link(f"See it on {status.title}", stray.url)
    return answers


def _choose(stray: Stray, waiting: tuple[WaitingGig, ...]) -> Action:
    gigs = [(str(one.number), _named(one)) for one in waiting]
    likely = [choice(f"stray_gig_{stray.id}", "Gigs waiting to be posted there", gigs, "")] if gigs else []
    number = text_field(f"stray_number_{stray.id}", "Or the number of another gig", "", hint="For example 12")
    takes = button("Give it to this gig", "choose_stray_gig", market=stray.marketplace, listing=stray.id)
    return asks("Choose its gig", [*likely, number], [takes])


def _named(one: WaitingGig) -> str:
    """What tells it from the others comes first, because clients cut a long choice."""
    ending = f", {one.budget}, due {day(one.due)}, {cut(one.requester, 30)}"
    return f"{one.number}: {cut(one.title, 100 - len(ending.encode()))}{ending}"


def _warning(stray: Stray, title: str) -> str:
    if stray.kind is StrayKind.OFFER:
        return f"The offer is withdrawn on {title}."
    if stray.hired:
        return (
            f"The listing is taken down on {title}. Somebody is hired under it: that contract goes on, costs money, and is in no gig "
            f"here. End it on {title}, or take the listing over instead."
        )
    if stray.hired is None:
        return (
            f"The listing is taken down on {title}. I couldn't see whether somebody is hired under it. I'll look again first, and ask you "
            "if so."
        )
    return f"The listing is taken down on {title}, and offers on it that nobody has answered are withdrawn."


def _what(stray: Stray) -> str:
    return "listing" if stray.kind is StrayKind.LISTING else "offer"


def _article(what: str) -> str:
    return "an" if what == "offer" else "a"
