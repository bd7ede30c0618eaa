"""The approval steps on a card: each step with who answered, who is asked now and who comes later; and why."""

from collections.abc import Callable, Sequence

from cards.kit.elements import Body, buttons, callout, fold, row, section, toggle
from cards.kit.elements import small as quiet
from cards.kit.nodes import CardElement, Container, TextRun, TextSize
from cards.kit.texts import day_of, line, moment, own, run, said, sentence, words
from gigs.approval import Approval, Came, Decision, Ended
from gigs.asking import in_step, is_satisfied
from gigs.gig import Gig, GigState
from gigs.people import Person
from gigs.route import Need, Route, Step
from translation.catalogue import N_, _, n_
from translation.formats import both, either

SHOWN_STEPS = 8
SHOWN_PEOPLE = 3
_SENTENCES = 6

_SAID = {
    Decision.APPROVED: N_("{who} approved"),
    Decision.CHANGES_ASKED: N_("{who} requested changes"),
    Decision.REJECTED: N_("{who} rejected it"),
}
_IN_PLACE = N_("in place of {name}")
_CAME: dict[Came, str] = {
    Came.ASKED: _IN_PLACE,
    Came.PASSED_ON: _IN_PLACE,
    Came.DELEGATED: N_("as the delegate of {name}"),
    Came.ESCALATED: N_("because {name} didn’t answer in time"),
    Came.SUCCEEDED: N_("in place of {name}, who has left"),
    Came.TAKEN_BACK: _IN_PLACE,
}


def steps_of(gig: Gig) -> Body:
    """Each step of the present route with how it stands; nothing where nobody has to be asked."""
    steps = gig.route.steps if gig.route else ()
    rows = [_step(gig, number, step) for number, step in enumerate(steps[:SHOWN_STEPS], start=1)]
    if (more := len(steps) - SHOWN_STEPS) > 0:
        rows.append(quiet(n_("and {n} more step", "and {n} more steps", more).format(n=more), "Small"))
    return [section(_("Approval steps"), *rows)] if rows else []


def _step(gig: Gig, number: int, step: Step) -> CardElement:
    asked = [one for one in in_step(gig, number) if _counts(one)]
    waits = [one for one in asked if one in gig.open_approvals]
    said = [*waits, *(one for one in asked if one not in waits)]
    lines = [_status(gig, one) for one in said[:SHOWN_PEOPLE]]
    if (more := len(said) - SHOWN_PEOPLE) > 0:
        lines.append(quiet(n_("and {n} other", "and {n} others", more).format(n=more)))
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
        return _("by {day}").format(day=day_of(min(one.answer_by for one in waits)))
    return day_of(max(one.decided_at or one.ended_at or one.asked_at for one in asked))


def _status(gig: Gig, one: Approval) -> CardElement:
    who = one.approver.name[:60]
    if how := _how(one):
        who = _("{name} ({how})").format(name=who, how=how)
    return sentence(_standing(gig, one), who=run(who, size="Small"), size="Small", spacing="None")


def _standing(gig: Gig, one: Approval) -> str:
    if one.is_open:
        return _("waiting for {who}") if one in gig.open_approvals else _("was waiting for {who}")
    if one.ended is Ended.EXPIRED:
        return _("{who} didn’t answer in time")
    if one.carried_from == gig.revision:
        return _("{who} approved in an earlier step, which counts here too")
    if one.carried_from:
        return _("{who} approved earlier, and it still counts")
    return _(_SAID[one.decision or Decision.APPROVED])


def came_of(one: Approval, *, size: TextSize | None = None) -> list[TextRun]:
    """How somebody came to be asked in another's place, as the end of a sentence; nothing for one who was named."""
    how = _how(one)
    return [run(how, size=size)] if how else []


def _how(one: Approval) -> str:
    return _(_CAME[one.came]).format(name=one.instead_of.name[:60]) if one.instead_of else ""


