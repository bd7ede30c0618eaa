"""The approver's card: all that is needed to decide, once, and afterwards what became of the question."""

from collections.abc import Sequence

from cards.approval_buttons import advice_asked, decide, pass_on_for, review_asked
from cards.asked import latest, question_of
from cards.changes import changed, changes
from cards.gig import channel_card
from cards.kit.elements import (
    SHORT,
    SIZES,
    Body,
    buttons,
    fact_said,
    facts,
    figures,
    fit,
    frame,
    numbered,
    section,
    small,
)
from cards.kit.fields import CATEGORIES, EXPERIENCE, FIELDS, PRICE_TYPES, TIERS, VISIBILITIES, answered
from cards.kit.inputs import button
from cards.kit.nodes import CardElement
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import day, line, moment, names, own, run, said, shortened
from cards.kit.words import DECISIONS, live_header, market
from cards.links import links_of
from cards.more_money import more_asked
from cards.route import review_of, some, steps_of, warnings_of, why
from gigs.approval import Advice, Approval, Decision, Purpose
from gigs.brief import Brief
from gigs.gig import Gig
from use_cases.permissions.authorize import Role, Verb
from use_cases.permissions.gig_page import BudgetPage, GigPage

ASKED_OF_OTHERS = frozenset({Verb.ADVISE, Verb.REVIEW_EMERGENCY})
"""What is asked on this card of somebody who does not decide."""

_CONFIRMED = 8
_ADVICE = 4


def asked_about(page: GigPage) -> str:
    """What a card drawn now asks about, for drawing it again: later revisions have a card of their own."""
    return str(page.gig.revision)


def approval_card(page: GigPage, revision: int = 0) -> AdaptiveCard:
    """Buttons only for somebody whose answer is awaited; for everybody else, and afterwards, what was decided.

    `revision` is the one that this card asked about, 0 the newest: a later one has a card of its own. Advice and a
    review are about the gig as it is now, whatever revision they were asked for in.
    """
    if Verb.SEE not in page.allowed:
        return channel_card(page)
    newest = latest(page.gig)
    asked = [a for a in page.gig.approvals if a.revision == revision] or newest
    consulted = page.allowed & ASKED_OF_OTHERS and Verb.DECIDE not in page.allowed
    if asked != newest and not consulted:
        return _former(page, asked)
    return fit(lambda most: _newest(page, newest, most), (8000, 6000, 4800, *SIZES))


def _former(page: GigPage, asked: list[Approval]) -> AdaptiveCard:
    gig = page.gig
    answered_then = [one for one in asked if one.decision and not one.carried_from] if len(asked) > 1 else []
    body: Body = [live_header(gig, "Approval"), question_of(page, asked, None)]
    body += [item for one in answered_then[:8] for item in _answer(one)]
    newest = button("Open the newest", "show_approval", gig=gig.number, revision=gig.revision)
    return frame(body, [newest], summary=_summary(gig))


def _newest(page: GigPage, asked: list[Approval], most: int) -> AdaptiveCard:
    gig = page.gig
    decides = Verb.DECIDE in page.allowed and page.viewer is not None
    mine = gig.approval_of(page.viewer.key) if decides and page.viewer else None
    about_more = bool(asked) and asked[0].purpose is not Purpose.POST
    body: Body = [live_header(gig, "Approval")]
    if page.allowed & ASKED_OF_OTHERS:
        body += [*advice_asked(page), *review_asked(page)]
    body.append(question_of(page, asked, mine))
    if about_more:
        body += more_asked(gig, asked)
    if gig.brief and not about_more:
        body += _budget(gig, gig.brief, is_short=most <= SHORT)
    body += [
        *_left(page),
        *warnings_of(gig.route),
        *_emergency(gig, most),
        *_advice(page, most),
        *steps_of(gig),
        *why(gig, warned=True),
    ]
    if gig.brief:
        body += _brief(gig, gig.brief, most, about_more=about_more)
    actions = decide(page, mine) if mine else pass_on_for(page) if Verb.REASSIGN in page.allowed else []
    return frame(body, actions, summary=_summary(gig))


def _summary(gig: Gig) -> str:
    return f"Gig {gig.number}: {gig.title}, {gig.requester.name}"


def _answer(one: Approval) -> Body:
    decision = DECISIONS[one.decision or Decision.APPROVED].label
    when = f"{decision}, {moment(one.decided_at)}" if one.decided_at else decision
    told: Body = [line(run(one.approver.name, bold=True, most=120)), small(when)]
    return [*told, said(f"“{one.reason}”", most=1500, spacing="Small")] if one.reason else told


