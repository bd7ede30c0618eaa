"""One line per turn, with who did what in how long, and not a word of what was said."""

import logging

from tests.support.people_file import FIRST
from tests.support.product import on_stage


async def test_a_turn_leaves_one_line_and_none_of_its_words(tmp_path, caplog):
    with caplog.at_level(logging.INFO, logger="bot.turn.handler"):
        async with on_stage(tmp_path) as stage:
            rita = stage.seat(FIRST.rita)
            await rita.installs()
            await rita.says("a secret that must stay here")
            await rita.sees("I didn’t get that")
    lines = [record for record in caplog.records if record.getMessage() == "turn"]
    assert [line.kind for line in lines] == ["message"]
    assert lines[0].person == FIRST.rita.object_id
    assert "secret" not in str(vars(lines[0]))
