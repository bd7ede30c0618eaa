"""Somebody asked to be forgotten: what a gig and its proposals hold of them, without name, words or the way back to them."""

from gigs.gig import Gig
from gigs.proposal import Proposal
from gigs.purging import contract_without_words, proposal_without_words

SOMEBODY = "a freelancer"  # not for people
"""What stands in a kept note in place of a name."""


def proposal_of_nobody(proposal: Proposal) -> Proposal:
    """Its money, time and status stay. Without an id of theirs nothing is ever read into it again."""
    gone = {"freelancer": "", "freelancer_id": "", "url": "", "reason": ""}
    return proposal_without_words(proposal).model_copy(update=gone)


def gig_without(gig: Gig, proposal_ids: frozenset[str], names: frozenset[str]) -> Gig:
    """The gig without whoever made these proposals: no name in contract, choice or note, and nothing they handed in."""
    changes: dict[str, object] = {}
    if gig.contract and gig.contract.proposal_id in proposal_ids:
        bare = contract_without_words(gig.contract)
        changes["contract"] = bare.model_copy(update={"freelancer": ""})
    if gig.choice and gig.choice.proposal_id in proposal_ids:
        changes["choice"] = gig.choice.model_copy(update={"freelancer": ""})
    note = gig.note
    for name in names - {""}:
        note = note.replace(name, SOMEBODY)
    if note != gig.note:
        changes["note"] = note
    return gig.model_copy(update=changes) if changes else gig
