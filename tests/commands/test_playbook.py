"""`run.py playbook`: what there is, and what is wrong with a folder of one’s own."""

import pytest
from typer.testing import CliRunner

from app import commands
from tests.playbook.folders import PAGE, TEMPLATE, write


@pytest.fixture
def run(monkeypatch):
    monkeypatch.delenv("PLAYBOOK_FOLDER", raising=False)
    return lambda *words: CliRunner().invoke(commands, ["playbook", *map(str, words)])


@pytest.fixture
def folder(tmp_path):
    return write(tmp_path / "own", templates__photos=TEMPLATE, practices__procurement=PAGE)


def test_what_ships_can_be_used_and_says_nothing_three_times(run):
    done = run("check")
    assert done.exit_code == 0
    assert done.output == (
        "The playbook can be used: 20 templates, 0 of them yours; 7 best practices, 0 of them yours.\n"
    )


def test_a_folder_of_ones_own_is_counted(run, folder):
    done = run("check", folder)
    assert done.exit_code == 0
    assert "21 templates, 1 of them yours; 8 best practices, 1 of them yours" in done.output


def test_the_folder_of_the_setting_is_checked_when_none_is_named(run, folder, monkeypatch):
    monkeypatch.setenv("PLAYBOOK_FOLDER", str(folder))
    assert "21 templates, 1 of them yours" in run("check").output


def test_what_is_wrong_is_told_with_file_line_and_field(run, folder):
    write(
        folder, templates__photos=TEMPLATE.replace("days: [2, 4]", "days: [4, 2]"), practices__x="text: [a]\n"
    )
    done = run("check", folder)
    assert done.exit_code == 2
    assert f"{folder} cannot be used:" in done.output
    assert "  - templates/photos.yaml: line 16: days: must go from few to many, like [2, 4]." in done.output
    assert "  - practices/x.yaml: line 1: title: is missing." in done.output
    assert "Traceback" not in done.output


def test_a_sentence_in_three_templates_is_told(run, folder):
    write(folder, templates__two=TEMPLATE, templates__three=TEMPLATE)
    done = run("check", folder)
    assert done.exit_code == 1
    assert (
        "“Ask the neighbours first.” stands in 3 templates: photos, three, two. Say it once." in done.output
    )


def test_everything_is_listed_with_whose_it_is(run, folder):
    said = run("list", "--folder", folder).output
    assert "  photos                       Photos of our sites (design, 2 to 4 days; yours)" in said
    assert "Slides for a presentation (presentation, 4 to 10 days; ours)" in said
    assert "  procurement                  Before you call Procurement (brief; yours)" in said


def test_a_template_is_shown_as_the_form_that_it_fills(run, folder):
    said = run("show", "photos", "--folder", folder).output
    assert "Outcome\nTwelve pictures are on the site’s page.\n\nOut of scope:\n- Printing" in said
    assert "\n- Each file name is on the list once.\n" in said
    assert "Usually\n2 to 4 working days\n\nWhat to watch for\n- Ask the neighbours first." in said


def test_a_page_is_shown_with_its_rules(run, folder):
    said = run("show", "procurement", "--folder", folder).output
    assert said.endswith("Your organisation’s rules\n- Nothing above 5,000 without a purchase order.\n")


def test_an_id_that_nobody_knows_has_a_way_out(run):
    done = run("show", "yoga")
    assert done.exit_code == 2
    assert done.output == "There is no yoga in the playbook; `playbook list` names all there are.\n"
