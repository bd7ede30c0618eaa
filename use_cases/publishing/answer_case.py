"""Somebody says whether their name may stand in a case study; what they say counts at once, and can be changed."""

from datetime import datetime

from gigs.case_study import CaseStudy, agree
from gigs.history_kinds import EntryKind
from gigs.people import Person
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.entries import entry
from use_cases.permissions.authorize_case import CaseVerb, authorize_case
from use_cases.permissions.authorize_summary import reader
from use_cases.retry_on_conflict import retry_on_conflict


@retry_on_conflict
async def answer_case(context: Context, who: Person, number: int, *, yes: bool) -> CaseStudy:
    """Raises GigNotFound or NotAllowed for whoever isn't asked, OutOfOrder for a yes to what is still being written."""
    return await context.store.run(_answer, who, number, yes, context.clock.now())


async def _answer(tx: Transaction, who: Person, number: int, yes: bool, now: datetime) -> CaseStudy:
    found = await tx.case_studies.of_gig(reader(who), number)
    study = authorize_case(who, CaseVerb.ANSWER, found, number).study
    after = agree(study, who.key, now, yes=yes)
    if after.people == study.people:
        return study
    saved = await tx.case_studies.save(study, after)
    kind = EntryKind.CASE_STUDY_AGREED if yes else EntryKind.CASE_STUDY_DECLINED
    await tx.histories.add(saved.tenant, number, entry(who, kind, now))
    return saved
