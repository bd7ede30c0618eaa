"""The approval steps on a card: each step with who answered, who is asked now and who comes later; and why."""

from collections.abc import Callable, Sequence

from cards.kit.elements import Body, buttons, callout, fold, row, section, toggle
from cards.kit.elements import small as quiet
from cards.kit.nodes import CardElement, Container, TextRun, TextSize
from cards.kit.texts import day_of, line, moment, own, run, said, words
from gigs.approval import Approval, Came, Decision, Ended
from gigs.asking import in_step, is_satisfied
from gigs.gig import Gig, GigState
from gigs.people import Person
from gigs.route import Need, Route, Step
from translation.formats import both, either

SHOWN_STEPS = 8
SHOWN_PEOPLE = 3
_SENTENCES = 6

_SAID = {
    Decision.APPROVED: " said yes",
    Decision.CHANGES_ASKED: " asked for changes",
    Decision.REJECTED: " said no",
}
_CAME: dict[Came, tuple[str, str]] = {
    Came.ASKED: ("in place of ", ""),
    Came.PASSED_ON: ("in place of ", ""),
    Came.DELEGATED: ("as the delegate of ", ""),
    Came.ESCALATED: ("because ", " did not answer"),
    Came.SUCCEEDED: ("in place of ", ", who has left"),
    Came.TAKEN_BACK: ("in place of ", ""),
}


def steps_of(gig: Gig) -> Body:
    """Each step of the present route with how it stands; nothing where nobody has to be asked."""
    steps = gig.route.steps if gig.route else ()
    rows = [_step(gig, number, step) for number, step in enumerate(steps[:SHOWN_STEPS], start=1)]
    if more := len(steps) - SHOWN_STEPS:
        rows += [quiet(f"and {more} more after these", "Small")] if more > 0 else []
    return [section("Approval steps", *rows)] if rows else []


def _step(gig: Gig, number: int, step: Step) -> CardElement:
    asked = [one for one in in_step(gig, number) if _counts(one)]
    waits = [one for one in asked if one in gig.open_approvals]
    said = [*waits, *(one for one in asked if one not in waits)]
    lines = [_status(gig, one) for one in said[:SHOWN_PEOPLE]]
    if len(said) > SHOWN_PEOPLE:
        lines.append(quiet(f"and {len(said) - SHOWN_PEOPLE} others"))
    if not said:
        lines = [_unanswered(gig, step, number)]
    when = [quiet(_when(waits, asked))] if asked else []
    title = line(_mark(gig, number, waits), run(step.name, bold=True, most=80), spacing="Small")
    return (
        row([title, *lines], when, spacing="Small")
        if when
        else Container(items=[title, *lines], spacing="Small")
    )


def _counts(one: Approval) -> bool:
    return one.ended not in {Ended.HANDED_OVER, Ended.NOT_NEEDED}


def _mark(gig: Gig, number: int, waits: Sequence[Approval]) -> TextRun:
    if is_satisfied(gig, number):
        return own(f"✓ {number}\u2002", color="Good", bold=True)
    if waits:
        return own(f"● {number}\u2002", color="Accent", bold=True)
    return own(f"○ {number}\u2002", subtle=True)


def _when(waits: Sequence[Approval], asked: Sequence[Approval]) -> str:
    if waits:
        return f"by {day_of(min(one.answer_by for one in waits))}"
    return day_of(max(one.decided_at or one.ended_at or one.asked_at for one in asked))


def _status(gig: Gig, one: Approval) -> CardElement:
    who = run(one.approver.name, most=60, size="Small")
    came = [own(", ", size="Small"), *came_of(one, size="Small")] if one.instead_of else []
    if one.is_open:
        waits = one in gig.open_approvals
        before = "waits for " if waits else "was waiting for "
        return line(own(before, size="Small"), who, *came, spacing="None")
    return line(who, own(_said(gig, one), size="Small"), *came, spacing="None")


def _said(gig: Gig, one: Approval) -> str:
    if one.ended is Ended.EXPIRED:
        return " did not answer in time"
    if one.carried_from == gig.revision:
        return " said yes in a step before, which counts here too"
    if one.carried_from:
        return " said yes before, and it still holds"
    return _SAID[one.decision or Decision.APPROVED]


