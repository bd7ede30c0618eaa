"""Every notice as a card, and the cards that stay in a chat and are drawn again when their gig changes."""

from collections.abc import Callable

from cards.about_people import delegate_chosen
from cards.accounts import ACCOUNT_NOTICES, account_told
from cards.approval import approval_card, asked_about
from cards.ask_colleague import COLLEAGUE_NOTICES, colleague_told
from cards.case_notices import CASE_NOTICES, case_told
from cards.champions import champion_asked
from cards.copying import start_again
from cards.delivery import deliverable_card
from cards.delivery import subject_of as delivered
from cards.elsewhere import held_up
from cards.gig import channel_card, gig_card, superseded
from cards.inside_hours import hours_card
from cards.inside_news import inside_told
from cards.inside_offer import offer_card
from cards.kit.elements import Body, as_of, banner, callout, facts, figures, frame, small
from cards.kit.inputs import button, link
from cards.kit.nodes import Action
from cards.kit.pressed import AdaptiveCard, OpenUrlAction
from cards.kit.texts import line, moment, run, said
from cards.kit.words import freelancer_of, gig_header, market, market_of, waiting_for
from cards.more_money import beyond
from cards.notice_texts import NOTICE_TEXTS, NoticeText
from cards.notice_variants import step_done, text_of
from cards.programme_team import TEAM_NOTICES, team_told
from cards.reasons import DECIDED, budget_name, hindrance, lapse, reply_text
from cards.trouble import needs_a_person
from gigs.gig import Gig, GigState
from ports.notices import STAYS, SUPERSEDED, Notice, NoticeKind, View
from ports.operations import OperationKind
from translation import formats
from translation.catalogue import N_, _, n_
from use_cases.permissions.authorize import Verb
from use_cases.permissions.gig_page import GigPage

_ABOUT_WORK = frozenset({NoticeKind.FUND_NEXT, NoticeKind.RELEASE_REFUSED})
"""Short notices whose subject is a milestone that is named."""
_UNCLEAR = {
    OperationKind.POST: N_("I asked {market} to post this gig and got no clear answer."),
    OperationKind.OFFER: N_("I asked {market} to send this offer and got no clear answer."),
    OperationKind.RELEASE: N_("I asked {market} to release this payment and got no clear answer."),
    OperationKind.FUND: N_("I asked {market} to fund this milestone and got no clear answer."),
    OperationKind.MESSAGE: N_("I asked {market} to pass on this question and got no clear answer."),
    OperationKind.INVITE: N_("I asked {market} to invite somebody to this gig and got no clear answer."),
}
_OF_ITS_OWN: dict[NoticeKind, Callable[[Notice], AdaptiveCard]] = {
    **dict.fromkeys(ACCOUNT_NOTICES, account_told),
    **dict.fromkeys(TEAM_NOTICES, team_told),
    **dict.fromkeys(COLLEAGUE_NOTICES, colleague_told),
    **dict.fromkeys(CASE_NOTICES, case_told),
    NoticeKind.CHAMPION_ASKED: champion_asked,
}
"""Notices that show nothing of a gig's page."""
_ALMOST, _ALL = 90, 100
"""Percent of a budget from which on its notice warns, and alarms."""


def notice_card(notice: Notice, page: GigPage | None) -> AdaptiveCard:
    """Any notice; `page` is None where it is about no gig. What an earlier release wrote is shown as it was."""
    if notice.kind is NoticeKind.DELEGATE_CHOSEN:
        return delegate_chosen(notice)
    if drawn := _OF_ITS_OWN.get(notice.kind):
        return drawn(notice)
    if notice.kind is NoticeKind.BUDGET_USED:
        return _budget(notice, page)
    if page is None:
        raise ValueError(f"a notice of kind {notice.kind} is about a gig, and needs its page")
    if notice.kind is NoticeKind.INSIDE_NEWS:
        return inside_told(notice, page)
    if view := STAYS.get(notice.kind):
        return draw(view, page, notice.subject)
    if notice.kind is NoticeKind.NEEDS_A_PERSON:
        return _needs_a_person(notice, page.gig)
    if notice.kind is NoticeKind.CHANNEL_REPLY:
        return _reply(notice, page.gig)
    return _short(notice, page)


def _short(notice: Notice, page: GigPage) -> AdaptiveCard:
    gig, text = page.gig, _shown(text_of(notice, page.gig))
    known = _known(notice, page, text)
    headline, detail = text.headline.format_map(known), _detail(notice, page, text.detail.format_map(known))
    details: Body = [line(run(detail, most=800), spacing="Small")] if detail else []
    told = callout(text.tone, headline, *details, *_awaited(notice, page), as_of(page.at))
    body: Body = [gig_header(gig), told]
    body += _why(notice, page, text)
    body += [said(each, most=600, spacing="Small") for each in _also(notice, gig) if each]
    if notice.kind is NoticeKind.MORE_MONEY_NEEDED:
        body += _contract(gig)
    summary = _("Gig {number}: {told}").format(number=gig.number, told=f"{headline}. {detail}".rstrip())
    again = start_again(page) if notice.kind is NoticeKind.REJECTED else []
    return frame(body, [*_actions(notice, gig, text), *again], summary=summary)


