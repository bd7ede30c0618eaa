"""Who may do what with a case study: one function, denied by default."""

from enum import StrEnum

from gigs.brief import DataTier
from gigs.case_study import Answer, CaseState, is_shown
from gigs.errors import GigNotFound, NotAllowed, OutOfOrder
from gigs.people import Person
from gigs.summary import Audience, Summary
from ports.case_storage import CaseOfGig
from translation.catalogue import N_, _
from use_cases.permissions.authorize import PROGRAMME_LEAD


class CaseVerb(StrEnum):
    """What can be done with a case study."""

    READ = "read"
    WRITE = "write"
    """Tell it, change it, and send it to the programme leads."""
    ANSWER = "answer"
    """Say whether one's own name may stand in it."""
    PUBLISH = "publish"
    SEND_BACK = "send_back"
    WITHDRAW = "withdraw"


def allowed_case(person: Person, one: CaseOfGig) -> frozenset[CaseVerb]:
    """All that this person may do with it now; nothing where they may not know of it."""
    study, is_lead = one.study, PROGRAMME_LEAD in person.roles
    if not is_shown(study, one.summary, person.key, person.department, is_lead=is_lead):
        return frozenset()
    is_owner = person.key in one.summary.owners
    leads = is_lead and not is_owner
    may = {
        CaseVerb.READ: True,
        CaseVerb.WRITE: is_owner and not why_not_told(one.summary),
        CaseVerb.ANSWER: study.answer_of(person.key) is not Answer.UNASKED
        and study.state is not CaseState.WITHDRAWN,
        CaseVerb.PUBLISH: leads and study.state is CaseState.PROPOSED,
        CaseVerb.SEND_BACK: leads and study.state is CaseState.PROPOSED,
        CaseVerb.WITHDRAW: (is_owner or leads) and study.state is not CaseState.WITHDRAWN,
    }
    return frozenset(verb for verb, yes in may.items() if yes)


def authorize_case(person: Person, verb: CaseVerb, one: CaseOfGig | None, number: int) -> CaseOfGig:
    """The case study. Raises GigNotFound where they may not know of it, NotAllowed where it's never theirs to do, and
    OutOfOrder where it isn't now."""
    allowed = allowed_case(person, one) if one else frozenset()
    if one is None or CaseVerb.READ not in allowed:
        raise GigNotFound(number)
    if verb in allowed:
        return one
    if verb is CaseVerb.WRITE and person.key in one.summary.owners:
        raise NotAllowed(why_not_told(one.summary))
    if verb in _OF_LEADS and PROGRAMME_LEAD in person.roles and person.key not in one.summary.owners:
        raise OutOfOrder(
            _("The case study of gig {number} has changed in the meantime.").format(number=number)
        )
    raise NotAllowed(_(_SENTENCES[verb]).format(number=number))


def why_not_told(summary: Summary) -> str:
    """Why no case study can be told of this gig; empty where one can."""
    if summary.tier is not DataTier.GENERAL:
        return _("Gig {number} has no case study: its data isn’t general.").format(number=summary.gig)
    if summary.sharing.withdrawn or summary.sharing.audience is Audience.LEADS:
        return _(
            "Only programme leads may read about gig {number}. Choose more readers first, then tell its story."
        ).format(number=summary.gig)
    return ""


_OF_LEADS = frozenset({CaseVerb.PUBLISH, CaseVerb.SEND_BACK})
_SENTENCES = {
    CaseVerb.WRITE: N_("Only the requester of gig {number} tells its story."),
    CaseVerb.ANSWER: N_("The case study of gig {number} doesn’t name you."),
    CaseVerb.PUBLISH: N_("Another programme lead has to publish the case study of gig {number}."),
    CaseVerb.SEND_BACK: N_("Only a programme lead can send the case study of gig {number} back."),
    CaseVerb.WITHDRAW: N_(
        "Only the requester of gig {number} or a programme lead can withdraw its case study."
    ),
}
