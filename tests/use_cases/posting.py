"""What tests of the posting protocol do again and again."""

from ports.operations import OperationState
from tests.support.builders import MARK, RITA
from tests.use_cases.world import PATIENCE, the_release
from use_cases.delivering.accept_deliverable import accept_deliverable

QUIET = (PATIENCE.send_within + PATIENCE.call_timeout).total_seconds()
OVER = QUIET + PATIENCE.quarantine.total_seconds()


async def post(world):
    return await world.operation("post:1:1")


async def ask_a_person(world):
    await world.meets(RITA, MARK)
    await world.misbehave("post: reset")
    await world.approved()
    await world.pass_time(OVER * 3, step=30)
    assert (await post(world)).state is OperationState.HUMAN


async def accept(world):
    milestone = (await world.gig()).contract.milestones[0]
    await accept_deliverable(world.context, RITA, 1, milestone.id, milestone.deliverable.id)
    return the_release(world)
