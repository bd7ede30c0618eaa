"""Every setting of the product, read from the environment and `.env`; nothing else reads either of them."""

import difflib
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, Self

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from formats import ROOT, Database, Guid, Guids, HostNames, RootedPath, Url, is_loopback

PLAYGROUND_TENANT = "5b7c1f0a-2d64-4c8e-9a31-7e0f6d2b9c10"
"""Tenant in both Playground files and in `directory/people.yaml`; no real tenant has it."""


class Mode(StrEnum):
    """Who may talk to the bot: only this machine's Playground (which signs nothing), or a real Teams tenant."""

    LOCAL = "local"
    TEAMS = "teams"


class SettingsWrong(Exception):
    """The product must not start. `problems` has one plain sentence per thing to mend, all of them at once."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        lines = "".join(f"\n  - {problem}" for problem in problems)
        super().__init__(f"Cannot start with these settings (docs/configuration.md explains each):{lines}")


def _setting(default: Any, must_be: str, description: str, **limits: Any) -> Any:
    """`must_be` completes the sentence "NAME must be ..."; `description` goes to docs/configuration.md."""
    return Field(default=default, description=description, json_schema_extra={"must_be": must_be}, **limits)


class Settings(BaseSettings):
    """Values as the rest of the product takes them: validated, frozen, paths absolute, ids in lower case.

    The environment name of a field is its name in capitals. Use `load_settings()`, which says everything that is
    wrong at once.
    """

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True, validate_default=True
    )

    mode: Mode = _setting(
        Mode.LOCAL,
        "local or teams",
        "`local` serves this machine's Agents Playground, which signs nothing, and refuses every other bind. "
        "`teams` serves a real tenant and lets only signed requests in.",
    )
    host: str = _setting("127.0.0.1", "an address to listen on", "Address the bot listens on.", min_length=1)
    port: int = _setting(
        3978,
        "a whole number from 0 to 65535",
        "Port the bot listens on; 0 takes any free one.",
        ge=0,
        le=65535,
    )
    public_url: Url = _setting(
        "", "an https address", "Where Teams reaches the bot from outside, without `/api/messages`."
    )

    bot_app_id: Guid = _setting(
        "", "a GUID", "Application (client) id of the bot's Entra app registration. Needed in mode `teams`."
    )
    bot_app_password: SecretStr = _setting(
        SecretStr(""), "a client secret", "Client secret of that registration. Needed in mode `teams`."
    )
    bot_tenant_id: Guid = _setting(
        "", "a GUID", "Tenant the registration lives in (single tenant). Needed in mode `teams`."
    )
    allowed_tenants: Guids = _setting(
        (),
        "tenant ids (GUIDs), separated by commas",
        "Tenants whose people may use the bot. Empty means `BOT_TENANT_ID` alone; in mode `local`, the "
        "Playground's tenant.",
    )
    service_url_hosts: HostNames = _setting(
        (
            "smba.trafficmanager.net",
            "smba.infra.gcc.teams.microsoft.com",
            "smba.infra.gov.teams.microsoft.us",
            "smba.infra.dod.teams.microsoft.us",
        ),
        "host names without scheme, port or path, separated by commas",
        "Hosts of the Bot Connector that we accept from and send to. In mode `local` only this machine is used.",
    )
    openid_metadata_url: Url = _setting(
        "https://login.botframework.com/v1/.well-known/openidconfiguration",
        "an https address",
        "Where the keys that sign Teams' requests are announced.",
        min_length=1,
    )
    login_authority: Url = _setting(
        "https://login.microsoftonline.com",
        "an https address",
        "Entra endpoint that gives the bot its own tokens.",
        min_length=1,
    )

    database_url: Database = _setting(
        "sqlite:///var/connector.db",
        "sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME",
        "The one database: gigs, history, promised work. SQLite for one process, PostgreSQL for several.",
        repr=False,
    )
    people_file: RootedPath = _setting(
        Path("directory/people.yaml"), "the path of a file", "Who is who, and whose manager is who."
    )

    sandbox_database: RootedPath = _setting(
        Path("var/sandbox.db"),
        "the path of a file",
        "State of the built-in sandbox marketplace; it is apart from ours, as a real one would be.",
    )
    sandbox_speed: float = _setting(
        1.0,
        "a number above 0",
        "How fast the sandbox's clock runs: 1 is the pace of a demo, freelancers answer within seconds.",
        gt=0,
        le=1_000_000,
        allow_inf_nan=False,
    )
    sandbox_faults: str = _setting(
        "",
        "a list of faults",
        "How the sandbox misbehaves on purpose, for trying things out. Empty means not at all.",
    )
    quarantine_seconds: int = _setting(
        900,
        "a whole number from 1 to 86400",
        "How long nothing is tried again after a call to a marketplace whose outcome is unknown; it is looked up "
        "meanwhile.",
        ge=1,
        le=86_400,
    )
    approval_days: int = _setting(
        3,
        "a whole number from 1 to 90",
        "Days an approver has for an answer, as shown to people; weekends count.",
        ge=1,
        le=90,
    )

    log_level: Literal["debug", "info", "warning", "error"] = _setting(
        "info", "debug, info, warning or error", "The least important line that is still written."
    )
    log_format: Literal["json", "console"] = _setting(
        "console",
        "json or console",
        "`json` for machines, one object per line; `console` for a terminal.",
    )
    log_person_key: SecretStr = _setting(
        SecretStr(""),
        "any text",
        "Key that turns people's ids into marks in the log. Empty means a new one at each start, so that marks "
        "cannot be compared across restarts or replicas.",
    )
    link_key: SecretStr = _setting(
        SecretStr(""),
        "a text of at least 32 characters",
        "Key that signs auditors' links. Empty means, in mode `local`, a new one at each start, which ends the links "
        "made before; in mode `teams`, that no links can be made. The same for every replica.",
    )
    playground: Literal["auto", "off"] = _setting(
        "auto",
        "auto or off",
        "`auto` starts two Agents Playgrounds in mode `local` where Node is there.",
    )

    teams_app_id: Guid = _setting(
        "", "a GUID", "Id of the Teams app (not of the bot). Needed for the package."
    )
    developer_name: str = _setting(
        "",
        "a name of at most 32 characters",
        "Who publishes the Teams app. Needed for the package.",
        max_length=32,
    )
    developer_website_url: Url = _setting("", "an https address", "Their website. Needed for the package.")
    developer_privacy_url: Url = _setting(
        "", "an https address", "Privacy statement. Needed for the package."
    )
    developer_terms_url: Url = _setting("", "an https address", "Terms of use. Needed for the package.")

    @property
    def tenants(self) -> frozenset[str]:
        """Whose people may use the bot, defaults filled in."""
        own = PLAYGROUND_TENANT if self.mode is Mode.LOCAL else self.bot_tenant_id
        return frozenset(self.allowed_tenants or (own,))

    @model_validator(mode="after")
    def _is_safe_to_serve(self) -> Self:
        problems = _local_problems(self) if self.mode is Mode.LOCAL else _teams_problems(self)
        if problems:
            raise PydanticCustomError(
                "unsafe", "{sentences}", {"sentences": " ".join(problems.values()), "by": problems}
            )
        return self


def _local_problems(settings: Settings) -> dict[str, str]:
    if is_loopback(settings.host):
        return {}
    return {
        "host": f"HOST is {settings.host!r}, but mode local believes whoever connects and therefore listens on "
        "this machine only: use 127.0.0.1, or MODE=teams."
    }


def _teams_problems(settings: Settings) -> dict[str, str]:
    missing = {
        "bot_app_id": not settings.bot_app_id,
        "bot_app_password": not settings.bot_app_password.get_secret_value().strip(),
        "bot_tenant_id": not settings.bot_tenant_id,
        "service_url_hosts": not settings.service_url_hosts,
    }
    problems = {
        name: f"{name.upper()} is missing; mode teams needs it." for name, gone in missing.items() if gone
    }
    if 0 < len(settings.link_key.get_secret_value()) < 32:
        problems["link_key"] = "LINK_KEY must be a text of at least 32 characters."
    if PLAYGROUND_TENANT in {*settings.allowed_tenants, settings.bot_tenant_id}:
        problems["allowed_tenants"] = (
            "The Playground's tenant is for mode local; mode teams needs a real one."
        )
    return problems


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
