"""kill -9 right after an answer that met Teams' limit was kept: the next life says it, once."""

import pytest

from bot.turn.kept_answers import HELD, LOOKED_EVERY_S
from tests.kills.people import LONG
from tests.kills.test_kill_at_every_point import a_town
from tests.support.databases import POSTGRES, SQLITE, a_database

pytestmark = [pytest.mark.kill, pytest.mark.slow]

LIMIT = {"Retry-After": "9"}
"""Longer than a call waits by itself."""


@pytest.mark.parametrize("kind", [SQLITE, pytest.param(POSTGRES, marks=pytest.mark.postgres)])
async def test_the_answer_to_a_text_is_said_by_the_next_life(tmp_path, kind):
    assert HELD.total_seconds() + LOOKED_EVERY_S < LONG
    with a_database(kind, tmp_path) as url:
        async with a_town(tmp_path, url) as town:
            await town.rita.installs()
            await town.rita.sees("Hello")
            town.teams.fail(429, operation="send", conversation_id=town.rita.chat, headers=LIMIT)

            await town.rita.says_once("help")

            await town.rita.sees("What you can say")
            await town.rita.says("thank you")
            await town.rita.sees("You’re welcome.")
            assert town.rita.seen().count("What you can say") == 1
        assert town.diary.lines("died") == ["answer: kept"]
