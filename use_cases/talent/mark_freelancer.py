"""A programme lead marks a freelancer “do-not-hire”, or lifts the mark; both with a reason that is never sealed."""

from gigs.brief import clean
from gigs.errors import OutOfOrder
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.length import within
from gigs.people import Person
from gigs.talent import MARK_LASTS, DoNotHire, FreelancerKey
from gigs.value import Value
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.context import Context
from use_cases.entries import entry, freelancer
from use_cases.permissions.authorize_talent import TalentVerb, authorize_talent
from use_cases.permissions.require_lead import require_lead
from use_cases.showing.marks import mark_on
from use_cases.talent.find_talent import talent_of
from use_cases.talent.talent_page import TalentEntry, known_gigs

LONGEST_REASON = 300
MOST_MARKS = 12
"""That are listed, those first that end last."""
_LOOKED_AT = 200
"""Marks that are looked through for these: those that were lifted lie among them until they would have ended."""


class Listed(Value):
    """A mark in the leads' list. `name` is empty where the freelancer was forgotten, or their name may not be kept."""

    mark: DoNotHire
    name: str


async def mark_freelancer(context: Context, who: Person, key: FreelancerKey, reason: str) -> TalentEntry:
    """Stops every hire of them from now on. Raises NotAllowed for everybody but leads, OutOfOrder without a reason or where
    they're marked already, and TooLong."""
    reason, now = _given(reason), context.clock.now()

    async def marked(tx: Transaction) -> TalentEntry:
        found, _more = await known_gigs(tx, who, key)
        authorize_talent(who, TalentVerb.MARK, found)
        if (known := await mark_on(tx, key, now)) is not None:
            raise OutOfOrder(
                _("{owner} has already marked this freelancer “do-not-hire”.").format(owner=known.by_name)
            )
        mark = DoNotHire(
            tenant=key.tenant,
            fingerprint=key.fingerprint,
            key=key,
            reason=reason,
            by=who.key,
            by_name=who.name,
            set_at=now,
            ends_at=now + MARK_LASTS,
        )
        await tx.marks.put(mark)
        await _note(context, tx, who, mark, EntryKind.DO_NOT_HIRE_SET)
        return await talent_of(tx, context, who, key)

    return await context.store.run(marked)


async def lift_mark(context: Context, who: Person, fingerprint: str, reason: str) -> DoNotHire:
    """They may be hired again. Also of somebody who was forgotten. Raises NotAllowed, OutOfOrder and TooLong."""
    require_lead(who, _("Only a programme lead can lift the mark “do-not-hire”."))
    reason, now = _given(reason), context.clock.now()

    async def lifted(tx: Transaction) -> DoNotHire:
        mark = await tx.marks.get(who.key.tenant, fingerprint)
        if mark is None or not mark.stops(now):
            raise OutOfOrder(_("This freelancer isn’t marked “do-not-hire” any more."))
        change = {"lifted_at": now, "lifted_by": who.key, "lifted_because": reason}
        after = mark.model_copy(update=change)
        await tx.marks.put(after)
        await _note(context, tx, who, after, EntryKind.DO_NOT_HIRE_LIFTED)
        return after

    return await context.store.run(lifted)


async def list_marks(context: Context, who: Person) -> list[Listed]:
    """All marks that stop a hire now, for programme leads. Raises NotAllowed."""
    require_lead(who, _("Only a programme lead can see all marks “do-not-hire”."))
    now = context.clock.now()

    async def read(tx: Transaction) -> list[Listed]:
        marks = await tx.marks.newest(who.key.tenant, now, _LOOKED_AT)
        marks = [one for one in marks if one.stops(now)][:MOST_MARKS]
        known = await tx.talents.of([one.key for one in marks if one.key])
        names = {one.key: one.name for one in known}
        return [Listed(mark=one, name=names.get(one.key, "") if one.key else "") for one in marks]

    return await context.store.run(read)


def _given(reason: str) -> str:
    reason = within(clean(reason), LONGEST_REASON, _("The reason"))
    if not reason:
        raise OutOfOrder(_("Please give a reason."))
    return reason


async def _note(context: Context, tx: Transaction, who: Person, mark: DoNotHire, kind: EntryKind) -> None:
    """In the history of the newest gig with them: that it was done, by whom, and not why, because nothing there is ever deleted."""
    gigs = await tx.talents.gigs_of(mark.key, 1) if mark.key else ()
    for one in gigs:
        talent = await tx.talents.get(one.key)
        until = mark.ends_at if kind is EntryKind.DO_NOT_HIRE_SET else None
        facts = EntryFacts(marketplace=one.key.marketplace, freelancer=one.proposal, until=until)
        names = freelancer(one.proposal, talent.name if talent else "")
        said = entry(who, kind, context.clock.now(), facts, names)
        await tx.histories.add(who.key.tenant, one.gig, said)
