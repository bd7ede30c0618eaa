"""What is tried: the product's own transitions and guard, each to be exchanged for a broken one."""

from collections.abc import Callable
from dataclasses import dataclass, field

from gigs.approving import submit
from gigs.deciding import decide
from gigs.gig import Gig
from gigs.handing_over import pass_on, take_back, tick
from gigs.owning import name_co_owner, remove_co_owner
from gigs.people import PersonKey
from ports.gig_storage import Guard

GigKey = tuple[str, int]
Waiting = frozenset[tuple[PersonKey, int, int]]


@dataclass(frozen=True, slots=True)
class Card:
    """What a card in somebody's chat carries: the gig, revision and step as they were when it was sent."""

    gig: GigKey
    revision: int
    step: int


@dataclass(frozen=True, slots=True)
class Row:
    """A gig as the store has it, with whom it waits for: (person, revision, step)."""

    gig: Gig
    waiting: Waiting = field(default_factory=frozenset)


def lets_through(row: Row, before: Gig, guard: Guard) -> bool:
    """The conditions of the UPDATE in `store/gigs.py`."""
    gig = row.gig
    awaited = guard.awaited is None or (guard.awaited, guard.revision, guard.step) in row.waiting
    own = guard.not_requester is not None and guard.not_requester in gig.ever_owners
    return (gig.version, gig.state) == (before.version, before.state) and awaited and not own


def is_meant(gig: Gig, card: Card, actor: PersonKey) -> bool:
    """What `decide_gig` asks before it decides: the card shows this revision, and the step its reader is asked in."""
    mine = gig.approval_of(actor)
    return gig.revision == card.revision and (mine is None or mine.step == card.step)


def from_the_envelope(who: PersonKey, card: Card) -> PersonKey:
    """Who acts is never what a card says."""
    return who


@dataclass(frozen=True)
class Rules:
    """Everything that keeps approvals safe."""

    submit: Callable[..., Gig] = submit
    decide: Callable[..., Gig] = decide
    tick: Callable[..., Gig] = tick
    pass_on: Callable[..., Gig] = pass_on
    take_back: Callable[..., Gig] = take_back
    name_co_owner: Callable[..., Gig] = name_co_owner
    remove_co_owner: Callable[..., Gig] = remove_co_owner
    guard: Callable[[Row, Gig, Guard], bool] = lets_through
    is_meant: Callable[[Gig, Card, PersonKey], bool] = is_meant
    actor: Callable[[PersonKey, Card], PersonKey] = from_the_envelope
