"""Briefs written by people who knew none of the rules: how many hints are false, and how many flaws are found.

The rules were reworked after each file had been measured once; docs/coach.md has what was counted the first time.
"""

import json
from pathlib import Path

import pytest

from coach.coach import hints_on_words
from coach.hints import Kind
from gigs.brief import BriefForm

CUSTOMERS = ("Contoso AG", "Fabrikam", "Northwind Traders", "Müller & Söhne GmbH")
PLANTED = {
    "no_acceptance": Kind.UNCHECKABLE,
    "no_out_of_scope": Kind.SCOPE,
    "not_countable": Kind.UNCOUNTED,
    "personal_data": Kind.PERSONAL,
    "customer_name": Kind.CUSTOMER,
    "too_many_skills": Kind.SKILLS,
    "vague_words": Kind.VAGUE,
    "other_language": Kind.LANGUAGE,
}
_FIELDS = ("title", "outcome", "deliverables", "acceptance", "category", "skills", "due")


def briefs(number, *, good):
    written = json.loads((Path(__file__).parent / f"blind_{number}.json").read_text(encoding="utf-8"))
    return [one for one in written if one["good"] is good]


def kinds(brief):
    form = BriefForm(**{name: brief[name] for name in _FIELDS})
    return [hint.kind for hint in hints_on_words(form, customers=CUSTOMERS, languages=(brief["language"],))]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_hardly_any_hint_on_a_good_brief(number):
    good = briefs(number, good=True)
    assert len(good) == 100
    assert sum(len(kinds(brief)) for brief in good) <= 5


@pytest.mark.parametrize("number", [1, 2, 3])
def test_most_flaws_are_found(number):
    flawed = briefs(number, good=False)
    found = sum(PLANTED[brief["flaw"]] in kinds(brief) for brief in flawed)
    assert found >= 0.85 * len(flawed)
