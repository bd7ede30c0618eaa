"""The requester sends a deliverable back with a reason; the freelancer is asked to change it."""

from typing import ClassVar

from gigs.brief import clean
from gigs.gig import Verdict
from gigs.hiring import judge, unjudge
from gigs.history_kinds import EntryKind, part
from gigs.length import within
from gigs.people import Person
from ports.hindrance import Hindered, Hindrance
from ports.jobs import MarketJob
from ports.notice_facts import NoticeFacts
from ports.notices import NoticeKind
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.context import Context
from use_cases.entries import entry, heard, hired, more, under
from use_cases.notifying.notify import notify_requester, show_change
from use_cases.operations.ask_market import ask_market
from use_cases.operations.enqueue_operation import market_name
from use_cases.operations.open_market import open_market
from use_cases.permissions.authorize import Verb, authorize
from use_cases.permissions.gig_page import GigPage
from use_cases.retry_on_conflict import retry_on_conflict
from use_cases.showing.show_gig import page_of


class PassOnSendBack(MarketJob):
    """Ask the freelancer, through the marketplace, to change what was handed in."""

    name: ClassVar[str] = "pass_on_send_back"

    tenant: str
    gig: int
    milestone: str
    deliverable: str
    version: int
    """Of the gig with the verdict: after a refusal it may be sent back again."""

    @property
    def key(self) -> str:
        return f"sendback:{self.tenant}:{self.gig}:{self.deliverable}:{self.version}"


@retry_on_conflict
async def send_back(
    context: Context, who: Person, number: int, milestone_id: str, deliverable_id: str, reason: str
) -> GigPage:
    """Sends one deliverable back. The same press again changes nothing. Raises OutOfOrder without a reason."""
    now = context.clock.now()
    reason = within(clean(reason), 1000, _("The reason"))

    async def sent_back_once(tx: Transaction) -> GigPage:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize(who, Verb.JUDGE, gig)
        said = gig.verdict_on(deliverable_id)
        if not said or said.accepted:
            verdict = Verdict(deliverable_id=deliverable_id, accepted=False, reason=reason, at=now)
            judged = judge(gig, milestone_id, verdict)
            facts = more(
                under(gig),
                milestone=part(gig.contract_milestone(milestone_id)),
                deliverable=deliverable_id,
                reason=reason,
            )
            sent_back = entry(who, EntryKind.DELIVERABLE_SENT_BACK, now, facts, hired(gig))
            gig = await tx.gigs.save(gig, judged, sent_back)
            job = PassOnSendBack(
                tenant=gig.tenant,
                gig=number,
                market=market_name(gig),
                milestone=milestone_id,
                deliverable=deliverable_id,
                version=gig.version,
            )
            await tx.jobs.add(job)
            await show_change(tx, gig)
        return await page_of(context, tx, gig, who)

    return await context.store.run(sent_back_once)


async def pass_on_send_back(job: PassOnSendBack, *, context: Context) -> None:
    """Sending back is repeatable. A refusal gives the deliverable back to the requester, with the marketplace's reason."""
    gig = await context.store.run(lambda tx: tx.gigs.get(job.tenant, job.gig))
    verdict = gig.verdict_on(job.deliverable)
    if verdict is None or verdict.accepted or gig.contract is None or gig.listing is None:
        return
    market = await open_market(context, job.tenant, gig.listing.marketplace)
    refusal = await ask_market(
        context, market, market.send_back(gig.contract.id, job.milestone, verdict.reason, job.deliverable)
    )
    if refusal:
        await not_sent_back(context, job, refusal)
        return
    await context.store.run(lambda tx: tx.syncs.schedule(job.tenant, job.gig, context.clock.now()))


@retry_on_conflict
async def not_sent_back(
    context: Context, job: PassOnSendBack, reason: str, ours: Hindrance | None = None
) -> None:
    """Takes the verdict back and notifies the requester, once: the deliverable waits for them again.

    `ours` where the no is our own.
    """
    now = context.clock.now()

    async def taken_back(tx: Transaction) -> None:
        gig = await tx.gigs.get(job.tenant, job.gig)
        verdict = gig.verdict_on(job.deliverable)
        if verdict is None or verdict.accepted:
            return
        about = more(
            under(gig),
            milestone=part(gig.contract_milestone(job.milestone)),
            deliverable=job.deliverable,
            reason=reason,
        )
        said = heard(EntryKind.DELIVERABLE_NOT_SENT_BACK, now, about, hired(gig))
        gig = await tx.gigs.save(gig, unjudge(gig, job.deliverable, reason, now), said)
        facts = NoticeFacts.of_refusal(reason, Hindered(by=ours) if ours else None)
        await notify_requester(
            tx, gig, NoticeKind.SEND_BACK_REFUSED, at=now, subject=job.milestone, facts=facts
        )
        await show_change(tx, gig)

    await context.store.run(taken_back)
