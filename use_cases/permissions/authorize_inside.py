"""Who may do what while a gig is with colleagues: one table, denied by default."""

from enum import StrEnum

from gigs.colleagues_first import why_not
from gigs.errors import GigNotFound, NotAllowed
from gigs.gig import Gig, GigState
from gigs.people import Person
from translation.catalogue import N_, _


class InsideVerb(StrEnum):
    """What can be done about work that is offered to colleagues."""

    SEE_OFFER = "see_offer"
    """What colleagues read: never the approval, the budget or the cost centre."""
    RAISE_HAND = "raise_hand"
    LOWER_HAND = "lower_hand"
    CONSENT_HOURS = "consent_hours"
    PICK_COLLEAGUE = "pick_colleague"
    SEND_OUT = "send_out"
    SAY_DONE = "say_done"
    STEP_BACK = "step_back"
    DELIVER_INSIDE = "deliver_inside"
    """Accept the work, or say what is missing."""
    TAKE_BACK = "take_back"
    """The work from whoever does it, to submit the gig again."""
    SHOW_SKILLS = "show_skills"
    """Add the gig's skills to one's own."""


class InsideRole(StrEnum):
    """What somebody is to it. One person may be several; each is looked at on its own."""

    OWNER = "owner"
    """The requester and co-owners."""
    COLLEAGUE = "colleague"
    """Whoever could do the work: of this organisation, no owner now or before, and nobody who approved it."""
    RAISER = "raiser"
    """Their hand is up."""
    ASKED = "asked"
    """They are or were asked about somebody else's hours."""
    CONSENTER = "consenter"
    """Their answer about somebody else's hours is awaited."""
    WORKER = "worker"
    """They were picked."""


_OFFERED = frozenset({GigState.OFFERED_INSIDE})
_AT_WORK = frozenset({GigState.INSIDE})
_SINCE = _AT_WORK | {GigState.COMPLETED, GigState.CLOSED, GigState.CANCELLED}

INSIDE_TABLE: dict[InsideVerb, dict[InsideRole, frozenset[GigState]]] = {
    InsideVerb.SEE_OFFER: {
        InsideRole.OWNER: _OFFERED | _SINCE,
        InsideRole.COLLEAGUE: _OFFERED,
        InsideRole.RAISER: _OFFERED,
        InsideRole.ASKED: _OFFERED | _SINCE,
        InsideRole.WORKER: _SINCE,
    },
    InsideVerb.RAISE_HAND: {InsideRole.COLLEAGUE: _OFFERED},
    InsideVerb.LOWER_HAND: {InsideRole.RAISER: _OFFERED},
    InsideVerb.CONSENT_HOURS: {InsideRole.CONSENTER: _OFFERED},
    InsideVerb.PICK_COLLEAGUE: {InsideRole.OWNER: _OFFERED},
    InsideVerb.SEND_OUT: {InsideRole.OWNER: _OFFERED},
    InsideVerb.SAY_DONE: {InsideRole.WORKER: _AT_WORK},
    InsideVerb.STEP_BACK: {InsideRole.WORKER: _AT_WORK},
    InsideVerb.DELIVER_INSIDE: {InsideRole.OWNER: _AT_WORK},
    InsideVerb.TAKE_BACK: {InsideRole.OWNER: _AT_WORK},
    InsideVerb.SHOW_SKILLS: {InsideRole.WORKER: frozenset({GigState.CLOSED})},
}
"""verb -> role -> the states in which that role may. What is not here is denied."""


def inside_roles(person: Person, gig: Gig) -> frozenset[InsideRole]:
    """Everything that this person is to it; nothing in a gig that was never with colleagues."""
    inside = gig.inside
    if inside is None or inside.skipped or person.key.tenant != gig.tenant:
        return frozenset()
    roles = set()
    if any(person.key == one.key for one in gig.owners):
        roles.add(InsideRole.OWNER)
    if not why_not(gig, person):
        roles.add(InsideRole.COLLEAGUE)
    hand = inside.hand_of(person.key)
    if hand and hand.is_up:
        roles.add(InsideRole.RAISER)
    if any(one.asked and one.asked.key == person.key != one.person.key for one in inside.hands):
        roles.add(InsideRole.ASKED)
    if inside.asked_of(person.key):
        roles.add(InsideRole.CONSENTER)
    if inside.is_worker(person.key):
        roles.add(InsideRole.WORKER)
    return frozenset(roles)


def allowed_inside(person: Person | None, gig: Gig) -> frozenset[InsideVerb]:
    """Everything this person may do now; what their card offers."""
    roles = inside_roles(person, gig) if person else frozenset()
    return frozenset(
        verb
        for verb, may in INSIDE_TABLE.items()
        if any(gig.state in may.get(role, frozenset()) for role in roles)
    )


def authorize_inside(person: Person, verb: InsideVerb, gig: Gig) -> None:
    """Returns when one of this person's roles may ever do this; whether it can be done now is the transition's to say.

    Raises GigNotFound for whom the gig isn't offered to (unknown and forbidden look the same), NotAllowed for others.
    """
    roles = inside_roles(person, gig)
    knows = any(gig.state in INSIDE_TABLE[InsideVerb.SEE_OFFER].get(role, frozenset()) for role in roles)
    if not knows and not _was_told(person, gig):
        raise GigNotFound(gig.number)
    if not roles & set(INSIDE_TABLE[verb]):
        raise NotAllowed(_refusal(person, verb, gig))


def _was_told(person: Person, gig: Gig) -> bool:
    """Whoever owns it, or raised a hand, knows it anyway, and is told how it stands."""
    inside = gig.inside
    if inside is None or person.key.tenant != gig.tenant:
        return False
    return any(person.key == one.key for one in (*gig.owners, *inside.people))


_SENTENCES = {
    InsideVerb.LOWER_HAND: N_("Your hand isn’t up for gig {number}."),
    InsideVerb.CONSENT_HOURS: N_("Gig {number} doesn’t need an answer about hours from you."),
    InsideVerb.SAY_DONE: N_("Only whoever does the work can say that it’s done."),
    InsideVerb.STEP_BACK: N_("Only whoever does the work can step back from it."),
    InsideVerb.SHOW_SKILLS: N_("Only whoever did the work of gig {number} can do this."),
}


def _refusal(person: Person, verb: InsideVerb, gig: Gig) -> str:
    if verb is InsideVerb.RAISE_HAND:
        return why_not(gig, person)
    if verb in _SENTENCES:
        return _(_SENTENCES[verb]).format(number=gig.number)
    return _("Only {name} can do this to gig {number}.").format(name=gig.requester.name, number=gig.number)
