"""What a policy is asked about: one gig, the person who wants it, and the sum that counts."""

from gigs.brief import Brief
from gigs.money import Money
from gigs.people import Person
from gigs.value import Value
from policy.condition import CaseFacts
from policy.phrases import rate_in_words
from policy.policy import Policy
from policy.rates import Rates
from translation.catalogue import _, n_


class Case(Value):
    """What is to be approved: `amount` is the whole budget, or only the difference when `purpose_is_excess`.

    `spent` are the requester's other gigs within the policy's splitting window; this gig is not among them.
    """

    brief: Brief
    requester: Person
    amount: Money
    spent: tuple[Money, ...] = ()
    purpose_is_excess: bool = False


class Block(Value):
    """Why a gig cannot be submitted as it is, at a field of the form, and what to do instead.

    A question of the policy that was not answered is the field `answers.` and its id.
    """

    field: str
    sentence: str


class Counted(Value):
    """The sum that bands and conditions are held against, and how it came about. No total: a currency we do not take."""

    total: Money | None
    how: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def count(policy: Policy, case: Case) -> Counted:
    """Converts the amount, and adds the requester's other gigs where the policy says so."""
    rates = policy.exchange
    own = rates.own(case.amount)
    if own is None:
        return Counted(total=None)
    how: tuple[str, ...] = ()
    if case.amount.currency != rates.currency:
        rate = rate_in_words(case.amount.currency, rates)
        how = (_("{amount} is {own}, at {rate}.").format(amount=case.amount, own=own, rate=rate),)
    if not policy.splitting or case.purpose_is_excess or not case.spent:
        return Counted(total=own, how=how)
    return _with_others(case, own, how, policy.splitting.days, rates)


def _with_others(case: Case, own: Money, how: tuple[str, ...], days: int, rates: Rates) -> Counted:
    others = own.times(0)
    for each in case.spent:
        others += rates.own(each) or own.times(0)
    total = own + others
    said = n_(
        "With {others} from {requester}’s other gigs in the last {n} day, {total} counts.",
        "With {others} from {requester}’s other gigs in the last {n} days, {total} counts.",
        days,
    )
    sum_up = said.format(others=others, requester=case.requester.name, n=days, total=total)
    strange = [each for each in dict.fromkeys(case.spent) if rates.own(each) is None]
    warnings = tuple(_not_counted(each, days) for each in strange)
    return Counted(total=total, how=(*how, sum_up), warnings=warnings)


def _not_counted(amount: Money, days: int) -> str:
    said = n_(
        "{amount} from another gig in the last {n} day isn’t counted: {currency} has no rate.",
        "{amount} from another gig in the last {n} days isn’t counted: {currency} has no rate.",
        days,
    )
    return said.format(amount=amount, n=days, currency=amount.currency)


def facts_of(policy: Policy, case: Case, counted: Counted) -> CaseFacts:
    """The entity that pays is that of the cost centre where the policy knows it, the requester's own otherwise."""
    brief, centre = case.brief, policy.cost_centre(case.brief.cost_centre)
    return CaseFacts(
        department=case.requester.department,
        entity=centre.entity if centre and centre.entity else case.requester.entity,
        category=brief.category,
        data_tier=brief.data_tier,
        price_type=brief.price_type,
        visibility=brief.visibility,
        cost_centre=brief.cost_centre,
        days=(brief.due - brief.start).days,
        amount=counted.total,
        answers=brief.answers,
        rates=policy.exchange,
    )
