"""What a policy says about colleagues first, as sentences for whoever checks it."""

from collections.abc import Iterator

from policy.inside_rules import InsideRule, InsideRules
from policy.phrases import condition_in_words, duration_in_words
from policy.policy import Policy


def inside_in_words(policy: Policy) -> Iterator[str]:
    """Rule by rule, in their order, and what holds where none does."""
    inside = policy.inside
    if inside is None:
        return
    for rule in inside.rules:
        yield _rule(policy, inside, rule)
    if inside.by_choice:
        days = _days(inside.days.count)
        yield f"Any other gig is offered to colleagues first, for {days}, if its requester likes."
    if inside.ask_manager or any(rule.ask_manager for rule in inside.rules):
        within = duration_in_words(inside.answer_within)
        yield f"A manager has {within} to answer about a colleague’s hours."
    yield "Only gigs with general data are offered to colleagues, and no emergency is."


def _rule(policy: Policy, inside: InsideRules, rule: InsideRule) -> str:
    parts = [condition_in_words(rule.when, policy.asked)] if rule.when else []
    parts += [f"it costs at most {rule.up_to}"] if rule.up_to else []
    when = f"If {' and '.join(parts)}, a gig" if parts else "A gig"
    days, hours = rule.days or inside.days, rule.ask_manager or inside.ask_manager
    asks = f", and from {hours.count} hours on their manager has to agree" if hours else ""
    skip = "with a reason it can be skipped" if rule.may_skip else "nobody may skip that"
    told = f"{when} is offered to colleagues first, for {_days(days.count)}{asks}; {skip}"
    return f"{told}: “{rule.because}”"


def _days(count: int) -> str:
    return "1 working day" if count == 1 else f"{count} working days"
