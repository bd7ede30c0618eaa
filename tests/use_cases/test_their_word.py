"""Money is reported as moved when the marketplace says so, never because we asked."""

from gigs.contract import MilestoneState
from gigs.gig import GigState
from gigs.history_kinds import EntryKind
from ports.marketplace import MarketplaceUnavailable
from ports.notices import NoticeKind
from ports.operations import OperationState
from tests.support.builders import MARK, RITA, usd
from tests.support.one_by_one import one_by_one
from tests.use_cases.world import the_release
from use_cases.delivering.accept_deliverable import accept_deliverable
from use_cases.entries import heard
from use_cases.settling.operation_handlers import OPERATION_HANDLERS


async def accepted(world) -> str:
    """The first deliverable is accepted and its payment promised; its key."""
    await world.at_work()
    milestone = (await world.gig()).contract.milestones[0]
    await accept_deliverable(world.context, RITA, 1, milestone.id, milestone.deliverable.id)
    return the_release(world).operation


def slow_to_say(world) -> None:
    """From now on the contract is shown as it was before a payment."""
    asked = world.sandbox.contract

    async def contract(contract_id, known=None):
        found = await asked(contract_id, known)
        before = {"state": MilestoneState.SUBMITTED}
        milestones = tuple(
            one.model_copy(update=before) if one.deliverable else one for one in found.milestones
        )
        return found.model_copy(update={"milestones": milestones})

    world.sandbox.contract = contract


async def test_a_yes_to_paying_is_not_a_payment_before_the_contract_says_so(world):
    key = await accepted(world)
    told = world.sandbox.contract
    slow_to_say(world)
    await world.work()
    assert (await world.gig()).contract.milestones[0].state is MilestoneState.SUBMITTED
    assert (await world.operation(key)).state is OperationState.INFLIGHT

    world.sandbox.contract = told
    await world.pass_time(180, step=20)
    assert (await world.gig()).contract.milestones[0].state is MilestoneState.RELEASED
    operation = await world.operation(key)
    assert (operation.state, operation.attempts) == (OperationState.DONE, 1)
    assert await world.happened(operation.reference) == 1


async def test_a_payment_whose_contract_cannot_be_read_afterwards_is_not_asked_for_again(world):
    key = await accepted(world)
    told = world.sandbox.contract

    async def away(_contract_id, _known=None):
        world.sandbox.contract = told
        raise MarketplaceUnavailable("They are busy.", 1)

    world.sandbox.contract = away
    await world.pass_time(180, step=20)
    operation = await world.operation(key)
    assert (operation.state, operation.attempts) == (OperationState.DONE, 1)
    assert (await world.gig()).state is GigState.ACTIVE


async def test_what_somebody_has_paid_by_hand_meanwhile_is_paid_and_not_refused(world):
    await world.meets(RITA, MARK)
    key = await accepted(world)
    milestone = (await world.gig()).contract.milestones[0]
    await world.sandbox.release("C1", milestone.id, milestone.amount, "by hand")
    await world.work()
    assert (await world.gig()).contract.milestones[0].state is MilestoneState.RELEASED
    assert (await world.operation(key)).state is OperationState.DONE
    assert NoticeKind.RELEASE_REFUSED not in world.messenger.kinds(RITA)


async def test_a_no_to_the_second_asking_is_a_persons_question_because_the_first_may_be_on_its_way(world):
    await world.meets(RITA, MARK)
    key = await accepted(world)
    await world.misbehave('release: reset x1; release: refuse "A payment is on its way." x1')
    await world.pass_time(2 * 3600, step=60)

    operation = await world.operation(key)
    assert (operation.state, operation.attempts) == (OperationState.HUMAN, 2)
    assert NoticeKind.NEEDS_A_PERSON in world.messenger.kinds(RITA)
    assert NoticeKind.RELEASE_REFUSED not in world.messenger.kinds(RITA)


async def test_a_milestone_that_is_worth_something_else_by_now_is_not_paid_at_the_new_price(world):
    await world.meets(RITA, MARK)
    key = await accepted(world)
    gig = await world.gig()
    first, *others = gig.contract.milestones
    dearer = first.model_copy(update={"amount": first.amount + usd(1)})
    changed = gig.contract.model_copy(update={"milestones": (dearer, *others)})
    async with one_by_one(world.store) as tx:
        said = heard(EntryKind.CONTRACT_READ_AGAIN, world.clock.now())
        await tx.gigs.save(gig, gig.model_copy(update={"contract": changed}), said)
    await world.work()

    operation = await world.operation(key)
    assert operation.state is OperationState.REFUSED
    assert str(first.amount) in operation.reason
    assert await world.sandbox.payments() == 0
    assert NoticeKind.RELEASE_REFUSED in world.messenger.kinds(RITA)


def test_what_was_promised_before_an_upgrade_is_still_called_the_same():
    names = [(job.name, handler.kind) for job, handler in OPERATION_HANDLERS.items()]
    assert names[:3] == [("post_gig", "post"), ("make_offer", "offer"), ("release_milestone", "release")]
    assert all(job.kind is handler.kind for job, handler in OPERATION_HANDLERS.items())
