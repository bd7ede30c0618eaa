"""What a marketplace lets us keep for a while only: its people's words go, our own marks, ids and money stay."""

from gigs.contract import Contract, Milestone
from gigs.proposal import Proposal, ProposalStatus

_CHOSEN = frozenset({ProposalStatus.OFFERED, ProposalStatus.HIRED})


def proposal_without_words(proposal: Proposal) -> Proposal:
    """Letter, answers, titles, country and record gone; the name too, unless they were chosen."""
    gone = {
        "freelancer": proposal.freelancer if proposal.status in _CHOSEN else "",
        "country": "",
        "rating": None,
        "rating_there": "",
        "jobs_done": None,
        "letter": "",
        "milestones": tuple(one.model_copy(update={"title": ""}) for one in proposal.milestones),
        "answers": (),
        "purged": True,
    }
    return proposal.model_copy(update=gone)


def contract_without_words(contract: Contract) -> Contract:
    """What was handed in, and notes, gone; milestones stay, as we offered them."""
    return contract.model_copy(update={"milestones": tuple(_bare(one) for one in contract.milestones)})


def has_words(contract: Contract) -> bool:
    """True while there is anything in it that may not be kept for ever."""
    return contract != contract_without_words(contract)


def is_purged(contract: Contract) -> bool:
    """True when something that was handed in is not here any more."""
    return any(one.deliverable is not None and one.deliverable.purged for one in contract.milestones)


def _bare(milestone: Milestone) -> Milestone:
    done = milestone.deliverable
    bare = done.model_copy(update={"text": "", "link": "", "purged": True}) if done else None
    return milestone.model_copy(update={"deliverable": bare, "note": ""})
