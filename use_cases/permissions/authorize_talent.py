"""Who may do what with a freelancer in the talent pool: one table, denied by default."""

from collections.abc import Sequence
from enum import StrEnum

from gigs.errors import NotAllowed, OutOfOrder
from gigs.people import Person
from gigs.summary import Summary
from translation.catalogue import N_, _
from use_cases.permissions.authorize import PROGRAMME_LEAD
from use_cases.permissions.authorize_summary import can_read


class TalentVerb(StrEnum):
    """What can be done with a freelancer whom somebody may know of."""

    SEE = "see_freelancer"
    READ_AGAIN = "read_freelancer_again"
    ASK_FOR_MARK = "ask_for_mark"
    """Ask the programme leads to mark them “do-not-hire”."""
    MARK = "mark_do_not_hire"
    LIFT = "lift_do_not_hire"
    FORGET = "forget_freelancer"


_OF_ALL = frozenset({TalentVerb.SEE, TalentVerb.READ_AGAIN, TalentVerb.ASK_FOR_MARK})
_OF_LEADS = frozenset(TalentVerb) - {TalentVerb.ASK_FOR_MARK}
_SENTENCES = {
    TalentVerb.ASK_FOR_MARK: N_("You’re a programme lead yourself: please set the mark."),
    TalentVerb.MARK: N_("Only a programme lead can mark somebody “do-not-hire”. You can ask them to."),
    TalentVerb.LIFT: N_("Only a programme lead can lift this mark. Please ask one of them."),
    TalentVerb.FORGET: N_("Only a programme lead can have a freelancer forgotten. Please ask one of them."),
}


def talent_verbs(person: Person, summaries: Sequence[Summary]) -> frozenset[TalentVerb]:
    """All that this person may do; `summaries` are of gigs with the freelancer. Whoever may read none knows of nobody."""
    if not any(can_read(person, one) for one in summaries):
        return frozenset()
    return _OF_LEADS if PROGRAMME_LEAD in person.roles else _OF_ALL


def authorize_talent(person: Person, verb: TalentVerb, summaries: Sequence[Summary]) -> None:
    """Returns when this person may. Raises OutOfOrder where they may not even know of the freelancer, NotAllowed otherwise."""
    may = talent_verbs(person, summaries)
    if not may:
        raise OutOfOrder(_("I don’t know that freelancer, or you don’t have access to any gig with them."))
    if verb not in may:
        raise NotAllowed(_(_SENTENCES[verb]))