def came_of(one: Approval, *, size: TextSize | None = None) -> list[TextRun]:
    """How somebody came to be asked in another's place, as the end of a sentence; nothing for one who was named."""
    if one.instead_of is None:
        return []
    before, after = _CAME[one.came]
    tail = [own(after, size=size)] if after else []
    return [own(before, size=size), run(one.instead_of.name, most=60, size=size), *tail]


def _unanswered(gig: Gig, step: Step, number: int) -> CardElement:
    if not gig.open_approvals:
        asked = [one.approver for one in in_step(gig, number) if one.ended is Ended.NOT_NEEDED]
        if not asked:
            return quiet("was not asked")
        ended = "the gig was withdrawn" if gig.state is GigState.CANCELLED else "that was settled elsewhere"
        return line(
            run(some(asked), most=300, size="Small"),
            own(f" was asked; {ended} before an answer", size="Small"),
        )
    return line(own("then asks ", size="Small", subtle=True), whom(step, size="Small"), spacing="None")


def whom(step: Step, *, size: TextSize | None = None) -> TextRun:
    """Everybody whom a step asks, in words: `any one of Ann and Ben`."""
    who = some(step.approvers)
    if len(step.approvers) > 1:
        who = f"{'any one of' if step.need is Need.ANY else 'all of'} {who}"
    return run(who, most=300, size=size, subtle=size == "Small")


def some(people: Sequence[Person], write: Callable[[Sequence[str]], str] = both, most: int = 6) -> str:
    """Their names; a number for those who would make it too long."""
    named = [one.name[:60] for one in people[:most]]
    more = [f"{len(people) - most} others"] if len(people) > most else []
    return write([*named, *more]) or "nobody yet"


def why(gig: Gig, *, warned: bool = False) -> Body:
    """Why these steps and no others, folded away under a button. `warned`: the warnings stand elsewhere on the card."""
    route = gig.route
    if route is None:
        return []
    rows: Body = [_sentence(text) for text in route.why[:_SENTENCES]]
    for step in route.steps[:SHOWN_STEPS]:
        own_reasons = [text for text in step.why if text not in route.why]
        rows += [_sentence(text, step.name) for text in own_reasons[:3]]
    if not warned:
        rows += [_sentence(text, "Please note") for text in route.warnings[:_SENTENCES]]
    if not route.steps:
        rows.append(words("Nobody has to be asked.", small=True, spacing="Small"))
    rows.append(version_of(route))
    return [
        buttons(toggle("Why these steps" if route.steps else "Why nobody is asked", "why")),
        fold("why", rows),
    ]


def _sentence(text: str, lead: str = "") -> CardElement:
    first = [run(lead, bold=True, most=80, size="Small"), own(": ", size="Small")] if lead else []
    return line(*first, run(text, most=300, size="Small"), spacing="Small")


def version_of(route: Route) -> CardElement:
    """Under which version of the policy this was decided."""
    return line(
        "Policy ",
        run(route.policy, most=100, size="Small", subtle=True),
        size="Small",
        subtle=True,
        spacing="Small",
    )


def warnings_of(route: Route | None) -> Body:
    """What approver and requester should know."""
    told = route.warnings[:_SENTENCES] if route else ()
    if not told:
        return []
    return [callout("warning", "Please note", *(line(run(text, most=400), spacing="Small") for text in told))]


def place_of(gig: Gig, number: int) -> Body:
    """Which step this is, where there are several."""
    steps = gig.route.steps if gig.route else ()
    if len(steps) < 2 or not 0 < number <= len(steps):
        return []
    name = run(steps[number - 1].name, bold=True, most=80)
    return [line(f"Step {number} of {len(steps)}: ", name, spacing="Small")]


def review_of(gig: Gig) -> Body:
    """Where the review of an emergency stands."""
    review = gig.review
    if review is None:
        return []
    if review.by is None:
        who = line(
            run(some(review.reviewers, either), most=300),
            " is asked whether this was in order.",
            spacing="Small",
        )
        return [who, quiet(f"Until {moment(review.due_at)}")]
    verdict = " reviewed it: it was in order." if review.fine else " reviewed it and has a concern:"
    told: Body = [line(run(review.by.name, bold=True, most=120), verdict, spacing="Small")]
    return [*told, said(f"“{review.note}”", most=1000, spacing="Small")] if review.note else told
