"""What was found on a marketplace and isn't in this database, as a programme lead answers for it."""

from cards.kit.elements import Body, buttons, callout, small
from cards.kit.inputs import button, confirmed
from cards.kit.texts import line, run
from ports.strays import Stray, StrayKind, StrayState
from use_cases.accounts.show_accounts import MarketStatus

SHOWN = 4
"""At a time; the next ones follow when these are answered."""


def strays_shown(status: MarketStatus) -> Body:
    """One after the other, with both answers."""
    body: Body = []
    for stray in status.strays[:SHOWN]:
        body += _one(stray, status)
    if len(status.strays) > SHOWN:
        body.append(small(f"{len(status.strays) - SHOWN} more follow when these are answered.", "Small"))
    return body


def _one(stray: Stray, status: MarketStatus) -> Body:
    what = "listing" if stray.kind is StrayKind.LISTING else "offer"
    about = [line(run(stray.title, most=150, bold=True), spacing="Small")] if stray.title else []
    gig = f", for gig {stray.gig}" if stray.gig else ""
    where = small(f"{stray.reference or stray.id} on {status.title}{gig}", "Small")
    if stray.state is StrayState.CLOSING:
        return [
            callout(
                "warning",
                f"I'm closing this {what}. Nothing new is posted or offered until then.",
                *about,
                where,
            )
        ]
    why = small(
        "It was probably made after the backup that this database was restored from. Nothing new is posted or offered here "
        "until you answer.",
        "Small",
    )
    no = (
        [small("It couldn't be closed:", "Small"), line(run(stray.refused, most=300))]
        if stray.refused
        else []
    )
    told = callout(
        "attention", f"I found {_article(what)} {what} that isn't in this database", *about, where, why, *no
    )
    takes = button("Take over", "take_over_stray", inputs=False, market=stray.marketplace, listing=stray.id)
    ends = confirmed(
        "Close it",
        "close_stray",
        warning=f"The {what} is {'taken down' if what == 'listing' else 'withdrawn'} on {status.title}.",
        send=f"Close this {what}",
        market=stray.marketplace,
        listing=stray.id,
    )
    return [told, buttons(takes, ends)]


def _article(what: str) -> str:
    return "an" if what == "offer" else "a"
