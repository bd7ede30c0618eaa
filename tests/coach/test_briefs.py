"""Briefs as colleagues write them: good ones get no hint, and of flawed ones each flaw is found."""

import json
from pathlib import Path

import pytest

from coach.coach import hints_on_words
from coach.phrases import Phrases
from gigs.brief import BriefForm
from playbook.filling import filled
from playbook.reading import OURS, read_playbook
from tests.support.cases import every_case

HERE = Path(__file__).parent
CUSTOMERS = ("Müller Maschinenbau GmbH", "Contoso", "Northwind Traders Ltd", "Fabrikam", "Adatum")
TEXTS = ("title", "outcome", "deliverables", "acceptance", "skills")


def briefs(name):
    return json.loads((HERE / f"{name}.json").read_text("utf-8"))


def kinds(brief, language):
    form = BriefForm(**{name: brief[name] for name in TEXTS})
    return [hint.kind for hint in hints_on_words(form, customers=CUSTOMERS, languages=(language,))]


def test_a_good_brief_gets_no_hint():
    with every_case() as case:
        for brief in briefs("good"):
            with case(brief["id"]):
                assert kinds(brief, brief["language"]) == []


def test_no_template_of_ours_gets_a_hint():
    with every_case() as case:
        for template in read_playbook([OURS]).templates:
            with case(template.title):
                assert hints_on_words(filled(template), languages=("en",)) == ()


def test_each_flaw_is_found():
    good = {brief["id"]: brief for brief in briefs("good")}
    with every_case() as case:
        for flawed in briefs("flawed"):
            brief = good[flawed["of"]] | flawed["change"]
            with case(f"{flawed['of']} {flawed['flaw']}"):
                assert flawed["flaw"] in kinds(brief, flawed.get("market", brief["language"]))


@pytest.mark.parametrize("phrase", ["maybe? nice", "– dash"])
def test_a_phrase_that_could_never_be_found_is_refused(phrase):
    with pytest.raises(ValueError, match=r"begin|first"):
        Phrases([phrase])
