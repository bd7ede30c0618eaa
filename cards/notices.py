"""Every notice as a card, and the cards that stay in a chat and are drawn again when their gig changes."""

from collections.abc import Callable

from cards.about_people import delegate_chosen
from cards.accounts import ACCOUNT_NOTICES, account_told
from cards.approval import approval_card, asked_about
from cards.delivery import deliverable_card
from cards.delivery import subject_of as delivered
from cards.elsewhere import held_up
from cards.gig import channel_card, gig_card, superseded
from cards.kit.elements import Body, as_of, banner, callout, facts, figures, frame, small
from cards.kit.inputs import button, link
from cards.kit.nodes import Action
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import count, line, moment, run, said
from cards.kit.words import freelancer_of, gig_header, market, market_of, waiting_for
from cards.more_money import beyond
from cards.notice_texts import (
    CONCERN,
    EXCESS_APPROVED,
    EXCESS_APPROVED_ON_SITE,
    EXTENSION_APPROVED,
    HANDED_OVER,
    HELD_NO_MORE,
    NOBODY_IN_TIME,
    NOBODY_TO_ASK,
    NOTICE_TEXTS,
    NoticeText,
)
from cards.programme_team import TEAM_NOTICES, team_told
from cards.reasons import DECIDED, budget_name, hindrance, lapse, reply_text
from cards.trouble import needs_a_person
from cards.withdrawn_texts import WITHDRAWN
from gigs.approval import Purpose
from gigs.gig import Gig, GigState
from ports.notice_facts import Lapse
from ports.notices import STAYS, SUPERSEDED, Notice, NoticeKind, View
from ports.operations import OperationKind
from use_cases.permissions.authorize import Verb
from use_cases.permissions.gig_page import GigPage

_ABOUT_WORK = frozenset({NoticeKind.FUND_NEXT, NoticeKind.RELEASE_REFUSED})
"""Short notices whose subject is a milestone that is named."""
_WHAT = {
    OperationKind.POST: "post this gig",
    OperationKind.OFFER: "send this offer",
    OperationKind.RELEASE: "release this payment",
    OperationKind.FUND: "fund this milestone",
    OperationKind.MESSAGE: "pass on this question",
}
_APPROVED = {Purpose.EXCESS: EXCESS_APPROVED, Purpose.EXTENSION: EXTENSION_APPROVED}
_ALMOST, _ALL = 90, 100
"""Percent of a budget from which on its notice warns, and alarms."""


def notice_card(notice: Notice, page: GigPage | None) -> AdaptiveCard:
    """Any notice; `page` is None where it is about no gig. What an earlier release wrote is shown as it was."""
    if notice.kind is NoticeKind.DELEGATE_CHOSEN:
        return delegate_chosen(notice)
    if notice.kind in ACCOUNT_NOTICES:
        return account_told(notice)
    if notice.kind in TEAM_NOTICES:
        return team_told(notice)
    if notice.kind is NoticeKind.BUDGET_USED:
        return _budget(notice, page)
    if page is None:
        raise ValueError(f"a notice of kind {notice.kind} is about a gig, and needs its page")
    if view := STAYS.get(notice.kind):
        return draw(view, page, notice.subject)
    if notice.kind is NoticeKind.NEEDS_A_PERSON:
        return _needs_a_person(notice, page.gig)
    if notice.kind is NoticeKind.CHANNEL_REPLY:
        return _reply(notice, page.gig)
    return _short(notice, page)


def _text_of(notice: Notice, gig: Gig) -> NoticeText:
    """How this very notice is told: some kinds have several ways."""
    kind, known = notice.kind, notice.facts
    if kind is NoticeKind.APPROVED:
        on_site = gig.offers_on_site and known.purpose is Purpose.EXCESS
        if on_site:
            return EXCESS_APPROVED_ON_SITE
        return _APPROVED.get(known.purpose, NOTICE_TEXTS[kind]) if known.purpose else NOTICE_TEXTS[kind]
    if kind is NoticeKind.WITHDRAWN and known.purpose in WITHDRAWN:
        return WITHDRAWN[known.purpose]
    if kind in NOBODY_TO_ASK and known.lapsed and known.lapsed.why is Lapse.NOBODY_TO_ASK:
        return NOBODY_TO_ASK[kind]
    if kind in NOBODY_IN_TIME and known.lapsed:
        return NOBODY_IN_TIME[kind]
    if kind is NoticeKind.EMERGENCY_REVIEWED and known.fine is False:
        return CONCERN
    if kind is NoticeKind.APPROVAL_HANDED_OVER:
        if notice.subject == "held":
            return HELD_NO_MORE
        return HANDED_OVER.get(known.how, NOTICE_TEXTS[kind]) if known.how else NOTICE_TEXTS[kind]
    return NOTICE_TEXTS[kind]


