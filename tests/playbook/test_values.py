from typing import Any

import pytest
from pydantic import ValidationError

from gigs.brief import Category
from playbook.playbook import Playbook
from playbook.practice import BestPractice, Step
from playbook.template import Template
from tests.support.cases import every_case

LOGO: dict[str, Any] = {
    "id": "logo",
    "title": "A logo",
    "domain": "design",
    "about": "When something new needs a mark.",
    "outcome": "The mark is in use.",
    "deliverables": [{"what": "1 mark as SVG", "accepted_when": "It opens in a browser."}],
    "skills": ["Illustrator"],
    "days": ["5", "10"],
    "data_tier": "general",
    "source": "ours",
}


def a_template(**fields) -> Template:
    return Template.model_validate(LOGO | fields)


def a_practice(**fields) -> BestPractice:
    said = {"id": "brief", "title": "A brief", "steps": ["brief"], "text": ["Say what."], "source": "ours"}
    return BestPractice.model_validate(said | fields)


def test_a_template_is_kept_and_read_again_as_it_was():
    template = a_template()
    assert Template.model_validate_json(template.model_dump_json()) == template
    assert template.days == (5, 10)


def test_a_text_is_on_one_line_and_composed():
    assert a_template(title="A  new\n logo,  u\u0308ber Nacht").title == "A new logo, über Nacht"


def test_what_cannot_be_a_template_is_refused():
    wrong: dict[str, dict[str, Any]] = {
        "an id with capitals": {"id": "Logo"},
        "an id with a path": {"id": "../logo"},
        "nothing to see": {"title": " \u200b "},
        "a character that turns the text round": {"title": "A \u202elogo"},
        "a control character": {"title": "A\x07 logo"},
        "nothing to hand in": {"deliverables": []},
        "no skill": {"skills": []},
        "days from many to few": {"days": [10, 5]},
        "more than a year": {"days": [1, 400]},
        "a field nobody knows": {"price": "1"},
    }
    with every_case() as case:
        for name, fields in wrong.items():
            with case(name), pytest.raises(ValidationError):
                a_template(**fields)


def test_templates_are_found_by_id_and_kind_and_practices_by_step():
    logo, deck = a_template(), a_template(id="deck", domain="presentation")
    brief, data = a_practice(), a_practice(id="data-and-ip", steps=["data", "brief"])
    playbook = Playbook(templates=(logo, deck), practices=(brief, data))
    assert playbook.template("deck") == deck
    assert playbook.template("data-and-ip") is None
    assert playbook.practice("data-and-ip") == data
    assert playbook.of(Category.DESIGN) == (logo,)
    assert playbook.at(Step.BRIEF) == (brief, data)
    assert playbook.at(Step.HIRE) == ()
