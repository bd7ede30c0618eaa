"""The requester writes a brief, sees what would become public and who must agree, and submits it for approval."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from gigs.approving import edit, submit
from gigs.asking import Asking
from gigs.brief import Brief, BriefForm
from gigs.colleagues_first import planned_inside
from gigs.errors import BriefIncomplete, ChecklistOpen, GigChanged, OutOfOrder
from gigs.gig import EDITABLE, Gig
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.inside import InsideOffer, InsideWish
from gigs.merging_drafts import marks_of, merged, unsettled_problems, with_unsettled
from gigs.people import Person
from gigs.reopening import leave_listing
from gigs.route import Route
from gigs.value import Value
from policy.case import Case
from policy.inside import InsidePlan
from policy.plan import Plan
from policy.policy import ChecklistItem
from ports.storage import Transaction
from translation.catalogue import N_, _
from use_cases.approving.agreed_upon import agreed_upon
from use_cases.approving.asking import asking_now, cover_for, people_of
from use_cases.approving.budgets import notify_of_budgets, within_budgets
from use_cases.approving.notify_approvers import notify_approvers
from use_cases.approving.route_gig import asker, case_of, owner_of, planned, route_for
from use_cases.context import Context, can_update
from use_cases.entries import entry, people
from use_cases.listing.choose_market import Reachable, aimed, checked, fitting, reachable
from use_cases.listing.close_listing import WhyClosed
from use_cases.listing.find_skills import known_skills
from use_cases.listing.leave_listing import close_former
from use_cases.notifying.notify import show_change
from use_cases.permissions.authorize import Verb, authorize
from use_cases.requesting.due_too_early import TooEarly, due_too_early
from use_cases.requesting.first_inside import first_inside, inside_of
from use_cases.retry_on_conflict import retry_on_conflict

SEEN_ANOTHER = N_("The brief has changed since this preview. Please check it again before submitting.")


AS_THE_POLICY_HAS_IT = InsideWish()


class Preview(Value):
    """What a requester sees before submitting. `seen` ties the submit button to exactly this brief.

    `asked` is the gig as it would be after submitting: who is asked first, by when, and which yes still holds.
    `public` is everything that will be public, as (what it is called there, what it will say); `because` why the policy
    chose that marketplace, empty where a person did; `unchecked` the skills that could not be looked up there now.
    `inside` is how colleagues are or may be asked first; `too_early` is there where the due date leaves approvers less than their time: a remark, and no reason not to submit.
    """

    gig: Gig
    brief: Brief
    route: Route
    asked: Gig
    checklist: tuple[ChecklistItem, ...]
    public: tuple[tuple[str, str], ...]
    seen: str
    because: str = ""
    unchecked: tuple[str, ...] = ()
    too_early: TooEarly | None = None
    inside: InsidePlan | None = None


@retry_on_conflict
async def save_draft(
    context: Context,
    who: Person,
    form: BriefForm,
    *,
    draft: str = "",
    number: int | None = None,
    drawn: str = "",
) -> Gig:
    """Keeps what is typed. `draft` names the form a new gig was begun on: however often saved, it is one gig.

    `drawn` are the marks of the draft that the form was drawn from: what another window has saved since is merged, and
    where both changed a field, the gig keeps both texts (`unsettled`) until somebody chooses.

    Raises OutOfOrder once the gig was submitted, GigNotFound for anybody else's number.
    """
    now = context.clock.now()
    return await context.store.run(_save_draft, who, form, draft, number, drawn, now)


async def _save_draft(
    tx: Transaction,
    who: Person,
    form: BriefForm,
    draft: str,
    number: int | None,
    drawn: str,
    now: datetime,
) -> Gig:
    if number is None:
        new = Gig(tenant=who.key.tenant, number=0, requester=who, form=form, created_at=now, changed_at=now)
        gig = await tx.gigs.add(new, f"{who.key.object_id}:{draft}")
    else:
        gig = await tx.gigs.get(who.key.tenant, number)
    authorize(who, Verb.EDIT, gig)
    wanted, aside = merged(drawn, form, gig.form)
    edited = with_unsettled(edit(gig, wanted, now), aside, who, now)
    if (edited.form, edited.unsettled) == (gig.form, gig.unsettled):
        return gig
    return await tx.gigs.save(gig, edited, entry(who, EntryKind.BRIEF_EDITED, now))


def _settled_form(gig: Gig) -> BriefForm:
    """What is typed, once nobody has to choose any more between two versions of a field."""
    if gig.unsettled:
        raise BriefIncomplete(unsettled_problems(gig))
    return gig.form


async def preview_gig(
    context: Context,
    who: Person,
    form: BriefForm,
    *,
    draft: str = "",
    number: int | None = None,
    drawn: str = "",
) -> Preview:
    """Saves the draft (as `save_draft` does), checks what is saved then and finds who must approve.

    Raises BriefIncomplete (also for what the policy does not let through), NoApprover, OutOfOrder.
    """
    gig = await save_draft(context, who, form, draft=draft, number=number, drawn=drawn)
    form = _settled_form(gig)
    there = await reachable(context, who.key.tenant)
    brief = checked(there, form, context.today(who))
    case, because = await context.store.run(_case, context, who, gig, brief, there)
    request = fitting(context, who, case.brief)
    skills = await known_skills(context, who, case.brief)
    if skills.names != case.brief.skills:
        named = form.model_copy(update={"skills": ", ".join(skills.names)})
        return await preview_gig(context, who, named, number=gig.number, drawn=marks_of(form))
    plan = planned(context.policy, case)
    route, asking = await _way(context, gig, case, plan)
    asked = submit(planned_inside(gig, None), case.brief, route, asking)
    return Preview(
        gig=gig,
        brief=case.brief,
        route=route,
        asked=asked,
        checklist=plan.checklist,
        public=tuple(context.market(gig.tenant, case.brief.marketplace).public(request)),
        seen=case.brief.fingerprint()[:16],
        because=because,
        unchecked=skills.unchecked,
        too_early=due_too_early(asked, asking, who.zone),
        inside=inside_of(context.policy, case, gig),
    )


@retry_on_conflict
async def submit_gig(
    context: Context,
    who: Person,
    number: int,
    *,
    revision: int,
    seen: str,
    confirmed: Collection[str] = (),
    wish: InsideWish = AS_THE_POLICY_HAS_IT,
) -> Gig:
    """Submits the saved brief once, however often it is asked to; the same question again returns the gig as it is.

    `confirmed` are ids of the policy's checklist, `wish` whether colleagues are asked first. Raises BriefIncomplete, NoApprover, ChecklistOpen, and OutOfOrder
    when the brief is not the one that was previewed.
    """
    there = await reachable(context, who.key.tenant)
    gig, wanted = await context.store.run(_wanted, context, who, number, revision, there)
    if wanted is None:
        return gig
    case = wanted.case
    fitting(context, who, case.brief)
    if case.brief.fingerprint()[:16] != seen:
        raise OutOfOrder(_(SEEN_ANOTHER))
    plan = planned(context.policy, case)
    if open_items := [item.text for item in plan.checklist if item.id not in confirmed]:
        raise ChecklistOpen(open_items)
    inside = first_inside(context.policy, case, gig, wish)
    way = await _way(context, gig, case, plan)
    owner = await owner_of(context, context.policy, case)
    gig = await context.store.run(_submit, context, who, gig, wanted, plan, way, owner, inside)
    context.failpoint("submit: committed")
    return gig


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What was typed, and the case that it made where it could be posted then."""

    there: Reachable
    typed: Brief
    case: Case


