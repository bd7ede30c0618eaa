"""Whose gig it is: co-owners whom the requester names, and handing it over when they cannot act any more."""

from collections.abc import Collection
from datetime import datetime

from gigs.errors import NotAllowed, OutOfOrder
from gigs.gig import ENDED, Gig
from gigs.people import Person, PersonKey
from translation.catalogue import _

MOST_CO_OWNERS = 10


def may_own(gig: Gig, person: Person, due: Collection[PersonKey]) -> None:
    """Raises OutOfOrder for whoever is or was asked about this gig, or is `due` to be: nobody decides about their own gig."""
    if person.key.tenant != gig.tenant:
        raise OutOfOrder(_("Only somebody in your own organisation can own a gig."))
    if gig.was_asked(person.key) or gig.advises(person.key) or gig.reviews(person.key):
        said = _("{person} has been asked about this gig and can’t own it. Please choose another colleague.")
        raise OutOfOrder(said.format(person=person.name))
    hand = gig.inside.hand_of(person.key) if gig.inside else None
    if hand and hand.is_up:
        said = _("{person} offered to do the work and can’t own this gig. Please choose another colleague.")
        raise OutOfOrder(said.format(person=person.name))
    if person.key in due:
        said = _(
            "{person} is due to be asked about this gig and can’t own it. Please choose another colleague."
        )
        raise OutOfOrder(said.format(person=person.name))


def name_co_owner(
    gig: Gig, actor: PersonKey, person: Person, due: Collection[PersonKey], at: datetime
) -> Gig:
    """The gig with one more owner; itself where they own it already. Raises NotAllowed for everybody but the requester."""
    _requester_only(gig, actor)
    _goes_on(gig)
    if any(one.key == person.key for one in gig.owners):
        return gig
    may_own(gig, person, due)
    if len(gig.co_owners) >= MOST_CO_OWNERS:
        said = _("A gig can have at most {most} co-owners. Please remove one first.")
        raise OutOfOrder(said.format(most=MOST_CO_OWNERS))
    return _owned(gig, gig.requester, (*gig.co_owners, person), at)


def remove_co_owner(gig: Gig, actor: PersonKey, person: PersonKey, at: datetime) -> Gig:
    """The gig without this co-owner, who still counts as a former one; itself where they are none. Raises as above."""
    _requester_only(gig, actor)
    _goes_on(gig)
    left = tuple(one for one in gig.co_owners if one.key != person)
    return gig if left == gig.co_owners else _owned(gig, gig.requester, left, at)


def replace_co_owner(
    gig: Gig, person: PersonKey, to: Person | None, due: Collection[PersonKey], at: datetime
) -> Gig:
    """The gig with `to` in the place of this co-owner, who has left; where `to` owns it already, or is None, with one co-owner less.

    Raises OutOfOrder for whoever may not own it.
    """
    _goes_on(gig)
    left = tuple(one for one in gig.co_owners if one.key != person)
    if to is None or any(one.key == to.key for one in (gig.requester, *left)):
        return _owned(gig, gig.requester, left, at)
    may_own(gig, to, due)
    return _owned(gig, gig.requester, (*left, to), at)


def hand_over_gig(gig: Gig, to: Person, due: Collection[PersonKey], at: datetime, *, reason: str) -> Gig:
    """The gig with another requester; its co-owners stay. Raises OutOfOrder where there is nothing to act on any more."""
    _goes_on(gig)
    if not reason:
        raise OutOfOrder(_("Please give a reason; it stays in the history."))
    if to.key == gig.requester.key:
        raise OutOfOrder(_("{person} already owns gig {number}.").format(person=to.name, number=gig.number))
    may_own(gig, to, due)
    return _owned(gig, to, tuple(one for one in gig.co_owners if one.key != to.key), at)


def _owned(gig: Gig, requester: Person, co_owners: tuple[Person, ...], at: datetime) -> Gig:
    now = {requester.key, *(one.key for one in co_owners)}
    ever = {one.key: one for one in (*gig.former_owners, *gig.owners)}
    former = tuple(one for key, one in ever.items() if key not in now)
    changes = {"requester": requester, "co_owners": co_owners, "former_owners": former, "changed_at": at}
    return gig.model_copy(update=changes)


def _requester_only(gig: Gig, actor: PersonKey) -> None:
    if actor != gig.requester.key:
        said = _("Only {requester} can add or remove co-owners of gig {number}.")
        raise NotAllowed(said.format(requester=gig.requester.name, number=gig.number))


def _goes_on(gig: Gig) -> None:
    if gig.state in ENDED:
        said = _("Gig {number} has ended, so nobody needs to act on it any more.")
        raise OutOfOrder(said.format(number=gig.number))
