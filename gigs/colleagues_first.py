"""An approved gig is offered to colleagues: hands go up, hours are agreed to, one is picked; or it goes out."""

from collections.abc import Iterable
from datetime import datetime

from gigs.approval import Decision
from gigs.asking import Asking
from gigs.brief import DataTier
from gigs.errors import NotAllowed, OutOfOrder
from gigs.gig import Gig, GigState
from gigs.inside import Consent, Hand, InsideOffer
from gigs.people import Person, PersonKey
from gigs.route import Timing
from translation.catalogue import _


def planned_inside(gig: Gig, inside: InsideOffer | None) -> Gig:
    """The gig about to be submitted, with how it will be offered to colleagues once it is approved; None: not at all."""
    return gig.model_copy(update={"inside": inside})


def offered_inside(gig: Gig, asking: Asking) -> dict[str, object] | None:
    """What changes when this approved revision is offered to colleagues; None where it isn't."""
    inside = gig.inside
    if inside is None or inside.revision != gig.revision or inside.skipped:
        return None
    times = asking.times(gig.requester, Timing(remind=inside.lasts * 2 / 3, expire=inside.lasts), asking.at)
    return {
        "state": GigState.OFFERED_INSIDE,
        "valid_until": None,
        "inside": inside.model_copy(update={"until": times.due, "warn_at": times.remind}),
    }


def offer_of(gig: Gig, state: GigState) -> InsideOffer:
    """The offer to colleagues of a gig in this state. Raises OutOfOrder where it isn't (any more)."""
    if gig.inside is None or gig.state is not state:
        said = (
            _("Gig {number} isn’t offered to colleagues any more.")
            if state is GigState.OFFERED_INSIDE
            else _("No colleague is working on gig {number} now.")
        )
        raise OutOfOrder(said.format(number=gig.number))
    return gig.inside


def why_not(gig: Gig, person: Person) -> str:
    """Why this person can't do the work, as a sentence; empty where they can."""
    is_public = gig.brief is not None and gig.brief.data_tier is DataTier.GENERAL
    if person.key.tenant != gig.tenant or not is_public:
        return _("Gig {number} isn’t offered to you.").format(number=gig.number)
    if person.key in gig.ever_owners:
        return _("This is or was your own gig. Somebody else has to do the work.")
    if any(one.approver.key == person.key and one.decision is Decision.APPROVED for one in gig.approvals):
        return _("You approved gig {number}, so somebody else has to do the work.").format(number=gig.number)
    return ""


def raise_hand(gig: Gig, hand: Hand) -> Gig:
    """The gig with this hand up, in place of an earlier one of the same colleague. The same again is the gig itself.

    Raises OutOfOrder, NotAllowed for owners and those who approved it. An earlier answer about other hours is void.
    """
    inside = offer_of(gig, GigState.OFFERED_INSIDE)
    if told := why_not(gig, hand.person):
        raise NotAllowed(told)
    before = inside.hand_of(hand.person.key)
    if before and before.is_up and _says_the_same(before, hand):
        return gig
    if before and before.consent is Consent.DECLINED and hand.hours >= before.hours:
        said = _("{name} declined {hours} hours for this. You can offer fewer hours, or talk to them first.")
        raise OutOfOrder(said.format(name=before.asked.name if before.asked else "", hours=before.hours))
    others = tuple(one for one in inside.hands if one is not before)
    return _with(gig, hand.raised_at, hands=(*others, hand))


def _says_the_same(one: Hand, other: Hand) -> bool:
    return (one.why, one.when, one.hours) == (other.why, other.when, other.hours)


def lower_hand(gig: Gig, person: PersonKey, at: datetime) -> Gig:
    """The gig without this colleague's hand; itself where there is none."""
    inside = offer_of(gig, GigState.OFFERED_INSIDE)
    left = tuple(one for one in inside.hands if one.person.key != person)
    return gig if left == inside.hands else _with(gig, at, hands=left)


def answer_hours(
    gig: Gig, actor: PersonKey, colleague: PersonKey, *, hours: int, agreed: bool, reason: str, at: datetime
) -> Gig:
    """The gig with the answer of whoever is asked about a colleague's hours; it counts for exactly these `hours`.

    Raises NotAllowed for one's own, OutOfOrder where nobody asks (any more), and for a no without a reason.
    """
    inside = offer_of(gig, GigState.OFFERED_INSIDE)
    if actor == colleague:
        raise NotAllowed(_("You can’t agree to your own hours; somebody else has to."))
    hand = next((one for one in inside.asked_of(actor) if one.person.key == colleague), None)
    if hand is None or hand.hours != hours:
        raise OutOfOrder(_("This doesn’t need your answer any more. The card now shows where it stands."))
    if not agreed and not reason:
        raise OutOfOrder(_("Please give a reason, so that your colleague knows what to do next."))
    said = Consent.GIVEN if agreed else Consent.DECLINED
    return _replaced(gig, [(hand, {"consent": said, "answer": reason})], at)


