"""The preview of a gig: what becomes public, what stays inside, who has to say yes, and what is confirmed."""

from collections.abc import Collection

from cards.changes import changed, changes
from cards.coach import hints_of
from cards.how_well import how_well
from cards.inside_choice import inside_choice
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
from cards.kit.fields import FIELDS, TIERS, answered
from cards.kit.inputs import Ids, button, problem, tick
from cards.kit.nodes import Action, CardElement, Container
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import day, line, moment, own, run, sentence, words
from cards.lessons import lessons_beside
from cards.links import links_of
from cards.near_duplicates import duplicates_beside
from cards.programme_team import ask_row
from cards.proposal import by_the_hour
from cards.route import SHOWN_STEPS, some, version_of, warnings_of, whom
from cards.where_it_goes import ONCE_APPROVED, POST_IT, STILL_COUNT
from gigs.approval import Approval, Came
from gigs.asking import in_step, is_satisfied
from gigs.brief import Brief
from gigs.gig import Gig
from gigs.inside import InsideWish
from gigs.route import Lane, Route, Step
from policy.policy import ChecklistItem
from translation import formats
from translation.catalogue import N_, _, n_
from translation.formats import both, either
from use_cases.playbook.practices import Place
from use_cases.requesting.beside_preview import NOTHING, Beside
from use_cases.requesting.submit_gig import AS_THE_POLICY_HAS_IT, Preview

CONFIRM = "confirm_"
"""Before the id of an item of the checklist: the id of its tick."""
_IN_PLACE = N_("{who} is asked in place of {other}")
_INSTEAD: dict[Came, str] = {
    Came.DELEGATED: N_("{who} is asked as the delegate of {other}"),
    Came.ESCALATED: N_("{who} is asked because {other} didn’t answer"),
    Came.SUCCEEDED: N_("{who} is asked in place of {other}, who has left"),
}
"""How somebody came to be asked; `_IN_PLACE` where it is not here."""


def preview(
    seen: Preview,
    *,
    marketplace_title: str,
    draft: str = "",
    open_items: Collection[str] = (),
    confirmed: Collection[str] = (),
    wish: InsideWish = AS_THE_POLICY_HAS_IT,
    beside: Beside = NOTHING,
) -> AdaptiveCard:
    """Everything before submitting. `open_items` are sentences of the checklist that were still not confirmed, `confirmed`
    ids of those that were, `wish` what was chosen about colleagues."""
    ticks = inside_choice(seen.inside, wish, open_items)
    ticks += [_checklist(seen.checklist, open_items, confirmed)] if seen.checklist else []
    return fit(lambda most: _preview(seen, marketplace_title, draft, ticks, beside, most))


def _preview(
    seen: Preview,
    marketplace_title: str,
    draft: str,
    ticks: Body,
    beside: Beside,
    most: int,
) -> AdaptiveCard:
    gig, brief = seen.gig, seen.brief
    body: Body = [
        header(
            _("Preview · Gig {number}").format(number=gig.number),
            brief.title,
            badge(_("Not public yet"), "Informative", "Right"),
        ),
        _what_follows(seen, marketplace_title),
        *_chosen(seen, marketplace_title),
        *_too_early(seen),
        *warnings_of(seen.route),
        *hints_of(beside, _ids(seen, draft), brief.marketplace),
        *duplicates_beside(beside.similar.duplicates),
        *lessons_beside(beside.similar.lessons, most),
    ]
    if gig.brief and gig.brief != brief:
        told = changed(gig.brief, brief) if most <= SHORT else changes(gig.brief, brief, seen.route)
        body.append(section(_("What you changed"), *told))
    body += [
        *_sums(brief),
        _public(seen, marketplace_title, most),
        *links_of(brief, most),
        _inside(brief, seen.route),
        _way(seen.asked, seen.route),
    ]
    body += [*ticks, how_well(Place.PREVIEW)]
    summary = _("Preview of gig {number}: {title}. Nothing is public yet.").format(
        number=gig.number, title=brief.title
    )
    return frame([*body, ask_row(seen.gig.number)], _actions(seen, draft), summary=summary)