def _short(notice: Notice, page: GigPage) -> AdaptiveCard:
    gig, text = page.gig, _text_of(notice, page.gig)
    known = _known(notice, page, text)
    headline, detail = text.headline.format_map(known), _detail(notice, page, text.detail.format_map(known))
    details: Body = [line(run(detail, most=400), spacing="Small")] if detail else []
    told = callout(text.tone, headline, *details, *_awaited(notice, page), as_of(page.at))
    body: Body = [gig_header(gig), told]
    body += _why(notice, page, text)
    body += [said(each, most=600, spacing="Small") for each in _also(notice, gig) if each]
    if notice.kind is NoticeKind.MORE_MONEY_NEEDED:
        body += _contract(gig)
    return frame(
        body, _actions(notice, gig, text), summary=f"Gig {gig.number}: {headline}. {detail}".rstrip()
    )


def _detail(notice: Notice, page: GigPage, detail: str) -> str:
    """What comes next; of an approved gig whose marketplace nothing can be sent to, that it waits."""
    waits = (
        held_up(page) if notice.kind is NoticeKind.APPROVED and page.gig.state is GigState.APPROVED else None
    )
    return f"{waits.headline}. {waits.detail}" if waits else detail


def _why(notice: Notice, page: GigPage, text: NoticeText) -> Body:
    """In the words somebody typed, or in ours where it was the clock or a no of our own."""
    facts = notice.facts
    if facts.hindered:
        milestone = page.gig.contract_milestone(notice.subject)
        ours = hindrance(facts.hindered, freelancer=_freelancer(notice, page), milestone=milestone)
        return [said(ours, most=1500)]
    if facts.lapsed:
        return [said(lapse(facts.lapsed), most=1500)]
    return [said(f"“{facts.reason}”" if text.quoted else facts.reason, most=1500)] if facts.reason else []


def _also(notice: Notice, gig: Gig) -> tuple[str, ...]:
    """What is named below: the milestone, what was decided, the listing."""
    facts, work, text = notice.facts, "", ""
    if notice.kind in _ABOUT_WORK:
        milestone = gig.contract_milestone(notice.subject)
        work = milestone.title if milestone else ""
    if facts.decision:
        text = DECIDED[facts.decision]
    if notice.kind is NoticeKind.LISTING_OPEN:
        text = f"Listing {notice.subject}"
    return facts.as_written.get("milestone", work), facts.as_written.get("text", text)


def _freelancer(notice: Notice, page: GigPage) -> str:
    """Their name as long as their proposal is known, and may be."""
    gig, proposal = page.gig, notice.facts.proposal
    known = next((one.freelancer for one in page.proposals if one.id == proposal), "")
    chosen = gig.contract or gig.choice
    # Meanwhile somebody else may have been chosen: they are not meant.
    theirs = freelancer_of(gig) if chosen and proposal in ("", chosen.proposal_id) else ""
    return known or notice.facts.as_written.get("freelancer", theirs)


def _by(notice: Notice, text: NoticeText) -> str:
    if notice.facts.by:
        return notice.facts.by.name
    if notice.facts.by_policy:
        return "The policy"
    if was := notice.facts.as_written.get("by"):
        return was
    somebody = "Somebody else" if notice.kind is NoticeKind.APPROVAL_HANDED_OVER else "Your approver"
    return somebody if text.headline.startswith("{by}") else somebody[:1].lower() + somebody[1:]


def _known(notice: Notice, page: GigPage, text: NoticeText) -> dict[str, str]:
    gig, facts = page.gig, notice.facts
    steps, here = gig.route.steps if gig.route else (), gig.open_approvals
    step = f"Step {here[0].step - 1} of {len(steps)} is done. " if here and len(steps) > 1 else ""
    return {
        "by": _by(notice, text),
        "market": market(facts.marketplace) if facts.marketplace else market_of(gig),
        "freelancer": _freelancer(notice, page) or "the freelancer",
        "proposals": count(gig.proposals, "proposal"),
        "limit": str(facts.limit) if facts.limit else facts.as_written.get("limit", "Less"),
        "amount": str(facts.amount) if facts.amount else facts.as_written.get("amount", "The money"),
        "requester": gig.requester.name,
        "person": facts.person.name if facts.person else "",
        "waiting": waiting_for(gig) or "the next approver",
        "step": step,
    }


