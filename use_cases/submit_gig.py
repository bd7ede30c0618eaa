"""The requester writes a brief, sees what would become public and who must agree, and submits it for approval."""

from datetime import datetime

from gigs.approving import edit, submit
from gigs.brief import Brief, BriefForm
from gigs.check_brief import check_brief
from gigs.errors import OutOfOrder
from gigs.gig import EDITABLE, Gig
from gigs.people import Person
from gigs.value import Value
from marketplace.client import PostRequest
from use_cases.again import again_if_changed
from use_cases.authorize import Verb, authorize
from use_cases.entries import entry
from use_cases.find_approvers import find_approvers
from use_cases.notices import NoticeKind
from use_cases.outside import Outside
from use_cases.post_gig import post_request
from use_cases.tell import show_change, tell


class Preview(Value):
    """What a requester sees before submitting. `seen` ties the submit button to exactly this brief."""

    gig: Gig
    brief: Brief
    approvers: tuple[Person, ...]
    due: datetime
    public: PostRequest
    seen: str


@again_if_changed
async def save_draft(
    outside: Outside, who: Person, form: BriefForm, *, draft: str = "", number: int | None = None
) -> Gig:
    """Keeps what is typed. `draft` names the form a new gig was begun on: however often saved, it is one gig.

    Raises OutOfOrder once the gig was submitted, GigNotFound for anybody else's number.
    """
    now = outside.clock.now()
    async with outside.store.transaction() as tx:
        if number is None:
            new = Gig(
                tenant=who.key.tenant, number=0, requester=who, form=form, created_at=now, changed_at=now
            )
            gig = await tx.gigs.add(new, f"{who.key.object_id}:{draft}")
        else:
            gig = await tx.gigs.get(who.key.tenant, number)
        authorize(who, Verb.EDIT, gig)
        edited = edit(gig, form, now)
        if edited.form == gig.form:
            return gig
        return await tx.gigs.save(gig, edited, entry(who, "edited the brief", now))


async def preview_gig(
    outside: Outside, who: Person, form: BriefForm, *, draft: str = "", number: int | None = None
) -> Preview:
    """Saves the draft, checks it and finds who must approve. Raises BriefIncomplete, NoApprover, OutOfOrder."""
    gig = await save_draft(outside, who, form, draft=draft, number=number)
    brief = check_brief(form, today=outside.today(who), marketplaces=outside.markets)
    approvers = await find_approvers(outside.directory, who)
    due = outside.clock.now() + outside.answer_within
    submit(gig, brief, approvers, at=gig.changed_at, due=due)
    public = post_request(brief, reference="")
    return Preview(
        gig=gig, brief=brief, approvers=approvers, due=due, public=public, seen=brief.fingerprint()[:16]
    )


@again_if_changed
async def submit_gig(outside: Outside, who: Person, number: int, *, revision: int, seen: str) -> Gig:
    """Submits the saved brief once, however often it is asked to; the same question again returns the gig as it is.

    Raises BriefIncomplete, NoApprover, and OutOfOrder when the brief is not the one that was previewed.
    """
    approvers = await find_approvers(outside.directory, who)
    now = outside.clock.now()
    async with outside.store.transaction() as tx:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize(who, Verb.EDIT, gig)
        if gig.revision != revision or gig.state not in EDITABLE:
            return gig
        brief = check_brief(gig.form, today=outside.today(who), marketplaces=outside.markets)
        if brief.fingerprint()[:16] != seen:
            raise OutOfOrder(
                "The brief has changed since this preview; please look at it again before submitting."
            )
        submitted = submit(gig, brief, approvers, at=now, due=now + outside.answer_within)
        names = ", ".join(person.name for person in approvers)
        gig = await tx.gigs.save(gig, submitted, entry(who, "submitted", now, f"{brief.budget}, to {names}"))
        for approval in gig.open_approvals:
            await tell(tx, gig, NoticeKind.APPROVAL_ASKED, approval.approver.key, at=now)
        await show_change(tx, gig)
        outside.reached("submit: not yet kept")
    outside.reached("submit: committed")
    return gig
