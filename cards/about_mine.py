"""Answers to what somebody asks about all of theirs: money spent, what a budget has left, what the week brings."""

from collections.abc import Sequence

from cards.kit.elements import Body, callout, entry, frame, small
from cards.kit.inputs import button
from cards.kit.nodes import Action
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import count, day, line, run
from translation.formats import both
from use_cases.permissions.gig_page import BudgetPage
from use_cases.showing.money_spent import Spent
from use_cases.showing.this_week import Coming

_MOST = 8


def spent_sentence(spent: Spent) -> str:
    """What is committed, in each currency."""
    whose = "The programme has" if spent.by_all else "Your gigs have"
    if not spent.sums:
        return f"{whose} nothing committed or paid since {day(spent.since)}."
    sums = both([str(one) for one in spent.sums])
    return f"{whose} {sums} committed or paid since {day(spent.since)}, gigs in approval included."


def only_yours(spent: Spent, asked_for_all: bool) -> str:
    """Said to whoever asked what `we` spent and is no programme lead."""
    hidden = asked_for_all and not spent.by_all
    return " Only a programme lead can see what everybody spent." if hidden else ""


def budget_sentence(budgets: Sequence[BudgetPage], name: str) -> str:
    """What is left of one, or that it can't be shown: the same where there is none."""
    if not budgets:
        what = f"what's left of “{name}”" if name else "a budget"
        return f"I can't show you {what}. Budgets are shown to their owner, and to whoever decides about a gig they pay for."
    told = [f"{one.name[:1].upper()}{one.name[1:]} has {one.left} left of {one.limit}" for one in budgets]
    return f"{'; '.join(told)}."


def week_sentence(coming: Sequence[Coming]) -> str:
    """The soonest, and how much more there is."""
    if not coming:
        return "Nothing is due in the next seven days."
    first = coming[0]
    more = f" {count(len(coming) - 1, 'more thing')} below." if len(coming) > 1 else ""
    return f"Gig {first.gig} {first.what} on {day(first.on)}.{more}"


def week_card(coming: Sequence[Coming]) -> AdaptiveCard:
    """Each row opens its gig."""
    rows: Body = [callout("emphasis", "The next seven days")]
    rows += [
        entry(
            [line(run(one.title, most=150, bold=True)), small(f"Gig {one.gig} {one.what} on {day(one.on)}")],
            button(f"Open gig {one.gig}", "show_gig", gig=one.gig),
            first=place == 0,
        )
        for place, one in enumerate(coming[:_MOST])
    ]
    actions: list[Action] = [button("My gigs", "my_gigs"), button("What waits for me", "approvals")]
    return frame(rows, actions, summary=week_sentence(coming))
