"""The kill switch: a programme lead stops every call to a marketplace, and lets them go on. Nothing that waits is lost."""

import logging

from gigs.brief import clean
from gigs.errors import OutOfOrder
from gigs.length import within
from gigs.people import Person
from ports.account_storage import Switch
from translation.catalogue import _
from use_cases.context import Context
from use_cases.permissions.require_lead import require_lead

log = logging.getLogger(__name__)


async def pause_market(context: Context, who: Person, marketplace: str, reason: str) -> None:
    """From now on nothing is sent there and nothing read, for this tenant. A call that is under way ends as it ends.

    Pausing twice is one pause: whoever was first stays on record.
    """
    require_lead(who, _("Only a programme lead can pause a marketplace."))
    _must_exist(context, marketplace)
    reason = within(clean(reason), 500, _("The reason"))
    switch = Switch(
        tenant=who.key.tenant, marketplace=marketplace, by=who, at=context.clock.now(), reason=reason
    )
    is_new = await context.store.run(lambda tx: tx.switches.put(switch))
    if is_new:
        log.warning("marketplace paused", extra={"marketplace": marketplace, "tenant": who.key.tenant})


async def resume_market(context: Context, who: Person, marketplace: str) -> None:
    """Whatever waited goes on within a minute or two."""
    require_lead(who, _("Only a programme lead can resume a marketplace."))
    was_paused = await context.store.run(lambda tx: tx.switches.drop(who.key.tenant, marketplace))
    if was_paused:
        log.warning("marketplace resumed", extra={"marketplace": marketplace, "tenant": who.key.tenant})


def _must_exist(context: Context, marketplace: str) -> None:
    if marketplace not in context.markets:
        known = ", ".join(sorted(context.markets))
        raise OutOfOrder(
            _("I don’t know a marketplace called “{marketplace}”. I know: {known}.").format(
                marketplace=marketplace[:60], known=known
            )
        )
