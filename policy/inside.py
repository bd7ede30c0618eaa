"""Whether a gig is offered to colleagues before it is posted, by the policy or because its requester chooses to."""

from datetime import timedelta

from gigs.brief import DataTier
from gigs.value import Value
from policy.case import Case, count, facts_of
from policy.condition import CaseFacts, holds
from policy.inside_rules import InsideRule
from policy.policy import Policy


class InsidePlan(Value):
    """How colleagues are asked. `required` by a rule of the policy, for the reason in `because`; otherwise by choice.

    Colleagues have `lasts` of working time, which people read as so many `days`; managers have `answer_within`.
    """

    required: bool
    may_skip: bool
    because: str = ""
    days: int
    lasts: timedelta
    ask_manager: int | None
    answer_within: timedelta


def plan_inside(policy: Policy, case: Case) -> InsidePlan | None:
    """None where colleagues aren't asked: without `inside` in the policy, in an emergency, and above the tier General,
    which is for nobody but those concerned."""
    inside = policy.inside
    if inside is None or case.brief.emergency or case.brief.data_tier is not DataTier.GENERAL:
        return None
    facts = facts_of(policy, case, count(policy, case))
    rule = next((one for one in inside.rules if _holds(policy, one, facts)), None)
    if rule is None and not inside.by_choice:
        return None
    days = (rule and rule.days) or inside.days
    hours = (rule and rule.ask_manager) or inside.ask_manager
    return InsidePlan(
        required=rule is not None,
        may_skip=rule is None or rule.may_skip,
        because=rule.because if rule else "",
        days=days.count,
        lasts=days.working(policy.calendar.day),
        ask_manager=hours.count if hours else None,
        answer_within=inside.answer_within.working(policy.calendar.day),
    )


def _holds(policy: Policy, rule: InsideRule, facts: CaseFacts) -> bool:
    """A sum that can't be counted is within no limit."""
    if rule.up_to and (facts.amount is None or facts.amount > policy.exchange.limit(rule.up_to)):
        return False
    return holds(rule.when, facts)