def _budget(gig: Gig, brief: Brief, *, is_short: bool) -> Body:
    hourly = f"{brief.rate} an hour, {brief.hours} hours at most"
    body: Body = [
        figures(("Budget", str(brief.budget)), ("From", day(brief.start)), ("Until", day(brief.due))),
        small(hourly if brief.hours else PRICE_TYPES[brief.price_type], spacing="Small"),
    ]
    if gig.former_brief and gig.former_brief != brief:
        told = changed(gig.former_brief, brief) if is_short else changes(gig.former_brief, brief, gig.route)
        body.append(section("What changed since the last time", *told))
    return body


def _left(page: GigPage) -> Body:
    """What the budgets have left with this gig, to whoever decides about it."""
    return [
        line(
            run(f"{charged.name[:1].upper()}{charged.name[1:]}", most=120, size="Small"),
            own(f": {_left_of(charged)}", size="Small"),
            spacing="Small",
        )
        for charged in page.budgets
    ]


def _left_of(charged: BudgetPage) -> str:
    left = f"{charged.left} of {charged.limit} left with this gig"
    if not charged.uncounted:
        return left
    return f"at most {left}, before {names([*map(str, charged.uncounted)])} without a rate in the policy"


def _emergency(gig: Gig, most: int) -> Body:
    """Why it could not wait, and who looks at it afterwards or has done so."""
    reason = gig.brief.emergency if gig.brief else ""
    reviewers = gig.route.reviewers if gig.route else ()
    told: Body = [said(f"“{reason}”", most=most)] if reason else []
    if gig.review:
        told += review_of(gig)
    elif told and reviewers:
        told.append(line(run(some(reviewers, "or"), most=300), " looks at it afterwards.", spacing="Small"))
    return [section("Why it cannot wait", *told)] if told else []


def _advice(page: GigPage, most: int) -> Body:
    """What colleagues said. The requester is not part of that talk."""
    given = [
        one for one in page.gig.advice if one.adviser.key != (page.viewer and page.viewer.key) or one.answer
    ]
    if page.role is Role.REQUESTER or not given:
        return []
    return [section("Advice", *(item for one in given[-_ADVICE:] for item in _advised(one, most)))]


def _advised(one: Advice, most: int) -> Body:
    asked = line(
        run(one.asked_by.name, bold=True, most=80),
        " asked ",
        run(one.adviser.name, bold=True, most=80),
        ": ",
        run(one.question, most=most, subtle=True),
        spacing="Small",
    )
    answer = said(f"“{one.answer}”", most=most, spacing="Small") if one.answer else small("No answer yet")
    return [asked, answer]


def _brief(gig: Gig, brief: Brief, most: int, *, about_more: bool) -> Body:
    body: Body = [
        section("Outcome", said(shortened(brief.outcome, most), most=2 * most)),
        section("Deliverables", *numbered(brief.deliverables, most)),
        section("How it is checked", said(shortened(brief.acceptance, most), most=2 * most)),
    ]
    body += links_of(brief, most) if brief.links else []
    texts = (brief.outcome, brief.acceptance, "".join(brief.deliverables))
    if any(len(text.encode()) > most for text in texts):
        body.append(buttons(button("Read the whole brief", "read_brief", inputs=False, gig=gig.number)))
    body.append(section("Details", rules(gig, brief)))
    return body if about_more else [*body, *_confirmed(gig.confirmed)]


def _confirmed(items: Sequence[str]) -> Body:
    if not items:
        return []
    ticked: Body = [
        line(own("✓  ", color="Good", bold=True), run(text, most=200), spacing="Small")
        for text in items[:_CONFIRMED]
    ]
    if len(items) > _CONFIRMED:
        ticked.append(small(f"and {len(items) - _CONFIRMED} more", "Small"))
    return [section("Confirmed by the requester", *ticked)]


def rules(gig: Gig, brief: Brief) -> CardElement:
    """What the company wants to know about a brief."""
    where = gig.requester.department
    return facts(
        ("Asked by", fact_said(f"{gig.requester.name}, {where}" if where else gig.requester.name)),
        ("Cost centre", fact_said(brief.cost_centre)),
        ("Purchase order", fact_said(brief.purchase_order) if brief.purchase_order else ""),
        ("Data", TIERS[brief.data_tier]),
        ("Answers", fact_said(answered(brief.answers, gig.route), 600) if brief.answers else ""),
        ("Category", CATEGORIES[brief.category]),
        ("Skills", fact_said(", ".join(brief.skills), 600)),
        ("Experience", EXPERIENCE[brief.experience] if brief.experience else ""),
        ("Hours a week", str(brief.weekly_hours) if brief.weekly_hours else ""),
        (FIELDS["screening"], fact_said(" / ".join(brief.screening), 600) if brief.screening else ""),
        ("Visibility", VISIBILITIES[brief.visibility]),
        ("Marketplace", fact_said(market(brief.marketplace))),
    )
