"""The hints on a brief: what its words tell, and what similar gigs tell that its requester may know of."""

import asyncio
from datetime import date, datetime

from coach.coach import hints_on_figures, hints_on_words, in_order
from coach.hints import Hint, Kind
from coach.language import load
from coach.unlike import Similar, of_budget, of_dates
from gigs.brief import Brief, BriefForm
from gigs.marketplaces import MARKETPLACES
from gigs.people import Person
from gigs.summary import Summary
from ports.hint_storage import HintCount, HintMark, HintState
from ports.storage import Transaction
from ports.summary_storage import SummariesWanted
from use_cases.context import Context
from use_cases.permissions.authorize_summary import reader

MOST_SHOWN = 3
"""At once; the others when somebody asks for all."""
_NEWEST = 200
"""Of the gigs of the same kind of work; older ones tell less of what is usual now."""


def languages_of(context: Context, marketplace: str) -> tuple[str, ...]:
    """In which briefs are written there: what the policy says, or what the marketplace says itself; none is any."""
    known = MARKETPLACES.get(marketplace)
    return context.policy.languages.get(marketplace, known.languages if known else ())


async def read_words(context: Context, form: BriefForm, marketplace: str) -> tuple[Hint, ...]:
    """The hints on the words of what was typed. The detector of languages is loaded beside the event loop."""
    wanted = languages_of(context, marketplace)
    if wanted:
        await asyncio.to_thread(load)
    return hints_on_words(form, customers=context.policy.customers, languages=wanted)


async def read_figures(tx: Transaction, who: Person, brief: Brief, today: date) -> tuple[Hint, ...]:
    """The hints on budget and due date, from the summaries that this person may read."""
    wanted = SummariesWanted(domain=brief.category)
    found = await tx.summaries.newest(reader(who), wanted, _NEWEST)
    return hints_on_figures(brief, [_similar(one) for one in found], today)


def _similar(one: Summary) -> Similar:
    return Similar(gig=one.gig, title=one.title, cost=one.cost, days=one.days, skills=one.skills)


def not_dismissed(hints: tuple[Hint, ...], known: dict[str, HintMark]) -> tuple[Hint, ...]:
    """Without those that were dismissed and whose text is still the same."""
    dismissed = {(mark.hint, mark.about) for mark in known.values() if mark.state is HintState.DISMISSED}
    return in_order([hint for hint in hints if (hint.id, hint.about) not in dismissed])


async def keep_marks(
    tx: Transaction,
    brief: Brief,
    place: tuple[str, int],
    known: dict[str, HintMark],
    found: tuple[Hint, ...],
    shown: tuple[Hint, ...],
    now: datetime,
) -> None:
    """Counts what is shown now and was not before, and what was heeded. `place` is tenant and number of the gig."""
    tenant, gig = place
    there, fresh = {hint.id for hint in found}, []
    for hint in shown:
        former = known.get(hint.id)
        if former is None or (former.state, former.about) != (HintState.SHOWN, hint.about):
            mark = HintMark(
                tenant=tenant, gig=gig, hint=hint.id, about=hint.about, state=HintState.SHOWN, at=now
            )
            fresh.append((mark, former is None or former.state is not HintState.SHOWN))
    gone = [mark for mark in known.values() if mark.state is HintState.SHOWN and mark.hint not in there]
    heeded = [_now(mark, HintState.HEEDED, now) for mark in gone if _was_changed(mark, brief)]
    await tx.hints.put([*(mark for mark, _is_new in fresh), *heeded])
    await tx.hints.count(tenant, _counted([mark for mark, is_new in fresh if is_new] + heeded))


async def dismissed(tx: Transaction, mark: HintMark, now: datetime) -> None:
    """It is not shown again until its text changes."""
    after = _now(mark, HintState.DISMISSED, now)
    await tx.hints.put([after])
    await tx.hints.count(mark.tenant, _counted([after]))


def _now(mark: HintMark, state: HintState, now: datetime) -> HintMark:
    return mark.model_copy(update={"state": state, "at": now})


def _was_changed(mark: HintMark, brief: Brief) -> bool:
    """Figures may stop being unusual because others' gigs were closed: nobody heeded anything then."""
    unchanged = {Kind.BUDGET: of_budget(brief), Kind.DUE: of_dates(brief)}
    return mark.about != unchanged.get(Kind(mark.kind))


def _counted(marks: list[HintMark]) -> list[HintCount]:
    kinds: dict[str, dict[str, int]] = {}
    for mark in marks:
        kind = kinds.setdefault(mark.kind, {})
        kind[mark.state] = kind.get(mark.state, 0) + 1
    return [HintCount(kind=kind, **states) for kind, states in kinds.items()]
