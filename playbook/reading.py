"""Reads the playbook’s folders: ours, and the organisation’s, which wins by id. Everything that is wrong is told at once."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from playbook.checks import problems_of
from playbook.files import Found, files_in
from playbook.playbook import Playbook
from playbook.practice import BestPractice, Step
from playbook.source import Source
from playbook.template import Template
from yaml_files.refusals import in_our_words
from yaml_files.tree import FileWrong, Problem, Tree, read_text

OURS = Path(__file__).parent
LARGEST_FILE = 64 * 1024

_RESERVED = ("id", "source")
_ONLY_RULES = {"rules"}

P = TypeVar("P", Template, BestPractice)


class PlaybookWrong(FileWrong):
    """A folder of the playbook cannot be used. `problems` has one sentence each, with file, line and field."""


def read_playbook(folders: Sequence[Path]) -> Playbook:
    """The playbook in these folders, of which a later one wins by id. Blocking.

    A page that has nothing but `rules` adds them to the page of that id in the folders before it. Raises PlaybookWrong
    with every problem of the first folder that has any.
    """
    playbook = Playbook()
    for folder in folders:
        playbook = _with_folder(playbook, folder)
    return playbook


def _with_folder(playbook: Playbook, folder: Path) -> Playbook:
    source = Source.OURS if folder == OURS else Source.ORGANISATION
    template_files, practice_files, problems = files_in(folder)
    templates = {one.id: one for one in playbook.templates}
    pages = {one.id: one for one in playbook.practices}
    for file in template_files:
        try:
            templates[file.id] = _read(file, Template, source, what="a template")
        except FileWrong as wrong:
            problems += _named(wrong)
    for file in practice_files:
        try:
            pages[file.id] = _read(
                file, BestPractice, source, what="a best practice", before=pages.get(file.id)
            )
        except FileWrong as wrong:
            problems += _named(wrong)
    if problems:
        raise PlaybookWrong(str(folder), problems)
    return Playbook(
        templates=tuple(sorted(templates.values(), key=_by_title)),
        practices=tuple(sorted(pages.values(), key=_by_step)),
    )


def _read(file: Found, kind: type[P], source: Source, *, what: str, before: P | None = None) -> P:
    """`before` is the page of this id in the folders before. Raises FileWrong."""
    text = read_text(file.path, file.name, LARGEST_FILE)
    tree = Tree(file.name, text, what=what, begins="title", reserved=_RESERVED)
    fields: dict[str, Any] = {"id": file.id, "source": source}
    if before is not None and set(tree.content) == _ONLY_RULES:
        fields = before.model_dump()
    fields |= {name: value for name, value in tree.content.items() if name not in _RESERVED}
    tree.problems += _empty(tree, kind)
    try:
        read: P = kind.model_validate(fields)
    except ValidationError as error:
        raise tree.wrong(in_our_words(kind, error.errors(), hidden=_RESERVED)) from error
    tree.problems += problems_of(read)
    if tree.problems:
        raise tree.wrong()
    return read


def _empty(tree: Tree, kind: type[BaseModel]) -> list[Problem]:
    """Lists that somebody began and left without an entry, though the field may be left out."""
    return [
        ((name,), "has no entry; give one or leave it out")
        for name, field in kind.model_fields.items()
        if not field.is_required() and tree.content.get(name) == []
    ]


def _named(wrong: FileWrong) -> list[str]:
    return [f"{wrong.name}: {problem}" for problem in wrong.problems]


def _by_title(template: Template) -> tuple[str, str]:
    return template.title.casefold(), template.id


def _by_step(page: BestPractice) -> tuple[int, str, str]:
    return list(Step).index(page.steps[0]), page.title.casefold(), page.id
