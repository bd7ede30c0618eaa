"""A tenant whose operator has set no key for auditors' links."""

from tests.scenarios.steps import seats_for, submit
from tests.support.people_file import FIRST
from tests.support.product import PUBLIC_URL, CountedIds, on_stage


async def test_without_a_key_the_lead_is_told_what_is_missing_and_no_page_opens(tmp_path):
    async with on_stage(tmp_path, ids=CountedIds(), link_key="") as stage:
        people = seats_for(stage, FIRST)
        await submit(people)
        await people.pat.says("audit 1")
        await people.pat.sees("whoever runs this app has to set LINK_KEY")
        assert (await stage.opens(f"{PUBLIC_URL}/audit/any"))[0] == 404
