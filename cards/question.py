"""A question to the freelancer behind a proposal."""

from cards.elsewhere import title_of
from cards.kit.inputs import with_reason
from cards.kit.nodes import Action
from gigs.gig import GigState
from gigs.proposal import GONE, Proposal
from ports.marketplace import Capability
from translation.catalogue import _
from use_cases.permissions.authorize import Verb
from use_cases.permissions.gig_page import GigPage


def to_ask(page: GigPage, proposal: Proposal) -> list[Action]:
    """A question to the freelancer; what they answer is read on the marketplace."""
    if Verb.MESSAGE not in page.allowed or proposal.status in GONE or proposal.purged:
        return []
    if not page.has(Capability.MESSAGE):
        return []  # the link to the proposal over there is beside it
    return [_question(page, proposal.id, _("Ask a question"))]


def to_hired(page: GigPage) -> list[Action]:
    """A message to the freelancer who was chosen, from the gig's own card."""
    gig = page.gig
    hired = gig.contract.proposal_id if gig.contract else gig.choice.proposal_id if gig.choice else ""
    wanted = Verb.MESSAGE in page.allowed and gig.state in {GigState.HIRING, GigState.ACTIVE}
    if not hired or not wanted or not page.has(Capability.MESSAGE):
        return []
    return [_question(page, hired, _("Write to the freelancer"))]


def _question(page: GigPage, proposal: str, title: str) -> Action:
    return with_reason(
        title,
        "ask_freelancer",
        ask=_("Your question. You’ll find the answer on {market}.").format(market=title_of(page)),
        send=_("Send the question"),
        subject=proposal,
        missing=_("Please write what you want to ask."),
        gig=page.gig.number,
        proposal=proposal,
    )
