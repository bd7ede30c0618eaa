"""On a gig's card: changing its listing or moving it, and a former listing that is still up."""

from cards.kit.elements import Body, buttons, callout
from cards.kit.inputs import Ids, asks, button, link
from cards.kit.nodes import Action, Container
from cards.kit.texts import line, run, said, words
from cards.kit.words import market
from gigs.gig import FormerListing, GigState
from use_cases.permissions.authorize import Verb
from use_cases.permissions.gig_page import GigPage

_KEPT = "**Change it here:** the listing stays up while you change the brief; the change is approved first."
_ANEW = (
    "**Change it here:** this marketplace cannot change a listing. It is taken down, its proposals are not compared any "
    "more, and what is approved then is posted anew."
)
_MOVE = (
    "**Move it:** the listing is taken down, its proposals are not compared any more, and the brief opens for another "
    "marketplace. Steps that the change does not concern are not asked again."
)


def change_or_move(page: GigPage) -> list[Action]:
    """One button that says what either leads to before anything happens."""
    if Verb.REOPEN not in page.allowed:
        return []
    known: Ids = {"gig": page.gig.number, "revision": page.gig.revision}
    told: Body = [words(_KEPT if page.updates else _ANEW)]
    press = [button("Change it here", "change_listing", **known)]
    if page.elsewhere:
        told.append(words(_MOVE))
        press.append(button("Move it", "move_gig", style="destructive", **known))
    return [asks("Change or move" if page.elsewhere else "Change the listing", told, press)]


def still_up(page: GigPage) -> Body:
    """A former listing that we could not close, for its requester to close by hand; else that it is being closed."""
    if Verb.SETTLE not in page.allowed:
        return []
    return [_by_hand(page, one) if one.refused else _closing(one) for one in page.gig.still_up]


def _by_hand(page: GigPage, former: FormerListing) -> Container:
    title = market(former.listing.marketplace)
    waits = " Until then nothing is posted elsewhere." if page.gig.state is not GigState.CANCELLED else ""
    sentence = f"I could not close it, for this reason. Please close it there, then tell me.{waits}"
    done = button("I have closed it", "closed_by_hand", gig=page.gig.number, listing=former.listing.id)
    return callout(
        "warning",
        f"The former listing on {title} is still up",
        words(sentence, spacing="Small"),
        said(former.refused, most=400, spacing="Small"),
        buttons(done, *link(f"Open on {title}", former.listing.url)),
    )


def _closing(former: FormerListing) -> Container:
    title = market(former.listing.marketplace)
    told = line("Listing ", run(former.listing.id, most=80), " is being taken down.", spacing="Small")
    return callout("emphasis", f"Leaving {title}", told)
