"""`case-studies export` writes what everybody may read, and nothing else."""

import pytest

from commands.case_studies import texts_of
from tests.support.builders import MARK, RITA, TENANT
from tests.use_cases.test_case_studies import published
from tests.use_cases.test_history_names import journey
from tests.use_cases.world import a_world
from use_cases.closing.share_summary import share_summary


@pytest.mark.parametrize(("audience", "count"), [("everybody", 1), ("division", 0)])
async def test_each_that_everybody_may_read_is_a_file(tmp_path, audience, count):
    async with a_world(tmp_path) as world:
        await journey(world)
        await share_summary(world.context, RITA, 1, {"audience": audience})
        await published(world)
        texts = await texts_of(world.store, TENANT)
        elsewhere = await texts_of(world.store, "fabrikam")
    assert elsewhere == {}
    assert list(texts) == [f"{TENANT}/gig-1.md"][:count]
    for text in texts.values():
        assert text.startswith("# Slides in two weeks\n")
        assert MARK.name not in text
