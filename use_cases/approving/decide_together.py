"""Several small gigs are decided in one press, each recorded on its own."""

from collections.abc import Sequence

from gigs.approval import Decision
from gigs.errors import GigError, OutOfOrder
from gigs.gig import Gig
from gigs.people import Person
from gigs.value import Value
from translation import formats
from translation.catalogue import _
from use_cases.approving.decide_gig import decide_gig
from use_cases.context import Context

MOST = 20
"""Gigs in one press: more than the list shows, so only a forged press has them."""


class Picked(Value):
    """One gig on the list as it was shown: another revision or step by now is another question."""

    gig: int
    revision: int
    step: int


class Together(Value):
    """What became of each: `decided` as it stands now, `left` with the sentence why not."""

    decided: tuple[Gig, ...]
    left: dict[int, str]


async def approve_together(context: Context, who: Person, picked: Sequence[Picked]) -> Together:
    """One yes after the other; one that cannot be given does not stop the others. Raises OutOfOrder for none at all, and for
    more than MOST, of which none is approved: the list never shows so many."""
    if not picked:
        raise OutOfOrder(_("Please tick at least one gig."))
    unlike = {one.gig: one for one in picked}
    if len(unlike) > MOST:
        raise OutOfOrder(
            _(
                "You can approve {most} gigs at once at most, and {ticked} are ticked. Nothing was approved."
            ).format(most=formats.number(MOST), ticked=formats.number(len(unlike)))
        )
    decided, left = [], dict[int, str]()
    for one in unlike.values():
        try:
            await _is_as_shown(context, who, one)
            page = await decide_gig(
                context, who, one.gig, revision=one.revision, step=one.step, decision=Decision.APPROVED
            )
            decided.append(page.gig)
        except GigError as stays:
            left[one.gig] = str(stays)
    return Together(decided=tuple(decided), left=left)


async def _is_as_shown(context: Context, who: Person, one: Picked) -> None:
    """Raises OutOfOrder for a question that is another one by now, or too large; one that is over is told by itself."""
    gig = await context.store.run(lambda tx: tx.gigs.get(who.key.tenant, one.gig))
    mine = gig.approval_of(who.key)
    if mine and (mine.revision, mine.step) != (one.revision, one.step):
        raise OutOfOrder(
            _("Gig {number} has changed since this list was made. Please open it.").format(number=one.gig)
        )
    if mine and not context.policy.may_be_decided_together(mine.amount):
        raise OutOfOrder(
            _("Gig {number} is too large to be approved with others. Please open it.").format(number=one.gig)
        )
