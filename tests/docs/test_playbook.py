"""docs/playbook.md: its examples can be used as they stand, and its tables have every field."""

import re

from config.formats import ROOT
from gigs.brief import Category, DataTier
from playbook.files import MOST_FILES
from playbook.practice import BestPractice, Step
from playbook.reading import LARGEST_FILE, OURS, read_playbook
from playbook.template import Template
from tests.playbook.folders import read, write
from tests.support.pages import code, prose, rows

PAGE = ROOT / "docs" / "playbook.md"
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(), re.DOTALL)
NOT_IN_A_FILE = {"id", "source"}


def fields(kind: type[Template] | type[BestPractice]) -> dict[str, bool]:
    return {
        name: field.is_required() for name, field in kind.model_fields.items() if name not in NOT_IN_A_FILE
    }


def test_the_examples_can_be_used_as_they_stand(tmp_path):
    template, page = EXAMPLES
    playbook = read(write(tmp_path, templates__example=template, practices__example=page))
    assert playbook.template("example").title == "Photos of a site"
    assert playbook.practice("example").rules


def test_the_tables_have_every_field_and_say_which_are_needed():
    said = [(row[0].strip("` "), row[1].strip() == "yes") for row in rows(PAGE) if len(row) == 3]
    assert said == [*fields(Template).items(), *fields(BestPractice).items()]


def test_the_values_that_a_field_may_have_are_named():
    said = set(code(prose(PAGE)))
    assert {each.value for kind in (Category, DataTier, Step) for each in kind} <= said
    assert {one.id for one in read_playbook([OURS]).practices} <= said


def test_the_numbers_are_those_of_the_code():
    text = PAGE.read_text()
    assert f"at most {LARGEST_FILE // 1024} KiB, at most {MOST_FILES} files" in text
    playbook = read_playbook([OURS])
    assert (len(playbook.templates), len(playbook.practices)) == (20, 7)
    assert "twenty templates and seven pages" in text
