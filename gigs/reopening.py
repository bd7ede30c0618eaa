"""Back from the marketplace to the brief: changed where it is listed, or aimed at another marketplace."""

from datetime import datetime

from gigs.errors import OutOfOrder
from gigs.gig import FormerListing, Gig, GigState
from gigs.states_in_words import in_words
from translation.catalogue import _

REOPENABLE = frozenset({GigState.LISTED, GigState.REVIEWING})
"""On the marketplace, with no offer out and none being approved."""


def reopen(gig: Gig, note: str, at: datetime, *, keeps_listing: bool) -> Gig:
    """The listed gig with its brief open to change, to be approved again; its listing stays up or is left.

    Raises OutOfOrder where it is not listed, or an offer is out.
    """
    if gig.state not in REOPENABLE:
        said = _("Gig {number} can’t be changed now: {state}.")
        raise OutOfOrder(said.format(number=gig.number, state=in_words(gig.state)))
    changes = {
        "state": GigState.CHANGES_ASKED,
        "approved": None,
        "valid_until": None,
        "notice_due": None,
        "note": note,
        "changed_at": at,
    }
    gig = gig.model_copy(update=changes)
    return gig if keeps_listing else leave_listing(gig, at)


def leave_listing(gig: Gig, at: datetime) -> Gig:
    """The gig without its listing, which is still to be closed; itself where it has none."""
    if gig.listing is None:
        return gig
    former = FormerListing(listing=gig.listing, left_at=at)
    changes = {"listing": None, "proposals": 0, "former_listings": (*gig.former_listings, former)}
    return gig.model_copy(update=changes)


def list_again(gig: Gig, at: datetime) -> Gig:
    """The gig whose listing now says what was approved; whoever answered it before still has. Raises OutOfOrder."""
    if gig.state is not GigState.APPROVED or gig.listing is None:
        said = _("The listing of gig {number} isn’t being changed: {state}.")
        raise OutOfOrder(said.format(number=gig.number, state=in_words(gig.state)))
    state = GigState.REVIEWING if gig.proposals else GigState.LISTED
    return gig.model_copy(update={"state": state, "changed_at": at})


def former_closed(gig: Gig, listing_id: str, at: datetime) -> Gig:
    """The gig with this former listing known to be closed; itself where it is none, or was known already."""
    return _with(gig, listing_id, {"closed_at": at}, at)


def former_refused(gig: Gig, listing_id: str, reason: str, at: datetime) -> Gig:
    """The gig with the reason why we could not close this former listing; itself where it is none."""
    return _with(gig, listing_id, {"refused": reason}, at)


def _with(gig: Gig, listing_id: str, changes: dict[str, object], at: datetime) -> Gig:
    open_ones = [one for one in gig.still_up if one.listing.id == listing_id]
    if not open_ones:
        return gig
    former = tuple(one.model_copy(update=changes) if one in open_ones else one for one in gig.former_listings)
    return gig.model_copy(update={"former_listings": former, "changed_at": at})