def _awaited(notice: Notice, page: GigPage) -> Body:
    """Since when and until when an answer is waited for; what to do when it is not any more."""
    if notice.kind is not NoticeKind.APPROVAL_REMINDED:
        return []
    mine = page.gig.approval_of(page.viewer.key) if page.viewer else None
    if mine is None:
        return [small("It was answered meanwhile; nothing is needed from you now.", "Small")]
    return [
        small(f"Since {moment(mine.asked_at)}. Please answer by {moment(mine.answer_by)}.", "Small"),
        facts(("Amount", str(mine.amount))),
    ]


def _contract(gig: Gig) -> Body:
    if gig.contract is None:
        return []
    approved = gig.approved or gig.checked_brief.budget
    more = beyond(gig)
    difference = [("Difference", str(more))] if more else []
    return [figures(("Approved", str(approved)), ("Contract", str(gig.contract.total)), *difference)]


def _budget(notice: Notice, page: GigPage | None) -> AdaptiveCard:
    """To the requester and to whoever owns the cost centre, who may see nothing of the gig itself."""
    text, budget = NOTICE_TEXTS[NoticeKind.BUDGET_USED], notice.facts.budget
    said_of = {
        name: notice.facts.as_written.get(name, "?") for name in ("percent", "budget", "used", "limit")
    }
    if budget:
        said_of = {"percent": str(budget.percent), "budget": budget_name(budget)}
        said_of |= {"used": str(budget.used), "limit": str(budget.limit)}
    headline, detail = text.headline.format_map(said_of), text.detail.format_map(said_of)
    percent = budget.percent if budget else 0
    tone = "attention" if percent >= _ALL else text.tone if percent >= _ALMOST else "emphasis"
    sees = page is not None and Verb.SEE in page.allowed
    top = gig_header(page.gig, "Budget") if page and sees else banner("A budget is being used up")
    body: Body = [top, callout(tone, headline, line(run(detail, most=200), spacing="Small"))]
    gig = page.gig if page and sees else None
    show = [button("Show the gig", "show_gig", gig=gig.number)] if gig else []
    return frame(body, show, summary=f"{headline}: {detail}")


def _actions(notice: Notice, gig: Gig, text: NoticeText) -> list[Action]:
    title, verb = text.button
    milestone = notice.subject if verb == "show_deliverable" else None
    first = button(title, verb, style="positive", gig=gig.number, revision=gig.revision, milestone=milestone)
    on_market = link(f"Open on {market_of(gig)}", gig.listing.url) if text.listed and gig.listing else []
    more = (
        [] if verb in {"show_gig", "show_approval"} else [button("Show the gig", "show_gig", gig=gig.number)]
    )
    return [first, *on_market, *more]


def _needs_a_person(notice: Notice, gig: Gig) -> AdaptiveCard:
    about = notice.facts
    where = market(about.marketplace) if about.marketplace else market_of(gig)
    what = _WHAT[about.operation] if about.operation else "do something"
    sentence = f"I asked {where} to {what} and got no clear answer."
    url = gig.listing.url if gig.listing else ""
    reference = about.question or about.reference or notice.subject  # a message has no reference in it
    return needs_a_person(
        notice.subject, gig=gig.number, title=gig.title, sentence=sentence, reference=reference, url=url
    )


def _reply(notice: Notice, gig: Gig) -> AdaptiveCard:
    text = reply_text(notice.facts, gig)
    return frame([line(run(text, most=600))], summary=text)


DRAW: dict[View, Callable[[GigPage, str], AdaptiveCard]] = {
    View.GIG: lambda page, subject: superseded(page) if subject == SUPERSEDED else gig_card(page),
    View.APPROVAL: lambda page, subject: approval_card(page, int(subject) if subject.isdecimal() else 0),
    View.DELIVERABLE: deliverable_card,
    View.CHANNEL: lambda page, _subject: channel_card(page, page.concerned),
}


def draw(view: View, page: GigPage, subject: str = "") -> AdaptiveCard:
    """A card that stays, as it is now."""
    return DRAW[view](page, subject)


def subject_of(view: View, page: GigPage, subject: str = "") -> str:
    """What a card of this view is about when it is first drawn, for drawing it again: later news has its own card."""
    if view is View.APPROVAL:
        return asked_about(page)
    return delivered(page, subject) if view is View.DELIVERABLE else subject
