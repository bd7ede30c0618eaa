"""Who may do what to a gig: one table, denied by default, asked by bot, cards, tab and extension alike."""

from enum import StrEnum

from gigs.errors import GigNotFound, NotAllowed, OutOfOrder
from gigs.gig import EDITABLE, ENDED, WITH_COLLEAGUES, WITHDRAWABLE, Gig, GigState
from gigs.people import Person
from gigs.reopening import REOPENABLE
from gigs.withdrawing_extension import can_withdraw_extension
from gigs.withdrawing_offer import can_withdraw_offer
from translation.catalogue import _

PROGRAMME_LEAD = "programme_lead"


class Role(StrEnum):
    """What somebody is to one gig. The strongest role counts."""

    REQUESTER = "requester"
    """Co-owners count as such."""
    FORMER_OWNER = "former_owner"
    APPROVER = "approver"
    LEAD = "programme_lead"
    MANAGER = "manager"
    """The requester's."""
    CONSULTED = "consulted"
    STRANGER = "stranger"


class Verb(StrEnum):
    """What can be done to a gig."""

    SEE = "see"
    EDIT = "edit"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    DECIDE = "decide"
    REASSIGN = "reassign"
    ASK_ADVICE = "ask_advice"
    ADVISE = "advise"
    REVIEW_EMERGENCY = "review_emergency"
    EXTEND = "extend"
    WITHDRAW_EXTENSION = "withdraw_extension"
    REVIEW = "review"
    HIRE = "hire"
    MESSAGE = "message"
    INVITE = "invite"
    WITHDRAW_OFFER = "withdraw_offer"
    FUND = "fund"
    JUDGE = "judge"
    CLOSE = "close"
    SETTLE = "settle"
    AUDIT = "audit"
    SHARE = "share"
    HAND_OVER = "hand_over"
    COPY = "copy"


_ANY = frozenset(GigState)
_SEES_PROPOSALS = (
    _ANY - EDITABLE - WITH_COLLEAGUES - {GigState.IN_APPROVAL, GigState.APPROVED, GigState.REJECTED}
)

_ASKED = frozenset({GigState.IN_APPROVAL, GigState.OFFER_IN_APPROVAL, GigState.ACTIVE})
_WRITES = frozenset({GigState.REVIEWING, GigState.OFFER_IN_APPROVAL, GigState.HIRING, GigState.ACTIVE})
_SUBMITTED = _ANY - {GigState.DRAFT}
_GOES_ON = _ANY - ENDED

TABLE: dict[Verb, dict[Role, frozenset[GigState]]] = {
    Verb.SEE: {
        Role.REQUESTER: _ANY,
        Role.FORMER_OWNER: _ANY,
        Role.APPROVER: _ANY,
        Role.LEAD: _SUBMITTED,
        Role.MANAGER: _SUBMITTED,
        Role.CONSULTED: _SUBMITTED,
    },
    Verb.EDIT: {Role.REQUESTER: EDITABLE},
    Verb.REOPEN: {Role.REQUESTER: REOPENABLE},
    Verb.WITHDRAW: {Role.REQUESTER: WITHDRAWABLE},
    Verb.DECIDE: {Role.APPROVER: _ASKED},
    Verb.REASSIGN: {Role.APPROVER: _ASKED, Role.LEAD: _ASKED},
    Verb.ASK_ADVICE: {Role.APPROVER: _ASKED},
    Verb.ADVISE: dict.fromkeys((Role.APPROVER, Role.LEAD, Role.MANAGER, Role.CONSULTED), _SUBMITTED),
    Verb.REVIEW_EMERGENCY: dict.fromkeys(
        (Role.APPROVER, Role.LEAD, Role.MANAGER, Role.CONSULTED), _SUBMITTED
    ),
    Verb.EXTEND: {Role.REQUESTER: frozenset({GigState.ACTIVE})},
    Verb.WITHDRAW_EXTENSION: {Role.REQUESTER: frozenset({GigState.ACTIVE})},
    Verb.REVIEW: {Role.REQUESTER: _SEES_PROPOSALS},
    Verb.HIRE: {Role.REQUESTER: frozenset({GigState.REVIEWING})},
    Verb.MESSAGE: {Role.REQUESTER: _WRITES},
    Verb.INVITE: {Role.REQUESTER: frozenset({GigState.LISTED, GigState.REVIEWING})},
    Verb.WITHDRAW_OFFER: {Role.REQUESTER: frozenset({GigState.HIRING})},
    Verb.FUND: {Role.REQUESTER: frozenset({GigState.ACTIVE})},
    Verb.JUDGE: {Role.REQUESTER: frozenset({GigState.ACTIVE})},
    Verb.CLOSE: {Role.REQUESTER: frozenset({GigState.COMPLETED})},
    Verb.SETTLE: {Role.REQUESTER: _ANY, Role.LEAD: _SUBMITTED},
    Verb.AUDIT: {Role.LEAD: _SUBMITTED},
    Verb.SHARE: {Role.REQUESTER: _GOES_ON},
    Verb.COPY: {
        Role.REQUESTER: _ANY,
        **dict.fromkeys(
            (Role.FORMER_OWNER, Role.APPROVER, Role.LEAD, Role.MANAGER, Role.CONSULTED), _SUBMITTED
        ),
    },
    Verb.HAND_OVER: {Role.LEAD: _GOES_ON - {GigState.DRAFT}, Role.MANAGER: _GOES_ON - {GigState.DRAFT}},
}
"""verb -> role -> the states in which that role may. What is not here is denied."""

