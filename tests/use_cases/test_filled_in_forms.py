"""A new form holds what the policy fills in for everybody; what a sentence says wins, and an amount brings no usual price."""

from datetime import date

import pytest

from dialogs.turn import Turn
from dialogs.typed_brief import is_untouched, markets_of, new_form, read_form
from sentences.intake import read_intake
from tests.support.builders import RITA
from tests.use_cases.company import open_for_business

DEFAULTS = "defaults: {data_tier: general, category: design, price_type: hourly, hours: 20}"


@pytest.fixture
async def company(world):
    open_for_business(world, DEFAULTS)
    await world.meets(RITA)
    return world


async def form_for(company, text=""):
    intake = read_intake(text, today=date(2026, 11, 23), locale="en-GB") if text else None
    turn = Turn(person=RITA, context=company.context, text=text, intake=intake)
    there = await markets_of(turn)
    return read_form(turn, there), new_form(turn, there)


async def test_an_empty_form_is_filled_in_and_still_untouched(company):
    form, known = await form_for(company)
    assert (form.data_tier, form.category, form.price_type, form.hours) == (
        "general",
        "design",
        "hourly",
        "20",
    )
    assert is_untouched(form, known)


async def test_what_a_sentence_says_wins(company):
    form, _ = await form_for(company, "I need a translation, 10 hours")
    assert (form.category, form.price_type, form.hours) == ("translation", "hourly", "10")


async def test_an_amount_is_never_made_one_by_the_hour(company):
    form, _ = await form_for(company, "I need a logo for 500 euros")
    assert (form.amount, form.price_type, form.hours) == ("500", "", "")
    assert form.data_tier == "general"