def _unanswered(gig: Gig, step: Step, number: int) -> CardElement:
    if not gig.open_approvals:
        asked = [one.approver for one in in_step(gig, number) if one.ended is Ended.NOT_NEEDED]
        if not asked:
            return quiet(_("wasn’t asked"))
        return sentence(
            _without_an_answer(gig, len(asked)), who=run(some(asked), most=300, size="Small"), size="Small"
        )
    return sentence(
        _("then asks {who}"), who=whom(step, size="Small"), size="Small", subtle=True, spacing="None"
    )


def _without_an_answer(gig: Gig, n: int) -> str:
    if gig.state is GigState.CANCELLED:
        return n_(
            "{who} was asked, but the gig was withdrawn before an answer",
            "{who} were asked, but the gig was withdrawn before an answer",
            n,
        )
    return n_(
        "{who} was asked, but it was settled before an answer",
        "{who} were asked, but it was settled before an answer",
        n,
    )


def whom(step: Step, *, size: TextSize | None = None) -> TextRun:
    """Everybody whom a step asks, in words: `any one of Ann and Ben`."""
    who = some(step.approvers)
    if len(step.approvers) > 1:
        who = (_("any one of {names}") if step.need is Need.ANY else _("all of {names}")).format(names=who)
    return run(who, most=300, size=size, subtle=size == "Small")


def some(people: Sequence[Person], write: Callable[[Sequence[str]], str] = both, most: int = 6) -> str:
    """Their names; a number for those who would make it too long."""
    named = [one.name[:60] for one in people[:most]]
    left = len(people) - most
    more = [n_("{n} other", "{n} others", left).format(n=left)] if left > 0 else []
    return write([*named, *more]) or _("nobody yet")


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
        rows += [_sentence(text, _("Please note")) for text in route.warnings[:_SENTENCES]]
    if not route.steps:
        rows.append(words(_("No approval is needed."), small=True, spacing="Small"))
    rows.append(version_of(route))
    return [
        buttons(toggle(_("Why these steps") if route.steps else _("Why no approval is needed"), "why")),
        fold("why", rows),  # not for people
    ]


def _sentence(text: str, lead: str = "") -> CardElement:
    told = run(text, most=300, size="Small")
    if not lead:
        return line(told, spacing="Small")
    first = run(lead, bold=True, most=80, size="Small")
    return sentence(_("{lead}: {reason}"), lead=first, reason=told, size="Small", spacing="Small")


def version_of(route: Route) -> CardElement:
    """Under which version of the policy this was decided."""
    return sentence(
        _("Policy {version}"),
        version=run(route.policy, most=100, size="Small", subtle=True),
        size="Small",
        subtle=True,
        spacing="Small",
    )


def warnings_of(route: Route | None) -> Body:
    """What approver and requester should know."""
    told = route.warnings[:_SENTENCES] if route else ()
    if not told:
        return []
    return [
        callout("warning", _("Please note"), *(line(run(text, most=400), spacing="Small") for text in told))
    ]


def place_of(gig: Gig, number: int) -> Body:
    """Which step this is, where there are several."""
    steps = gig.route.steps if gig.route else ()
    if len(steps) < 2 or not 0 < number <= len(steps):
        return []
    name = run(steps[number - 1].name, bold=True, most=80)
    text = _("Step {number} of {steps}: {name}")
    return [sentence(text, number=str(number), steps=str(len(steps)), name=name, spacing="Small")]


def review_of(gig: Gig) -> Body:
    """Where the review of an emergency stands."""
    review = gig.review
    if review is None:
        return []
    if review.by is None:
        who = run(some(review.reviewers, either), most=300)
        asked = sentence(_("{who} is asked to review whether this was in order."), who=who, spacing="Small")
        return [asked, quiet(_("Due by {when}").format(when=moment(review.due_at)))]
    verdict = (
        _("{who} reviewed it: it was in order.") if review.fine else _("{who} reviewed it and has a concern:")
    )
    told: Body = [sentence(verdict, who=run(review.by.name, bold=True, most=120), spacing="Small")]
    return [*told, said(f"“{review.note}”", most=1000, spacing="Small")] if review.note else told
