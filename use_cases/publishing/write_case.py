"""The requester tells the story of a closed gig, and sends it to the programme leads and to those it names."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from gigs.brief import clean
from gigs.case_study import Answer, CaseStudy, Concerned, Story, mentions, propose, write
from gigs.errors import BriefIncomplete, NotAllowed, OutOfOrder, TooLong
from gigs.gig import Gig, GigState
from gigs.history_kinds import EntryKind
from gigs.length import excess
from gigs.people import Person, PersonKey
from gigs.summary import Summary
from gigs.value import Value
from playbook.filling import taken_apart
from ports.case_storage import CaseOfGig
from ports.notice_facts import NoticeFacts
from ports.notices import Notice, NoticeKind
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.context import Context
from use_cases.entries import entry
from use_cases.notifying.notify import as_named, enqueue_all
from use_cases.permissions.authorize import PROGRAMME_LEAD, Verb, authorize
from use_cases.permissions.authorize_case import CaseVerb, authorize_case, why_not_told
from use_cases.permissions.authorize_summary import SummaryVerb, authorize_summary, reader
from use_cases.retry_on_conflict import retry_on_conflict

LONGEST = {"title": 100, "problem": 1000, "done": 1000, "result": 1000, "advice": 1000}
_ROOM = 4000
"""Bytes of one text that still fit on the form when it's shown again."""
FIELD = "story_"
"""Before the name of a field of the story: the id of its input."""
NAMES = "names_"
"""Before somebody's object id: the id of the tick that names them."""


class CaseForm(Value):
    """What the form is drawn from. `is_new` where nothing was saved yet."""

    summary: Summary
    study: CaseStudy
    is_new: bool


class _Kept(Value):
    """A gig with its summary, and its case study where there is one."""

    gig: Gig
    summary: Summary
    found: CaseOfGig | None


async def case_to_write(context: Context, who: Person, number: int) -> CaseForm:
    """The story as it was saved, or a first draft from what the gig says. Raises NotAllowed where this person doesn't tell
    it, or nobody may; OutOfOrder for a gig that isn't closed."""
    kept = await context.store.run(_kept, who, number)
    study = kept.found.study if kept.found else _first(who, kept, context.clock.now())
    return CaseForm(summary=kept.summary, study=study, is_new=kept.found is None)


async def _kept(tx: Transaction, who: Person, number: int) -> _Kept:
    gig = await tx.gigs.get(who.key.tenant, number)
    authorize(who, Verb.SEE, gig)
    if gig.state is not GigState.CLOSED:
        raise OutOfOrder(_("Gig {number} isn’t closed yet.").format(number=number))
    found = await tx.case_studies.of_gig(reader(who), number)
    if found:
        found = authorize_case(who, CaseVerb.WRITE, found, number)
        return _Kept(gig=gig, summary=found.summary, found=found)
    summary = await tx.summaries.of_gig(reader(who), number)
    if summary is None or who.key not in summary.owners:
        raise NotAllowed(_("Only the requester of gig {number} tells its story.").format(number=number))
    authorize_summary(who, SummaryVerb.CHOOSE, summary)
    if refused := why_not_told(summary):
        raise NotAllowed(refused)
    return _Kept(gig=gig, summary=summary, found=None)


def _first(who: Person, kept: _Kept, at: datetime) -> CaseStudy:
    """What the gig itself says, for its requester to make a story of."""
    brief, summary = kept.gig.checked_brief, kept.summary
    advice = "\n".join(one for one in (summary.do_again, summary.do_differently) if one)
    story = Story(
        title=summary.title,
        done="\n".join(brief.deliverables),
        result=taken_apart(summary.outcome).outcome,
        advice=advice,
    )
    return CaseStudy(
        tenant=kept.gig.tenant,
        gig=kept.gig.number,
        author=who.key,
        story=story,
        people=_people(kept.gig),
        changed_at=at,
    )


def _people(gig: Gig) -> tuple[Concerned, ...]:
    """Everybody whom the gig concerned, once."""
    known = {one.key: one for one in gig.involved}
    return tuple(Concerned(key=one.key, name=one.name) for one in known.values())


