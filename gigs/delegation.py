"""An approver’s delegate: while they are away, when they do not answer, or because they have left."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Self

from gigs.approval import Approval, Came
from gigs.people import Person, PersonKey
from gigs.value import Value


class Delegation(Value):
    """`first` and `last` are days in the person's own time zone, both included; without any it always stands.

    A delegation with days hands questions over at once while it lasts. One without is used when the person has not
    answered for as long as the policy says. `has_left` hands everything over for good.

    Nobody arranges who decides about their own gig: for gigs of whoever set this for somebody else, `former` counts, the
    last one that others had set. One that a programme lead ended stays (`is_ended`), so that it still does.
    """

    person: Person
    delegate: Person
    first: date | None = None
    last: date | None = None
    set_by: Person
    has_left: bool = False
    is_ended: bool = False
    former: Self | None = None

    def is_away(self, at: datetime) -> bool:
        """True while the person is out of office, or has left."""
        if self.is_ended:
            return False
        if self.has_left:
            return True
        today = at.astimezone(self.person.zone).date()
        return self.first is not None and self.first <= today and (self.last is None or today <= self.last)

    def takes(self, question: Approval) -> bool:
        """True for a question that waits since before the absence, or came by itself; false for one brought by hand."""
        asked_on = question.asked_at.astimezone(self.person.zone).date()
        by_hand = question.came in {Came.PASSED_ON, Came.TAKEN_BACK}
        return not by_hand or self.has_left or (self.first is not None and asked_on < self.first)

    @property
    def is_own(self) -> bool:
        """True where the person themselves set it."""
        return self.set_by.key == self.person.key

    def counts_for(self, owners: Collection[PersonKey]) -> bool:
        """False for a gig that whoever set this for somebody else owns, or once owned."""
        return self.is_own or self.set_by.key not in owners

    def for_gigs_of(self, owners: Collection[PersonKey]) -> Self | None:
        """What counts for gigs of these people: this one, the former one, or none."""
        if self.counts_for(owners):
            return None if self.is_ended else self
        return self.former.for_gigs_of(owners) if self.former else None

    @property
    def each(self) -> tuple[Self, ...]:
        """This one, and the former one that counts for the gigs of whoever set this."""
        return (self, self.former) if self.former else (self,)

    def that_ends(self, who: PersonKey) -> Self | None:
        """What there is for this person to end: what somebody else ended may still count for that one's own gigs."""
        if not self.is_ended:
            return self
        former = self.former if who != self.set_by.key else None
        return None if former is None or former.is_ended else former

    def in_place_of(self, before: Self | None) -> Self:
        """This one, set where `before` stood: what counts for the gigs of whoever set it stays what it was."""
        if before is None or self.is_own:
            return self.model_copy(update={"former": None})
        former = before.former if before.set_by.key == self.set_by.key else before
        return self.model_copy(update={"former": former and former.model_copy(update={"former": None})})

    def ended_by(self, who: Person) -> Self:
        """This one, ended by a programme lead."""
        return self.model_copy(update={"set_by": who, "is_ended": True}).in_place_of(self)

    def is_over(self, at: datetime) -> bool:
        """True when its last day has passed, or it was ended."""
        if self.is_ended:
            return True
        today = at.astimezone(self.person.zone).date()
        return not self.has_left and self.last is not None and self.last < today


def successor(delegations: Mapping[str, Delegation], person: PersonKey) -> PersonKey:
    """Who holds this person's place for good, by object ids: the last of those who left one after the other."""
    seen = {person.object_id}
    while (left := delegations.get(person.object_id)) and left.has_left:
        person = left.delegate.key
        if person.object_id in seen:
            break
        seen.add(person.object_id)
    return person
