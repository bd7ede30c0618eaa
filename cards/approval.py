"""The approver's card: all that is needed to decide, once, and afterwards what became of the question."""

from cards.approval_buttons import advice_asked, decide, pass_on_for, review_asked
from cards.approval_details import folded
from cards.asked import latest, question_of
from cards.changes import since_last_time
from cards.gig import channel_card
from cards.inside_gig import planned
from cards.kit.elements import (
    SHORT,
    SIZES,
    Body,
    buttons,
    figures,
    fit,
    frame,
    section,
    small,
)
from cards.kit.fields import FIELDS, PRICE_TYPES
from cards.kit.inputs import button
from cards.kit.nodes import CardElement
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import day, line, moment, run, said, sentence, shortened
from cards.kit.words import DECISIONS, live_header
from cards.more_money import about, more_asked
from cards.programme_team import ask_row
from cards.route import review_of, some, warnings_of
from gigs.approval import Advice, Approval, Decision, Purpose
from gigs.brief import Brief
from gigs.gig import Gig
from translation.catalogue import _, n_
from translation.formats import both, either, number
from use_cases.permissions.authorize import Role, Verb
from use_cases.permissions.gig_page import BudgetPage, GigPage

ASKED_OF_OTHERS = frozenset({Verb.ADVISE, Verb.REVIEW_EMERGENCY})
"""What is asked on this card of somebody who does not decide."""

_ADVICE = 4
_GLANCE = 280
"""The most bytes of the outcome above the buttons; all of it stands below them."""


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
    body: Body = [live_header(gig, _("Approval")), question_of(page, asked, None)]
    body += [item for one in answered_then[:8] for item in _answer(one)]
    newest = button(_("Open the latest version"), "show_approval", gig=gig.number, revision=gig.revision)
    return frame([*body, ask_row(gig.number)], [newest], summary=_summary(gig))


def _newest(page: GigPage, asked: list[Approval], most: int) -> AdaptiveCard:
    gig = page.gig
    decides = Verb.DECIDE in page.allowed and page.viewer is not None
    mine = gig.approval_of(page.viewer.key) if decides and page.viewer else None
    about_more = bool(asked) and asked[0].purpose is not Purpose.POST
    body: Body = [live_header(gig, _("Approval"))]
    if page.allowed & ASKED_OF_OTHERS:
        body += [*advice_asked(page), *review_asked(page)]
    body.append(question_of(page, asked, mine))
    if about_more:
        body += more_asked(page, asked)
    elif gig.brief:
        body += _budget(page, gig.brief)
    body += [*_left(page), *_for_what(gig, about_more=about_more)]
    if not about_more:
        body += since_last_time(page, is_short=most <= SHORT)
    body += [
        *warnings_of(gig.route),
        *(planned(gig) if gig.inside else []),
        *_emergency(gig, most),
        *_advice(page, most),
    ]
    if actions := decide(page, mine) if mine else pass_on_for(page) if Verb.REASSIGN in page.allowed else []:
        body.append(buttons(*actions))
    return frame([*body, *folded(gig, most, about_more=about_more)], summary=_summary(gig))


def _summary(gig: Gig) -> str:
    return _("Gig {number}: {title}, {name}").format(
        number=gig.number, title=gig.title, name=gig.requester.name
    )


def _answer(one: Approval) -> Body:
    decision = DECISIONS[one.decision or Decision.APPROVED].label
    if one.decided_at:
        decision = _("{decision}, {when}").format(decision=decision, when=moment(one.decided_at))
    told: Body = [line(run(one.approver.name, bold=True, most=120)), small(decision)]
    return [*told, said(f"“{one.reason}”", most=1500, spacing="Small")] if one.reason else told


def _budget(page: GigPage, brief: Brief) -> Body:
    dates = ((_("From"), day(brief.start)), (_("Until"), day(brief.due)))
    return [
        figures((_("Budget"), str(brief.budget)), *dates),
        *about(page),
        small(_price(brief), spacing="Small"),
    ]


def _price(brief: Brief) -> str:
    if not brief.hours:
        return PRICE_TYPES[brief.price_type]
    told = n_("{rate} an hour, up to {hours} hour", "{rate} an hour, up to {hours} hours", brief.hours)
    return told.format(rate=brief.rate, hours=number(brief.hours))


def _for_what(gig: Gig, *, about_more: bool) -> Body:
    if gig.brief is None or about_more:
        return []
    return [said(shortened(gig.brief.outcome, _GLANCE), most=2 * _GLANCE, spacing="Small")]


def _left(page: GigPage) -> Body:
    """What the budgets have left with this gig, to whoever decides about it."""
    return [_left_of(charged) for charged in page.budgets]


def _left_of(charged: BudgetPage) -> CardElement:
    told = _("{budget}: {left} of {limit} left after this gig")
    if charged.uncounted:
        told = _(
            "{budget}: at most {left} of {limit} left after this gig; the policy has no exchange rate for {amounts}"
        )
    return sentence(
        told,
        spacing="Small",
        size="Small",
        budget=run(f"{charged.name[:1].upper()}{charged.name[1:]}", most=120, size="Small"),
        left=str(charged.left),
        limit=str(charged.limit),
        amounts=both([*map(str, charged.uncounted)]),
    )


def _emergency(gig: Gig, most: int) -> Body:
    """Why it could not wait, and who looks at it afterwards or has done so."""
    reason = gig.brief.emergency if gig.brief else ""
    reviewers = gig.route.reviewers if gig.route else ()
    told: Body = [said(f"“{reason}”", most=most)] if reason else []
    if gig.review:
        told += review_of(gig)
    elif told and reviewers:
        who = run(some(reviewers, either), most=300)
        told.append(sentence(_("{who} will review it afterwards."), spacing="Small", who=who))
    return [section(FIELDS["emergency"], *told)] if told else []


def _advice(page: GigPage, most: int) -> Body:
    """What colleagues said. The requester is not part of that talk."""
    given = [
        one for one in page.gig.advice if one.adviser.key != (page.viewer and page.viewer.key) or one.answer
    ]
    if page.role is Role.REQUESTER or not given:
        return []
    return [section(_("Advice"), *(item for one in given[-_ADVICE:] for item in _advised(one, most)))]


def _advised(one: Advice, most: int) -> Body:
    asked = sentence(
        _("{who} asked {adviser}: {question}"),
        spacing="Small",
        who=run(one.asked_by.name, bold=True, most=80),
        adviser=run(one.adviser.name, bold=True, most=80),
        question=run(one.question, most=most, subtle=True),
    )
    answer = said(f"“{one.answer}”", most=most, spacing="Small") if one.answer else small(_("No answer yet"))
    return [asked, answer]
