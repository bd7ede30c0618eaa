"""Builds the Teams app package, a zip that an administrator uploads, and checks it.

The same settings and commands give the same bytes. Limits are those of manifest schema 1.24
(https://developer.microsoft.com/json-schemas/teams/v1.24/MicrosoftTeams.schema.json).
"""

import json
import struct
import tomllib
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parent
SCHEMA = HERE.parent.parent / "shared" / "schemas" / "MicrosoftTeams-v1.24.schema.json"
"""Where the schema lies beside a checkout of the project; it is Microsoft's, so it is not in the project."""

ICONS = {"color.png": 192, "outline.png": 32}
SCOPES = ("personal", "team", "groupChat")
MOST_COMMANDS, LONGEST_TITLE, LONGEST_DESCRIPTION = 12, 32, 4000
SHORT = "Post a gig, get it approved, hire a freelancer: all in Microsoft Teams."
FULL = (
    "Say what you need on one card, and the right people approve it in Teams before anything is public. The gig is then "
    "posted to a freelance marketplace. You compare proposals side by side, hire, accept what’s delivered, and close the "
    "gig without leaving the chat.\n\nYour company’s rules are kept: nobody approves their own gig, every decision is "
    "recorded, and nothing is posted before it’s approved. Say “help” to see what I can do."
)


class PackageSettings(Protocol):
    """What of the settings goes into the package. Ids are GUIDs, addresses are https."""

    @property
    def public_url(self) -> str: ...
    @property
    def bot_app_id(self) -> str: ...
    @property
    def teams_app_id(self) -> str: ...
    @property
    def developer_name(self) -> str: ...
    @property
    def developer_website_url(self) -> str: ...
    @property
    def developer_privacy_url(self) -> str: ...
    @property
    def developer_terms_url(self) -> str: ...


class PackageWrong(Exception):
    """The package cannot be built, or Teams would refuse it. `problems` has one sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        lines = "".join(f"\n  - {problem}" for problem in problems)
        super().__init__(f"No Teams package (docs/deploy.md explains each step):{lines}")


def build_package(settings: PackageSettings, commands: Sequence[tuple[str, str]], out: Path) -> Path:
    """Writes the zip to `out` and returns that path. `commands` are (title, description), as the bot answers them.

    Raises PackageWrong with everything that is missing or that Teams would refuse.
    """
    if problems := [*_missing(settings), *_command_problems(commands)]:
        raise PackageWrong(problems)
    files = {"manifest.json": _json(manifest(settings, commands))}
    files |= {name: (HERE / name).read_bytes() for name in ICONS}
    out.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(out, "w") as package:  # stored, not deflated: the same bytes with every zlib
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            package.writestr(entry, content)
    return out


def check_package(package: Path, schema: Path = SCHEMA) -> str:
    """Checks a built zip and returns one sentence that says against what. Raises PackageWrong with every problem."""
    with zipfile.ZipFile(package) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    problems = [f"{name} is missing in the zip." for name in ("manifest.json", *ICONS) if name not in files]
    problems += (
        f"{name} must be {size} x {size} pixels."
        for name, size in ICONS.items()
        if _pixels(files, name) != (size, size)
    )
    if problems:
        raise PackageWrong(problems)
    if not schema.is_file():
        return f"Icons checked; the manifest was not checked against Microsoft's schema, which is not at {schema}."
    import jsonschema  # noqa: PLC0415 - only who checks a package pays for it

    validator = jsonschema.Draft7Validator(json.loads(schema.read_text(encoding="utf-8")))
    errors = sorted(
        validator.iter_errors(json.loads(files["manifest.json"])), key=lambda error: error.json_path
    )
    if errors:
        raise PackageWrong([f"manifest.json, {error.json_path}: {error.message}" for error in errors])
    return "Icons checked, and the manifest against Microsoft's schema 1.24."


def manifest(settings: PackageSettings, commands: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """What manifest.json says."""
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = [{"title": title, "description": description} for title, description in commands]
    return {
        "$schema": "https://developer.microsoft.com/json-schemas/teams/v1.24/MicrosoftTeams.schema.json",
        "manifestVersion": "1.24",
        "version": project["version"],
        "id": settings.teams_app_id,
        "developer": {
            "name": settings.developer_name,
            "websiteUrl": settings.developer_website_url,
            "privacyUrl": settings.developer_privacy_url,
            "termsOfUseUrl": settings.developer_terms_url,
        },
        "name": {"short": "Freelance Connector", "full": "Freelance Connector for Microsoft Teams"},
        "description": {"short": SHORT, "full": FULL},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": "#4F46E5",
        "bots": [
            {
                "botId": settings.bot_app_id,
                "scopes": list(SCOPES),
                "isNotificationOnly": False,
                "supportsFiles": False,
                "needsChannelSelector": True,
                "commandLists": [{"scopes": [scope], "commands": listed} for scope in SCOPES],
            }
        ],
        "webApplicationInfo": {"id": settings.bot_app_id},
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [urlsplit(settings.public_url).hostname],
        "defaultInstallScope": "personal",
    }


def _json(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def _missing(settings: PackageSettings) -> Iterator[str]:
    needed = {
        "PUBLIC_URL": settings.public_url,
        "BOT_APP_ID": settings.bot_app_id,
        "TEAMS_APP_ID": settings.teams_app_id,
        "DEVELOPER_NAME": settings.developer_name,
        "DEVELOPER_WEBSITE_URL": settings.developer_website_url,
        "DEVELOPER_PRIVACY_URL": settings.developer_privacy_url,
        "DEVELOPER_TERMS_URL": settings.developer_terms_url,
    }
    for name, value in needed.items():
        if not value:
            yield f"{name} is missing."
        elif name.endswith("_URL") and not value.startswith("https://"):
            yield f"{name} must be an https address; it is {value!r}."


def _command_problems(commands: Sequence[tuple[str, str]]) -> Iterator[str]:
    if not 1 <= len(commands) <= MOST_COMMANDS:
        yield f"Teams lists 1 to {MOST_COMMANDS} commands; here are {len(commands)}."
    for title, description in commands:
        if not 1 <= len(title) <= LONGEST_TITLE:
            yield f"The command {title!r} must have 1 to {LONGEST_TITLE} characters."
        if not 1 <= len(description) <= LONGEST_DESCRIPTION:
            yield f"The description of {title!r} must have 1 to {LONGEST_DESCRIPTION} characters."


def _pixels(files: dict[str, bytes], name: str) -> tuple[int, int] | None:
    """Width and height from a PNG's header."""
    content = files.get(name, b"")
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or len(content) < 24:
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height
