"""The code under test, started on what release 0.1 left on either database, with the cards that stood in people's chats.

Half a conversation, a job in a queue and a notice not sent yet are part of that; see tests/fixtures/release_0_1.
"""

import asyncio
import re
from collections import Counter
from typing import Any

import pytest

from tests.support.card_text import buttons_of, text_of
from tests.support.databases import POSTGRES, SQLITE
from tests.support.product import Seat
from tests.support.release_0_1 import Upgraded, unzipped, upgraded
from tests.upgrade.cases import AT_THEIR_CARDS, all_at_once
from tests.upgrade.proving import audit
from tests.upgrade.test_names_of_release_0_1 import NAMES, NEVER_ENQUEUED

pytestmark = pytest.mark.slow

EITHER = [SQLITE, pytest.param(POSTGRES, marks=pytest.mark.postgres)]
ANSWERS = {"application/vnd.microsoft.card.adaptive", "application/vnd.microsoft.activity.message"}
OVER = {"done"}
OFTEN_ENOUGH = 3
"""So many buttons of one kind are pressed: on cards of several gigs."""


async def idle(there: Upgraded) -> None:
    """Waits until every job is done, those of the old release too, and none was given up."""
    left: dict[str, str] = {}
    for _ in range(150):
        left = {job: state for job, state in there.jobs().items() if state not in OVER}
        if not left:
            break
        await asyncio.sleep(0.2)
    assert (left, there.given_up()) == ({}, [])


def apologies(there: Upgraded) -> list[str]:
    """What people got to read because of a fault of ours."""
    said = [message for chat in there.stage.teams.messages.values() for message in chat.values()]
    texts = [f"{one.get('text', '')} {text_of(one.get('attachments') or [])}" for one in said]
    return [text for text in texts if "went wrong" in text]


@pytest.mark.parametrize("kind", EITHER)
async def test_everybody_goes_on_at_their_old_cards_and_every_old_job_is_done(kind, tmp_path):
    """On PostgreSQL every third goes on: what is stored is the same, and the old jobs have read most of it."""
    async with upgraded(tmp_path, kind) as there:
        assert set(there.kept["cases"]) == set(AT_THEIR_CARDS)
        assert set(there.promised.values()) == set(NAMES["jobs"]) - NEVER_ENQUEUED
        await idle(there)
        assert {there.jobs()[job] for job in there.promised} == OVER
        assert apologies(there) == []

        mine = (
            AT_THEIR_CARDS
            if kind == SQLITE
            else {case: AT_THEIR_CARDS[case] for case in sorted(AT_THEIR_CARDS)[::3]}
        )
        wrong = await all_at_once(there, mine)
        assert not wrong, "\n\n".join(f"{case}: {trouble}" for case, trouble in wrong.items())
        await idle(there)
        assert apologies(there) == []
        anchor = tmp_path / "anchor.txt"
        anchor.write_bytes(unzipped("anchor.txt"))
        code, said = await audit(there.url, "verify", "--anchor", str(anchor))
        assert (code, "BROKEN" in said) == (0, False), said
        assert "Entries of the anchor that are in their places, unchanged" in said


async def test_every_kind_of_button_on_the_old_cards_is_answered(tmp_path):
    """In no order that anybody had in mind: most are refused with a sentence, and none is a fault of ours."""
    async with upgraded(tmp_path, SQLITE) as there:
        pressed: Counter[tuple[str, str]] = Counter()
        for seat in there.everybody():
            for message, card in seat.cards().items():
                for button, held in buttons_of(card):
                    if button["type"] == "Action.Execute":
                        alike = button["verb"], re.sub(r"[0-9.,]+", "", str(button["title"]))
                        pressed[alike] += 1
                        if pressed[alike] <= OFTEN_ENOUGH:
                            await _is_answered(seat, message, button, held)
        assert len(pressed) > 50
        assert apologies(there) == []


async def _is_answered(seat: Seat, message: str, button: dict[str, Any], held: dict[str, str]) -> None:
    typed = {name: value or "1" for name, value in held.items()}
    answer = await seat.forges(button["verb"], {**typed, **button["data"]}, message)
    seat.views.pop(message, None)
    assert seat.statuses[-1] == 200, button
    assert answer["type"] in ANSWERS, (button, answer)
    said = answer["value"] if isinstance(answer["value"], str) else text_of(answer["value"])
    assert "went wrong" not in said, (button, answer)