def pick(gig: Gig, colleague: PersonKey, at: datetime) -> Gig:
    """The gig with this colleague at work on it. Raises OutOfOrder before their manager has agreed, NotAllowed for owners."""
    inside = offer_of(gig, GigState.OFFERED_INSIDE)
    hand = inside.hand_of(colleague)
    if hand is None or not hand.is_up:
        raise OutOfOrder(_("That colleague’s hand isn’t up any more. Please look at the gig again."))
    if told := why_not(gig, hand.person):
        raise NotAllowed(told)
    if not hand.can_be_picked:
        said = _("{manager} hasn’t agreed to {name}’s hours yet.")
        raise OutOfOrder(said.format(manager=hand.asked.name if hand.asked else "", name=hand.person.name))
    return _with(gig, at, picked=hand, picked_at=at).model_copy(update={"state": GigState.INSIDE})


def send_out(gig: Gig, reason: str, at: datetime) -> Gig:
    """The gig on its way to its marketplace before its days are over. Raises OutOfOrder without a reason."""
    offer_of(gig, GigState.OFFERED_INSIDE)
    if not reason:
        raise OutOfOrder(_("Please say why colleagues don’t get their days; it stays in the history."))
    return _out(gig, reason, at)


def tick_inside(gig: Gig, at: datetime) -> Gig:
    """The gig with everything done that is due while it is offered; itself when nothing is. It never goes out early."""
    inside = gig.inside
    if gig.state is not GigState.OFFERED_INSIDE or inside is None:
        return gig
    due = [one for one in inside.hands if any(time <= at for time in one.times)]
    changes = [(one, _overdue(one, at)) for one in due]
    ticked = _replaced(gig, changes, at) if changes else gig
    if inside.warn_at and inside.warn_at <= at:
        ticked = _with(ticked, at, warn_at=None)
    return _out(ticked, "", at) if inside.until and inside.until <= at else ticked


def _overdue(hand: Hand, at: datetime) -> dict[str, object]:
    late = hand.due_at is not None and hand.due_at <= at
    return {"consent": Consent.SILENT} if late else {"remind_at": None}


def _out(gig: Gig, reason: str, at: datetime) -> Gig:
    """Approved again, for as long as any approval is good for."""
    valid_until = at + gig.route.valid_for if gig.route else None
    gone = _with(gig, at, out_at=at, out_because=reason)
    return gone.model_copy(update={"state": GigState.APPROVED, "valid_until": valid_until})


def say_done(gig: Gig, worker: PersonKey, note: str, at: datetime) -> Gig:
    """The gig whose colleague says that the work is done; the requester accepts it or says what is missing."""
    inside = offer_of(gig, GigState.INSIDE)
    if not inside.is_worker(worker):
        raise NotAllowed(_("Only whoever does the work can say that it’s done."))
    if inside.done_at and inside.note == note:
        return gig
    return _with(gig, at, done_at=at, note=note)


def not_yet(gig: Gig, reason: str, at: datetime) -> Gig:
    """The gig whose work goes on. Raises OutOfOrder without a reason, or where nobody said that it's done."""
    inside = offer_of(gig, GigState.INSIDE)
    if inside.done_at is None:
        raise OutOfOrder(_("Nobody has said yet that the work is done."))
    if not reason:
        raise OutOfOrder(_("Please say what’s missing, so that your colleague knows what to do."))
    return _with(gig, at, done_at=None, note="")


def accept(gig: Gig, at: datetime) -> Gig:
    """The gig with its work delivered; it is still to be rated. Raises OutOfOrder unless a colleague is at work."""
    offer_of(gig, GigState.INSIDE)
    return gig.model_copy(update={"state": GigState.COMPLETED, "note": "", "changed_at": at})


def step_back(gig: Gig, worker: PersonKey, reason: str, at: datetime) -> Gig:
    """The gig back with its requester, to be submitted again: its budget was free meanwhile. Raises OutOfOrder, NotAllowed."""
    inside = offer_of(gig, GigState.INSIDE)
    if not inside.is_worker(worker):
        raise NotAllowed(_("Only whoever does the work can step back from it."))
    return _back(gig, reason, at)


def take_back_work(gig: Gig, reason: str, at: datetime) -> Gig:
    """The same by its requester, whose colleague can't or needn't do it any more. Raises OutOfOrder without a reason."""
    offer_of(gig, GigState.INSIDE)
    return _back(gig, reason, at)


def _back(gig: Gig, reason: str, at: datetime) -> Gig:
    if not reason:
        raise OutOfOrder(_("Please say why, so that your colleague knows what to do next."))
    changes = {
        "state": GigState.CHANGES_ASKED,
        "approved": None,
        "valid_until": None,
        "inside": None,
        "note": reason,
        "changed_at": at,
    }
    return gig.model_copy(update=changes)


def _with(gig: Gig, at: datetime, **changes: object) -> Gig:
    assert gig.inside is not None
    inside = gig.inside.model_copy(update=changes)
    return gig.model_copy(update={"inside": inside, "changed_at": at})


def _replaced(gig: Gig, changes: Iterable[tuple[Hand, dict[str, object]]], at: datetime) -> Gig:
    assert gig.inside is not None
    anew = {one.person.key: one.model_copy(update=new) for one, new in changes}
    return _with(gig, at, hands=tuple(anew.get(one.person.key, one) for one in gig.inside.hands))