def _ids(seen: Preview, draft: str) -> Ids:
    return {"draft": draft or None, "gig": seen.gig.number, "revision": seen.gig.revision}


def _actions(seen: Preview, draft: str) -> list[Action]:
    ids = _ids(seen, draft)
    exactly: Ids = {**ids, "seen": seen.seen or None}
    submit = _("Post it") if seen.route.lane is Lane.SELF_SERVICE else _("Submit for approval")
    return [
        button(submit, "submit_brief", style="positive", **exactly),
        button(_("Change something"), "edit_brief", inputs=False, **ids),
        button(_("Save draft"), "save_draft", inputs=False, **ids),
    ]


def _what_follows(seen: Preview, marketplace_title: str) -> CardElement:
    """What pressing the first button leads to."""
    where, asks_first = run(marketplace_title, most=120), seen.inside is not None and seen.inside.required
    if seen.route.lane is Lane.SELF_SERVICE:
        told = sentence(_(POST_IT[asks_first]), where=where, spacing="Small")
        return callout("good", _("The policy lets you post this without approval"), told)
    first = seen.asked.open_approvals
    if not first:
        told = sentence(_(STILL_COUNT[asks_first]), where=where, spacing="Small")
        return callout("good", _("No new approval is needed"), told)
    details: Body = [
        _first(first, seen),
        sentence(_(ONCE_APPROVED[asks_first]), where=where, spacing="Small"),
    ]
    if seen.route.lane is Lane.EMERGENCY:
        return callout("warning", _("This goes through the emergency lane"), *details, *_reviewed(seen.route))
    return callout("accent", _("Nothing is public until it’s approved"), *details)


def _chosen(seen: Preview, marketplace_title: str) -> Body:
    """Why the policy chose this marketplace, where it was left to it."""
    if not seen.because:
        return []
    chosen = run(marketplace_title, most=120, bold=True)
    because = run(seen.because, most=600)
    return [sentence(_("The policy chose {market}: {because}"), market=chosen, because=because)]


def _too_early(seen: Preview) -> Body:
    """A due date that leaves approvers less than their time; whether that matters is the requester's to say."""
    if seen.too_early is None:
        return []
    due, by = day(seen.brief.due), day(seen.too_early.answered_by)
    told = (
        _("The work is due on {due}, but the first approver has until {by} to answer.")
        if seen.too_early.is_first
        else _("The work is due on {due}, but if every step takes all its time, approval takes until {by}.")
    ).format(due=due, by=by)
    advice = _("You can submit it as it is, or change the due date first.")
    headline = _("The due date may be too early")
    return [callout("warning", headline, words(told, spacing="Small"), small(advice))]


def _first(asked: tuple[Approval, ...], seen: Preview) -> CardElement:
    who = some(list({one.approver.key: one.approver for one in asked}.values()))
    told = (
        n_("{who} is asked first.", "{who} are asked first.", len(asked))
        if len(seen.route.steps) > 1
        else n_("{who} is asked as soon as you submit.", "{who} are asked as soon as you submit.", len(asked))
    )
    return sentence(told, who=run(who, bold=True, most=300), spacing="Small")


def _reviewed(route: Route) -> Body:
    if not route.reviewers or route.review_within is None:
        return []
    hours = max(1, round(route.review_within.total_seconds() / 3600))
    told = n_(
        "{who} reviews it within {hours} working hour of the approval and asks whether it really couldn’t wait.",
        "{who} reviews it within {hours} working hours of the approval and asks whether it really couldn’t wait.",
        hours,
    )
    who = run(some(route.reviewers, either), bold=True, most=300)
    return [sentence(told, who=who, hours=formats.number(hours), spacing="Small")]


