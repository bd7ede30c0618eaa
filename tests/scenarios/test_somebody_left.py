"""An approver is not in the directory any more: the product as it starts the next day."""

from typing import Any

from assembly.clock_and_ids import RandomIds
from tests.scenarios.policies import ask, install_all, on_stage_under
from tests.scenarios.steps import seats_for
from tests.support.people_file import FIRST, mail_of, write_people


async def test_whoever_left_the_directory_is_replaced_by_name_and_that_can_be_undone(tmp_path):
    mark = FIRST.mark
    async with on_stage_under(tmp_path, "") as stage:
        gig = await ask(stage, seats_for(stage, FIRST))
    here = write_people(tmp_path / "without_mark.yaml")
    entry = f"- object_id: {mark.object_id}\n"
    here.write_text(here.read_text().replace(entry, f"{entry}    active: false\n"))

    async with on_stage_under(tmp_path, "", people_file=here, ids=RandomIds()) as stage:
        people = seats_for(stage, FIRST)
        await install_all(people)
        await people.pat.says("replace approver")
        typed: dict[str, Any] = {"left_person": "Marcus Manager", "successor": mail_of(people.faye.person)}
        await people.pat.presses("Replace them", **typed)
        await people.pat.sees("I can’t find “Marcus Manager”")
        await people.pat.presses("Replace them", left_person="Mark Manager")
        await people.pat.sees("Faye Finance takes over", f"handed over at once: gig {gig.number}.")
        await people.faye.presses("Approve USD 1,200")
        await people.rita.sees("Approved by Faye Finance")
        await people.pat.presses("Undo for later questions")
        await people.pat.sees("Faye Finance is no longer the delegate")
