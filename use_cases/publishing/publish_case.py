"""A programme lead publishes a case study or sends it back; its owners and leads withdraw it."""

from collections.abc import Callable
from datetime import datetime

from gigs.brief import clean
from gigs.case_study import CaseState, CaseStudy, publish, send_back, withdraw
from gigs.errors import OutOfOrder
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.length import within
from gigs.people import Person
from gigs.value import Value
from ports.champions import HelpKind
from ports.notices import NoticeKind
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.context import Context
from use_cases.entries import entry
from use_cases.notifying.note_help import note_help
from use_cases.notifying.notify import enqueue_all
from use_cases.permissions.authorize_case import CaseVerb, authorize_case
from use_cases.permissions.authorize_summary import reader
from use_cases.publishing.write_case import notices
from use_cases.retry_on_conflict import retry_on_conflict

LONGEST_REASON = 500


class _Step(Value):
    """What is done, under which permission, what is written down of it and who is told."""

    verb: CaseVerb
    entry: EntryKind
    notice: NoticeKind
    into: CaseState


_PUBLISH = _Step(
    verb=CaseVerb.PUBLISH,
    entry=EntryKind.CASE_STUDY_PUBLISHED,
    notice=NoticeKind.CASE_STUDY_PUBLISHED,
    into=CaseState.PUBLISHED,
)
_SEND_BACK = _Step(
    verb=CaseVerb.SEND_BACK,
    entry=EntryKind.CASE_STUDY_SENT_BACK,
    notice=NoticeKind.CASE_STUDY_SENT_BACK,
    into=CaseState.DRAFT,
)
_WITHDRAW = _Step(
    verb=CaseVerb.WITHDRAW,
    entry=EntryKind.CASE_STUDY_WITHDRAWN,
    notice=NoticeKind.CASE_STUDY_WITHDRAWN,
    into=CaseState.WITHDRAWN,
)
_Change = Callable[[CaseStudy, datetime], CaseStudy]


async def publish_case(context: Context, who: Person, number: int, *, version: int) -> CaseStudy:
    """As the lead has read it: `version` is what was on their card. Raises OutOfOrder where it has changed since; a second
    press is a yes."""
    return await _step(context, who, number, _PUBLISH, publish, version=version)


async def send_case_back(context: Context, who: Person, number: int, reason: str) -> CaseStudy:
    """To its author, who reads the reason. Raises OutOfOrder without one, TooLong."""
    why = _reason(reason)
    if not why:
        raise OutOfOrder(_("Please say what should change, so that its author knows."))
    return await _step(context, who, number, _SEND_BACK, lambda study, at: send_back(study, why, at), why=why)


async def withdraw_case(context: Context, who: Person, number: int, reason: str = "") -> CaseStudy:
    """Nobody but the gig's owners reads it from now on; a lead says why."""
    why = _reason(reason)
    return await _step(context, who, number, _WITHDRAW, lambda study, at: withdraw(study, why, at), why=why)


def _reason(typed: str) -> str:
    return within(clean(typed), LONGEST_REASON, _("The reason"))


@retry_on_conflict
async def _step(
    context: Context,
    who: Person,
    number: int,
    step: _Step,
    change: _Change,
    *,
    why: str = "",
    version: int | None = None,
) -> CaseStudy:
    return await context.store.run(_done, who, number, step, change, why, version, context.clock.now())


async def _done(
    tx: Transaction,
    who: Person,
    number: int,
    step: _Step,
    change: _Change,
    why: str,
    version: int | None,
    now: datetime,
) -> CaseStudy:
    found = await tx.case_studies.of_gig(reader(who), number)
    if found and found.study.state is step.into and step.into is not CaseState.DRAFT:
        return authorize_case(who, CaseVerb.READ, found, number).study  # done already
    one = authorize_case(who, step.verb, found, number)
    if version is not None and one.study.version != version:
        raise OutOfOrder(
            _("The case study of gig {number} has changed since you read it. Please read it again.").format(
                number=number
            )
        )
    is_owner = who.key in one.summary.owners
    if step.verb is CaseVerb.WITHDRAW and not is_owner and not why:
        raise OutOfOrder(_("Please say why, so that its author knows."))
    saved = await tx.case_studies.save(one.study, change(one.study, now))
    facts = EntryFacts(reason=why) if why else EntryFacts()
    await tx.histories.add(saved.tenant, number, entry(who, step.entry, now, facts))
    if step.verb is CaseVerb.PUBLISH:
        author = next((each for each in saved.people if each.key == saved.author), None)
        kind, domain = HelpKind.CASE_STUDY, one.summary.domain
        if author:
            await note_help(tx, author.key, author.name, kind, subject=str(number), domain=domain, at=now)
    told = [owner for owner in one.summary.owners if owner != who.key]
    await enqueue_all(tx, notices(saved, step.notice, told, who, now, why))
    return saved