async def _wanted(
    tx: Transaction, context: Context, who: Person, number: int, revision: int, there: Reachable
) -> tuple[Gig, _Wanted | None]:
    """Nothing is wanted any more of a gig that has moved on."""
    gig = await tx.gigs.get(who.key.tenant, number)
    authorize(who, Verb.EDIT, gig)
    if gig.revision != revision or gig.state not in EDITABLE:
        return gig, None
    typed = checked(there, _settled_form(gig), context.today(who))
    case, _plan = await _case(tx, context, who, gig, typed, there)
    return gig, _Wanted(there, typed, case)


async def _submit(
    tx: Transaction,
    context: Context,
    who: Person,
    before: Gig,
    wanted: _Wanted,
    plan: Plan,
    way: tuple[Route, Asking],
    owner: Person | None,
    inside: InsideOffer | None,
) -> Gig:
    again, _plan = await _case(tx, context, who, before, wanted.typed, wanted.there)
    if again != wanted.case:
        raise GigChanged(_("Another of your gigs was submitted at the same moment."))
    route, asking = way
    confirmed = [item.text for item in plan.checklist]
    submitted = submit(planned_inside(before, inside), wanted.case.brief, route, asking, confirmed=confirmed)
    gig = await _save(tx, context, who, before, _left(context, submitted))
    await notify_of_budgets(tx, context.policy, gig, owner, asking.at)
    context.failpoint("submit: not yet committed")
    return gig


