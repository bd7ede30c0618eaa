"""`run.py kit`: the launch kit, made from the organisation's own policy and playbook."""

from pathlib import Path
from typing import Annotated

import typer

from commands.launch_kit.contents import contents_of
from commands.launch_kit.folder import write_kit
from commands.launch_kit.slides import slides
from commands.launch_kit.texts import guide, questions, welcome_card, welcome_post
from commands.terminal import ended, settings_given
from config.formats import ROOT
from playbook.reading import OURS, PlaybookWrong, read_playbook
from policy.policy_file import PolicyWrong, read_policy


def kit(
    folder: Annotated[Path, typer.Argument(help="Where to write it.")] = ROOT / "dist" / "kit",
) -> None:
    """Write a welcome post, a one-page guide, questions and answers, and slides, from your policy and playbook, to be edited."""
    settings = settings_given()
    try:
        policy = read_policy(settings.policy_file)
        own = [Path(settings.playbook_folder)] if settings.playbook_folder else []
        playbook = read_playbook([OURS, *own])
        made = contents_of(policy, playbook, settings.marketplaces)
        written = write_kit(
            folder,
            {
                "welcome-post.md": welcome_post(made).encode(),
                "welcome-card.json": welcome_card(made).encode(),
                "guide.md": guide(made).encode(),
                "questions.md": questions(made).encode(),
                "slides.pptx": slides(made),
            },
        )
    except (PolicyWrong, PlaybookWrong, OSError) as trouble:
        raise ended(str(trouble)) from trouble
    for name in written.new:
        typer.echo(f"{folder / name} is written.")
    for name in written.same:
        typer.echo(f"{folder / name} is as it was.")
    for name in written.edited:
        typer.echo(f"{folder / name} was edited, so it stays. Move it away to get a new one.")
