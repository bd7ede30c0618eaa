"""What every command shares at the terminal: the settings, and how it ends when something is to be mended."""

import typer

from config.loading import SettingsWrong, load_settings
from config.settings import Settings

USAGE = 2
"""Exit code when something has to be mended before the command can be run."""


def settings_given() -> Settings:
    """The settings of this machine. Raises typer.Exit, with everything that is wrong with them said."""
    try:
        return load_settings()
    except SettingsWrong as wrong:
        raise ended(str(wrong)) from wrong


def ended(sentence: str) -> typer.Exit:
    """Exit code 2, after one sentence per thing to mend on standard error."""
    typer.echo(sentence, err=True)
    return typer.Exit(USAGE)
