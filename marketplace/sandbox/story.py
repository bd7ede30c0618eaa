"""What will happen after a listing or an offer, decided once from the seed and then written down."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from gigs.brief import PriceType, Visibility
from gigs.money import MINOR_DIGITS, Money
from gigs.proposal import PlannedMilestone, Proposal
from gigs.value import Value
from marketplace.sandbox.cast import CAST, Freelancer, Style
from marketplace.sandbox.letters import TRADES, answers, letter
from ports.marketplace import PostRequest

ORDER = (Style.STEADY, Style.TEMPLATED, Style.PREMIUM, Style.TEMPLATED, Style.POOR, Style.BUSY)
"""Who answers a public listing, in order of arrival. An invite-only listing is not answered by the busy one."""

ARRIVAL = (2.0, 5.0, 8.5, 11.5, 15.0, 18.5)
"""Seconds after posting at speed 1; up to 0.9 s more is drawn."""

ANSWER = 3.0
DELIVERY = 4.5
WITHDRAWS = 180.0
"""Seconds after posting at which the second templated letter is withdrawn again."""

PRICES = {
    Style.STEADY: ("0.84", "0.97"),
    Style.PREMIUM: ("1.15", "1.32"),
    Style.TEMPLATED: ("0.90", "1.00"),
    Style.POOR: ("0.30", "0.45"),
    Style.BUSY: ("0.86", "0.96"),
}
"""What each style asks for, as a part of what the listing offers: lowest and highest."""

SHARES = (Decimal("0.3"), Decimal("0.4"), Decimal("0.3"))


class Answer(Value):
    """A proposal with what is going to happen to it."""

    proposal: Proposal
    accepts_offers: bool
    withdraws_at: datetime | None


def draw(seed: str, *what: object) -> float:
    """A number in [0, 1) that depends on the seed and on what it is drawn for, and on nothing else."""
    text = "\x1f".join([seed, *map(str, what)])
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:7], "big") / 2**56


def after(seconds: float, pace: float) -> timedelta:
    """This much of the sandbox's time, at this pace."""
    return timedelta(seconds=seconds / pace)


def answers_to(
    number: int, request: PostRequest, *, seed: str, pace: float, at: datetime
) -> tuple[Answer, ...]:
    """Every proposal this listing will get, soonest first."""
    styles = ORDER if request.visibility is Visibility.PUBLIC else ORDER[:-1]
    people = _choose(styles, seed, request.reference)
    withdraws = max((n for n, style in enumerate(styles) if style is Style.TEMPLATED), default=-1)
    answers = []
    for place, freelancer in enumerate(people):
        late = ARRIVAL[place] + 0.9 * draw(seed, request.reference, freelancer.id, "arrival")
        proposal = proposal_by(f"L{number}-P{place + 1}", freelancer, request, seed, at + after(late, pace))
        answer = Answer(
            proposal=proposal,
            accepts_offers=freelancer.style is not Style.BUSY,
            withdraws_at=at + after(WITHDRAWS, pace) if place == withdraws else None,
        )
        answers.append(answer)
    return tuple(answers)


def _choose(styles: Sequence[Style], seed: str, reference: str) -> list[Freelancer]:
    """One freelancer per place, nobody twice."""
    shuffled = sorted(CAST, key=lambda one: draw(seed, reference, one.id))
    chosen: list[Freelancer] = []
    for style in styles:
        chosen.append(next(one for one in shuffled if one.style is style and one not in chosen))
    return chosen


def proposal_by(id_: str, who: Freelancer, request: PostRequest, seed: str, arrives: datetime) -> Proposal:
    """What this freelancer answers to a listing, and when."""
    low, high = (Decimal(part) for part in PRICES[who.style])
    part = low + (high - low) * Decimal(str(round(draw(seed, request.reference, who.id, "price"), 4)))
    rate = round_price(request.rate, part)
    whole = rate.times(request.hours) if request.price_type is PriceType.HOURLY and request.hours else rate
    is_short = who.style in {Style.TEMPLATED, Style.POOR}
    steps = ("The whole work",) if is_short else TRADES[request.category].steps
    days = max((request.due - request.start).days, 1)
    return Proposal(
        id=id_,
        freelancer_id=who.id,
        freelancer=who.name,
        country=who.country,
        rating=who.rating,
        jobs_done=who.jobs_done,
        price_type=request.price_type,
        rate=rate,
        days=max(days // 2, 1) if is_short else days,
        letter=letter(who, request),
        milestones=split(whole, steps),
        answers=answers(who, request),
        received_at=arrives,
    )


def round_price(offered: Money, part: Decimal) -> Money:
    """A price as people write it. Above 1 it is rounded up and so stays above, otherwise down but never to nothing."""
    smallest = Decimal(1).scaleb(-MINOR_DIGITS[offered.currency])
    exact = offered.amount * part
    step = next((Decimal(s) for s, least in ((10, 500), (5, 100), (1, 20)) if exact >= least), smallest)
    units = (exact / step).to_integral_value(ROUND_CEILING if part > 1 else ROUND_FLOOR)
    return Money(amount=max(units * step, smallest), currency=offered.currency)


def split(whole: Money, steps: Sequence[str]) -> tuple[PlannedMilestone, ...]:
    """The steps with their amounts, which add up exactly; one step where the sum is too small to split."""
    parts = [whole.times(share) for share in SHARES[: len(steps) - 1]]
    last = whole
    for one in parts:
        last = last - one
    amounts = [*parts, last]
    if min(one.amount for one in amounts) <= 0:
        return (PlannedMilestone(title=steps[-1], amount=whole),)
    return tuple(
        PlannedMilestone(title=title, amount=amount) for title, amount in zip(steps, amounts, strict=True)
    )
