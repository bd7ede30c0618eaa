"""Rules of the business that were not met. `str(error)` is always safe and fit to show to a person.

GigError
  BriefIncomplete     the brief has problems; `.problems` maps a form field to its sentence
  ChecklistOpen       not everything that the policy asks was confirmed; `.items` are its sentences
  NotAllowed          this person may not do this to this gig
  OutOfOrder          the gig is not in a state in which this can happen (any more)
  GigChanged          somebody else changed the gig first; read it again
  GigNotFound         no such gig for this person (unknown and forbidden look the same)
  NoApprover          nobody can approve this gig yet
  NoLinks             no auditor's link can be made with these settings
  TooLong             a text is longer than it may be; it stays with whoever typed it
"""

from collections.abc import Sequence

from translation.catalogue import _


class GigError(Exception):
    """A rule of the business; the message is a full sentence for the person who met it."""


class BriefIncomplete(GigError):
    """The brief cannot be submitted yet; `problems` maps each form field to a sentence."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(_("Some fields need your attention."))
        self.problems = problems


class ChecklistOpen(GigError):
    """The requester has not confirmed everything; `items` are what is still open."""

    def __init__(self, items: Sequence[str]) -> None:
        super().__init__(_("Please confirm everything on the list before submitting."))
        self.items = tuple(items)


class NotAllowed(GigError):
    """This person may not do this."""


class OutOfOrder(GigError):
    """The gig has moved on, or is not there yet."""


class GigChanged(GigError):
    """A concurrent change won; nothing of ours was written."""


class GigNotFound(GigError):
    """No such gig, or none that this person may see."""

    def __init__(self, number: int) -> None:
        said = _("I can’t find gig {number}, or you don’t have access to it. Say “my gigs” to see yours.")
        super().__init__(said.format(number=number))
        self.number = number


class NoApprover(GigError):
    """Nobody on record can approve this gig."""


class NoLinks(GigError):
    """No auditor's link can be made; an operator has to set something first."""


class TooLong(GigError):
    """A text is longer than it may be. It isn't cut: the card that it was typed into stays as it is."""
