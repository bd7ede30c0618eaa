"""A programme lead sees how hints on briefs are taken."""

from collections.abc import Sequence

from gigs.people import Person
from ports.hint_storage import HintCount
from translation.catalogue import _
from use_cases.context import Context
from use_cases.permissions.require_lead import require_lead


async def hint_counts(context: Context, who: Person) -> Sequence[HintCount]:
    """How often hints of each kind were shown, heeded and dismissed in this organisation, the most often shown first.

    Raises NotAllowed for everybody but programme leads.
    """
    require_lead(who, _("Only a programme lead sees how hints are taken."))
    found = await context.store.run(lambda tx: tx.hints.counts(who.key.tenant))
    return sorted(found, key=lambda one: (-one.shown, one.kind))
