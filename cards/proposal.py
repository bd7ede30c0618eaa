"""One proposal as it is shown beside the others: the same from every marketplace."""

from decimal import Decimal
from urllib.parse import urlsplit

from cards.kit.elements import Body, small
from cards.kit.inputs import link
from cards.kit.nodes import Action, CardElement
from cards.kit.texts import line, own, run, sentence
from cards.kit.words import market
from gigs.gig import Gig
from gigs.marketplaces import MARKETPLACES
from gigs.money import Money
from gigs.proposal import Proposal
from translation.catalogue import _, n_
from translation.formats import number
from use_cases.permissions.remark import Hint, Remark

_ANSWERS = 5


def record(proposal: Proposal) -> Body:
    """Rating on a scale of 5 whatever they count in, jobs, days, country; beside it the rating as it is said there.

    What the marketplace does not say is not said here either.
    """
    known = [
        rated(proposal.rating, proposal.jobs_done),
        *([_days(proposal.days)] if proposal.days is not None else []),
    ]
    parts = [own(" · ".join(known), size="Small", subtle=True)]
    for said in filter(None, (proposal.country, proposal.rating_there)):
        there = _("there: {rating}").format(rating=said) if said == proposal.rating_there else said
        parts += [own(" · ", size="Small", subtle=True), run(there, most=60, size="Small", subtle=True)]
    return [line(*parts, spacing="None")]


def _days(days: int) -> str:
    return n_("{n} day", "{n} days", days).format(n=number(days))


def rated(rating: Decimal | None, jobs_done: int | None) -> str:
    """The rating, and how many jobs it rests on, as far as the marketplace says so."""
    if rating is None and jobs_done is None:
        return _("rating and jobs not shown")
    stars = f"★ {rating:.1f}" if rating is not None else _("not rated yet")
    if jobs_done is None:
        return stars
    done = n_("{n} job done", "{n} jobs done", jobs_done).format(n=number(jobs_done))
    return f"{stars} · {done if jobs_done else _('first job here')}"


def by_the_hour(rate: Money, hours: int) -> str:
    """The price of an hour, and how many there may be."""
    told = n_("{rate} an hour, up to {hours} hour", "{rate} an hour, up to {hours} hours", hours)
    return told.format(rate=rate, hours=number(hours))


def about(remark: Remark | None) -> Body:
    """The price in the gig's currency, where it is in another one."""
    if remark is None or remark.about is None:
        return []
    return [small(_("About {amount}, by the policy’s rates").format(amount=remark.about))]


def excess_of(total: Money, approved: Money) -> Money | None:
    """The part above the approved amount; None within it, and in another currency."""
    return total - approved if total.currency == approved.currency and total > approved else None


def against(total: Money, approved: Money) -> CardElement:
    """The price beside what was approved."""
    if total.currency != approved.currency:
        return small(_foreign(total, approved))
    if excess := excess_of(total, approved):
        much = _("{amount} above the approved amount").format(amount=excess)
        over = own(much, color="Attention", size="Small", bold=True)
        told = _("{over}; the difference needs your approver’s approval first")
        return sentence(told, over=over, size="Small", spacing="None")
    left = approved - total
    below = _("{amount} below the approved amount").format(amount=left)
    return small(below if left.amount else _("Exactly the approved amount"))


def _foreign(total: Money, approved: Money) -> str:
    """That nobody can be hired across currencies, and what to do about it."""
    return _(
        "This proposal is in {currency}, but {approved} was approved, so I can’t hire from here. Ask the freelancer for a "
        "price in {wanted}, or change the brief."
    ).format(currency=total.currency, approved=approved, wanted=approved.currency)


def answers(proposal: Proposal, most: int = 300) -> Body:
    """The listing's questions with this freelancer's answers."""
    told: Body = []
    for one in proposal.answers[:_ANSWERS]:
        told.append(line(run(one.question, most=most, size="Small", subtle=True), spacing="Small"))
        told.append(line(run(one.answer or _("no answer"), most=most, size="Small"), spacing="None"))
    return told


def hinted(remark: Remark | None) -> Body:
    """What looks like a template, with the evidence; to be looked at, not to be believed."""
    if remark is None or remark.hint is None:
        return []
    return [_evidence(remark.hint)]


def _evidence(hint: Hint) -> CardElement:
    mark = own(_("Worth a look:"), size="Small", bold=True, color="Attention")
    alike = hint.likeness
    if alike is None:
        told = _("{mark} this letter doesn’t mention anything from your brief.")
        return sentence(told, mark=mark, size="Small", spacing="Small")
    told = (
        _(
            "{mark} {percent}% of the words are the same as in the letter from {who}: {quote}. "
            "It doesn’t mention anything from your brief."
        )
        if hint.names_nothing
        else _("{mark} {percent}% of the words are the same as in the letter from {who}: {quote}.")
    )
    return sentence(
        told,
        mark=mark,
        percent=number(alike.percent),
        who=run(alike.freelancer, most=80, size="Small", bold=True),
        quote=run(f"“{alike.quote}”", most=300, size="Small", subtle=True),
        size="Small",
        spacing="Small",
    )


def there(gig: Gig, proposal: Proposal) -> list[Action]:
    """The proposal on the marketplace's own pages, by an https address of theirs only."""
    return opened_on(gig.listing.marketplace if gig.listing else "", proposal.url)


def opened_on(name: str, url: str) -> list[Action]:
    """A page of this marketplace's; nothing for an address anywhere else."""
    known = MARKETPLACES.get(name)
    host = (urlsplit(url).hostname or "") if link("", url) else ""
    theirs = any(host == one or host.endswith(f".{one}") for one in (known.sites if known else ()))
    return [*link(_("Open on {market}").format(market=market(name)), url)] if theirs else []
