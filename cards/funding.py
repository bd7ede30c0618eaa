"""Funding milestones on the marketplace: what is ordered, what comes next, and how much of the approved sum it takes."""

from cards.kit.elements import Body, callout, figures, section
from cards.kit.inputs import confirmed
from cards.kit.nodes import Action, CardElement
from cards.kit.texts import words
from cards.kit.words import market_of
from gigs.contract import Milestone, MilestoneState
from gigs.funding import funded_or_paid, next_to_fund
from gigs.gig import Funding, GigState
from ports.marketplace import Capability
from translation.catalogue import _
from use_cases.permissions.authorize import Verb
from use_cases.permissions.gig_page import GigPage


def funding_of(page: GigPage) -> Body:
    """To the requester of a gig at work, where funding is ours to do; otherwise nothing."""
    gig = page.gig
    if Verb.FUND not in page.allowed or gig.state is not GigState.ACTIVE or not page.has(Capability.FUND):
        return []
    told: Body = [_ordered(page, one) for one in gig.fundings if _is_open(page, one)]
    following = next_to_fund(gig)
    if following is None and not told and not funded_or_paid(gig).amount:
        return []
    approved = gig.approved or gig.checked_brief.budget
    sums = figures((_("Approved"), str(approved)), (_("Funded or paid"), str(funded_or_paid(gig))))
    return [section(_("Funding"), sums, *told)]


def next_funding(page: GigPage) -> Milestone | None:
    """The milestone that this viewer has to fund next, if there is one."""
    mine = Verb.FUND in page.allowed and page.has(Capability.FUND)
    return next_to_fund(page.gig) if mine else None


def to_fund(page: GigPage) -> list[Action]:
    """Funding the next milestone, with what it means before it is done."""
    milestone = next_funding(page)
    if Verb.FUND not in page.allowed or not page.has(Capability.FUND):
        return []
    if milestone is None:
        return _came_to_nothing(page)
    approved = page.gig.approved or page.gig.checked_brief.budget
    warning = _(
        "{market} takes {amount} from our account and holds it until you accept what is handed in. "
        "{funded} of the approved {approved} is funded or paid so far."
    ).format(
        market=market_of(page.gig),
        amount=milestone.amount,
        funded=funded_or_paid(page.gig),
        approved=approved,
    )
    return [
        confirmed(
            _("Fund {amount}").format(amount=milestone.amount),
            "fund_milestone",
            warning=warning,
            send=_("Yes, fund {amount}").format(amount=milestone.amount),
            style="positive",
            gig=page.gig.number,
            milestone=milestone.id,
        )
    ]


def _came_to_nothing(page: GigPage) -> list[Action]:
    """A way on where the marketplace took an order and never carried it out."""
    open_ = [one for one in page.gig.fundings if _is_open(page, one) and one.answered]
    if not open_:
        return []
    warning = _(
        "Please check on {market} first. If the order is still in progress there, funding it again could take the "
        "money twice."
    ).format(market=market_of(page.gig))
    return [
        confirmed(
            _("The order failed"),
            "give_up_order",
            warning=warning,
            send=_("Yes, it’s gone"),
            gig=page.gig.number,
            milestone=open_[0].milestone_id,
        )
    ]


def _is_open(page: GigPage, funding: Funding) -> bool:
    milestone = page.gig.contract_milestone(funding.milestone_id)
    return milestone is not None and milestone.state is MilestoneState.WAITING


def _ordered(page: GigPage, funding: Funding) -> CardElement:
    where = market_of(page.gig)
    told = _("{market} hasn’t confirmed it yet. I’ll check again automatically.")
    if not funding.answered:
        told = _("I’m sending the order to {market}.")
    headline = _("{amount} ordered, not yet confirmed").format(amount=funding.amount)
    return callout("emphasis", headline, words(told.format(market=where), spacing="Small"))
