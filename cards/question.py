"""A question to the freelancer behind a proposal."""

from cards.elsewhere import title_of
from cards.kit.inputs import with_reason
from cards.kit.nodes import Action
from gigs.proposal import GONE, Proposal
from ports.marketplace import Capability
from use_cases.permissions.authorize import Verb
from use_cases.permissions.gig_page import GigPage


def to_ask(page: GigPage, proposal: Proposal) -> list[Action]:
    """A question to the freelancer; what they answer is read on the marketplace."""
    if Verb.MESSAGE not in page.allowed or proposal.status in GONE or proposal.purged:
        return []
    if not page.has(Capability.MESSAGE):
        return []  # the link to the proposal over there is beside it
    ask = with_reason(
        "Ask a question",
        "ask_freelancer",
        ask=f"Your question. What they answer, you read on {title_of(page)}",
        send="Send the question",
        subject=proposal.id,
        missing="Please write what you want to ask.",
        gig=page.gig.number,
        proposal=proposal.id,
    )
    return [ask]
