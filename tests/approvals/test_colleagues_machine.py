"""Whatever colleagues, managers and requesters do in whatever order, work inside keeps its promises."""

from collections import Counter
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from gigs.colleagues_first import answer_hours, pick, raise_hand, tick_inside
from gigs.gig import Gig, GigState
from gigs.inside import Consent
from gigs.people import PersonKey
from tests.approvals import always_inside
from tests.approvals.always import Violation
from tests.approvals.machine_inside import Inside, InsideRules
from tests.approvals.test_state_machine import HOW

FEWER = settings(HOW, max_examples=250)
HAPPENS = {
    "to offered_inside",
    "to inside",
    "to completed",
    "to approved",
    "hands",
    "hours answered",
    "picked",
    "went out",
    "silent",
    "stepped back",
    "refused",
}


def walk(ours: InsideRules, tally: Counter[str]) -> None:
    """Raises Violation at the first promise that is seen to break."""
    walks = type("Walks", (Inside,), {"ours": ours, "tally": tally})
    run_state_machine_as_test(walks, settings=FEWER)


@pytest.mark.slow
def test_the_rules_as_they_are_hold_and_everything_does_happen(report):
    happened: Counter[str] = Counter()
    walk(InsideRules(), happened)
    report(
        f"{happened['examples']} examples; "
        + ", ".join(f"{happened[name]} {name}" for name in sorted(HAPPENS))
    )
    assert [name for name in HAPPENS if not happened[name]] == []


def _agrees_for_themselves(
    gig: Gig, actor: PersonKey, colleague: PersonKey, *, hours: int, agreed: bool, reason: str, at: datetime
) -> Gig:
    """Believes that whoever presses is the one who was asked."""
    hand = gig.inside.hand_of(colleague) if gig.inside else None
    asked = hand.asked.key if hand and hand.asked else actor
    return answer_hours(gig, asked, colleague, hours=hours, agreed=agreed, reason=reason, at=at)


def _goes_out_too_early(gig: Gig, at: datetime) -> Gig:
    """Takes the first thing that is due for the end of its days."""
    if gig.state is not GigState.OFFERED_INSIDE or gig.inside is None or not gig.inside.hands:
        return tick_inside(gig, at)
    early = gig.inside.model_copy(update={"until": at})
    ticked = tick_inside(gig.model_copy(update={"inside": early}), at)
    assert ticked.inside is not None
    return ticked.model_copy(update={"inside": ticked.inside.model_copy(update={"until": gig.inside.until})})


def _picks_anybody(gig: Gig, colleague: PersonKey, at: datetime) -> Gig:
    """Doesn't wait for the manager."""
    if gig.inside is None:
        return pick(gig, colleague, at)
    hands = tuple(one.model_copy(update={"consent": Consent.NOT_NEEDED}) for one in gig.inside.hands)
    at_work = pick(
        gig.model_copy(update={"inside": gig.inside.model_copy(update={"hands": hands})}), colleague, at
    )
    picked = gig.inside.hand_of(colleague)
    assert at_work.inside is not None
    return at_work.model_copy(update={"inside": at_work.inside.model_copy(update={"picked": picked})})


def _takes_any_hand(gig: Gig, hand) -> Gig:
    """Forgets who owns it, and who said yes."""
    nobody = gig.model_copy(update={"approvals": (), "former_owners": (), "co_owners": ()})
    inside = raise_hand(nobody, hand).inside
    return gig.model_copy(update={"inside": inside})


PLANTED = (
    (
        "a worker approves their own hours",
        replace(InsideRules(), answer_hours=_agrees_for_themselves),
        always_inside.OWN_HOURS,
    ),
    (
        "offered outside before its days are over",
        replace(InsideRules(), tick=_goes_out_too_early),
        always_inside.TOO_EARLY,
    ),
    ("at work without consent", replace(InsideRules(), pick=_picks_anybody), always_inside.CONSENT),
    ("an approver does the work", replace(InsideRules(), raise_hand=_takes_any_hand), always_inside.OWN_WORK),
)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "rules", "breaks"), PLANTED, ids=[name for name, _, _ in PLANTED])
def test_a_planted_bug_is_found(name, rules, breaks):
    with pytest.raises(Violation) as found:
        walk(rules, Counter())
    assert found.value.rule == breaks