def _public(seen: Preview, marketplace_title: str, most: int) -> Container:
    """Every line of the listing as the marketplace will show it, each under the name that it has there."""
    shown: Body = [
        line(run(f"{label}:", most=80, bold=True), " ", run(text, most=3 * most), spacing="Small")
        for label, text in seen.public
    ]
    if seen.unchecked:
        names = run(both(seen.unchecked), most=300)
        told = _("Not checked, because the marketplace didn’t answer in time: {names}")
        shown.append(sentence(told, names=names, spacing="Small"))
    title = line(run(_("Public on {market}").format(market=marketplace_title), most=160, bold=True))
    return Container(items=[title, *shown], spacing="Medium", separator=True)


def _sums(brief: Brief) -> Body:
    hourly = by_the_hour(brief.rate, brief.hours) if brief.hours else _("A fixed price for everything")
    return [
        figures(
            (_("Budget"), str(brief.budget)), (_("From"), day(brief.start)), (_("Until"), day(brief.due))
        ),
        small(hourly, spacing="Small"),
    ]


def _inside(brief: Brief, route: Route) -> CardElement:
    known = facts(
        (_("Cost centre"), fact_said(brief.cost_centre)),
        (_("Purchase order"), fact_said(brief.purchase_order) if brief.purchase_order else ""),
        (_("Data"), TIERS[brief.data_tier]),
        (_("Answers"), fact_said(answered(brief.answers, route), 600) if brief.answers else ""),
    )
    reason: Body = []
    if brief.emergency:
        why = run(brief.emergency, most=800)
        reason = [line(own(FIELDS["emergency"], bold=True), "  ", why, spacing="Small")]
    quiet = small(_("Your name, your team and the approval stay internal too."), "Small")
    return section(_("Internal only"), known, *reason, quiet)


def _way(asked: Gig, route: Route) -> CardElement:
    """Every step with whom it asks and why, in the policy's words."""
    steps: Body = []
    for number, step in enumerate(route.steps[:SHOWN_STEPS], start=1):
        steps += _step(asked, number, step, route)
    because: Body = [line(run(text, most=300), spacing="Small") for text in route.why[:6]]
    title = _("Approval steps") if route.steps else _("Why no approval is needed")
    return section(title, *because, *steps, version_of(route))


def _step(asked: Gig, number: int, step: Step, route: Route) -> Body:
    held, now = is_satisfied(asked, number), [a for a in in_step(asked, number) if a.is_open]
    mark = own(f"{'✓' if held else number}  ", bold=True, color="Good" if held else "Accent")
    who = () if held else (": ", whom(step))
    rows: Body = [line(mark, run(step.name, bold=True, most=80), *who, spacing="Small")]
    for one in in_step(asked, number)[:4]:
        rows += _before_asking(one)
    rows += [_because(text) for text in step.why[:3] if text not in route.why]
    if now:
        due = moment(min(one.answer_by for one in now))
        rows.append(small(_("Answer due by {due}").format(due=due)))
    return rows


def _before_asking(one: Approval) -> Body:
    """An earlier approval that counts, or somebody in another's place."""
    who = run(one.approver.name, most=80, size="Small")
    if one.carried_from:
        told = _("{who} approved earlier, and it still counts")
        return [sentence(told, who=who, size="Small", spacing="None")]
    if one.instead_of:
        other = run(one.instead_of.name, most=60, size="Small")
        told = _(_INSTEAD.get(one.came, _IN_PLACE))
        return [sentence(told, who=who, other=other, size="Small", spacing="None")]
    return []


def _because(text: str) -> CardElement:
    return line(run(text, most=300, size="Small", subtle=True), spacing="None")


def _checklist(
    items: tuple[ChecklistItem, ...], open_items: Collection[str], confirmed: Collection[str]
) -> CardElement:
    ticks: Body = []
    for item in items:
        is_on = item.id in confirmed or (bool(open_items) and item.text not in open_items)
        ticks.append(tick(CONFIRM + item.id, item.text, on=is_on))
        if item.text in open_items:
            ticks.append(problem(_("Please confirm this, or change the brief.")))
    still = [words(_("Not everything is confirmed yet."), spacing="Small")] if open_items else []
    return section(_("Please confirm"), *still, *ticks)
