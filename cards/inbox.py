"""What waits for somebody's answer, and what became of several answers given in one press."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from cards.kit.elements import Body, as_of, badge, banner, buttons, callout, entry, frame, row
from cards.kit.elements import small as quiet
from cards.kit.inputs import button, tick
from cards.kit.nodes import Action, CardElement
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import count, day_of, line, own, run, words
from cards.kit.words import ball_of
from cards.route import came_of
from gigs.approval import Approval, Purpose
from gigs.gig import Gig
from gigs.people import PersonKey
from use_cases.approving.decide_together import Together
from use_cases.permissions.authorize import Role

_KIND = {Purpose.POST: "", Purpose.EXCESS: "Extra ", Purpose.EXTENSION: "Extra "}
_ORDERS = {"age": "Longest waiting first", "amount": "Largest first"}
_SOON = timedelta(hours=24)


def approvals_list(
    gigs: Sequence[Gig],
    at: datetime,
    *,
    viewer: PersonKey,
    order: str = "age",
    more: bool = False,
    small: Collection[int] = (),
) -> AdaptiveCard:
    """What waits for this person's answer, as it is sorted already. `more` says that there are others.

    Gigs whose number is in `small` can be ticked and approved in one press, as soon as there are two of them.
    """
    waiting = [(gig, mine) for gig in gigs if (mine := gig.approval_of(viewer))]
    if not waiting:
        return _nothing(at)
    ticked = [gig.number for gig, _ in waiting if gig.number in small]
    together = ticked if len(ticked) > 1 else []
    title = f"{count(len(waiting), 'gig waits', 'gigs wait')} for your answer"
    body: Body = [banner(title)]
    if len(waiting) > 1:
        body.append(_sorting(order))
    for place, (gig, mine) in enumerate(waiting):
        body.append(_row(gig, mine, at, first=place == 0))
        if gig.number in together:
            body.append(
                tick(
                    f"pick_{gig.number}_{mine.revision}_{mine.step}",
                    f"Approve {mine.amount} (gig {gig.number})",
                )
            )
    body += _below(at, more)
    others = [button("Refresh", "approvals", inputs=False, order=order), _decided_before()]
    if not together:
        return frame(body, others, summary=title)
    body.append(
        quiet("Each gig you tick is approved and recorded on its own, at the amount shown here.", "Small")
    )
    press = button("Approve what is ticked", "approve_together", style="positive")
    return frame(body, [press, *others], summary=title)


def _decided_before() -> Action:
    return button("What I decided", "my_decisions", inputs=False)


def _below(at: datetime, more: bool) -> Body:
    others = " There are more than these." if more else ""
    return [quiet(f"Press a gig to open it and answer.{others}", spacing="Medium"), as_of(at)]


def _nothing(at: datetime) -> AdaptiveCard:
    later = words("When somebody asks you to approve a gig, it is listed here.")
    refresh = button("Refresh", "approvals", inputs=False)
    body: Body = [banner("Nothing waits for you"), later, as_of(at)]
    return frame(body, [refresh, _decided_before()], summary="Nothing waits for your answer.")


def _sorting(order: str) -> CardElement:
    """Both ways to sort; the present one is marked and cannot be pressed."""
    presses = []
    for name, title in _ORDERS.items():
        now = name == order
        label = f"✓ {title}" if now else title
        presses.append(button(label, "approvals", inputs=False, enabled=not now, order=name))
    return buttons(*presses)


def _row(gig: Gig, mine: Approval, at: datetime, *, first: bool) -> CardElement:
    who = run(gig.requester.name, most=80, size="Small", subtle=True)
    left: Body = [
        line(run(gig.title, bold=True, most=150)),
        line(
            own(f"{_KIND[mine.purpose]}{mine.amount}", bold=True, size="Small"),
            own(" · ", size="Small"),
            who,
            spacing="None",
        ),
        quiet(f"{_age(mine, at)} · answer by {day_of(mine.answer_by)}"),
    ]
    if mine.instead_of:
        left.append(line(own("Asked ", size="Small"), *came_of(mine, size="Small"), spacing="None"))
    right: Body = [_urgency(mine, at)]
    opens = button(
        f"Open the approval of gig {gig.number}",
        "show_approval",
        inputs=False,
        gig=gig.number,
        revision=mine.revision,
        step=mine.step,
    )
    return entry([row(left, right)], opens, first=first)


def _urgency(mine: Approval, at: datetime) -> CardElement:
    if mine.answer_by <= at:
        return badge("Overdue", "Attention", "Right")
    if mine.answer_by - at <= _SOON:
        return badge("Due soon", "Warning", "Right")
    return badge("Waiting", "Informative", "Right")


def _age(mine: Approval, at: datetime) -> str:
    days = (at - mine.asked_at).days
    return "waiting since today" if days < 1 else f"waiting for {count(days, 'day')}"


def together_card(result: Together, gigs: Sequence[Gig]) -> AdaptiveCard:
    """What became of each gig that was ticked. `gigs` are those on the list, for their titles."""
    known = {gig.number: gig for gig in (*gigs, *result.decided)}
    done, left = len(result.decided), len(result.left)
    headline = f"{count(done, 'gig')} approved" if done else "Nothing new was approved"
    headline += f", {left} left out" if done and left else ""
    told = quiet("Each is recorded on its own, and whoever asked is told.", "Small") if done else None
    body: Body = [callout("good" if not left else "warning", headline, *([told] if told else []))]
    body += [_decided(gig, first=place == 0) for place, gig in enumerate(result.decided)]
    body += [
        _left(number, sentence, known.get(number), first=not done and place == 0)
        for place, (number, sentence) in enumerate(result.left.items())
    ]
    more: list[Action] = [button("What else waits for me", "approvals")]
    return frame(body, more, summary=f"{headline}.")


def _decided(gig: Gig, *, first: bool) -> CardElement:
    left: Body = [
        line(run(gig.title, bold=True, most=150)),
        line(run(_next(gig), most=200, size="Small"), spacing="None"),
    ]
    opens = button(f"Open gig {gig.number}", "show_approval", gig=gig.number)
    return entry([row(left, [badge("Approved", "Good", "Right")])], opens, first=first)


def _next(gig: Gig) -> str:
    if not gig.open_approvals:
        return f"Gig {gig.number} · it goes on by itself"
    return f"Gig {gig.number} · {ball_of(gig, Role.APPROVER).headline}"


def _left(number: int, sentence: str, gig: Gig | None, *, first: bool) -> CardElement:
    left: Body = [
        line(run(gig.title if gig else f"Gig {number}", bold=True, most=150)),
        line(run(sentence, most=300, size="Small"), spacing="None"),
    ]
    opens = button(f"Open gig {number}", "show_approval", gig=number)
    return entry([row(left, [badge("Left out", "Warning", "Right")])], opens, first=first)
