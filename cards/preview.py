"""The preview of a gig: what becomes public, what stays inside, who has to say yes, and what is confirmed."""

from collections.abc import Collection

from cards.changes import changed, changes
from cards.kit.elements import (
    SHORT,
    Body,
    badge,
    callout,
    fact_said,
    facts,
    figures,
    fit,
    frame,
    header,
    section,
    small,
)
from cards.kit.fields import TIERS, answered
from cards.kit.inputs import Ids, button, problem, tick
from cards.kit.nodes import Action, CardElement, Container
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import day, line, moment, own, run, words
from cards.links import links_of
from cards.route import SHOWN_STEPS, came_of, some, version_of, warnings_of, whom
from gigs.approval import Approval
from gigs.asking import in_step, is_satisfied
from gigs.brief import Brief
from gigs.gig import Gig
from gigs.route import Lane, Route, Step
from policy.policy import ChecklistItem
from translation.formats import either
from use_cases.requesting.submit_gig import Preview

CONFIRM = "confirm_"
"""Before the id of an item of the checklist: the id of its tick."""


def preview(
    seen: Preview, *, marketplace_title: str, draft: str = "", open_items: Collection[str] = ()
) -> AdaptiveCard:
    """Everything before submitting. `open_items` are sentences of the checklist that were still not confirmed."""
    return fit(lambda most: _preview(seen, marketplace_title, draft, open_items, most))


def _preview(
    seen: Preview, marketplace_title: str, draft: str, open_items: Collection[str], most: int
) -> AdaptiveCard:
    gig, brief = seen.gig, seen.brief
    body: Body = [
        header(f"Preview · Gig {gig.number}", brief.title, badge("Not public yet", "Informative", "Right")),
        _what_follows(seen, marketplace_title),
        *_chosen(seen, marketplace_title),
        *_too_early(seen),
        *warnings_of(seen.route),
    ]
    if gig.brief and gig.brief != brief:
        told = changed(gig.brief, brief) if most <= SHORT else changes(gig.brief, brief, seen.route)
        body.append(section("What you changed", *told))
    body += [
        *_sums(brief),
        _public(seen, marketplace_title, most),
        *links_of(brief, most),
        _inside(brief, seen.route),
        _way(seen.asked, seen.route),
    ]
    if seen.checklist:
        body.append(_checklist(seen.checklist, open_items))
    summary = f"Preview of gig {gig.number}: {brief.title}. Nothing is public yet."
    return frame(body, _actions(seen, draft), summary=summary)


def _actions(seen: Preview, draft: str) -> list[Action]:
    ids: Ids = {"draft": draft or None, "gig": seen.gig.number, "revision": seen.gig.revision}
    exactly: Ids = {**ids, "seen": seen.seen or None}
    submit = "Post it" if seen.route.lane is Lane.SELF_SERVICE else "Submit for approval"
    return [
        button(submit, "submit_brief", style="positive", **exactly),
        button("Change something", "edit_brief", inputs=False, **ids),
        button("Save draft", "save_draft", inputs=False, **ids),
    ]


def _what_follows(seen: Preview, marketplace_title: str) -> CardElement:
    """What pressing the first button leads to."""
    where = run(marketplace_title, most=120)
    if seen.route.lane is Lane.SELF_SERVICE:
        told = line("Press “Post it” and it goes to ", where, ".", spacing="Small")
        return callout("good", "The policy lets you post this without asking", told)
    first = seen.asked.open_approvals
    if not first:
        told = line(
            "Everybody's earlier yes still holds. Submit it and it goes to ", where, ".", spacing="Small"
        )
        return callout("good", "Nobody has to be asked again", told)
    details: Body = [
        _first(first, seen),
        line("Once it is approved, I post it to ", where, ".", spacing="Small"),
    ]
    if seen.route.lane is Lane.EMERGENCY:
        return callout("warning", "This goes through the emergency lane", *details, *_reviewed(seen.route))
    return callout("accent", "Nothing is public until it is approved", *details)


def _chosen(seen: Preview, marketplace_title: str) -> Body:
    """Why the policy chose this marketplace, where it was left to it."""
    if not seen.because:
        return []
    return [
        line(
            own("The policy chose "),
            run(marketplace_title, most=120, bold=True),
            ": ",
            run(seen.because, most=600),
        )
    ]


def _too_early(seen: Preview) -> Body:
    """A due date that leaves approvers less than their time; whether that matters is the requester's to say."""
    if seen.too_early is None:
        return []
    due, by = day(seen.brief.due), day(seen.too_early.answered_by)
    told = (
        f"The work is due on {due}, but the first approver has until {by} to answer."
        if seen.too_early.is_first
        else f"The work is due on {due}, but with every step answered at the last moment, approval takes until {by}."
    )
    advice = "You can submit it as it is, or change the due date first."
    return [callout("warning", "The due date may be too early", words(told, spacing="Small"), small(advice))]