async def _case(
    tx: Transaction, context: Context, who: Person, gig: Gig, brief: Brief, there: Reachable
) -> tuple[Case, str]:
    """The case, aimed at a marketplace, and why the policy chose that one.

    Locks the requester's sum and the budgets, so that what is read here still holds when it is acted on.
    """
    policy, who = context.policy, asker(gig, who)
    if policy.splitting:
        await tx.commitments.lock(who.key.tenant, [f"requester {who.key.object_id}"])
    await within_budgets(tx, policy, gig, brief, brief.budget)
    return aimed(there, await case_of(tx, context, policy, who, brief, gig.number))


async def _way(context: Context, gig: Gig, case: Case, plan: Plan) -> tuple[Route, Asking]:
    route = await route_for(context, context.policy, case, gig, plan)
    cover = await cover_for(context, gig.ever_owners, people_of(route))
    return route, asking_now(context, context.policy, cover)


def _left(context: Context, submitted: Gig) -> Gig:
    """Without its listing, unless what was submitted can be said there."""
    listing, wanted = submitted.listing, submitted.checked_brief.marketplace
    if listing is None or (listing.marketplace == wanted and can_update(context, listing)):
        return submitted
    return leave_listing(submitted, submitted.changed_at)


async def _save(tx: Transaction, context: Context, who: Person, before: Gig, submitted: Gig) -> Gig:
    route, now, policy = submitted.route, submitted.changed_at, context.policy
    asked = {one.approver.key: one.approver for one in submitted.open_approvals}
    facts = EntryFacts(
        revision=submitted.revision,
        amount=submitted.checked_brief.budget,
        marketplace=submitted.checked_brief.marketplace,
        people=tuple(key.object_id for key in asked),
        policy=policy.version,
        lane=route.lane if route else None,
    )
    said = entry(who, EntryKind.GIG_SUBMITTED, now, facts, people(*asked.values()))
    await tx.policies.put(policy.version, context.policy_text, now)
    gig = await tx.gigs.save(before, submitted, said)
    if gig.inside and gig.inside.skipped:
        because = EntryFacts(revision=gig.revision, reason=gig.inside.skipped)
        skipped = entry(who, EntryKind.INSIDE_SKIPPED, now, because)
        await tx.histories.add(gig.tenant, gig.number, skipped)
    if gig.template and not before.revision:
        await tx.pages.count_use(gig.tenant, gig.template)
    await close_former(tx, before, gig, WhyClosed.MOVED)
    await notify_approvers(tx, before, gig, now)
    if not gig.open_approvals:
        await agreed_upon(context, tx, before, gig)
    await show_change(tx, gig)
    return gig
