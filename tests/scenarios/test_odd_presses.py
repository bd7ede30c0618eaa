"""Whatever a press carries, from whomever: it’s refused with a sentence or does what it says, and nothing breaks in it."""

import random
from itertools import product

import pytest

from bot.turn.presses import IDS
from bot.verbs.card_verbs import CARD_VERBS
from dialogs.close_gig import close_gig
from dialogs.hire import hire
from dialogs.post_gig import post_gig
from gigs.brief import BriefForm
from tests.scenarios.steps import submit
from tests.support.cases import every_case
from use_cases.playbook.page_form import PageForm

pytestmark = pytest.mark.asyncio(loop_scope="module")

VERBS = sorted({*CARD_VERBS, *(verb for one in (post_gig(), hire(), close_gig()) for verb in one.pressed)})
INPUTS = sorted(
    {
        *(set(BriefForm.model_fields) - {"answers"}),
        *("of_state", "of_team", "of_month", "of_market", "answer_of_team", "question_to_team", "reason"),
        *(
            "pass_on_to",
            "delegate",
            "delegate_first",
            "delegate_last",
            "rating",
            "do_again",
            "audience",
            "note",
            "channel",
        ),
        *("of_words", "of_domain", "about", "words", "accepted", "shortest", "longest", "text", "rules"),
        *("hand_why", "hand_when", "hand_hours", "done_note", "my_skills", "inside_skip", "inside_reason"),
        *("pick_1_1_1", "confirm_x", "answer_x", "requester_score"),
        *("story_title", "story_problem", "story_done", "story_result", "story_advice", "names_mark"),
        *("tell_title", "tell_cost", "do_differently", "merge_into", "is_named", "is_brief_shared"),
        *("question_to_colleague", "answer_of_colleague", "lesson_words", "lesson_domain"),
        *("invite_gig", "invite_letter", "talent_text", "talent_domain", "talent_market"),
        *PageForm.model_fields,
    }
)
NUMBERS = ["0", "-1", "999999999", "2147483648", "9" * 20, "١٢", "²", "1.5", "1e9", "NaN", "Infinity"]
WORDS = [
    "",
    "%00",
    "a" * 300,
    "\U0001f600" * 30,
    "a,b,,c",
    "../..",
    "' OR 1=1 --",
    "x.y.z",
    "draft-1~2",
    "null",
]
MARKUP = ["{{DATE()}}", "[x](javascript:alert(1))", "=1+1", "\u202edlog", "<at>all</at>"]
DAYS = ["2030-02-30", "0001-01-01", "9999-12-31"]
NAMES = ["any", "upwork", "sandbox", "title", "answers", "answer_x", "model_fields", "__class__"]
OTHER_TYPES = [[1, [2], "x"], True, 3.7, -5, {"a": 1}, None, 2**70, 1e308]
ODD = [*NUMBERS, *WORDS, *MARKUP, *DAYS, *NAMES, *OTHER_TYPES]


def an_odd_press(chance, gig):
    sent = {name: chance.choice(ODD) for name in sorted(IDS) if chance.random() < 0.6}
    sent |= {name: chance.choice(ODD) for name in INPUTS if chance.random() < 0.4}
    sent["gig"] = chance.choice([gig.number, gig.number, 0, -1, "x", 2**31 - 1, 2**31, 10**30, None, [1]])
    sent["revision"] = chance.choice([gig.revision, 0, -3, 2**31 - 1])
    return sent


@pytest.mark.parametrize("seed", range(2))
async def test_no_press_breaks_anything_whatever_it_carries(people, stage, seed):
    for one in (people.rita, people.mark, people.pat):
        await one.installs()
    await submit(people)
    gig, chance = await stage.newest_gig(people.rita.person), random.Random(seed)
    with every_case() as case:
        for verb, who in product(VERBS, (people.rita, people.mark, people.pat)):
            sent = an_odd_press(chance, gig)
            with case(f"{verb} by {who.person.name}: {sent}"):
                assert "Something went wrong on our side" not in str(await who.forges(verb, sent))


async def test_a_forged_mark_of_a_field_that_no_brief_has_is_left_out(people):
    await people.rita.installs()
    answer = await people.rita.forges(
        "choose_market", {"read": "model_fields,__class__,title", "title": "A logo"}
    )
    assert "A logo" in str(answer)
