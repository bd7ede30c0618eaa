"""Who would approve somebody's gigs, in a sentence."""

from gigs.money import Money
from gigs.route import Need
from translation.catalogue import _
from translation.formats import both, either
from use_cases.approving.usual_route import UsualBand, UsualRoute, UsualStep

_SHOWN_PEOPLE = 4


def usual_route_sentence(found: UsualRoute) -> str:
    """By name, in the order in which they are asked; what can still change it is said."""
    told = _of_amount(found) if found.amount else _of_bands(found)
    return f"{told} {_('What’s in the brief can change this.')}" if found.may_differ and found.bands else told


def _of_amount(found: UsualRoute) -> str:
    amount, total = found.amount, found.total
    if total is None:
        return _("I can’t say: the policy has no exchange rate for the currency of {amount}.").format(
            amount=amount
        )
    counted = (
        total if amount and total.currency == amount.currency and total.amount != amount.amount else None
    )
    with_others = _("With your other recent gigs, {total} counts.").format(total=counted) if counted else ""
    if found.free_up_to and not _is_above(total, found.free_up_to):
        told = _("{amount} needs no approval.").format(amount=amount)
    elif not found.bands:
        told = _("The policy has no approver for {amount}. Ask the programme team.").format(amount=amount)
    else:
        told = _("{amount} needs approval from {people}.").format(
            amount=amount, people=_people(found.bands[0])
        )
    return f"{told} {with_others}".rstrip()


def _is_above(total: Money, limit: Money) -> bool:
    return total.currency != limit.currency or total > limit


def _of_bands(found: UsualRoute) -> str:
    if not found.bands:
        return _("That depends on more than the amount. The preview of a gig shows who approves it.")
    parts = []
    if found.free_up_to:
        parts.append(_("Up to {amount}, your gigs need no approval.").format(amount=found.free_up_to))
    for band in found.bands:
        people = _people(band)
        if band.up_to:
            parts.append(
                _("Up to {amount}, they need approval from {people}.").format(
                    amount=band.up_to, people=people
                )
            )
        elif parts:
            parts.append(_("Above that, they need approval from {people}.").format(people=people))
        else:
            parts.append(_("Your gigs need approval from {people}.").format(people=people))
    return " ".join(parts)


def _people(band: UsualBand) -> str:
    steps = [_step(step) for step in band.steps]
    told = steps[0]
    for step in steps[1:]:
        told = _("{people}, then {others}").format(people=told, others=step)
    return told


def _step(step: UsualStep) -> str:
    names = [one.name for one in step.people[:_SHOWN_PEOPLE]]
    if not names or len(step.people) > _SHOWN_PEOPLE:
        return _("“{step}”").format(step=step.name)
    return both(names) if step.need is Need.ALL else either(names)
