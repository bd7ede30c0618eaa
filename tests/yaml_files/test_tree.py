import pytest

from tests.support.cases import every_case
from yaml_files.tree import FileWrong, Tree, read_text


def a_tree(text: str) -> Tree:
    return Tree("some.yaml", text, what="a page", begins="title")


def problems(text: str) -> tuple[str, ...]:
    with pytest.raises(FileWrong) as wrong:
        a_tree(text)
    return wrong.value.problems


def test_every_part_is_the_text_that_was_typed():
    content = a_tree("title: NO\nprice: 1.10\nempty:\nlist: [yes, 0x10]\n").content
    assert content == {"title": "NO", "price": "1.10", "empty": None, "list": ["yes", "0x10"]}


def test_a_mark_at_the_beginning_and_windows_line_ends_change_nothing(tmp_path):
    (tmp_path / "some.yaml").write_bytes("\ufefftitle: one\r\nlist:\r\n  - two\r\n".encode())
    text = read_text(tmp_path / "some.yaml", "some.yaml")
    assert a_tree(text).content == {"title": "one", "list": ["two"]}
    assert "\r" not in text


def test_no_more_is_read_than_is_allowed(tmp_path):
    (tmp_path / "some.yaml").write_text("title: " + "x" * 1000)
    assert len(read_text(tmp_path / "some.yaml", "some.yaml", 1007)) == 1007
    with pytest.raises(FileWrong, match="it has more than 1,006 bytes; keep it shorter"):
        read_text(tmp_path / "some.yaml", "some.yaml", 1006)


def test_what_grows_when_it_is_read_is_refused_before():
    bomb = "a: &a [x, x]\n" + "".join(
        f"{name}: &{name} [*{before}, *{before}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    wrong = {
        "an alias": (bomb, "line 2: anchors and aliases (& and *) are not read; write it out."),
        "merged fields": (
            "a: &a {b: c}\nd:\n  <<: *a\n",
            "line 3: anchors and aliases (& and *) are not read",
        ),
        "too deep": (f"title: {'[' * 400}", "line 1: nothing in a page is nested as deeply as this."),
        "a list as a name": ("? [a, b]\n: c\n", "line 1: the name of a field must be a word"),
        "two documents": (
            "title: a\n---\ntitle: b\n",
            "line 2: this is not YAML: expected a single document",
        ),
        "a list": ("- a\n", "line 1: a page is fields and values, beginning with `title:`."),
        "a control character": ("title: a\x07b\n", "this is not YAML"),
    }
    with every_case() as case:
        for name, (text, said) in wrong.items():
            with case(name):
                (problem,) = problems(text)
                assert problem.startswith(said) or said in problem
