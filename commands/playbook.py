"""`run.py playbook`: what is in the playbook, whether the organisation’s folder can be used, and a template as its form."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from commands.terminal import ended, settings_given
from gigs.brief import BriefForm
from playbook.filling import filled
from playbook.playbook import Playbook
from playbook.practice import BestPractice
from playbook.reading import OURS, PlaybookWrong, read_playbook
from playbook.repeats import repeated
from playbook.source import Source
from playbook.template import Template

Folder = Annotated[Path | None, typer.Option("--folder", help="PLAYBOOK_FOLDER when left out.")]

playbook = typer.Typer(
    name="playbook",
    no_args_is_help=True,
    help="See which templates and best practices there are, and check a folder of your own. Changes nothing.",
)
LABELS = {
    "title": "Title",
    "outcome": "Outcome",
    "deliverables": "Deliverables",
    "acceptance": "Accepted when",
    "category": "Category",
    "skills": "Skills",
    "data_tier": "Data",
    "screening": "Questions",
}
"""The fields of the form that a template fills."""
WHOSE = {Source.OURS: "ours", Source.ORGANISATION: "yours"}


@playbook.command()
def check(
    folder: Annotated[Path | None, typer.Argument(help="The folder; PLAYBOOK_FOLDER when left out.")] = None,
) -> None:
    """Say at which file, line and field a folder is wrong, and which sentences stand in three templates or more."""
    there = _read(folder)
    typer.echo(_counted(there))
    for sentence, names in repeated(there.templates).items():
        typer.echo(f"  - “{sentence}” stands in {len(names)} templates: {', '.join(names)}. Say it once.")
    if repeated(there.templates):
        raise typer.Exit(1)


@playbook.command(name="list")
def list_all(folder: Folder = None) -> None:
    """Every template and best practice with its id, and whose it is."""
    there = _read(folder)
    typer.echo("Templates")
    for template in there.templates:
        days = "{} to {} days".format(*template.days)
        typer.echo(_row(template, f"{template.domain.value}, {days}"))
    typer.echo("\nBest practices")
    for page in there.practices:
        typer.echo(_row(page, ", ".join(step.value.replace("_", " ") for step in page.steps)))


@playbook.command()
def show(
    name: Annotated[str, typer.Argument(help="The id of a template or a best practice.")],
    folder: Folder = None,
) -> None:
    """A template as the form that it fills, with what stands beside it; or a best practice."""
    there = _read(folder)
    if template := there.template(name):
        typer.echo("\n".join(_template(template)))
    elif page := there.practice(name):
        typer.echo("\n".join(_page(page)))
    else:
        raise ended(f"There is no {name} in the playbook; `playbook list` names all there are.")


def _template(template: Template) -> Iterator[str]:
    yield f"{template.title} ({template.id}, {WHOSE[template.source]})"
    yield template.about
    form: BriefForm = filled(template)
    for field, label in LABELS.items():
        yield f"\n{label}\n{getattr(form, field)}"
    yield "\nUsually\n{} to {} working days".format(*template.days)
    yield from _points("What to watch for", template.watch)
    yield from _points("Found by", (", ".join(template.words),))


def _page(page: BestPractice) -> Iterator[str]:
    yield f"{page.title} ({page.id}, {WHOSE[page.source]})"
    yield from (f"\n{paragraph}" for paragraph in page.text)
    yield from _points("Your organisation’s rules", page.rules)


def _points(label: str, entries: tuple[str, ...]) -> Iterator[str]:
    if entries:
        yield f"\n{label}"
        yield from (f"- {entry}" for entry in entries)


def _row(one: Template | BestPractice, more: str) -> str:
    return f"  {one.id:<28} {one.title} ({more}; {WHOSE[one.source]})"


def _counted(there: Playbook) -> str:
    counts = []
    for what, pages in (("templates", there.templates), ("best practices", there.practices)):
        own = sum(page.source is Source.ORGANISATION for page in pages)
        counts.append(f"{len(pages)} {what}, {own} of them yours")
    return f"The playbook can be used: {'; '.join(counts)}."


def _read(folder: Path | None) -> Playbook:
    """Ours and the organisation’s. Raises typer.Exit with everything that is wrong in it said."""
    given = str(folder) if folder else settings_given().playbook_folder
    try:
        return read_playbook([OURS, Path(given)] if given else [OURS])
    except PlaybookWrong as wrong:
        raise ended(str(wrong)) from wrong