async def save_case(context: Context, who: Person, number: int, typed: Mapping[str, str]) -> CaseStudy:
    """A draft, which only the gig's owners see; a published one isn't published any more. Raises BriefIncomplete with a
    sentence per field, TooLong for what the form couldn't show."""
    return await _save(context, who, number, typed, None)


async def propose_case(context: Context, who: Person, number: int, typed: Mapping[str, str]) -> CaseStudy:
    """The same, sent to those it names and to the programme leads. Raises OutOfOrder where there's no lead to publish it."""
    found = await context.directory.group(who.key.tenant, PROGRAMME_LEAD)
    leads = [one.key for one in found if one.key != who.key]
    if not leads:
        raise OutOfOrder(
            _("No programme lead is set up to publish it. Please ask whoever runs this app for you.")
        )
    return await _save(context, who, number, typed, leads)


@retry_on_conflict
async def _save(
    context: Context, who: Person, number: int, typed: Mapping[str, str], leads: Sequence[PersonKey] | None
) -> CaseStudy:
    return await context.store.run(_saved, who, number, dict(typed), leads, context.clock.now())


async def _saved(
    tx: Transaction,
    who: Person,
    number: int,
    typed: Mapping[str, str],
    leads: Sequence[PersonKey] | None,
    now: datetime,
) -> CaseStudy:
    kept = await _kept(tx, who, number)
    before = kept.found.study if kept.found else _first(who, kept, now)
    story = _typed_story(typed, kept.gig, is_whole=leads is not None)
    people = _people(kept.gig)
    ticked = frozenset(one.key for one in people if typed.get(f"{NAMES}{one.key.object_id}") == "true")
    after = write(before, who.key, story, people, ticked, now)
    if leads is not None:
        after = propose(after, now)
    if kept.found:
        after = await tx.case_studies.save(before, after)
    else:
        after = await tx.case_studies.add(after, kept.summary)
    if leads is not None:
        await tx.histories.add(after.tenant, number, entry(who, EntryKind.CASE_STUDY_PROPOSED, now))
        asked = [one.key for one in after.people if one.answer is Answer.ASKED]
        await enqueue_all(
            tx,
            [
                *notices(after, NoticeKind.CASE_STUDY_NAMES_YOU, asked, who, now),
                *notices(after, NoticeKind.CASE_STUDY_PROPOSED, leads, who, now),
            ],
        )
    return after


def notices(
    study: CaseStudy,
    kind: NoticeKind,
    people: Sequence[PersonKey],
    by: Person,
    at: datetime,
    reason: str = "",
) -> list[Notice]:
    """One to each of these people, once for this version of the case study."""
    return [
        Notice(
            id=f"{study.gig}.{kind}.{study.version}.{one.object_id}",
            tenant=study.tenant,
            gig=study.gig,
            kind=kind,
            to=one,
            facts=NoticeFacts(by=as_named(by), reason=reason),
            created_at=at,
        )
        for one in people
    ]


def _typed_story(typed: Mapping[str, str], gig: Gig, *, is_whole: bool) -> Story:
    words = {name: clean(typed.get(FIELD + name, "")) for name in LONGEST}
    problems = {FIELD + name: told for name, text in words.items() if (told := _wrong(name, text, gig))}
    if is_whole:
        empty = {FIELD + name: _("Please say a few words here.") for name, text in words.items() if not text}
        problems = empty | problems
    if problems:
        raise BriefIncomplete(problems)
    return Story(**words)


def _wrong(name: str, text: str, gig: Gig) -> str:
    if told := excess(text, LONGEST[name]):
        if len(text.encode()) > _ROOM:
            raise TooLong(
                _("The story is too long: {excess} Please shorten it. It’s still on your card.").format(
                    excess=told
                )
            )
        return _("Please shorten this: {excess}").format(excess=told)
    if gig.contract and mentions(text, gig.contract.freelancer):
        return _(
            "The freelancer’s name stands here. They can’t be asked in Teams, so please write “the freelancer”."
        )
    return ""
