"""An approver’s delegate: while they are away, when they do not answer, or because they have left."""

from collections.abc import Mapping
from datetime import date, datetime

from gigs.approval import Approval, Came
from gigs.people import Person, PersonKey
from gigs.value import Value


class Delegation(Value):
    """`first` and `last` are days in the person's own time zone, both included; without any it always stands.

    A delegation with days hands questions over at once while it lasts. One without is used when the person has not
    answered for as long as the policy says. `has_left` hands everything over for good.
    """

    person: Person
    delegate: Person
    first: date | None = None
    last: date | None = None
    set_by: Person
    has_left: bool = False

    def is_away(self, at: datetime) -> bool:
        """True while the person is out of office, or has left."""
        if self.has_left:
            return True
        today = at.astimezone(self.person.zone).date()
        return self.first is not None and self.first <= today and (self.last is None or today <= self.last)

    def takes(self, question: Approval) -> bool:
        """True for a question that waits since before the absence, or came by itself; false for one brought by hand."""
        asked_on = question.asked_at.astimezone(self.person.zone).date()
        by_hand = question.came in {Came.PASSED_ON, Came.TAKEN_BACK}
        return not by_hand or self.has_left or (self.first is not None and asked_on < self.first)

    def counts_for(self, requester: PersonKey) -> bool:
        """False for a gig of whoever set this for somebody else: nobody arranges who decides about their own gig."""
        return self.set_by.key == self.person.key or self.set_by.key != requester

    def is_over(self, at: datetime) -> bool:
        """True when its last day has passed."""
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
