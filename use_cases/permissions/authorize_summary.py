"""Who may do what with the summary of a closed gig: one table, denied by default."""

from enum import StrEnum

from gigs.errors import GigNotFound, NotAllowed
from gigs.people import Person
from gigs.summary import Summary, is_readable
from ports.summary_storage import Reader
from translation.catalogue import N_, _
from use_cases.permissions.authorize import PROGRAMME_LEAD


class SummaryVerb(StrEnum):
    """What can be done with a summary."""

    READ = "read"
    CHOOSE = "choose"
    """Who may read it, whether a name stands in it, whether the brief may be copied; withdrawing is choosing nobody."""
    COPY_BRIEF = "copy_brief"
    PROMOTE = "promote"
    """Make a template, a best practice or a case study of it; edit, merge or retire its lesson."""


def reader(person: Person) -> Reader:
    """On behalf of this person; the store shows them what `can_read` says."""
    return Reader(person=person.key, division=person.department, is_lead=PROGRAMME_LEAD in person.roles)


def can_read(person: Person, summary: Summary) -> bool:
    """Whether this person may know of it at all."""
    return is_readable(summary, person.key, person.department, is_lead=PROGRAMME_LEAD in person.roles)


def authorize_summary(person: Person, verb: SummaryVerb, summary: Summary) -> None:
    """Returns when this person may. Raises GigNotFound where they may not even read it, NotAllowed otherwise."""
    if not can_read(person, summary):
        raise GigNotFound(summary.gig)
    if not _may(person, verb, summary):
        raise NotAllowed(_(_SENTENCES[verb]).format(number=summary.gig))


def _may(person: Person, verb: SummaryVerb, summary: Summary) -> bool:
    if verb is SummaryVerb.READ:
        return True
    if verb is SummaryVerb.CHOOSE:
        return person.key in summary.owners
    if verb is SummaryVerb.COPY_BRIEF:
        return person.key in summary.owners or summary.sharing.brief
    return PROGRAMME_LEAD in person.roles and not summary.sharing.withdrawn


_SENTENCES = {
    SummaryVerb.CHOOSE: N_("Only the requester of gig {number} chooses who may read about it."),
    SummaryVerb.COPY_BRIEF: N_("The requester of gig {number} hasn’t shared the brief."),
    SummaryVerb.PROMOTE: N_("Only a programme lead can do this. Please ask one of them."),
}
