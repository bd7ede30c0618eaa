"""An approver’s delegate: set by themselves or by a programme lead, ended, or for good."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from pydantic import Field

from gigs.approval import Approval, Came
from gigs.delegation import Delegation
from gigs.errors import GigError, NotAllowed, OutOfOrder
from gigs.gig import Gig
from gigs.handing_over import pass_on, take_back
from gigs.history import Said
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.people import Person
from gigs.value import Value
from ports.notice_facts import DelegationChange, NoticeFacts
from ports.notices import Notice, NoticeKind
from ports.storage import Transaction
from translation.catalogue import N_, _
from use_cases.approving.asking import asking_about
from use_cases.approving.notify_approvers import notify_approvers
from use_cases.context import Context
from use_cases.entries import entry, more, people, question
from use_cases.notifying.notify import as_named, enqueue_notice, show_change
from use_cases.permissions.authorize import PROGRAMME_LEAD
from use_cases.retry_on_conflict import retry_on_conflict

FOR_OTHERS = N_("Only a programme lead can set this for somebody else.")


class Handed(Value):
    """What became of the questions that were open: those handed over, and why others were not (gig -> sentence)."""

    delegation: Delegation | None
    gigs: tuple[int, ...] = ()
    left: dict[int, str] = Field(default_factory=dict)


async def delegation_of(context: Context, person: Person) -> Delegation | None:
    """This person’s delegate, unless that is over."""
    found = await context.store.run(lambda tx: tx.delegations.get(person.key))
    return None if found is None or found.is_over(context.clock.now()) else found


async def set_delegate(
    context: Context,
    who: Person,
    person: Person,
    delegate: Person,
    *,
    first: date | None = None,
    last: date | None = None,
    has_left: bool = False,
) -> Handed:
    """From now on `delegate` decides in place of `person`; both are told, and what waits goes over if they are away now.

    Raises NotAllowed unless it is one's own or `who` is a programme lead, OutOfOrder when it makes no sense.
    """
    now = context.clock.now()
    if delegate.key == person.key or delegate.key.tenant != person.key.tenant:
        raise OutOfOrder(
            _("The delegate has to be somebody else in your organisation. Please choose another colleague.")
        )
    if last and (last < context.today(person) or (first and last < first)):
        raise OutOfOrder(_("The last day is before the first one, or in the past. Please choose other days."))
    if last and not first:
        first = context.today(person)
    delegation = Delegation(
        person=person, delegate=delegate, first=first, last=last, set_by=who, has_left=has_left
    )
    await context.store.run(_set, context, who, delegation, now)
    if not delegation.is_away(now):
        return Handed(delegation=delegation)
    return await _hand_all(context, who, delegation)


async def _set(tx: Transaction, context: Context, who: Person, delegation: Delegation, now: datetime) -> None:
    person, delegate = delegation.person, delegation.delegate
    before = await tx.delegations.get(person.key)
    has_left = delegation.has_left or bool(before and before.has_left and not before.is_ended)
    _may_set(who, person, has_left=has_left)
    backwards = await tx.delegations.get(delegate.key)
    if backwards and backwards.delegate.key == person.key and not backwards.is_over(now):
        raise OutOfOrder(
            _("{delegate} has already named {person}. Please choose another colleague.").format(
                delegate=delegate.name, person=person.name
            )
        )
    if (after := delegation.in_place_of(before)) != before:
        await tx.delegations.put(after)
        await _notify_both(tx, context, delegation, DelegationChange.SET)


async def end_delegation(context: Context, who: Person, person: Person) -> Handed:
    """`person` is back: questions still open with the delegate come back to them. Both are told."""
    delegation, waiting = await context.store.run(_end, context, who, person)
    back = [gig.number for gig in waiting if await _take_back(context, who, gig.tenant, gig.number, person)]
    return Handed(delegation=delegation, gigs=tuple(back))


async def _end(
    tx: Transaction, context: Context, who: Person, person: Person
) -> tuple[Delegation | None, Sequence[Gig]]:
    """What was ended, and the gigs that wait for whoever was the delegate, be it only for the gigs of some lead."""
    known = await tx.delegations.get(person.key)
    delegation = known.that_ends(who.key) if known else None
    _may_set(who, person, has_left=bool(delegation and delegation.has_left))
    if known is None or delegation is None:
        return None, ()
    if who.key == person.key:
        await tx.delegations.drop(person.key)
    else:
        await tx.delegations.put(delegation.ended_by(who))
    await _notify_both(tx, context, delegation, DelegationChange.ENDED)
    waiting = [gig for one in known.each for gig in await tx.gigs.awaiting(one.delegate.key)]
    return delegation, list({gig.number: gig for gig in waiting}.values())


def _may_set(who: Person, person: Person, *, has_left: bool = False) -> None:
    is_lead = PROGRAMME_LEAD in who.roles
    if person.key.tenant != who.key.tenant or ((person.key != who.key or has_left) and not is_lead):
        raise NotAllowed(_(FOR_OTHERS))


async def hand_over_open(context: Context, delegation: Delegation) -> Handed:
    """(periodic) What was open when somebody's absence began goes over then; what reached them since stays theirs.

    For the gigs of whoever set this for them, their former one does the same.
    """
    now = context.clock.now()
    return await _hand_all(context, None, delegation, lambda one, held: one.is_away(now) and one.takes(held))


async def _hand_all(
    context: Context,
    who: Person | None,
    delegation: Delegation,
    which: Callable[[Delegation, Approval], bool] = lambda _, _held: True,
) -> Handed:
    """`who` does it, or whoever set what counts for the gig."""
    person = delegation.person
    waiting = await context.store.run(lambda tx: tx.gigs.awaiting(person.key))
    handed, left = [], {}
    for gig in waiting:
        counting = delegation.for_gigs_of(gig.ever_owners) or delegation
        if not (held := gig.approval_of(person.key)) or not which(counting, held):
            continue
        try:
            await _hand_one(context, who or counting.set_by, gig.tenant, gig.number, counting)
            handed.append(gig.number)
        except GigError as stays:
            left[gig.number] = str(stays)
    return Handed(delegation=delegation, gigs=tuple(handed), left=left)


@retry_on_conflict
async def _hand_one(context: Context, who: Person, tenant: str, number: int, delegation: Delegation) -> None:
    gig = await context.store.run(lambda tx: tx.gigs.get(tenant, number))
    if gig.approval_of(delegation.person.key) is None:
        return
    if not delegation.counts_for(gig.ever_owners):
        raise OutOfOrder(_("This gig is or was your own, so you can’t choose who decides on it."))
    asking = await asking_about(context, gig)
    if delegation.delegate.key.object_id in asking.cover.away:
        raise OutOfOrder(
            _("{delegate} is away too. Please choose another colleague.").format(
                delegate=delegation.delegate.name
            )
        )
    came = Came.SUCCEEDED if delegation.has_left else Came.DELEGATED
    after = pass_on(gig, delegation.person.key, delegation.delegate, asking, came)
    said = _handed(who, gig, delegation, asking.at)
    await context.store.run(_record, gig, after, said, asking.at)


async def _record(tx: Transaction, before: Gig, after: Gig, said: Said, at: datetime) -> None:
    saved = await tx.gigs.save(before, after, said)
    await notify_approvers(tx, before, saved, at)
    await show_change(tx, saved)


def _handed(who: Person, gig: Gig, delegation: Delegation, at: datetime) -> Said:
    held = gig.approval_of(delegation.person.key)
    facts = more(
        question(gig, held) if held else EntryFacts(),
        person=delegation.person.key.object_id,
        to=delegation.delegate.key.object_id,
        has_left=delegation.has_left,
    )
    names = people(delegation.person, delegation.delegate)
    return entry(who, EntryKind.APPROVAL_DELEGATED, at, facts, names)


@retry_on_conflict
async def _take_back(context: Context, who: Person, tenant: str, number: int, person: Person) -> bool:
    gig = await context.store.run(lambda tx: tx.gigs.get(tenant, number))
    if who.key in gig.ever_owners and who.key != person.key:
        return False  # nobody arranges who decides about their own gig
    asking = await asking_about(context, gig)
    after = take_back(gig, person.key, asking)
    if after is gig:
        return False
    facts = EntryFacts(person=person.key.object_id)
    said = entry(who, EntryKind.APPROVAL_RECLAIMED, asking.at, facts, people(person))
    await context.store.run(_record, gig, after, said, asking.at)
    return True


async def _notify_both(
    tx: Transaction, context: Context, delegation: Delegation, change: DelegationChange
) -> None:
    now = context.clock.now()
    facts = NoticeFacts(
        person=as_named(delegation.person),
        delegate=as_named(delegation.delegate),
        by=as_named(delegation.set_by),
        first=delegation.first,
        last=delegation.last,
        change=DelegationChange.LEFT if delegation.has_left else change,
    )
    people = {one.key: one for one in (delegation.person, delegation.delegate)}
    for key in people:
        notice = Notice(
            id=context.ids.new(f"delegate.{key.object_id}."),
            tenant=key.tenant,
            gig=0,
            kind=NoticeKind.DELEGATE_CHOSEN,
            to=key,
            subject=delegation.person.key.object_id,
            facts=facts,
            created_at=now,
        )
        await enqueue_notice(tx, notice)
