"""Somebody asks the programme leads a question, about a gig or not; the first answer goes back to them."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from gigs.brief import clean
from gigs.errors import OutOfOrder
from gigs.length import within
from gigs.people import Person, PersonKey
from gigs.value import Value
from ports.champions import HelpKind
from ports.notice_facts import NoticeFacts
from ports.notices import Notice, NoticeKind
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.context import Context
from use_cases.notifying.note_help import note_help
from use_cases.notifying.notify import as_named, enqueue_notice
from use_cases.permissions.authorize import PROGRAMME_LEAD, Verb, authorize
from use_cases.permissions.require_lead import require_lead

LONGEST = 1000


class Asked(Value):
    """`is_new` False where the same was asked today already; `leads` is how many have the question."""

    question: str
    is_new: bool
    leads: int


class Answered(Value):
    """`by` is who answered: somebody else where they were faster, and then the answer is theirs."""

    asker: str
    by: Person | None
    by_name: str
    answer: str


async def ask_the_team(context: Context, who: Person, question: str, *, gig: int | None = None) -> Asked:
    """Asking the same twice on one day is asking once. Raises GigNotFound for a gig that this person may not see,
    OutOfOrder where there's nobody to ask or nothing was asked, and TooLong."""
    asked, now = within(clean(question), LONGEST, _("Your question")), context.clock.now()
    if not asked:
        raise OutOfOrder(_("Please write your question first."))
    found = await context.directory.group(who.key.tenant, PROGRAMME_LEAD)
    leads = [one.key for one in found if one.key != who.key]
    if not leads:
        raise OutOfOrder(
            _("No programme lead is set up to answer. Please ask whoever runs this app for you.")
        )
    return await context.store.run(_ask, who, asked, gig, leads, now)


async def _ask(
    tx: Transaction, who: Person, asked: str, gig: int | None, leads: Sequence[PersonKey], now: datetime
) -> Asked:
    if gig:
        authorize(who, Verb.SEE, await tx.gigs.get(who.key.tenant, gig))
    name = _name_of(who, asked, gig, now)
    facts = NoticeFacts(by=as_named(who), question=asked, reference=name)
    is_new = await tx.notices.get(who.key.tenant, _to_lead(name, leads[0])) is None
    for lead in leads:
        notice = Notice(
            id=_to_lead(name, lead),
            tenant=who.key.tenant,
            gig=gig or 0,
            kind=NoticeKind.TEAM_ASKED,
            to=lead,
            subject=who.key.object_id,
            facts=facts,
            created_at=now,
        )
        await enqueue_notice(tx, notice)
    return Asked(question=asked, is_new=is_new, leads=len(leads))


async def answer_team(context: Context, who: Person, question: str, answer: str) -> Answered:
    """The first answer counts. Raises NotAllowed for whoever is no programme lead, and OutOfOrder for a question that
    wasn't put to them or is forgotten."""
    require_lead(who, _("Only a programme lead can answer questions to the programme team."))
    given, now = within(clean(answer), LONGEST, _("Your answer")), context.clock.now()
    if not given:
        raise OutOfOrder(_("Please write an answer first."))
    return await context.store.run(_answer, who, question, given, now)


async def _answer(tx: Transaction, who: Person, question: str, given: str, now: datetime) -> Answered:
    tenant = who.key.tenant
    asked = await tx.notices.get(tenant, _to_lead(question, who.key))
    if asked is None or asked.kind is not NoticeKind.TEAM_ASKED or asked.to != who.key:
        raise OutOfOrder(_("I don’t know that question any more. Please answer whoever asked it directly."))
    asker = asked.facts.by.name if asked.facts.by else _("Your colleague")
    known = await tx.notices.get(tenant, _to_asker(question))
    if known is not None:
        by = known.facts.by
        is_mine = by is not None and by.key == who.key and known.facts.reason == given
        return Answered(
            asker=asker,
            by=who if is_mine else None,
            by_name=by.name if by else _("Somebody"),
            answer=known.facts.reason,
        )
    notice = Notice(
        id=_to_asker(question),
        tenant=tenant,
        gig=asked.gig,
        kind=NoticeKind.TEAM_ANSWERED,
        to=PersonKey(tenant=tenant, object_id=asked.subject),
        subject=asked.subject,
        facts=NoticeFacts(by=as_named(who), question=asked.facts.question, reason=given),
        created_at=now,
    )
    await enqueue_notice(tx, notice)
    gig = await tx.gigs.get(tenant, asked.gig) if asked.gig else None
    domain = gig.brief.category if gig and gig.brief else None
    await note_help(tx, who.key, who.name, HelpKind.ANSWER, subject=question, domain=domain, at=now)
    return Answered(asker=asker, by=who, by_name=who.name, answer=given)


def _name_of(who: Person, asked: str, gig: int | None, now: datetime) -> str:
    """The same for the same question on the same day of whoever asks: a press that comes twice asks once."""
    day = f"{now.astimezone(who.zone):%Y-%m-%d}"
    what = "\n".join((who.key.object_id, str(gig or 0), day, asked))
    return hashlib.sha256(what.encode()).hexdigest()[:20]


def _to_lead(name: str, lead: PersonKey) -> str:
    return f"{NoticeKind.TEAM_ASKED}.{name}.{lead.object_id}"


def _to_asker(name: str) -> str:
    return f"{NoticeKind.TEAM_ANSWERED}.{name}"