ALSO_AS_LEAD = frozenset({Verb.AUDIT, Verb.HAND_OVER})
"""What a programme lead does as one even to a gig they were asked about; never to one of their own."""


def role_of(person: Person, gig: Gig) -> Role:
    """What this person is to this gig. Whoever owns it, or once did, is never an approver of it, whatever the rows say."""
    if person.key.tenant != gig.tenant:
        return Role.STRANGER
    if any(person.key == one.key for one in gig.owners):
        return Role.REQUESTER
    if person.key in gig.ever_owners:
        return Role.FORMER_OWNER
    if gig.was_asked(person.key):
        return Role.APPROVER
    if PROGRAMME_LEAD in person.roles:
        return Role.LEAD
    if person.key == gig.requester.manager:
        return Role.MANAGER
    consulted = gig.advises(person.key) or gig.reviews(person.key)
    return Role.CONSULTED if consulted else Role.STRANGER


def _acting(person: Person, role: Role, verb: Verb, gig: Gig) -> Role:
    """In which role this person, who is `role` to the gig, would do this."""
    if role is not Role.APPROVER:
        return role
    if PROGRAMME_LEAD in person.roles and verb in ALSO_AS_LEAD:
        return Role.LEAD
    manages = verb is Verb.HAND_OVER and person.key == gig.requester.manager
    return Role.MANAGER if manages else role


def allowed(person: Person, gig: Gig) -> frozenset[Verb]:
    """Everything this person may do to this gig right now; what their card offers."""
    role = role_of(person, gig)
    verbs = {
        verb
        for verb, roles in TABLE.items()
        if _may(gig, roles.get(_acting(person, role, verb, gig), frozenset()))
    }
    return frozenset(verb for verb in verbs if _concerns(verb, person, gig))


def _may(gig: Gig, states: frozenset[GigState]) -> bool:
    """One that was withdrawn before it was ever submitted is as private as the draft it was."""
    return gig.state in states and (_was_submitted(gig) or GigState.DRAFT in states)


def _was_submitted(gig: Gig) -> bool:
    return gig.brief is not None and gig.state is not GigState.DRAFT


def _concerns(verb: Verb, person: Person, gig: Gig) -> bool:
    """What the role may do, this very person may do only where something waits for them."""
    if verb in {Verb.DECIDE, Verb.ASK_ADVICE}:
        return gig.approval_of(person.key) is not None
    if verb is Verb.REASSIGN:
        is_lead = PROGRAMME_LEAD in person.roles
        return bool(gig.open_approvals) and (is_lead or gig.approval_of(person.key) is not None)
    if verb is Verb.ADVISE:
        return any(one.adviser.key == person.key and one.answered_at is None for one in gig.advice)
    if verb is Verb.REVIEW_EMERGENCY:
        return gig.review is not None and gig.review.by is None and gig.reviews(person.key)
    if verb is Verb.COPY:
        return gig.brief is not None or any(person.key == one.key for one in gig.owners)
    if verb is Verb.SHARE:
        return person.key == gig.requester.key
    if verb is Verb.WITHDRAW_OFFER:
        return can_withdraw_offer(gig)
    if verb is Verb.WITHDRAW_EXTENSION:
        return can_withdraw_extension(gig)
    return verb is not Verb.EXTEND or gig.extension is None


def authorize(person: Person, verb: Verb, gig: Gig) -> None:
    """Returns when this role may ever do this; whether the state allows it now is the transition's to say.

    Raises GigNotFound for strangers (unknown and forbidden look the same), NotAllowed for everybody else, and
    OutOfOrder for what cannot be done to a gig that was never submitted: only what was typed is known of it.
    """
    role = _acting(person, role_of(person, gig), verb, gig)
    if role is Role.STRANGER or not TABLE[Verb.SEE].get(role, frozenset()) & {gig.state}:
        raise GigNotFound(gig.number)
    if role not in TABLE[verb]:
        raise NotAllowed(_sentence(verb, role, gig))
    if not _was_submitted(gig) and GigState.DRAFT not in TABLE[verb][role]:
        raise OutOfOrder(
            _("Gig {number} was never submitted, so this isn’t possible.").format(number=gig.number)
        )


_OF_OTHERS = frozenset({Verb.DECIDE, Verb.REASSIGN, Verb.ASK_ADVICE, Verb.ADVISE, Verb.REVIEW_EMERGENCY})
"""What is done by whoever is asked, never by the requester."""


def _sentence(verb: Verb, role: Role, gig: Gig) -> str:
    if verb in _OF_OTHERS:
        if role in {Role.REQUESTER, Role.FORMER_OWNER}:
            return _("You can’t decide about your own gig; somebody else has to.")
        return _("Gig {number} doesn’t need an answer from you.").format(number=gig.number)
    if verb is Verb.AUDIT:
        return (
            _("This is your own gig. Another programme lead has to audit it.")
            if role in {Role.REQUESTER, Role.FORMER_OWNER}
            else _("Only a programme lead can audit gigs. Please ask one of them.")
        )
    if verb is Verb.HAND_OVER:
        return _(
            "Only a programme lead or the requester’s manager can hand a gig over. Please ask one of them."
        )
    return _("Only {name} can do this to gig {number}.").format(name=gig.requester.name, number=gig.number)
