"""Who may do what to a gig: one table, denied by default, asked by bot, cards, tab and extension alike."""

from enum import StrEnum

from gigs.errors import GigNotFound, NotAllowed
from gigs.gig import EDITABLE, WITHDRAWABLE, Gig, GigState
from gigs.people import Person

PROGRAMME_LEAD = "programme_lead"
ONLY_LEADS = "Only a programme lead can audit gigs."


class Role(StrEnum):
    """What somebody is to one gig. The strongest role counts."""

    REQUESTER = "requester"
    APPROVER = "approver"
    LEAD = "programme_lead"
    STRANGER = "stranger"


class Verb(StrEnum):
    """What can be done to a gig."""

    SEE = "see"
    EDIT = "edit"
    WITHDRAW = "withdraw"
    DECIDE = "decide"
    REVIEW = "review"
    HIRE = "hire"
    JUDGE = "judge"
    CLOSE = "close"
    SETTLE = "settle"
    AUDIT = "audit"


_ANY = frozenset(GigState)
_SEES_PROPOSALS = _ANY - EDITABLE - {GigState.IN_APPROVAL, GigState.APPROVED, GigState.REJECTED}

TABLE: dict[Verb, dict[Role, frozenset[GigState]]] = {
    Verb.SEE: {Role.REQUESTER: _ANY, Role.APPROVER: _ANY, Role.LEAD: _ANY - {GigState.DRAFT}},
    Verb.EDIT: {Role.REQUESTER: EDITABLE},
    Verb.WITHDRAW: {Role.REQUESTER: WITHDRAWABLE},
    Verb.DECIDE: {Role.APPROVER: frozenset({GigState.IN_APPROVAL, GigState.OFFER_IN_APPROVAL})},
    Verb.REVIEW: {Role.REQUESTER: _SEES_PROPOSALS},
    Verb.HIRE: {Role.REQUESTER: frozenset({GigState.REVIEWING})},
    Verb.JUDGE: {Role.REQUESTER: frozenset({GigState.ACTIVE})},
    Verb.CLOSE: {Role.REQUESTER: frozenset({GigState.COMPLETED})},
    Verb.SETTLE: {Role.REQUESTER: _ANY, Role.LEAD: _ANY},
    Verb.AUDIT: {Role.LEAD: _ANY - {GigState.DRAFT}},
}
"""verb -> role -> the states in which that role may. What is not here is denied."""

ALSO_AS_LEAD = frozenset({Verb.AUDIT})
"""What a programme lead does as one even to a gig they were asked about; never to one of their own."""


def role_of(person: Person, gig: Gig) -> Role:
    """What this person is to this gig. A requester is never an approver of it, whatever the rows say."""
    if person.key.tenant != gig.tenant:
        return Role.STRANGER
    if person.key == gig.requester.key:
        return Role.REQUESTER
    if gig.was_asked(person.key):
        return Role.APPROVER
    return Role.LEAD if PROGRAMME_LEAD in person.roles else Role.STRANGER


def _acting(person: Person, verb: Verb, gig: Gig) -> Role:
    """In which role this person would do this."""
    role = role_of(person, gig)
    is_lead = PROGRAMME_LEAD in person.roles
    return Role.LEAD if role is Role.APPROVER and is_lead and verb in ALSO_AS_LEAD else role


def allowed(person: Person, gig: Gig) -> frozenset[Verb]:
    """Everything this person may do to this gig right now; what their card offers."""
    verbs = {
        verb
        for verb, roles in TABLE.items()
        if gig.state in roles.get(_acting(person, verb, gig), frozenset())
    }
    if Verb.DECIDE in verbs and gig.approval_of(person.key) is None:
        verbs.discard(Verb.DECIDE)
    return frozenset(verbs)


def authorize(person: Person, verb: Verb, gig: Gig) -> None:
    """Returns when this role may ever do this; whether the state allows it now is the transition's to say.

    Raises GigNotFound for strangers (unknown and forbidden look the same) and NotAllowed for everybody else.
    """
    role = _acting(person, verb, gig)
    if role is Role.STRANGER or not TABLE[Verb.SEE].get(role, frozenset()) & {gig.state}:
        raise GigNotFound(gig.number)
    if role not in TABLE[verb]:
        raise NotAllowed(_sentence(verb, role, gig))


def _sentence(verb: Verb, role: Role, gig: Gig) -> str:
    if verb is Verb.DECIDE and role is Role.REQUESTER:
        return "You cannot decide about your own gig; somebody else has to."
    if verb is Verb.AUDIT:
        return (
            "This gig is your own; another programme lead has to audit it."
            if role is Role.REQUESTER
            else ONLY_LEADS
        )
    return f"Only {gig.requester.name} can do this to gig {gig.number}."
