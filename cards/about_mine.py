"""Answers to what somebody asks about all of theirs: money spent, what a budget has left, what the week brings."""

from collections.abc import Sequence

from cards.kit.elements import Body, callout, entry, frame, small
from cards.kit.inputs import button
from cards.kit.nodes import Action
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import day, line, run
from translation.catalogue import N_, _, n_
from translation.formats import both
from use_cases.permissions.gig_page import BudgetPage
from use_cases.showing.money_spent import Spent
from use_cases.showing.this_week import Coming, Happening

_MOST = 8
_COMING = {
    Happening.ANSWER: N_("Gig {number} needs your answer by {day}"),
    Happening.START: N_("Gig {number} is due to start on {day}"),
    Happening.DUE: N_("Gig {number} is due on {day}"),
}


def spent_sentence(spent: Spent) -> str:
    """What is committed, in each currency."""
    if not spent.sums:
        nothing = (
            _("The programme has nothing committed or paid since {day}.")
            if spent.by_all
            else _("Your gigs have nothing committed or paid since {day}.")
        )
        return nothing.format(day=day(spent.since))
    told = (
        _("The programme has {sums} committed or paid since {day}, including gigs in approval.")
        if spent.by_all
        else _("Your gigs have {sums} committed or paid since {day}, including gigs in approval.")
    )
    return told.format(sums=both([str(one) for one in spent.sums]), day=day(spent.since))


def only_yours(spent: Spent, asked_for_all: bool) -> str:
    """Said to whoever asked what `we` spent and is no programme lead."""
    hidden = asked_for_all and not spent.by_all
    return " " + _("Only a programme lead can see what everybody spent.") if hidden else ""


def budget_sentence(budgets: Sequence[BudgetPage], name: str) -> str:
    """What is left of one, or that it can't be shown: the same where there is none."""
    if not budgets:
        hidden = (
            _("I can’t show you what’s left of “{name}”.").format(name=name)
            if name
            else _("I can’t show you a budget.")
        )
        who = _("A budget is shown only to its owner, and to approvers of the gigs that it pays for.")
        return f"{hidden} {who}"
    return " ".join(
        _("{budget} has {left} left of {limit}.").format(
            budget=f"{one.name[:1].upper()}{one.name[1:]}", left=one.left, limit=one.limit
        )
        for one in budgets
    )


def week_sentence(coming: Sequence[Coming]) -> str:
    """The soonest, and how much more there is."""
    if not coming:
        return _("Nothing is due in the next seven days.")
    more = len(coming) - 1
    below = n_("{n} more is listed below.", "{n} more are listed below.", more).format(n=more) if more else ""
    return f"{_told(coming[0])}. {below}".rstrip()


def week_card(coming: Sequence[Coming]) -> AdaptiveCard:
    """Each row opens its gig."""
    rows: Body = [callout("emphasis", _("The next seven days"))]
    rows += [
        entry(
            [line(run(one.title, most=150, bold=True)), small(_told(one))],
            button(_("Open gig {number}").format(number=one.gig), "show_gig", gig=one.gig),
            first=place == 0,
        )
        for place, one in enumerate(coming[:_MOST])
    ]
    actions: list[Action] = [button(_("My gigs"), "my_gigs"), button(_("What waits for me"), "approvals")]
    return frame(rows, actions, summary=week_sentence(coming))


def _told(one: Coming) -> str:
    return _(_COMING[one.what]).format(number=one.gig, day=day(one.on))
