"""History entries as the use cases write them: a kind, its facts, and beside them the names of whom they mention."""

import re
from collections.abc import Mapping
from datetime import datetime

from gigs.approval import Approval
from gigs.asking import step_of
from gigs.contract import Contract
from gigs.gig import Gig
from gigs.history import Entry, Said, freelancer_ref, person_ref
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.people import Person

_NOTHING = EntryFacts()
_NOBODY: Mapping[str, str] = {}


def entry(
    who: Person,
    kind: EntryKind,
    at: datetime,
    facts: EntryFacts = _NOTHING,
    names: Mapping[str, str] = _NOBODY,
) -> Said:
    """What a person did. `names` are of everybody else whom the facts mention (`people`, `freelancer`)."""
    return Said(entry=Entry(at=at, actor=who.key, kind=kind, facts=facts), names={**people(who), **names})


def heard(
    kind: EntryKind, at: datetime, facts: EntryFacts = _NOTHING, names: Mapping[str, str] = _NOBODY
) -> Said:
    """What happened outside, or what the product did by itself.

    A marketplace's reason may say a freelancer's name; what is sealed of it does not.
    """
    if facts.reason:
        facts = more(facts, reason=_nameless(facts.reason, names))
    return Said(entry=Entry(at=at, kind=kind, facts=facts), names=names)


def _nameless(reason: str, names: Mapping[str, str]) -> str:
    for reference, name in names.items():
        if reference.startswith(freelancer_ref("")):
            whole = rf"(?<!\w){re.escape(name)}(?!\w)"
            reason = re.sub(whole, "the freelancer", reason, flags=re.IGNORECASE)  # not for people
    return reason


def people(*them: Person | None) -> dict[str, str]:
    """Their names, by reference."""
    return {person_ref(one.key.object_id): one.name for one in them if one and one.name}


def freelancer(proposal_id: str, name: str) -> dict[str, str]:
    """The name of whoever made this proposal, by reference; nothing where we do not know it (any more)."""
    return {freelancer_ref(proposal_id): name} if proposal_id and name else {}


def question(gig: Gig, asked: Approval) -> EntryFacts:
    """What one person was asked: step, purpose, money."""
    step = step_of(gig, asked.step)
    return EntryFacts(
        revision=asked.revision,
        step=asked.step,
        step_name=step.name if step else None,
        purpose=asked.purpose,
        amount=asked.amount,
    )


def under(gig: Gig, contract: Contract | None = None) -> EntryFacts:
    """Which contract it is about, with whom, and where: the gig's own, unless another is given."""
    contract = contract or gig.contract
    return EntryFacts(
        marketplace=place_of(gig),
        contract=contract.id if contract else None,
        freelancer=contract.proposal_id if contract else gig.choice.proposal_id if gig.choice else None,
    )


def hired(gig: Gig, contract: Contract | None = None) -> dict[str, str]:
    """The name of whom `under` mentions."""
    contract = contract or gig.contract
    if contract:
        return freelancer(contract.proposal_id, contract.freelancer)
    return freelancer(gig.choice.proposal_id, gig.choice.freelancer) if gig.choice else {}


def place_of(gig: Gig) -> str | None:
    """The marketplace that the gig is on, or is meant for; none where a colleague does it."""
    if gig.done_inside:
        return None
    if gig.listing:
        return gig.listing.marketplace
    return gig.brief.marketplace if gig.brief else None


def more(facts: EntryFacts, **further: object) -> EntryFacts:
    """The facts with further ones; None is none."""
    return EntryFacts.model_validate({**dict(facts), **further})
