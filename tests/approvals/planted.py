"""Bugs put in on purpose, each in one place: tests that do not find them would not find ours either."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from gigs.approval import Came, Decision, Purpose
from gigs.approving import agreed, submit
from gigs.asking import Asking, no_longer_needed
from gigs.brief import Brief
from gigs.deciding import decide
from gigs.gig import IN_APPROVAL, Gig, GigState
from gigs.handing_over import hand_over, pass_on, tick
from gigs.owning import name_co_owner
from gigs.people import Person, PersonKey
from gigs.route import Need, Route
from ports.gig_storage import Guard
from tests.approvals import always
from tests.approvals.rules import Card, Row, Rules


@dataclass(frozen=True, slots=True)
class Planted:
    """Broken rules, and which of the promises must be seen to break; with several, whichever is seen first."""

    name: str
    rules: Rules
    breaks: tuple[str, ...]


def _delegates_to_anybody(gig: Gig, asking: Asking) -> Gig:
    """Forgets to ask whether the delegate may decide about this gig."""
    for one in gig.open_approvals:
        delegate = asking.cover.delegates.get(one.approver.key.object_id)
        if one.delegate_at and one.delegate_at <= asking.at and delegate:
            return hand_over(gig, one, delegate, Came.DELEGATED, asking)
    return tick(gig, asking)


def _hands_to_the_requester(
    gig: Gig, holder: PersonKey, to: Person, asking: Asking, came: Came = Came.PASSED_ON
) -> Gig:
    """Checks what is passed on by hand, and trusts whoever is named as a stand-in."""
    held = gig.approval_of(holder)
    if came is Came.DELEGATED and held:
        return hand_over(gig, held, to, came, asking)
    return pass_on(gig, holder, to, asking, came)


def _takes_any_card(gig: Gig, card: Card, actor: PersonKey) -> bool:
    """Decides about the gig as it is, whatever the card showed."""
    return True


def _believes_the_card(who: PersonKey, card: Card) -> PersonKey:
    """Takes the tenant from what was sent along."""
    return PersonKey(tenant=card.gig[0], object_id=who.object_id)


def _forgets_the_last_step(
    gig: Gig, actor: PersonKey, decision: Decision, *, reason: str, asking: Asking
) -> Gig:
    """Counts steps from nought."""
    after = decide(gig, actor, decision, reason=reason, asking=asking)
    last = len(after.route.steps) if after.route else 0
    if last > 1 and after.state is GigState.IN_APPROVAL and after.open_approvals[0].step == last:
        budget = after.checked_brief.budget
        return agreed(no_longer_needed(after, asking.at), Purpose.POST, budget, asking)
    return after


def _lets_the_slower_one_win(row: Row, before: Gig, guard: Guard) -> bool:
    """Looks at what was read, not at what is there now."""
    asked = {(one.approver.key, one.revision, one.step) for one in before.open_approvals}
    return guard.awaited is None or (guard.awaited, guard.revision, guard.step) in asked


def _reminds_whoever_was_asked(gig: Gig, asking: Asking) -> Gig:
    """Forgets to look whether they have answered."""
    after = tick(gig, asking)
    if after.state not in IN_APPROVAL:
        return after
    late = {"remind_at": None, "reminded_at": asking.at}
    approvals = tuple(
        one.model_copy(update=late)
        if one.revision == gig.revision and one.remind_at and one.remind_at <= asking.at
        else one
        for one in after.approvals
    )
    return after.model_copy(update={"approvals": approvals})


def _keeps_every_yes(gig: Gig, brief: Brief, route: Route, asking: Asking) -> Gig:
    """Carries a yes over whatever has changed."""
    as_if = {number: brief.fingerprint(step.concerns) for number, step in enumerate(route.steps, start=1)}
    held = tuple(
        one.model_copy(update={"fingerprint": as_if.get(one.step, one.fingerprint)}) for one in gig.approvals
    )
    after = submit(gig.model_copy(update={"approvals": held}), brief, route, asking)
    new = after.approvals[len(gig.approvals) :]
    return after.model_copy(update={"approvals": gig.approvals + new})


def _asks_one_of_all(gig: Gig, brief: Brief, route: Route, asking: Asking) -> Gig:
    """Takes the yes that one of them has given before for that of all."""
    after = submit(gig, brief, route, asking)
    carried = {one.step for one in after.approvals if one.revision == after.revision and one.carried_from}
    number = after.open_approvals[0].step if after.open_approvals else 0
    if number in carried and number == len(route.steps) and route.steps[number - 1].need is Need.ALL:
        return agreed(no_longer_needed(after, asking.at), Purpose.POST, brief.budget, asking)
    return after


def _co_owned_by_anybody(
    gig: Gig, actor: PersonKey, person: Person, _due: Collection[PersonKey], at: datetime
) -> Gig:
    """Forgets to ask whether they are, were or will be asked about it."""
    never_asked = gig.model_copy(update={"approvals": (), "advice": (), "review": None})
    named = name_co_owner(never_asked, actor, person, (), at)
    return gig.model_copy(update={"co_owners": named.co_owners, "former_owners": named.former_owners})


def _hands_to_co_owners(
    gig: Gig, holder: PersonKey, to: Person, asking: Asking, came: Came = Came.PASSED_ON
) -> Gig:
    """Knows the requester, and nobody who owns it beside them."""
    held = gig.approval_of(holder)
    if held and any(one.key == to.key for one in gig.co_owners):
        return hand_over(gig, held, to, came, asking)
    return pass_on(gig, holder, to, asking, came)


def _hands_to_past_owners(
    gig: Gig, holder: PersonKey, to: Person, asking: Asking, came: Came = Came.PASSED_ON
) -> Gig:
    """Knows who owns it now, and not who once did."""
    held = gig.approval_of(holder)
    if held and any(one.key == to.key for one in gig.former_owners):
        return hand_over(gig, held, to, came, asking)
    return pass_on(gig, holder, to, asking, came)


PLANTED = (
    Planted(
        "self-approval through a delegate", Rules(tick=_delegates_to_anybody), (always.OWN, always.TWICE)
    ),
    Planted("self-approval through a stand-in", Rules(pass_on=_hands_to_the_requester), (always.OWN,)),
    Planted("stale card", Rules(is_meant=_takes_any_card), (always.FRESH,)),
    Planted("cross-tenant id", Rules(actor=_believes_the_card), (always.FOREIGN,)),
    Planted("skipped step", Rules(decide=_forgets_the_last_step), (always.EVERY_STEP,)),
    Planted("double decision", Rules(guard=_lets_the_slower_one_win), (always.TWICE, always.KEPT)),
    Planted(
        "reminder after decision", Rules(tick=_reminds_whoever_was_asked), (always.REMINDED, always.KEPT)
    ),
    Planted("a yes kept too long", Rules(submit=_keeps_every_yes), (always.CARRIED,)),
    Planted("an approver made co-owner", Rules(name_co_owner=_co_owned_by_anybody), (always.OWN,)),
    Planted("a co-owner approves", Rules(pass_on=_hands_to_co_owners), (always.OWN,)),
    Planted("a past owner approves", Rules(pass_on=_hands_to_past_owners), (always.OWN,)),
    Planted("one yes for all", Rules(submit=_asks_one_of_all), (always.EVERY_STEP,)),
)
