"""The one question before somebody is hired: the money again, and what happens next."""

from collections.abc import Sequence

from cards.elsewhere import Lacking, why
from cards.how_well import how_well
from cards.kit.elements import (
    Body,
    callout,
    figures,
    frame,
    row,
    section,
)
from cards.kit.inputs import Ids, button, reason_id, text_field
from cards.kit.nodes import Action, Container
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, run, sentence, words
from cards.kit.words import gig_header, market_of
from cards.lessons import lessons_beside
from cards.programme_team import ask_row
from cards.proposals import NO_NAME, approved_for
from gigs.amounts import as_seen
from gigs.gig import Gig
from gigs.money import Money
from gigs.proposal import Proposal
from ports.marketplace import Capability
from translation.catalogue import _
from translation.formats import both
from use_cases.lessons.lesson import Lesson
from use_cases.permissions.gig_page import GigPage
from use_cases.playbook.practices import Place


def hire_confirm(
    page: GigPage,
    proposal: Proposal,
    total: Money,
    excess: Money | None = None,
    approvers: Sequence[str] = (),
    *,
    draft: str = "",
    problem: str = "",
    lessons: Sequence[Lesson] = (),
) -> AdaptiveCard:
    """The last question before an offer goes out: the money again, and what happens next."""
    gig = page.gig
    body: Body = [gig_header(gig, _("Hire")), _consequence(gig, proposal, total, excess, approvers)]
    if not page.has(Capability.OFFER):
        body.append(why(page, Lacking.OFFERS))
    money = [(_("Offer"), str(total)), (_("Approved"), str(approved_for(gig)))]
    body.append(figures(*money, *([(_("Difference"), str(excess))] if excess else [])))
    if proposal.milestones:
        parts = [
            row([line(run(m.title, most=150))], [words(str(m.amount))], spacing="Small")
            for m in proposal.milestones[:12]
        ]
        body.append(section(_("Paid in these milestones"), *parts))
    if excess:
        body.append(_why_more(problem))
    body += lessons_beside(lessons)
    body.append(how_well(Place.HIRE))
    send = _("Hire for {amount}").format(amount=total)
    if excess:
        send = _("Ask for {amount} more").format(amount=excess)
    known: Ids = {"gig": gig.number, "revision": gig.revision, "proposal": proposal.id}
    known |= Ids(seen=as_seen(total), draft=draft or None)
    actions: list[Action] = [
        button(send, "confirm_hire", style="positive", **known),
        button(_("Back to the proposals"), "review_proposals", gig=gig.number),
    ]
    return frame([*body, ask_row(gig.number)], actions, summary=_question(proposal, total))


def _why_more(problem: str) -> Container:
    return text_field(
        reason_id("confirm_hire"),
        _("Why this one? Your approver reads this"),
        "",
        problem,
        lines=True,
        required=_("Please say why this one is worth more."),
    )


def _consequence(
    gig: Gig, proposal: Proposal, total: Money, excess: Money | None, approvers: Sequence[str]
) -> Container:
    who = run(proposal.freelancer or _(NO_NAME), most=80, bold=True)
    if excess:
        told = sentence(
            _(
                "{approvers} will be asked to approve the difference of {amount} first. {who} hears nothing until "
                "it’s approved."
            ),
            approvers=run(both(list(approvers)) or _("your approver"), most=200, bold=True),
            amount=str(excess),
            who=who,
        )
        return callout("warning", _question(proposal, total), told)
    told = sentence(
        _(
            "{who} gets the offer on {market}. Work starts once they accept. You pay only for what you accept."
        ),
        who=who,
        market=run(market_of(gig), most=80),
    )
    return callout("accent", _question(proposal, total), told)


def _question(proposal: Proposal, total: Money) -> str:
    who = proposal.freelancer or _(NO_NAME)
    return _("Hire {freelancer} for {amount}?").format(freelancer=who, amount=total)