def _shown(text: NoticeText) -> NoticeText:
    """In the language that is spoken now; what is empty stays so, as gettext has another meaning for it."""
    title, verb = text.button
    return text._replace(
        headline=_(text.headline), detail=_(text.detail) if text.detail else "", button=(_(title), verb)
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
        text = _(DECIDED[facts.decision])
    if notice.kind is NoticeKind.LISTING_OPEN:
        text = _("Listing {name}").format(name=notice.subject)
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
    begins = text.headline.startswith("{by}")
    if notice.facts.by_policy:
        return _("The policy") if begins else _("the policy")
    if was := notice.facts.as_written.get("by"):
        return was
    if notice.kind is NoticeKind.APPROVAL_HANDED_OVER:
        return _("Somebody else") if begins else _("somebody else")
    return _("Your approver") if begins else _("your approver")


def _known(notice: Notice, page: GigPage, text: NoticeText) -> dict[str, str]:
    gig, facts = page.gig, notice.facts
    somebody = _("The freelancer") if text.headline.startswith("{freelancer}") else _("the freelancer")
    return {
        "by": _by(notice, text),
        "market": market(facts.marketplace) if facts.marketplace else market_of(gig),
        "freelancer": _freelancer(notice, page) or somebody,
        "proposals": n_("{n} proposal to compare", "{n} proposals to compare", gig.proposals).format(
            n=formats.number(gig.proposals)
        ),
        "limit": str(facts.limit) if facts.limit else facts.as_written.get("limit", _("Less")),
        "amount": str(facts.amount) if facts.amount else facts.as_written.get("amount", _("The money")),
        "requester": gig.requester.name,
        "person": facts.person.name if facts.person else "",
        "waiting": waiting_for(gig) or _("the next approver"),
        "step": str(step_done(gig)),
        "steps": str(len(gig.route.steps) if gig.route else 0),
    }


def _awaited(notice: Notice, page: GigPage) -> Body:
    """Since when and until when an answer is waited for; what to do when it is not any more."""
    if notice.kind is not NoticeKind.APPROVAL_REMINDED:
        return []
    mine = page.gig.approval_of(page.viewer.key) if page.viewer else None
    if mine is None:
        return [small(_("It’s been answered in the meantime. You don’t need to do anything now."), "Small")]
    return [
        small(
            _("Since {asked}. Please answer by {due}.").format(
                asked=moment(mine.asked_at), due=moment(mine.answer_by)
            ),
            "Small",
        ),
        facts((_("Amount"), str(mine.amount))),
    ]


def _contract(gig: Gig) -> Body:
    if gig.contract is None:
        return []
    approved = gig.approved or gig.checked_brief.budget
    more = beyond(gig)
    difference = [(_("Difference"), str(more))] if more else []
    return [figures((_("Approved"), str(approved)), (_("Contract"), str(gig.contract.total)), *difference)]


def _budget(notice: Notice, page: GigPage | None) -> AdaptiveCard:
    """To the requester and to whoever owns the cost centre, who may see nothing of the gig itself."""
    text, budget = _shown(NOTICE_TEXTS[NoticeKind.BUDGET_USED]), notice.facts.budget
    said_of = {
        name: notice.facts.as_written.get(name, "?") for name in ("percent", "budget", "used", "limit")
    }
    if budget:
        said_of = {"percent": formats.number(budget.percent), "budget": budget_name(budget)}
        said_of |= {"used": str(budget.used), "limit": str(budget.limit)}
    headline, detail = text.headline.format_map(said_of), text.detail.format_map(said_of)
    percent = budget.percent if budget else 0
    tone = "attention" if percent >= _ALL else text.tone if percent >= _ALMOST else "emphasis"
    sees = page is not None and Verb.SEE in page.allowed
    top = gig_header(page.gig, _("Budget")) if page and sees else banner(_("A budget is being used up"))
    body: Body = [top, callout(tone, headline, line(run(detail, most=200), spacing="Small"))]
    gig = page.gig if page and sees else None
    show = [button(_("Show the gig"), "show_gig", gig=gig.number)] if gig else []
    return frame(body, show, summary=f"{headline}: {detail}")


def _actions(notice: Notice, gig: Gig, text: NoticeText) -> list[Action]:
    title, verb = text.button
    milestone = notice.subject if verb == "show_deliverable" else None
    first = button(title, verb, style="positive", gig=gig.number, revision=gig.revision, milestone=milestone)
    on_market = _on_market(gig) if text.listed else []
    shows = verb in {"show_gig", "show_approval"}
    more = [] if shows else [button(_("Show the gig"), "show_gig", gig=gig.number)]
    return [first, *on_market, *more]


def _on_market(gig: Gig) -> list[OpenUrlAction]:
    title = _("Open on {market}").format(market=market_of(gig))
    return link(title, gig.listing.url) if gig.listing else []


def _needs_a_person(notice: Notice, gig: Gig) -> AdaptiveCard:
    about = notice.facts
    where = market(about.marketplace) if about.marketplace else market_of(gig)
    asked = (
        _(_UNCLEAR[about.operation])
        if about.operation
        else _("I asked {market} for something and got no clear answer.")
    )
    sentence = asked.format(market=where)
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
    View.INSIDE_OFFER: offer_card,
    View.HOURS: hours_card,
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
