"""A sentence that asks for work, read where the speaker is: their day, their language, the cost centres they may mean."""

from bot.door.inbound import Inbound
from gigs.people import Person
from sentences.intake import Intake, read_intake
from use_cases.context import Context


def request_in(inbound: Inbound, person: Person, context: Context) -> Intake | None:
    """What somebody asks for; None where it is something else. Their client's time zone counts, else the directory's."""
    if not inbound.text or inbound.value:
        return None
    return read_intake(
        inbound.text,
        today=context.clock.now().astimezone(inbound.zone or person.zone).date(),
        locale=inbound.locale,
        cost_centres=(*person.cost_centres, *context.policy.cost_centres),
    )
