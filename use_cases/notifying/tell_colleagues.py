"""Offers an approved gig to colleagues: channels that follow, and (job) people whose skills fit, each once."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from gigs.colleagues_first import why_not
from gigs.gig import Gig, GigState
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.people import Person, PersonKey
from gigs.skills import folded
from ports.jobs import Job
from ports.notice_facts import InsideNews, NoticeFacts
from ports.notices import Notice, NoticeKind
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.entries import heard
from use_cases.notifying.notify import as_named, enqueue_all, notify, notify_channels

MOST_TOLD = 20
"""People who are told about one gig; whoever shows most of its skills comes first."""
_MOST_READ = 100
"""People who are looked at for each of its skills; whoever named it last comes first."""


class TellColleagues(Job):
    """Tell people whose skills fit about this offer."""

    name: ClassVar[str] = "tell_colleagues"
    queue: ClassVar[str] = "notify"

    tenant: str
    gig: int
    revision: int

    @property
    def key(self) -> str:
        return f"colleagues:{self.tenant}:{self.gig}:{self.revision}"


async def offer_to_colleagues(tx: Transaction, gig: Gig) -> None:
    """Writes down that it is offered, and enqueues who is told."""
    until = gig.inside.until if gig.inside else None
    facts = EntryFacts(revision=gig.revision, until=until)
    said = heard(EntryKind.OFFERED_INSIDE, gig.changed_at, facts)
    await tx.histories.add(gig.tenant, gig.number, said)
    await notify_channels(tx, gig, NoticeKind.CHANNEL_HEAD, at=gig.changed_at)
    await tx.jobs.add(TellColleagues(tenant=gig.tenant, gig=gig.number, revision=gig.revision))


async def tell_colleagues(job: TellColleagues, *, context: Context) -> None:
    """Only active people, never its owners or approvers; nobody twice about one gig. Raises DirectoryUnavailable."""
    gig, found = await context.store.run(_fitting, job)
    asked = [context.directory.person(one) for one in found[: 3 * MOST_TOLD]]
    people = [one for one in await asyncio.gather(*asked) if one and not why_not(gig, one)][:MOST_TOLD]
    context.failpoint("colleagues: found")
    await context.store.run(_tell, job, people, context.clock.now())


def _is_offered(gig: Gig, job: TellColleagues) -> bool:
    return gig.state is GigState.OFFERED_INSIDE and gig.revision == job.revision


async def _fitting(tx: Transaction, job: TellColleagues) -> tuple[Gig, Sequence[PersonKey]]:
    """Whoever shows most of the brief's skills first."""
    gig = await tx.gigs.get(job.tenant, job.gig)
    if not _is_offered(gig, job):
        return gig, ()
    counted = Counter[PersonKey]()
    for skill in {folded(one): one for one in gig.checked_brief.skills}.values():
        counted.update(await tx.skills.who_has(job.tenant, skill, _MOST_READ))
    return gig, [one for one, _ in counted.most_common()]


async def _tell(tx: Transaction, job: TellColleagues, people: Sequence[Person], at: datetime) -> None:
    gig = await tx.gigs.get(job.tenant, job.gig)
    if _is_offered(gig, job):
        await enqueue_all(tx, [_wanted(gig, one, at) for one in people])


def _wanted(gig: Gig, person: Person, at: datetime) -> Notice:
    """Its id has no version: one person hears of one gig once."""
    return Notice(
        id=f"{gig.number}.{NoticeKind.COLLEAGUE_WANTED}.{person.key.object_id}",
        tenant=gig.tenant,
        gig=gig.number,
        kind=NoticeKind.COLLEAGUE_WANTED,
        to=person.key,
        created_at=at,
    )


def is_over(notice: Notice, gig: Gig) -> bool:
    """Whether what a notice asks of a colleague isn't needed any more."""
    if notice.kind is NoticeKind.COLLEAGUE_WANTED:
        return gig.state is not GigState.OFFERED_INSIDE
    if notice.kind is NoticeKind.HOURS_ASKED:
        asked = gig.inside.asked_of(notice.to) if gig.inside and notice.to else ()
        waits = gig.state is GigState.OFFERED_INSIDE
        return not waits or not any(one.person.key.object_id == notice.subject for one in asked)
    return False


async def tell_inside(
    tx: Transaction,
    gig: Gig,
    news: InsideNews,
    to: Sequence[Person],
    *,
    by: Person | None = None,
    about: Person | None = None,
    reason: str = "",
) -> None:
    """Enqueues one piece of news to each of these people. `about` is the colleague whose hand or work it is."""
    facts = NoticeFacts(
        news=news,
        by=as_named(by) if by else None,
        person=as_named(about) if about else None,
        reason=reason,
    )
    subject = f"{news}.{about.key.object_id}" if about else news.value
    for one in {one.key: one for one in to}.values():
        await notify(
            tx, gig, NoticeKind.INSIDE_NEWS, one.key, at=gig.changed_at, subject=subject, facts=facts
        )


async def tell_of_the_end(tx: Transaction, before: Gig, gig: Gig, by: Person, reason: str) -> None:
    """To whoever does the work, or had a hand up, as the gig stood `before` it was withdrawn."""
    if before.inside is None or before.state not in {GigState.OFFERED_INSIDE, GigState.INSIDE}:
        return
    picked = before.inside.picked
    hands = [one for one in before.inside.hands if one.is_up] if picked is None else [picked]
    await tell_inside(tx, gig, InsideNews.ENDED, [one.person for one in hands], by=by, reason=reason)
