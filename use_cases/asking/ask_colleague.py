"""Somebody asks whoever did a similar gig before, where they agreed to be named; the answer comes back to them."""

import hashlib
from datetime import datetime

from gigs.brief import clean
from gigs.errors import GigNotFound, NotAllowed, OutOfOrder
from gigs.length import within
from gigs.people import Person, PersonKey
from gigs.value import Value
from ports.notice_facts import NoticeFacts
from ports.notices import Notice, NoticeKind
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.context import Context
from use_cases.notifying.notify import as_named, enqueue_notice
from use_cases.permissions.authorize_summary import SummaryVerb, authorize_summary, reader

LONGEST = 1000


class AskedColleague(Value):
    """`name` is who was asked; `is_new` False where they were asked the same today already."""

    name: str
    question: str
    is_new: bool


class ColleagueAnswered(Value):
    """`answer` is the one that counts: the first."""

    asker: str
    answer: str
    is_new: bool


async def ask_colleague(context: Context, who: Person, gig: int, question: str) -> AskedColleague:
    """Asking the same twice on one day is asking once. Raises GigNotFound for a gig whose summary `who` may not read,
    NotAllowed where its requester isn't named, OutOfOrder where nothing was asked, and TooLong."""
    asked, now = within(clean(question), LONGEST, _("Your question")), context.clock.now()
    if not asked:
        raise OutOfOrder(_("Please write your question first."))
    return await context.store.run(_ask, who, gig, asked, now)


async def _ask(tx: Transaction, who: Person, gig: int, asked: str, now: datetime) -> AskedColleague:
    summary = await tx.summaries.of_gig(reader(who), gig)
    if summary is None or summary.sharing.withdrawn:
        raise GigNotFound(gig)
    authorize_summary(who, SummaryVerb.READ, summary)
    colleague = summary.owners[0]
    if not summary.by:
        raise NotAllowed(_("Whoever did this gig hasn’t agreed to be named, so I can’t ask them."))
    if colleague == who.key:
        raise OutOfOrder(_("That’s your own gig."))
    name = _name_of(who, gig, asked, now)
    is_new = await tx.notices.get(who.key.tenant, _to_colleague(name, colleague)) is None
    facts = NoticeFacts(by=as_named(who), question=asked, reference=name, title=summary.title)
    notice = Notice(
        id=_to_colleague(name, colleague),
        tenant=who.key.tenant,
        gig=0,
        kind=NoticeKind.COLLEAGUE_ASKED,
        to=colleague,
        subject=who.key.object_id,
        facts=facts,
        created_at=now,
    )
    await enqueue_notice(tx, notice)
    return AskedColleague(name=summary.by, question=asked, is_new=is_new)


async def answer_colleague(context: Context, who: Person, question: str, answer: str) -> ColleagueAnswered:
    """The first answer counts. Raises OutOfOrder for a question that wasn't put to them or is forgotten, and TooLong."""
    given, now = within(clean(answer), LONGEST, _("Your answer")), context.clock.now()
    if not given:
        raise OutOfOrder(_("Please write an answer first."))
    return await context.store.run(_answer, who, question, given, now)


async def _answer(
    tx: Transaction, who: Person, question: str, given: str, now: datetime
) -> ColleagueAnswered:
    tenant = who.key.tenant
    asked = await tx.notices.get(tenant, _to_colleague(question, who.key))
    if asked is None or asked.kind is not NoticeKind.COLLEAGUE_ASKED or asked.to != who.key:
        raise OutOfOrder(_("I don’t know that question any more. Please answer whoever asked it directly."))
    asker = asked.facts.by.name if asked.facts.by else _("Your colleague")
    known = await tx.notices.get(tenant, _to_asker(question))
    if known is not None:
        return ColleagueAnswered(asker=asker, answer=known.facts.reason, is_new=False)
    facts = NoticeFacts(
        by=as_named(who), question=asked.facts.question, reason=given, title=asked.facts.title
    )
    notice = Notice(
        id=_to_asker(question),
        tenant=tenant,
        gig=0,
        kind=NoticeKind.COLLEAGUE_ANSWERED,
        to=PersonKey(tenant=tenant, object_id=asked.subject),
        subject=asked.subject,
        facts=facts,
        created_at=now,
    )
    await enqueue_notice(tx, notice)
    return ColleagueAnswered(asker=asker, answer=given, is_new=True)


def _name_of(who: Person, gig: int, asked: str, now: datetime) -> str:
    """The same for the same question on the same day: a press that comes twice asks once."""
    what = "\n".join((who.key.object_id, str(gig), f"{now:%Y-%m-%d}", asked))
    return hashlib.sha256(what.encode()).hexdigest()[:20]


def _to_colleague(name: str, colleague: PersonKey) -> str:
    return f"{NoticeKind.COLLEAGUE_ASKED}.{name}.{colleague.object_id}"


def _to_asker(name: str) -> str:
    return f"{NoticeKind.COLLEAGUE_ANSWERED}.{name}"
