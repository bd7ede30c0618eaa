"""Which marketplace a policy chooses for a gig, and which it forbids."""

from collections.abc import Collection, Iterator

from gigs.errors import BriefIncomplete
from gigs.value import Value
from policy.case import Block, Case, count, facts_of
from policy.condition import CaseFacts, holds
from policy.policy import Policy
from translation.catalogue import N_, _

NOBODY_CHOOSES = N_(
    "The policy doesn’t say where a gig like this is posted. Please choose the marketplace yourself, or ask the "
    "programme lead to add a rule."
)


class Chosen(Value):
    """The marketplace that the policy chose, and its own sentence why."""

    name: str
    because: str


def choose(policy: Policy, case: Case, available: Collection[str]) -> Chosen:
    """By the first rule that holds and whose marketplace is available and not forbidden for this gig.

    Raises BriefIncomplete, at the marketplace, where there is none.
    """
    facts = facts_of(policy, case, count(policy, case))
    for rule in policy.marketplaces.choose if policy.marketplaces else ():
        free = rule.use in available and not any(forbidden(policy, facts, rule.use))
        if free and holds(rule.when, facts):
            return Chosen(name=rule.use, because=rule.because)
    raise BriefIncomplete({"marketplace": _(NOBODY_CHOOSES)})


def may_choose(policy: Policy, available: Collection[str]) -> tuple[str, ...]:
    """Every available marketplace that some rule names, each once."""
    rules = policy.marketplaces.choose if policy.marketplaces else ()
    return tuple(dict.fromkeys(rule.use for rule in rules if rule.use in available))


def forbidden(policy: Policy, facts: CaseFacts, market: str) -> Iterator[Block]:
    """Why this gig may not go to this marketplace, in the policy's words."""
    for rule in policy.marketplaces.forbid if policy.marketplaces else ():
        if market in rule.names and holds(rule.when, facts):
            yield Block(field="marketplace", sentence=rule.because)
