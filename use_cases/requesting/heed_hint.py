"""The requester presses the button of a hint: the brief is mended, or the hint dismissed."""

from datetime import datetime

from coach.hints import Hint, Kind
from coach.mending import mended
from gigs.approving import edit
from gigs.gig import Gig
from gigs.merging_drafts import marks_of
from gigs.people import Person
from gigs.value import Value
from ports.hint_storage import HintState
from ports.storage import Transaction
from translation.catalogue import N_, _
from use_cases.context import Context
from use_cases.listing.choose_market import checked, reachable
from use_cases.permissions.authorize import Verb, authorize
from use_cases.requesting.hints import dismissed, read_figures, read_words
from use_cases.requesting.submit_gig import save_draft

_LINES = {Kind.SCOPE: N_("Out of scope:"), Kind.UNCHECKABLE: N_("Accepted when:")}
"""How a line begins that its requester completes."""
_ON_FIGURES = frozenset({Kind.BUDGET, Kind.DUE})


class Mended(Value):
    """The draft after the press; `hint` is None where it no longer applied, and nothing was changed."""

    gig: Gig
    hint: Hint | None = None


async def mend_hint(context: Context, who: Person, number: int, hint: str, *, market: str = "") -> Mended:
    """Does what the hint of this id offers, on the draft as it stands now. `market` is the one that it was previewed for.

    Raises OutOfOrder once the gig was submitted, GigNotFound for anybody else's, BriefIncomplete where the draft has
    meanwhile become one that can't be previewed.
    """
    gig = await context.store.run(_editable, who, number, context.clock.now())
    found = await _found(context, who, gig, hint, market)
    if found is None:
        return Mended(gig=gig)
    line = _(_LINES[found.kind]) if found.kind in _LINES else ""
    form = mended(gig.form, found, line=line, customers=context.policy.customers)
    saved = await save_draft(context, who, form, number=number, drawn=marks_of(gig.form))
    return Mended(gig=saved, hint=found)


async def _editable(tx: Transaction, who: Person, number: int, now: datetime) -> Gig:
    gig = await tx.gigs.get(who.key.tenant, number)
    authorize(who, Verb.EDIT, gig)
    return edit(gig, gig.form, now)


async def _found(context: Context, who: Person, gig: Gig, hint: str, market: str) -> Hint | None:
    """The hint of this id, if it still applies."""
    if hint.partition(".")[0] in _ON_FIGURES:
        today = context.today(who)
        brief = checked(await reachable(context, who.key.tenant), gig.form, today)
        hints = await context.store.run(read_figures, who, brief, today)
    else:
        hints = await read_words(context, gig.form, market or gig.form.marketplace)
    return next((one for one in hints if one.id == hint), None)


async def dismiss_hint(context: Context, who: Person, number: int, hint: str) -> None:
    """It stays away from this gig until the text that it's about changes. Nothing happens to one that isn't shown.

    Raises as `mend_hint` does.
    """
    await context.store.run(_dismiss, who, number, hint, context.clock.now())


async def _dismiss(tx: Transaction, who: Person, number: int, hint: str, now: datetime) -> None:
    gig = await _editable(tx, who, number, now)
    for mark in await tx.hints.of_gig(gig.tenant, number):
        if mark.hint == hint and mark.state is HintState.SHOWN:
            await dismissed(tx, mark, now)
