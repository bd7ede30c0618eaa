"""What waits for somebody's answer, and what became of several answers given in one press."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from cards.kit.elements import Body, as_of, badge, banner, buttons, callout, entry, frame, row
from cards.kit.elements import small as quiet
from cards.kit.inputs import button, tick
from cards.kit.nodes import Action, CardElement
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import day_of, line, own, run, words
from cards.kit.words import ball_of
from cards.lists import your_moves
from cards.programme_team import ask_row
from cards.route import came_of
from cards.with_me import with_me_rows
from gigs.approval import Approval, Purpose
from gigs.gig import Gig
from gigs.people import PersonKey
from translation.catalogue import N_, _, n_
from use_cases.approving.decide_together import Together
from use_cases.permissions.authorize import Role
from use_cases.showing.show_offer import WithMe

_ORDERS = {"age": N_("Longest waiting first"), "amount": N_("Largest amount first")}
NOTHING = WithMe()
_SOON = timedelta(hours=24)
_MOVES = 3
"""Own gigs on the list of approvals; “My gigs” has all of them."""


def approvals_list(
    gigs: Sequence[Gig],
    at: datetime,
    *,
    viewer: PersonKey,
    order: str = "age",
    more: bool = False,
    small: Collection[int] = (),
    own: Sequence[Gig] = (),
    inside: WithMe = NOTHING,
) -> AdaptiveCard:
    """What waits for this person's answer, as it is sorted already. `more` says that there are others.

    Gigs whose number is in `small` can be ticked and approved in one press, as soon as there are two of them. Of their `own`
    gigs, the first few with a move of theirs are named: “what’s waiting for me” asks for these, too, and for what they have
    to do with `inside` offers.
    """
    moves = [*with_me_rows(inside, viewer), *your_moves(own, _MOVES)]
    waiting = [(gig, mine) for gig in gigs if (mine := gig.approval_of(viewer))]
    if not waiting:
        return _nothing(at, moves, hours=bool(inside.hours))
    ticked = [gig.number for gig, _mine in waiting if gig.number in small]
    together = ticked if len(ticked) > 1 else []
    title = n_("{n} gig needs your approval", "{n} gigs need your approval", len(waiting))
    title = title.format(n=len(waiting))
    body: Body = [banner(title)]
    if len(waiting) > 1:
        body.append(_sorting(order))
    for place, (gig, mine) in enumerate(waiting):
        body.append(_row(gig, mine, at, first=place == 0))
        if gig.number in together:
            body.append(_tick(gig, mine))
    body += [*_below(at, more), *moves]
    others = [button(_("Refresh"), "approvals", inputs=False, order=order), _decided_before(), *_gigs(moves)]
    if not together:
        return frame([*body, ask_row()], others, summary=title)
    told = _("Each gig you tick is approved and recorded on its own, at the amount shown here.")
    body.append(quiet(told, "Small"))
    press = button(_("Approve ticked gigs"), "approve_together", style="positive")
    return frame([*body, ask_row()], [press, *others], summary=title)


def _tick(gig: Gig, mine: Approval) -> CardElement:
    title = _("Approve {amount} (gig {number})").format(amount=mine.amount, number=gig.number)
    return tick(f"pick_{gig.number}_{mine.revision}_{mine.step}", title)


def _decided_before() -> Action:
    return button(_("What I decided"), "my_decisions", inputs=False)


def _below(at: datetime, more: bool) -> Body:
    all_of_them = _("Press a gig to open and answer it.")
    some_of_them = _("Press a gig to open and answer it. There are more than these.")
    return [quiet(some_of_them if more else all_of_them, spacing="Medium"), as_of(at)]


def _gigs(moves: Body) -> list[Action]:
    return [button(_("My gigs"), "my_gigs", inputs=False)] if moves else []


def _nothing(at: datetime, moves: Body, *, hours: bool) -> AdaptiveCard:
    nothing = _("Colleagues’ hours need your answer") if hours else _("Nothing needs your approval")
    later = words(_("When somebody asks you to approve a gig, you’ll find it here."))
    actions = [button(_("Refresh"), "approvals", inputs=False), _decided_before(), *_gigs(moves)]
    return frame([banner(nothing), *([] if moves else [later]), *moves, as_of(at)], actions, summary=nothing)


def _sorting(order: str) -> CardElement:
    """Both ways to sort; the present one is marked and cannot be pressed."""
    presses = []
    for name, title in _ORDERS.items():
        now = name == order
        label = f"✓ {_(title)}" if now else _(title)
        presses.append(button(label, "approvals", inputs=False, enabled=not now, order=name))
    return buttons(*presses)


def _row(gig: Gig, mine: Approval, at: datetime, *, first: bool) -> CardElement:
    who = run(gig.requester.name, most=80, size="Small", subtle=True)
    left: Body = [
        line(run(gig.title, bold=True, most=150)),
        line(
            own(_amount(mine), bold=True, size="Small"),
            own(" · ", size="Small"),
            who,
            spacing="None",
        ),
        quiet(_age(mine, at)),
    ]
    if mine.instead_of:
        how = "".join(str(part["text"]) for part in came_of(mine))
        told = _("Asked {how}").format(how=how)
        left.append(line(run(told, most=150, size="Small"), spacing="None"))
    right: Body = [_urgency(mine, at)]
    opens = button(
        _("Open the approval of gig {number}").format(number=gig.number),
        "show_approval",
        inputs=False,
        gig=gig.number,
        revision=mine.revision,
        step=mine.step,
    )
    return entry([row(left, right)], opens, first=first)


def _urgency(mine: Approval, at: datetime) -> CardElement:
    if mine.answer_by <= at:
        return badge(_("Overdue"), "Attention", "Right")
    if mine.answer_by - at <= _SOON:
        return badge(_("Due soon"), "Warning", "Right")
    return badge(_("Waiting"), "Informative", "Right")


def _age(mine: Approval, at: datetime) -> str:
    days, by = (at - mine.asked_at).days, day_of(mine.answer_by)
    if days < 1:
        return _("asked {asked} · answer by {day}").format(asked=day_of(mine.asked_at), day=by)
    waiting = n_("waiting for {n} day · answer by {day}", "waiting for {n} days · answer by {day}", days)
    return waiting.format(n=days, day=by)


def _amount(mine: Approval) -> str:
    if mine.purpose is Purpose.POST:
        return str(mine.amount)
    return _("Extra {amount}").format(amount=mine.amount)


def together_card(result: Together, gigs: Sequence[Gig]) -> AdaptiveCard:
    """What became of each gig that was ticked. `gigs` are those on the list, for their titles."""
    known = {gig.number: gig for gig in (*gigs, *result.decided)}
    done, left = len(result.decided), len(result.left)
    headline = _approved(done, left)
    told = quiet(_("Each is recorded on its own, and its requester is notified."), "Small") if done else None
    body: Body = [callout("good" if not left else "warning", headline, *([told] if told else []))]
    body += [_decided(gig, first=place == 0) for place, gig in enumerate(result.decided)]
    body += [
        _left(number, sentence, known.get(number), first=not done and place == 0)
        for place, (number, sentence) in enumerate(result.left.items())
    ]
    more: list[Action] = [button(_("What else waits for me"), "approvals")]
    return frame(body, more, summary=headline)


def _approved(done: int, left: int) -> str:
    if not done:
        return _("Nothing new was approved")
    if not left:
        return n_("{n} gig approved", "{n} gigs approved", done).format(n=done)
    return n_("{n} gig approved, {left} left out", "{n} gigs approved, {left} left out", done).format(
        n=done, left=left
    )


def _decided(gig: Gig, *, first: bool) -> CardElement:
    left: Body = [
        line(run(gig.title, bold=True, most=150)),
        line(run(_next(gig), most=200, size="Small"), spacing="None"),
    ]
    opens = button(_("Open gig {number}").format(number=gig.number), "show_approval", gig=gig.number)
    return entry([row(left, [badge(_("Approved"), "Good", "Right")])], opens, first=first)


def _next(gig: Gig) -> str:
    if not gig.open_approvals:
        return _("Gig {number} · continues automatically").format(number=gig.number)
    turn = ball_of(gig, Role.APPROVER).headline
    return _("Gig {number} · {turn}").format(number=gig.number, turn=turn)


def _left(number: int, sentence: str, gig: Gig | None, *, first: bool) -> CardElement:
    left: Body = [
        line(run(gig.title if gig else _("Gig {number}").format(number=number), bold=True, most=150)),
        line(run(sentence, most=300, size="Small"), spacing="None"),
    ]
    opens = button(_("Open gig {number}").format(number=number), "show_approval", gig=number)
    return entry([row(left, [badge(_("Left out"), "Warning", "Right")])], opens, first=first)
