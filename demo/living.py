"""Lives one gig through, from its brief to its end: what people did, by the product’s own use cases."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from demo.content import Reasons
from demo.inside import do_it, raise_a_hand
from demo.jobs import HeldJobs
from demo.lessons import read_lessons
from demo.plan import Ending, Planned
from demo.time_and_ids import Dice, MovedClock, dice
from gigs.approval import Decision
from gigs.brief import BriefForm, Visibility
from gigs.contract import Milestone, MilestoneState
from gigs.gig import Gig, GigState
from gigs.inside import InsideWish
from gigs.proposal import GONE, Proposal
from marketplace.sandbox.cast import DECLINES_OFFERS
from playbook.filling import filled
from playbook.template import Template
from use_cases.approving.decide_gig import decide_gig
from use_cases.approving.run_clock import run_clock
from use_cases.closing.close_gig import close_gig
from use_cases.context import Context
from use_cases.delivering.accept_deliverable import accept_deliverable
from use_cases.delivering.send_back import send_back
from use_cases.hiring.hire import hire_freelancer
from use_cases.playbook.use_template import use_template
from use_cases.reading.sync_gig import sync_gig
from use_cases.requesting.submit_gig import preview_gig, save_draft, submit_gig
from use_cases.requesting.withdraw_gig import withdraw_gig

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WITH_A_TEMPLATE = 0.85
MOST_ROUNDS = 40
"""Longer than any gig takes; one that takes longer would never come to its end."""


class Stuck(Exception):
    """A gig of the past came to no end: a mistake in the making, not of whoever starts it."""


class Life:
    """One gig. Each step is taken at the moment to which the clock was moved before it."""

    def __init__(
        self,
        context: Context,
        clock: MovedClock,
        jobs: HeldJobs,
        planned: Planned,
        template: Template,
        reasons: Reasons,
    ) -> None:
        self._context = context
        self._clock = clock
        self._jobs = jobs
        self._plan = planned
        self._template = template
        self._reasons = reasons
        self._dies: Dice = dice("life", planned.number)
        self._number = 0

    async def lived(self) -> Gig:
        """The gig as it is in the end."""
        self._clock.set(self._plan.begins)
        form = await self._begun()
        if self._plan.ending is Ending.DRAFT:
            return await save_draft(self._context, self._plan.who, form, draft=self._draft)
        seen = await preview_gig(self._context, self._plan.who, form, draft=self._draft)
        self._number = seen.gig.number
        await read_lessons(self._context, self._plan.who, seen.gig, self._dies)
        wish = InsideWish(first=True) if self._plan.ending in _INSIDE else InsideWish()
        await submit_gig(self._context, self._plan.who, self._number, revision=0, seen=seen.seen, wish=wish)
        await _ENDINGS[self._plan.ending](self)
        await self._jobs.work(self._context)
        return await self._gig()

    @property
    def _draft(self) -> str:
        return f"past-{self._plan.number}"

    async def _begun(self) -> BriefForm:
        """Mostly with a template; now and then somebody writes all of it on their own."""
        if self._dies.random() > WITH_A_TEMPLATE:
            return self._form(filled(self._template))
        what = (self._context, self._plan.who, self._template.id)
        return (await use_template(*what, draft=self._draft, form=self._form(BriefForm()))).gig.form

    def _form(self, form: BriefForm) -> BriefForm:
        plan, first = self._plan, self._clock.now().date() + 7 * DAY
        return form.model_copy(
            update={
                "title": plan.title,
                "price_type": "fixed",
                "amount": str(plan.budget.amount),
                "currency": plan.budget.currency,
                "start": first.isoformat(),
                "due": (first + self._template.days[1] * 7 / 5 * DAY).isoformat(),
                "data_tier": plan.tier.value,
                "cost_centre": plan.who.cost_centres[0],
                "visibility": Visibility.PUBLIC.value,
                "experience": "intermediate",
                "marketplace": plan.market,
            }
        )

    async def _gig(self) -> Gig:
        tenant = self._plan.who.key.tenant
        return await self._context.store.run(lambda tx: tx.gigs.get(tenant, self._number))

    async def _later(self, least: timedelta, most: timedelta) -> None:
        self._clock.wait(least + (most - least) * self._dies.random())

    async def _read(self) -> Gig:
        await sync_gig(self._context, self._plan.who.key.tenant, self._number)
        await self._jobs.work(self._context)
        return await self._gig()

    # ------------------------------------------------------------ approval

    async def waits(self) -> None:
        """Nobody has answered yet."""

    async def is_rejected(self) -> None:
        """The first who is asked says no."""
        await self._later(2 * HOUR, 2 * DAY)
        await self._decides(await self._gig(), Decision.REJECTED, self._dies.choice(self._reasons.rejected))

    async def is_withdrawn(self) -> None:
        """Its requester changes their mind, sometimes only when it’s listed."""
        if self._dies.random() < 0.5:
            await self._is_approved()
        await self._later(HOUR, 3 * DAY)
        reason = self._dies.choice(self._reasons.withdrawn)
        await withdraw_gig(self._context, self._plan.who, self._number, reason=reason)

    async def expires(self) -> None:
        """Nobody answers, however often they’re reminded."""
        for _ in range(MOST_ROUNDS):
            gig = await self._gig()
            if gig.next_at is None or gig.state is not GigState.IN_APPROVAL:
                return
            self._clock.set(gig.next_at)
            await run_clock(self._context, gig.tenant, gig.number)
        raise Stuck(f"gig {self._number} doesn’t expire")

    async def _is_approved(self) -> None:
        for _ in range(MOST_ROUNDS):
            gig = await self._gig()
            if not gig.open_approvals:
                await self._jobs.work(self._context)
                return
            await self._later(HOUR, 20 * HOUR)
            await self._decides(gig, Decision.APPROVED)
        raise Stuck(f"gig {self._number} isn’t approved")

    async def _decides(self, gig: Gig, decision: Decision, reason: str = "") -> None:
        approver = gig.open_approvals[0].approver
        await decide_gig(
            self._context, approver, gig.number, revision=gig.revision, decision=decision, reason=reason
        )

    # ------------------------------------------------------------ hiring and work

    async def is_compared(self) -> Gig:
        """Approved and listed, and proposals came in."""
        await self._is_approved()
        await self._later(DAY, 3 * DAY)
        return await self._read()

    async def is_at_work(self) -> Gig:
        """Somebody is hired, and has handed in the first part."""
        gig = await self.is_compared()
        chosen = self._chosen(gig, await self._proposals())
        seen = str(chosen.total(gig.checked_brief.hours))
        await hire_freelancer(self._context, self._plan.who, gig.number, chosen.id, seen=seen)
        await self._jobs.work(self._context)
        await self._later(HOUR, 6 * HOUR)
        await self._read()
        await self._later(4 * DAY, 8 * DAY)
        return await self._read()

    async def is_finished(self) -> Gig:
        """All parts are accepted and paid."""
        gig = await self.is_at_work()
        for _ in range(MOST_ROUNDS):
            if gig.state is GigState.COMPLETED:
                return gig
            handed_in = _handed_in(gig)
            if handed_in:
                await self._judge(gig, handed_in)
                await self._jobs.work(self._context)
            await self._later(2 * DAY, 6 * DAY)
            gig = await self._read()
        raise Stuck(f"gig {self._number} is in state {gig.state}")

    async def is_offered(self) -> int:
        """To colleagues, one of whom raised a hand: for so many hours."""
        await self._is_approved()
        plan = self._plan
        gig = await self._gig()
        return await raise_a_hand(self._context, self._clock, gig, plan.colleague, self._template, self._dies)

    async def is_done_inside(self) -> None:
        """By a colleague, and closed like any other."""
        hours = await self.is_offered()
        plan, gig = self._plan, await self._gig()
        await do_it(self._context, self._clock, gig, plan.who, plan.colleague, hours, self._dies)
        await self._close()

    async def is_closed(self) -> None:
        """With a lesson."""
        await self.is_finished()
        await self._close()

    async def _close(self) -> None:
        await self._later(2 * HOUR, 4 * DAY)
        said = self._plan.closed
        typed = {
            "rating": str(said.rating),
            "hire_again": "yes" if said.hire_again else "no",
            "requester_score": str(said.score),
            "do_again": said.do_again,
            "do_differently": said.do_differently,
            "audience": said.audience.value,
            "is_named": str(said.named).lower(),
            "is_brief_shared": str(said.brief).lower(),
        }
        await close_gig(self._context, self._plan.who, self._number, typed)

    async def _judge(self, gig: Gig, milestone: Milestone) -> None:
        if milestone.deliverable is None:
            raise Stuck(f"gig {gig.number}: nothing was handed in")
        what = (self._context, self._plan.who, gig.number, milestone.id, milestone.deliverable.id)
        if self._dies.random() < 0.06:
            await send_back(*what, self._dies.choice(self._reasons.sent_back))
        else:
            await accept_deliverable(*what)

    async def _proposals(self) -> list[Proposal]:
        tenant = self._plan.who.key.tenant
        return list(await self._context.store.run(lambda tx: tx.proposals.of(tenant, self._number)))

    def _chosen(self, gig: Gig, proposals: list[Proposal]) -> Proposal:
        """Mostly the one with the best name that can be afforded, now and then another."""
        limit = gig.approved or gig.checked_brief.budget
        fine = [
            one
            for one in proposals
            if one.status not in GONE
            and not one.id.endswith(_BUSY)
            and not one.rate > limit
            and one.freelancer != DECLINES_OFFERS
            and (one.rating or 0) > 4
        ]
        fine.sort(key=lambda one: (-(one.rating or 0), one.id))
        return fine[0] if self._dies.random() < 0.75 else self._dies.choice(fine)


_INSIDE = frozenset({Ending.INSIDE, Ending.OFFERED})
_BUSY = "-P6"
"""The end of the id of the sandbox’s proposal by somebody who says no to every offer."""


def _handed_in(gig: Gig) -> Milestone | None:
    """What waits for the requester’s answer."""
    milestones = gig.contract.milestones if gig.contract else ()
    return next(
        (
            one
            for one in milestones
            if one.state is MilestoneState.SUBMITTED
            and one.deliverable is not None
            and gig.verdict_on(one.deliverable.id) is None
        ),
        None,
    )


_ENDINGS: Mapping[Ending, Callable[[Life], Awaitable[object]]] = {
    Ending.CLOSED: Life.is_closed,
    Ending.INSIDE: Life.is_done_inside,
    Ending.OFFERED: Life.is_offered,
    Ending.REJECTED: Life.is_rejected,
    Ending.WITHDRAWN: Life.is_withdrawn,
    Ending.EXPIRED: Life.expires,
    Ending.WAITING: Life.waits,
    Ending.COMPARING: Life.is_compared,
    Ending.AT_WORK: Life.is_at_work,
    Ending.FINISHED: Life.is_finished,
}
