"""The requester sends a deliverable back with a reason; the freelancer is asked to change it."""

from typing import ClassVar

from gigs.check_brief import clean
from gigs.gig import Verdict
from gigs.hiring import judge, unjudge
from gigs.history_kinds import EntryKind, part
from gigs.people import Person
from ports.hindrance import Hindered, Hindrance
from ports.jobs import Job
from ports.notice_facts import NoticeFacts
from ports.notices import NoticeKind
from use_cases.again import again_if_changed
from use_cases.entries import entry, heard, hired, more, under
from use_cases.notifying.tell import show_change, tell_requester
from use_cases.operations.ask_market import ask_market
from use_cases.operations.open_market import open_market
from use_cases.outside import Outside
from use_cases.permissions.authorize import Verb, authorize
from use_cases.permissions.gig_page import GigPage
from use_cases.showing.show_gig import page_of


class PassOnSendBack(Job):
    """Ask the freelancer, through the marketplace, to change what was handed in."""

    name: ClassVar[str] = "pass_on_send_back"
    queue: ClassVar[str] = "market"

    tenant: str
    gig: int
    milestone: str
    deliverable: str
    version: int
    """Of the gig with the verdict: after a refusal it may be sent back again."""

    @property
    def key(self) -> str:
        return f"sendback:{self.tenant}:{self.gig}:{self.deliverable}:{self.version}"


@again_if_changed
async def send_back(
    outside: Outside, who: Person, number: int, milestone_id: str, deliverable_id: str, reason: str
) -> GigPage:
    """Sends one deliverable back. The same press again changes nothing. Raises OutOfOrder without a reason."""
    now = outside.clock.now()
    reason = clean(reason)[:1000]
    async with outside.store.transaction() as tx:
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
                milestone=milestone_id,
                deliverable=deliverable_id,
                version=gig.version,
            )
            await tx.jobs.add(job)
            await show_change(tx, gig)
        return await page_of(outside, tx, gig, who)


async def pass_on_send_back(job: PassOnSendBack, *, outside: Outside) -> None:
    """Sending back is repeatable. A refusal gives the deliverable back to the requester, with the marketplace's reason."""
    async with outside.store.transaction() as tx:
        gig = await tx.gigs.get(job.tenant, job.gig)
    verdict = gig.verdict_on(job.deliverable)
    if verdict is None or verdict.accepted or gig.contract is None or gig.listing is None:
        return
    market = await open_market(outside, job.tenant, gig.listing.marketplace)
    refusal = await ask_market(
        outside, market.send_back(gig.contract.id, job.milestone, verdict.reason, job.deliverable)
    )
    if refusal:
        await not_sent_back(outside, job, refusal)
        return
    async with outside.store.transaction() as tx:
        await tx.syncs.schedule(job.tenant, job.gig, outside.clock.now())


@again_if_changed
async def not_sent_back(
    outside: Outside, job: PassOnSendBack, reason: str, ours: Hindrance | None = None
) -> None:
    """Takes the verdict back and tells the requester, once: the deliverable waits for them again.

    `ours` where the no is our own.
    """
    now = outside.clock.now()
    async with outside.store.transaction() as tx:
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
        await tell_requester(
            tx, gig, NoticeKind.SEND_BACK_REFUSED, at=now, subject=job.milestone, facts=facts
        )
        await show_change(tx, gig)
