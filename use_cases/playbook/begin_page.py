"""A programme lead begins a page of the playbook with what a closed gig wanted and what was learnt from it."""

from gigs.errors import NotAllowed
from gigs.gig import Gig
from gigs.length import excess
from gigs.people import Person
from gigs.summary import Summary
from gigs.value import Value
from playbook.filling import taken_apart
from ports.playbook_storage import PageKind
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.context import Context
from use_cases.permissions.authorize import Verb, authorize
from use_cases.permissions.authorize_summary import SummaryVerb, authorize_summary, reader
from use_cases.permissions.require_lead import require_lead
from use_cases.playbook.page_form import LARGEST, LENGTHS, PageForm


class Begun(Value):
    """A form that is filled in. `shortened` are the fields that hold only the first lines of what the gig has there."""

    summary: Summary
    form: PageForm
    shortened: tuple[str, ...] = ()


def lead_only(who: Person) -> None:
    """Raises NotAllowed for whoever is no programme lead."""
    require_lead(who, _("Only a programme lead can make pages of the playbook."))


async def promotable(tx: Transaction, who: Person, number: int) -> Summary:
    """What was learnt from a gig that a page may be made of. Raises NotAllowed where its requester shares nothing."""
    lead_only(who)
    summary = await tx.summaries.of_gig(reader(who), number)
    if summary is None:
        told = _("Nothing is shared of gig {number}, so no page can be made of it.")
        raise NotAllowed(told.format(number=number))
    authorize_summary(who, SummaryVerb.PROMOTE, summary)
    return summary


async def begin_page(context: Context, who: Person, number: int, kind: PageKind) -> Begun:
    """Nothing is saved yet."""
    return await context.store.run(_begin, who, number, kind)


async def _begin(tx: Transaction, who: Person, number: int, kind: PageKind) -> Begun:
    summary = await promotable(tx, who, number)
    gig = await tx.gigs.get(who.key.tenant, number)
    authorize(who, Verb.SEE, gig)
    lesson = "\n".join(text for text in (summary.do_again, summary.do_differently) if text)
    said = {"text": lesson} if kind is PageKind.PRACTICE else _of_brief(gig, lesson)
    short = {name: _first_lines(text, LENGTHS[name]) for name, text in said.items() if name in LENGTHS}
    known = _together(said | short)
    shortened = tuple(name for name, text in known.items() if text != said[name])
    return Begun(summary=summary, form=PageForm(**known), shortened=shortened)


def _of_brief(gig: Gig, lesson: str) -> dict[str, str]:
    brief = gig.checked_brief
    apart = taken_apart(brief.outcome)
    return {
        "title": brief.title,
        "domain": brief.category.value,
        "outcome": apart.outcome,
        "out_of_scope": apart.out_of_scope,
        "give": apart.give,
        "deliverables": "\n".join(brief.deliverables),
        "accepted": brief.acceptance,
        "ask": "\n".join(brief.screening),
        "watch": lesson,
        "skills": ", ".join(brief.skills),
        "data_tier": brief.data_tier.value,
    }


def _first_lines(text: str, most: int) -> str:
    """As many whole lines as fit."""
    lines = text.split("\n")
    while lines and excess("\n".join(lines), most):
        lines.pop()
    return "\n".join(lines)


def _together(said: dict[str, str]) -> dict[str, str]:
    """Without the longest texts, as far as all of them would be too long for one form."""
    kept = dict(said)
    while sum(len(text.encode()) for text in kept.values()) > LARGEST:
        longest = max(kept, key=lambda name: len(kept[name].encode()))
        kept[longest] = ""
    return kept