def _first(asked: tuple[Approval, ...], seen: Preview) -> CardElement:
    who = some(list({one.approver.key: one.approver for one in asked}.values()))
    several = "first" if len(seen.route.steps) > 1 else "as soon as you submit"
    verb = "is" if len(asked) == 1 else "are"
    return line(run(who, bold=True, most=300), f" {verb} asked {several}.", spacing="Small")


def _reviewed(route: Route) -> Body:
    if not route.reviewers or route.review_within is None:
        return []
    hours = max(1, round(route.review_within.total_seconds() / 3600))
    within = f" within {hours} working hours of the yes, and asks whether it could not wait."
    return [
        line(run(some(route.reviewers, either), bold=True, most=300), " looks at it", within, spacing="Small")
    ]


def _public(seen: Preview, marketplace_title: str, most: int) -> Container:
    """Every line of the listing as the marketplace will show it, each under the name that it has there."""
    shown: Body = [
        line(run(f"{label}:", most=80, bold=True), " ", run(text, most=3 * most), spacing="Small")
        for label, text in seen.public
    ]
    if seen.unchecked:
        names = run(", ".join(seen.unchecked), most=300)
        shown.append(
            line("Not checked, because the marketplace did not answer in time: ", names, spacing="Small")
        )
    title = line(run(f"Public on {marketplace_title}", most=160, bold=True))
    return Container(items=[title, *shown], spacing="Medium", separator=True)


def _sums(brief: Brief) -> Body:
    hourly = f"{brief.rate} an hour, {brief.hours} hours at most"
    return [
        figures(("Budget", str(brief.budget)), ("From", day(brief.start)), ("Until", day(brief.due))),
        small(hourly if brief.hours else "A fixed price for all of it", spacing="Small"),
    ]


def _inside(brief: Brief, route: Route) -> CardElement:
    known = facts(
        ("Cost centre", fact_said(brief.cost_centre)),
        ("Purchase order", fact_said(brief.purchase_order) if brief.purchase_order else ""),
        ("Data", TIERS[brief.data_tier]),
        ("Answers", fact_said(answered(brief.answers, route), 600) if brief.answers else ""),
    )
    reason: Body = []
    if brief.emergency:
        why = run(brief.emergency, most=800)
        reason = [line(own("Why it cannot wait  ", bold=True), why, spacing="Small")]
    quiet = small("Your name, your team and the approval stay inside too.", "Small")
    return section("Only inside", known, *reason, quiet)


def _way(asked: Gig, route: Route) -> CardElement:
    """Every step with whom it asks and why, in the policy's words."""
    steps: Body = []
    for number, step in enumerate(route.steps[:SHOWN_STEPS], start=1):
        steps += _step(asked, number, step, route)
    because: Body = [line(run(text, most=300), spacing="Small") for text in route.why[:6]]
    title = "Approval steps" if route.steps else "Why nobody is asked"
    return section(title, *because, *steps, version_of(route))


def _step(asked: Gig, number: int, step: Step, route: Route) -> Body:
    held, now = is_satisfied(asked, number), [a for a in in_step(asked, number) if a.is_open]
    mark = own(f"{'✓' if held else number}  ", bold=True, color="Good" if held else "Accent")
    who = "" if held else " asks "
    title = line(
        mark, run(step.name, bold=True, most=80), who, *([] if held else [whom(step)]), spacing="Small"
    )
    rows: Body = [title]
    for one in in_step(asked, number)[:4]:
        rows += _before_asking(one)
    rows += [_because(text) for text in step.why[:3] if text not in route.why]
    if now:
        rows.append(small(f"An answer is asked for by {moment(min(one.answer_by for one in now))}"))
    return rows


def _before_asking(one: Approval) -> Body:
    """An earlier yes that counts, or somebody in another's place."""
    if one.carried_from:
        return [
            line(
                run(one.approver.name, most=80, size="Small"),
                own(" said yes before, and it still holds", size="Small"),
                spacing="None",
            )
        ]
    if one.instead_of:
        who = run(one.approver.name, most=80, size="Small")
        return [line(who, own(" is asked ", size="Small"), *came_of(one, size="Small"), spacing="None")]
    return []


def _because(text: str) -> CardElement:
    return line(run(text, most=300, size="Small", subtle=True), spacing="None")


def _checklist(items: tuple[ChecklistItem, ...], open_items: Collection[str]) -> CardElement:
    ticks: Body = []
    for item in items:
        ticks.append(tick(CONFIRM + item.id, item.text, on=bool(open_items) and item.text not in open_items))
        if item.text in open_items:
            ticks.append(problem("Please confirm this, or change the brief."))
    still = [words("Some of it is still open.", spacing="Small")] if open_items else []
    return section("Please confirm", *still, *ticks)
