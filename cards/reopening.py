"""On a gig's card: changing its listing or moving it, and a former listing that is still up."""

from cards.kit.elements import Body, buttons, callout
from cards.kit.inputs import Ids, asks, button, link
from cards.kit.nodes import Action, Container
from cards.kit.texts import run, said, sentence, words
from cards.kit.words import market
from gigs.gig import FormerListing, GigState
from translation.catalogue import N_, _
from use_cases.permissions.authorize import Verb
from use_cases.permissions.gig_page import GigPage

_KEPT = N_(
    "**Change it here:** the listing stays up while you edit the brief; the change needs approval before it is published."
)
_ANEW = N_(
    "**Change it here:** this marketplace can’t change a listing. It’s taken down, its proposals drop out, and the new "
    "version is posted once it is approved."
)
_MOVE = N_(
    "**Move it:** the listing is taken down, its proposals drop out, and the brief opens for another marketplace. "
    "Approval steps that the change doesn’t affect are not repeated."
)


def change_or_move(page: GigPage) -> list[Action]:
    """One button that says what either leads to before anything happens."""
    if Verb.REOPEN not in page.allowed:
        return []
    known: Ids = {"gig": page.gig.number, "revision": page.gig.revision}
    told: Body = [words(_(_KEPT) if page.updates else _(_ANEW))]
    press = [button(_("Change it here"), "change_listing", **known)]
    if page.elsewhere:
        told.append(words(_(_MOVE)))
        press.append(button(_("Move it"), "move_gig", style="destructive", **known))
    return [asks(_("Change or move") if page.elsewhere else _("Change the listing"), told, press)]


def still_up(page: GigPage) -> Body:
    """A former listing that we could not close, for its requester to close by hand; else that it is being closed."""
    if Verb.SETTLE not in page.allowed:
        return []
    return [_by_hand(page, one) if one.refused else _closing(one) for one in page.gig.still_up]


def _by_hand(page: GigPage, former: FormerListing) -> Container:
    title = market(former.listing.marketplace)
    told = _("I couldn’t close it, for the reason below. Please close it there, then tell me.")
    if page.gig.state is not GigState.CANCELLED:
        told = _(
            "I couldn’t close it, for the reason below. Please close it there, then tell me. Until then, nothing is posted elsewhere."
        )
    done = button(_("I have closed it"), "closed_by_hand", gig=page.gig.number, listing=former.listing.id)
    return callout(
        "warning",
        _("The former listing on {market} is still up").format(market=title),
        words(told, spacing="Small"),
        said(former.refused, most=400, spacing="Small"),
        buttons(done, *link(_("Open on {market}").format(market=title), former.listing.url)),
    )


def _closing(former: FormerListing) -> Container:
    title = market(former.listing.marketplace)
    told = sentence(
        _("Listing {listing} is being taken down."), listing=run(former.listing.id, most=80), spacing="Small"
    )
    return callout("emphasis", _("Leaving {market}").format(market=title), told)
