"""The one question before somebody is hired: the money again, and what happens next."""

from collections.abc import Sequence

from cards.elsewhere import why
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
from cards.kit.texts import line, run, words
from cards.kit.words import gig_header, market_of
from cards.proposals import NO_NAME, approved_for
from gigs.gig import Gig
from gigs.money import Money
from gigs.proposal import Proposal
from ports.marketplace import Capability
from translation.formats import both
from use_cases.permissions.gig_page import GigPage


def hire_confirm(
    page: GigPage,
    proposal: Proposal,
    total: Money,
    excess: Money | None = None,
    approvers: Sequence[str] = (),
    *,
    draft: str = "",
    problem: str = "",
) -> AdaptiveCard:
    """The last question before an offer goes out: the money again, and what happens next."""
    gig = page.gig
    body: Body = [gig_header(gig, "Hire"), _consequence(gig, proposal, total, excess, approvers)]
    if not page.has(Capability.OFFER):
        body.append(why(page, "send offers"))
    money = [("Offer", str(total)), ("Approved", str(approved_for(gig)))]
    body.append(figures(*money, *([("Difference", str(excess))] if excess else [])))
    if proposal.milestones:
        parts = [
            row([line(run(m.title, most=150))], [words(str(m.amount))], spacing="Small")
            for m in proposal.milestones[:12]
        ]
        body.append(section("Paid in these parts", *parts))
    if excess:
        body.append(_why_more(problem))
    send = f"Ask for {excess} more" if excess else f"Hire for {total}"
    known: Ids = {"gig": gig.number, "revision": gig.revision, "proposal": proposal.id, "seen": str(total)}
    known["draft"] = draft or None
    actions: list[Action] = [
        button(send, "confirm_hire", style="positive", **known),
        button("Back to the proposals", "review_proposals", gig=gig.number),
    ]
    return frame(body, actions, summary=f"Hire {proposal.freelancer} for {total}?")


def _why_more(problem: str) -> Container:
    return text_field(
        reason_id("confirm_hire"),
        "Why this one? Your approver reads this",
        "",
        problem,
        lines=True,
        required="Please say why this one is worth more.",
    )


def _consequence(
    gig: Gig, proposal: Proposal, total: Money, excess: Money | None, approvers: Sequence[str]
) -> Container:
    who = run(proposal.freelancer or NO_NAME, most=80, bold=True)
    headline = f"Hire {proposal.freelancer} for {total}?"
    if excess:
        asked = run(both(list(approvers)) or "your approver", most=200, bold=True)
        told = line(
            asked, f" is asked for the difference of {excess} first. ", who, " hears nothing before a yes."
        )
        return callout("warning", headline, told)
    where = run(market_of(gig), most=80)
    told = line(
        who, " gets the offer on ", where, ". Work starts once they accept. You pay only what you accept."
    )
    return callout("accent", headline, told)
