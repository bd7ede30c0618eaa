"""What a requester withdraws is told, with the reason, to the approvers whom it concerns."""

from datetime import datetime

from gigs.approval import Purpose
from gigs.asking import concerned_approvers
from gigs.brief import clean
from gigs.errors import OutOfOrder
from gigs.gig import Gig
from gigs.length import within
from gigs.money import Money
from gigs.people import Person
from ports.notice_facts import NoticeFacts
from ports.notices import NoticeKind
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.notifying.notify import as_named, notify

LONGEST = 1000


def with_a_reason(reason: str) -> str:
    """The reason itself, cleaned. Raises OutOfOrder where none was given, since approvers are owed one, and TooLong."""
    given = within(clean(reason), LONGEST, _("The reason"))
    if not given:
        raise OutOfOrder(_("Nothing was withdrawn yet. Please give a short reason: your approvers read it."))
    return given


async def notify_withdrawal(
    tx: Transaction,
    before: Gig,
    saved: Gig,
    who: Person,
    *,
    at: datetime,
    purpose: Purpose,
    reason: str,
    amount: Money | None = None,
) -> None:
    """To everybody who was asked about it or had answered, as the gig stood `before`; never to an owner of the gig."""
    facts = NoticeFacts(by=as_named(who), reason=reason, purpose=purpose, amount=amount)
    for one in concerned_approvers(before):
        if one.key not in before.ever_owners:
            await notify(tx, saved, NoticeKind.WITHDRAWN, one.key, at=at, facts=facts)
