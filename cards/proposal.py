"""One proposal as it is shown beside the others: the same from every marketplace."""

from decimal import Decimal
from urllib.parse import urlsplit

from cards.kit.elements import Body, small
from cards.kit.inputs import link
from cards.kit.nodes import Action, TextRun
from cards.kit.texts import count, line, own, run
from cards.kit.words import market
from gigs.gig import Gig
from gigs.marketplaces import MARKETPLACES
from gigs.money import Money
from gigs.proposal import Proposal
from use_cases.permissions.remark import Hint, Remark

_ANSWERS = 5


def record(proposal: Proposal) -> Body:
    """Rating on a scale of 5 whatever they count in, jobs, days, country; beside it the rating as it is said there.

    What the marketplace does not say is not said here either.
    """
    known = [
        rated(proposal.rating, proposal.jobs_done),
        *([count(proposal.days, "day")] if proposal.days is not None else []),
    ]
    parts = [own(" · ".join(known), size="Small", subtle=True)]
    for said in filter(None, (proposal.country, proposal.rating_there)):
        there = f"there: {said}" if said == proposal.rating_there else said
        parts += [own(" · ", size="Small", subtle=True), run(there, most=60, size="Small", subtle=True)]
    return [line(*parts, spacing="None")]


def rated(rating: Decimal | None, jobs_done: int | None) -> str:
    """The rating, and how many jobs it rests on, as far as the marketplace says so."""
    if rating is None and jobs_done is None:
        return "rating and jobs not shown"
    stars = f"★ {rating:.1f}" if rating is not None else "not rated yet"
    if jobs_done is None:
        return stars
    return f"{stars} · {count(jobs_done, 'job')} done" if jobs_done else f"{stars} · first job here"


def about(remark: Remark | None) -> Body:
    """The price in the gig's currency, where it is in another one."""
    if remark is None or remark.about is None:
        return []
    return [small(f"About {remark.about}, by the policy’s rates")]


def foreign(total: Money, approved: Money) -> str:
    """That nobody can be hired across currencies, and what to do about it."""
    return (
        f"Another currency than the approved {approved}: I cannot hire in {total.currency}. Ask the freelancer for a "
        f"price in {approved.currency}, or change the brief."
    )


def answers(proposal: Proposal, most: int = 300) -> Body:
    """The listing's questions with this freelancer's answers."""
    told: Body = []
    for one in proposal.answers[:_ANSWERS]:
        told.append(line(run(one.question, most=most, size="Small", subtle=True), spacing="Small"))
        told.append(line(run(one.answer or "no answer", most=most, size="Small"), spacing="None"))
    return told


def hinted(remark: Remark | None) -> Body:
    """What looks like a template, with the evidence; to be looked at, not to be believed."""
    if remark is None or remark.hint is None:
        return []
    return [line(*_evidence(remark.hint), spacing="Small", size="Small")]


def _evidence(hint: Hint) -> list[str | TextRun]:
    mark = own("Worth a look: ", size="Small", bold=True, color="Attention")
    alike = hint.likeness
    if alike is None:
        return [mark, "nothing of your brief is named in this letter."]
    quote = run(f"“{alike.quote}”", most=300, size="Small", subtle=True)
    who = run(alike.freelancer, most=80, size="Small", bold=True)
    also = " Nothing of your brief is named in it." if hint.names_nothing else ""
    return [mark, f"{alike.percent} % the same words as the letter of ", who, ": ", quote, "." + also]


def there(gig: Gig, proposal: Proposal) -> list[Action]:
    """The proposal on the marketplace's own pages, by an https address of theirs only."""
    name = gig.listing.marketplace if gig.listing else ""
    known = MARKETPLACES.get(name)
    host = (urlsplit(proposal.url).hostname or "") if link("", proposal.url) else ""
    theirs = any(host == one or host.endswith(f".{one}") for one in (known.sites if known else ()))
    return [*link(f"Open on {market(name)}", proposal.url)] if theirs else []
