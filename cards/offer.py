"""An offer that is out, or that a person has to make on the marketplace itself."""

from cards.do_not_hire import stopped
from cards.elsewhere import Lacking, there, why
from cards.kit.elements import Body, fact_said, facts, section
from cards.kit.nodes import Action
from cards.kit.texts import words
from cards.withdrawing import withdraw_button
from gigs.contract import ContractState
from gigs.gig import GigState
from ports.marketplace import Capability
from translation.catalogue import _
from use_cases.permissions.authorize import Role, Verb
from use_cases.permissions.gig_page import GigPage


def offer_to_send(page: GigPage) -> Body:
    """To the requester, while a person has to make the offer on the marketplace itself."""
    choice = page.gig.choice
    if not page.gig.offers_on_site or choice is None or page.role is not Role.REQUESTER:
        return []
    if mark := page.mark_on(choice.proposal_id):
        instead = _("Please don’t make this offer; withdraw it here and choose somebody else.")
        return [section(_("The offer to send"), *stopped(mark), words(instead))]
    known = [
        (_("To"), fact_said(choice.freelancer, 120)),
        (_("For"), str(choice.total)),
        (_("Reference"), fact_said(choice.reference)),
    ]
    note = _("If there’s room for a note, put the reference in it, so that I can find the offer.")
    told = [why(page, Lacking.OFFERS), facts(*known), words(note, small=True)]
    return [section(_("The offer to send"), *told)]


def offer_out(page: GigPage) -> Body:
    """Why an unanswered offer has no button that withdraws it, where it can’t be withdrawn."""
    out = page.gig.contract is not None and page.gig.contract.state is ContractState.OFFERED
    mine = Verb.WITHDRAW_OFFER in page.allowed
    if page.gig.state is not GigState.HIRING or not out or not mine or page.has(Capability.WITHDRAW_OFFER):
        return []
    return [why(page, Lacking.WITHDRAWALS)]


def offer_buttons(page: GigPage) -> list[Action]:
    """What can be done about an offer that is out, or has to be made over there."""
    if Verb.WITHDRAW_OFFER not in page.allowed:
        return []
    if page.gig.offers_on_site:
        choice = page.gig.choice
        if choice and page.mark_on(choice.proposal_id):
            return [withdraw_button(page, Verb.WITHDRAW_OFFER)]
        return [*there(page, _("Finish the offer on {market}")), withdraw_button(page, Verb.WITHDRAW_OFFER)]
    if not page.has(Capability.WITHDRAW_OFFER):
        return there(page, _("Withdraw the offer on {market}"))
    return [withdraw_button(page, Verb.WITHDRAW_OFFER)]
