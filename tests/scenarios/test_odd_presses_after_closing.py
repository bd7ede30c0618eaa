"""Whatever a press carries once a gig is closed and was learned from, by those who read about it. In a product of its own: presses
of other tests may have paused its marketplace.
"""

import random
from itertools import product

import pytest

from tests.scenarios.test_case_study import closed
from tests.scenarios.test_odd_presses import INPUTS, VERBS, an_odd_press
from tests.support.cases import every_case

pytestmark = pytest.mark.asyncio(loop_scope="module")

HOSTILE = [
    "\ud800 half a sign, \x00 and \x0b",
    "<script>alert(1)</script> ![x](https://evil.example/x.png) [y](javascript:alert(1)) {{DATE()}} ${x}",
    "\u202e\u2066" + "\u0627\u0644\u0633" * 60,
    "\U0001f469\u200d\U0001f680" * 80,
    "word " * 400,
]
"""Texts for every field at once, so that what is checked first isn’t what stops them all."""

KNOWN = {"audience": "everybody", "rating": "5", "hire_again": "yes", "requester_score": "9"}
IDS_THERE = {
    "person": "mark",
    "seen": "own",
    "market": "sandbox",
    "freelancer": "F01",
    "field": "template",
    "page": "made-x1",
}


def a_hostile_press(chance, gig):
    text = dict.fromkeys(INPUTS, chance.choice(HOSTILE))
    return text | KNOWN | IDS_THERE | {"gig": gig.number, "revision": 1}


async def test_no_press_breaks_anything_once_a_gig_is_closed_and_taught_something(people, stage):
    for one in (people.pat, people.sam):
        await one.installs()
    gig, chance = await closed(people, stage), random.Random(3)
    with every_case() as case:
        for made, verb, who in product(
            (a_hostile_press, an_odd_press), VERBS, (people.rita, people.sam, people.pat)
        ):
            sent = made(chance, gig)
            with case(f"{verb} by {who.person.name}: {ascii(sent)[:1000]}"):
                assert "Something went wrong on our side" not in str(await who.forges(verb, sent))
