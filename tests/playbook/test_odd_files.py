"""A folder with odd things in it: each gets a sentence, and none is followed, waited for or read whole."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playbook.files import MOST_FILES
from playbook.reading import LARGEST_FILE, OURS
from tests.playbook.folders import PAGE, TEMPLATE, problems, problems_if_any, read, write
from tests.support.cases import every_case


@pytest.fixture
def folder(tmp_path):
    return write(tmp_path / "own", templates__photos=TEMPLATE, practices__procurement=PAGE)


def test_files_in_other_formats_have_their_sentence(folder):
    bomb = "a: &a [x]\nb: [*a, *a]\n"
    contents: dict[str, tuple[str | bytes, str]] = {
        "Latin-1": ("title: Büro".encode("latin-1"), "it is not text in UTF-8; save it as that."),
        "UTF-16": (TEMPLATE.encode("utf-16"), "it is not text in UTF-8; save it as that."),
        "a bomb": (bomb, "line 2: anchors and aliases (& and *) are not read; write it out."),
        "too deep": ("title: " + "[" * 50, "line 1: nothing in a template is nested as deeply as this."),
        "too large": ("#" * (LARGEST_FILE + 1), "it has more than 65,536 bytes; keep it shorter."),
        "nothing": ("", "line 1: a template is fields and values, beginning with `title:`."),
        "a list": ("- title", "line 1: a template is fields and values, beginning with `title:`."),
        "a nul": (b"title: a\x00b\n", "this is not YAML"),
        "Python": (
            "title: !!python/object/apply:os.system [ls]\n",
            "title: must be a text on the same line.",
        ),
    }
    with every_case() as case:
        for name, (content, said) in contents.items():
            with case(name):
                found = problems(write(folder, templates__odd=content))
                assert any(one.startswith("templates/odd.yaml: ") and said in one for one in found), found


def test_a_file_with_a_mark_at_its_beginning_and_windows_line_ends_is_read(folder):
    text = "\ufeff" + TEMPLATE.replace("\n", "\r\n")
    assert read(write(folder, templates__photos=text)).template("photos").title == "Photos of our sites"


def test_a_name_that_is_no_id_has_its_sentence(folder):
    names = ("My Photos.yaml", "photos_2.yaml", "Fotos.yaml", "-.yaml", "überblick.yaml", f"{'x' * 41}.yaml")
    with every_case() as case:
        for name in names:
            with case(name):
                path = folder / "templates" / name
                path.write_text(TEMPLATE)
                (said,) = problems(folder)
                assert said.startswith(f"templates/{name}: name it in small letters, digits and hyphens")
                path.unlink()


def test_files_in_the_wrong_place_or_with_another_ending_are_told(folder):
    (folder / "loose.yaml").write_text(TEMPLATE)
    (folder / "template").mkdir()
    (folder / "templates" / "more").mkdir()
    (folder / "templates" / "video.yml").write_text(TEMPLATE)
    assert problems(folder) == (
        "loose.yaml: move it into templates/ or practices/.",
        "template/: the folders of a playbook are templates/ and practices/.",
        "templates/more: a folder is not looked into.",
        "templates/video.yml: its name must end in .yaml.",
    )


def test_notes_and_hidden_files_are_left_alone(folder):
    for name in ("README.md", ".DS_Store", "templates/notes.txt", "templates/.photos.yaml.swp", ".git"):
        (folder / name).write_text("not ours")
    assert read(folder).template("photos")


def test_what_python_keeps_beside_our_code_is_no_part_of_the_playbook(folder):
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "reading.cpython-311.pyc").write_bytes(b"compiled")
    assert read(folder).template("photos")


def test_a_folder_that_is_not_there_or_empty_has_a_sentence(tmp_path):
    assert problems(tmp_path / "none") == ("it cannot be read: No such file or directory.",)
    assert problems(tmp_path) == ("it has neither templates/ nor practices/.",)
    (tmp_path / "templates").write_text("")
    assert problems(tmp_path) == ("templates: must be a folder.",)
    assert problems(tmp_path / "templates") == ("it cannot be read: Not a directory.",)


def test_a_link_is_followed_within_the_folder_only(folder, tmp_path):
    """A ConfigMap of Kubernetes is such links; any other leads to what nobody meant to show."""
    (tmp_path / "secret.yaml").write_text(TEMPLATE)
    there = folder / "templates"
    (there / "..2026").mkdir()
    (there / "..2026" / "site.yaml").write_text(TEMPLATE)
    (there / "site.yaml").symlink_to(there / "..2026" / "site.yaml")
    assert read(folder).template("site")
    (there / "out.yaml").symlink_to(tmp_path / "secret.yaml")
    (there / "nothing.yaml").symlink_to(there / "gone.yaml")
    (there / "round.yaml").symlink_to(there / "round.yaml")
    assert [said.split(": ", 1) for said in problems(folder)] == [
        ["templates/nothing.yaml", "it is a link to nothing or to itself."],
        ["templates/out.yaml", "it is a link to a file outside the folder; copy the file."],
        ["templates/round.yaml", "it is a link to nothing or to itself."],
    ]


def test_what_is_no_file_is_not_waited_for(folder):
    os.mkfifo(folder / "templates" / "pipe.yaml")
    assert problems(folder) == ("templates/pipe.yaml: it is not a file.",)


def test_more_files_than_anybody_chooses_from_are_refused_unread(folder):
    for number in range(MOST_FILES + 1):
        (folder / "templates" / f"t{number}.yaml").write_text("")
    assert problems(folder) == (f"templates/: has {MOST_FILES + 2} files; {MOST_FILES} at most.",)


SLIPS = "[]{}:,#&*!|>'\"%@`?- \n\t0a\u202e\x07"


@pytest.mark.slow
@given(st.sampled_from(sorted(OURS.glob("*/*.yaml"))), st.data())
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_with_any_slip_is_read_or_refused_with_sentences(tmp_path, path, data):
    """Characters left out, put in or doubled, lines lost: never a trace."""
    text = path.read_text("utf-8")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text) - 1))
        length = data.draw(st.integers(0, 30))
        text = text[:at] + data.draw(st.text(st.sampled_from(SLIPS), max_size=3)) + text[at + length :]
    for said in problems_if_any(write(tmp_path, **{f"{path.parent.name}__slip": text})):
        assert said.startswith(f"{path.parent.name}/slip.yaml: ")
        assert said.endswith((".", "?"))
    (tmp_path / path.parent.name / "slip.yaml").unlink()
