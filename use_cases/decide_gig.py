"""An approver says yes, asks for changes or says no; the last yes sends the gig on its way."""

from gigs.approval import Decision, Purpose
from gigs.approving import decide, outcome
from gigs.check_brief import clean
from gigs.errors import OutOfOrder
from gigs.gig import Gig, GigState
from gigs.people import Person
from use_cases.again import again_if_changed
from use_cases.authorize import Verb, authorize
from use_cases.entries import entry
from use_cases.gig_page import GigPage
from use_cases.hire import promise_offer
from use_cases.notices import NoticeKind
from use_cases.outside import Outside
from use_cases.post_gig import promise_posting
from use_cases.show_gig import page_of
from use_cases.storage import Guard, Transaction
from use_cases.tell import show_change, tell_requester

_SAID = {
    Decision.APPROVED: "approved",
    Decision.CHANGES_ASKED: "asked for changes",
    Decision.REJECTED: "rejected",
}
_TOLD = {
    Decision.APPROVED: NoticeKind.APPROVED,
    Decision.CHANGES_ASKED: NoticeKind.CHANGES_ASKED,
    Decision.REJECTED: NoticeKind.REJECTED,
}


@again_if_changed
async def decide_gig(
    outside: Outside, who: Person, number: int, *, revision: int, decision: Decision, reason: str = ""
) -> GigPage:
    """Records one approver's answer about one revision; the gig as it stands now.

    Raises GigNotFound for strangers, NotAllowed for the requester, and OutOfOrder with the outcome when the question
    was already answered, withdrawn or asked anew.
    """
    now = outside.clock.now()
    async with outside.store.transaction() as tx:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize(who, Verb.DECIDE, gig)
        if gig.revision != revision:
            raise OutOfOrder(f"{outcome(gig)} This card now shows how it stands.")
        open_before = gig.approval_of(who.key)
        decided = decide(gig, who.key, decision, reason=clean(reason)[:1000], at=now)
        said = entry(who, _SAID[decision], now, clean(reason)[:1000])
        guard = Guard(not_requester=who.key, awaited=who.key)
        gig = await tx.gigs.save(gig, decided, said, guard)
        purpose = open_before.purpose if open_before else Purpose.POST
        await _promise_what_follows(outside, tx, gig, who, decision, purpose)
        await show_change(tx, gig)
        page = await page_of(outside, tx, gig, who)
        outside.reached("decide: not yet kept")
    outside.reached("decide: committed")
    return page


async def _promise_what_follows(
    outside: Outside, tx: Transaction, gig: Gig, who: Person, decision: Decision, purpose: Purpose
) -> None:
    now = outside.clock.now()
    kind = _TOLD[decision]
    if purpose is Purpose.EXCESS and decision is not Decision.APPROVED:
        kind = NoticeKind.EXCESS_TURNED_DOWN
    facts = {"by": who.name, "reason": gig.note, "purpose": purpose}
    await tell_requester(tx, gig, kind, at=now, facts=facts)
    if gig.state is GigState.APPROVED:
        await promise_posting(outside, tx, gig)
    elif gig.state is GigState.HIRING:
        await promise_offer(outside, tx, gig)
