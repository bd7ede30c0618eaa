"""Reads the settings from the environment and `.env`, and says everything that is wrong at once; nothing else reads them."""

import difflib
from pathlib import Path

from dotenv import dotenv_values
from pydantic import SecretStr, ValidationError

from config.formats import ROOT
from config.settings import Settings


class SettingsWrong(Exception):
    """The product must not start. `problems` has one plain sentence per thing to mend, all of them at once."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        lines = "".join(f"\n  - {problem}" for problem in problems)
        super().__init__(f"Cannot start with these settings (docs/configuration.md explains each):{lines}")


def load_settings(env_file: Path | None = ROOT / ".env") -> Settings:
    """Settings from the environment, then from `env_file` if it is there.

    Raises SettingsWrong with every problem: missing, malformed, unsafe together, and names in `env_file` that
    are no setting.
    """
    problems = _unknown_names(env_file)
    settings = None
    try:
        settings = Settings(_env_file=env_file)
    except ValidationError as error:
        wrong = _sentences(error)
        # Rules across settings ran only if each one was well-formed: ask again with the malformed ones at their
        # defaults, and keep what is said about the others.
        defaults = {
            name: Settings.model_fields[name].default for name in wrong if name in Settings.model_fields
        }
        try:
            Settings(_env_file=env_file, **defaults)
        except ValidationError as again:
            wrong = _sentences(again) | wrong
        problems += wrong.values()
    if settings is None or problems:
        raise SettingsWrong(problems)
    return settings


def _sentences(error: ValidationError) -> dict[str, str]:
    """Setting name -> one sentence. A secret's value is never in it."""
    found: dict[str, str] = {}
    for detail in error.errors():
        if detail["type"] == "unsafe":
            found |= detail["ctx"]["by"]
            continue
        name = str(detail["loc"][0])
        field = Settings.model_fields[name]
        extra = field.json_schema_extra
        must_be = extra["must_be"] if isinstance(extra, dict) else "well-formed"
        shown = "" if field.annotation is SecretStr or not field.repr else f"; it is {detail['input']!r}"
        found[name] = f"{name.upper()} must be {must_be}{shown}."
    return found


def _unknown_names(env_file: Path | None) -> list[str]:
    if env_file is None or not env_file.is_file():
        return []
    known = [name.upper() for name in Settings.model_fields]
    problems = []
    for name in dotenv_values(env_file, interpolate=False):
        if name.upper() in known:
            continue
        near = difflib.get_close_matches(name.upper(), known, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        problems.append(f"{name} in {env_file.name} is not a setting.{hint}")
    return problems
