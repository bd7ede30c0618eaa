"""Every setting of the product: what it is called, what it must be, what it means, and what must hold together."""

from enum import StrEnum
from pathlib import Path
from typing import Literal, Self

from pydantic import SecretStr, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from config.formats import (
    Database,
    Guid,
    Guids,
    HostNames,
    NamedGuids,
    RootedPath,
    TimeZone,
    Url,
    is_loopback,
)
from config.settings_markets import MarketSettings, market_problems, setting
from config.settings_playbook import PlaybookSettings
from config.settings_reach import ReachSettings, reach_problems
from config.settings_retention import RetentionSettings

PLAYGROUND_TENANT = "5b7c1f0a-2d64-4c8e-9a31-7e0f6d2b9c10"
"""Tenant in both Playground files and in `directory/people.yaml`; no real tenant has it."""


class Mode(StrEnum):
    """Who may talk to the bot: only this machine's Playground (which signs nothing), or a real Teams tenant."""

    LOCAL = "local"
    TEAMS = "teams"


class _OwnSettings(BaseSettings):
    """Everything but the marketplaces and how long things are kept."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True, validate_default=True
    )

    mode: Mode = setting(
        Mode.LOCAL,
        "local or teams",
        "`local` serves this machine's Agents Playground, which signs nothing, and refuses every other bind. "
        "`teams` serves a real tenant and lets only signed requests in.",
    )
    host: str = setting("127.0.0.1", "an address to listen on", "Address the bot listens on.", min_length=1)
    port: int = setting(
        3978,
        "a whole number from 0 to 65535",
        "Port the bot listens on; 0 takes any free one.",
        ge=0,
        le=65535,
    )
    public_url: Url = setting(
        "", "an https address", "Where Teams reaches the bot from outside, without `/api/messages`."
    )

    bot_app_id: Guid = setting(
        "", "a GUID", "Application (client) id of the bot's Entra app registration. Needed in mode `teams`."
    )
    bot_app_password: SecretStr = setting(
        SecretStr(""), "a client secret", "Client secret of that registration. Needed in mode `teams`."
    )
    bot_tenant_id: Guid = setting(
        "", "a GUID", "Tenant the registration lives in (single tenant). Needed in mode `teams`."
    )
    allowed_tenants: Guids = setting(
        (),
        "tenant ids (GUIDs), separated by commas",
        "Tenants whose people may use the bot. Empty means `BOT_TENANT_ID` alone; in mode `local`, the "
        "Playground's tenant.",
    )
    service_url_hosts: HostNames = setting(
        (
            "smba.trafficmanager.net",
            "smba.infra.gcc.teams.microsoft.com",
            "smba.infra.gov.teams.microsoft.us",
            "smba.infra.dod.teams.microsoft.us",
        ),
        "host names without scheme, port or path, separated by commas",
        "Hosts of the Bot Connector that we accept from and send to. In mode `local` only this machine is used.",
    )
    openid_metadata_url: Url = setting(
        "https://login.botframework.com/v1/.well-known/openidconfiguration",
        "an https address",
        "Where Microsoft publishes the keys that sign Teams' requests.",
        min_length=1,
    )
    login_authority: Url = setting(
        "https://login.microsoftonline.com",
        "an https address",
        "The Entra endpoint from which the bot gets its own tokens.",
        min_length=1,
    )

    database_url: Database = setting(
        "sqlite:///var/connector.db",
        "sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME",
        "The one database: gigs, history, background work. SQLite for one process, PostgreSQL for several.",
        repr=False,
    )
    directory: Literal["people_file", "graph"] = setting(
        "people_file",
        "people_file or graph",
        "Where we learn who is who: `people_file`, or `graph` for Microsoft Graph.",
    )
    people_file: RootedPath = setting(
        Path("directory/people.yaml"), "the path of a file", "Who is who, and whose manager is who."
    )
    policy_file: RootedPath = setting(
        Path("policy/examples/starter.yaml"),
        "the path of a file",
        "Who must approve what, and when somebody else is asked (docs/approvals.md). The shipped file is an example.",
    )
    graph_tenant_id: Guid = setting(
        "", "a GUID", "Tenant whose people are read from Graph. Empty means `BOT_TENANT_ID`."
    )
    graph_client_id: Guid = setting(
        "", "a GUID", "Application (client) id that may read Graph. Empty means `BOT_APP_ID`."
    )
    graph_client_secret: SecretStr = setting(
        SecretStr(""),
        "a client secret",
        "Client secret of that registration. Empty means `BOT_APP_PASSWORD`.",
    )
    graph_url: Url = setting(
        "https://graph.microsoft.com",
        "an https address",
        "Address of Microsoft Graph; government clouds have their own.",
        min_length=1,
    )
    graph_role_groups: NamedGuids = setting(
        (),
        "NAME=GROUP-ID pairs with a GUID each and no name twice, separated by commas",
        "Roles and groups that policies name, each with the object id of its Entra group, such as "
        "`programme_lead=GUID,finance=GUID`.",
    )
    default_time_zone: TimeZone = setting(
        "UTC",
        "a time zone such as Europe/Berlin",
        "Time zone of people whose directory entry has none.",
        min_length=1,
    )

    sandbox_database: RootedPath = setting(
        Path("var/sandbox.db"),
        "the path of a file",
        "Data of the built-in sandbox marketplace, kept apart from ours as a real marketplace's would be.",
    )
    sandbox_speed: float = setting(
        1.0,
        "a number above 0",
        "How fast the sandbox's clock runs. At 1, the pace of a demo, freelancers answer within seconds.",
        gt=0,
        le=1_000_000,
        allow_inf_nan=False,
    )
    sandbox_faults: str = setting(
        "",
        "a list of faults",
        "Faults that the sandbox makes on purpose, for trying things out. Empty means none.",
    )
    quarantine_seconds: int = setting(
        900,
        "a whole number from 1 to 86400",
        "How long we wait before trying again after a call to a marketplace whose outcome is unknown; meanwhile we look it up.",
        ge=1,
        le=86_400,
    )
    log_level: Literal["debug", "info", "warning", "error"] = setting(
        "info", "debug, info, warning or error", "The lowest level that is written to the log."
    )
    log_format: Literal["json", "console"] = setting(
        "console",
        "json or console",
        "`json` for machines, one object per line; `console` for a terminal.",
    )
    log_person_key: SecretStr = setting(
        SecretStr(""),
        "any text",
        "Key that turns people's ids into marks in the log. Empty means a new one at each start; marks then can't be compared across restarts or replicas.",
    )
    link_key: SecretStr = setting(
        SecretStr(""),
        "a text of at least 32 characters",
        "Key that signs the links to auditors' pages and to files of gigs. Empty means, in mode `local`, a new one at each start, which ends the links "
        "made before; in mode `teams`, that no links can be made. The same for every replica.",
    )
    playground: Literal["auto", "page", "off"] = setting(
        "auto",
        "auto, page or off",
        "Chat windows of mode `local`: `auto` is Agents Playgrounds where Node is there, else our own page; `page` is "
        "always the page; `off` is none.",
    )

    teams_app_id: Guid = setting(
        "", "a GUID", "Id of the Teams app (not of the bot). Needed for the package."
    )
    developer_name: str = setting(
        "",
        "a name of at most 32 characters",
        "Who publishes the Teams app. Needed for the package.",
        max_length=32,
    )
    developer_website_url: Url = setting("", "an https address", "Their website. Needed for the package.")
    developer_privacy_url: Url = setting("", "an https address", "Privacy statement. Needed for the package.")
    developer_terms_url: Url = setting("", "an https address", "Terms of use. Needed for the package.")


class Settings(PlaybookSettings, ReachSettings, RetentionSettings, MarketSettings, _OwnSettings):
    """Values as the rest of the product takes them: validated, frozen, paths absolute, ids in lower case.

    The environment name of a field is its name in capitals. Use `load_settings()` of config/loading.py, which says everything that is
    wrong at once.
    """

    @property
    def tenants(self) -> frozenset[str]:
        """Whose people may use the bot, defaults filled in."""
        own = PLAYGROUND_TENANT if self.mode is Mode.LOCAL else self.bot_tenant_id
        return frozenset(self.allowed_tenants or (own,))

    @property
    def graph_tenant(self) -> str:
        """Whose people Graph tells, default filled in."""
        return self.graph_tenant_id or self.bot_tenant_id

    @model_validator(mode="after")
    def _is_safe_to_serve(self) -> Self:
        local = self.mode is Mode.LOCAL
        problems = _local_problems(self) if local else _teams_problems(self)
        problems |= _graph_problems(self) if self.directory == "graph" else {}
        problems |= market_problems(self, self.public_url, local=local) | reach_problems(self)
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


def _graph_problems(settings: Settings) -> dict[str, str]:
    """What DIRECTORY=graph lacks, by setting."""
    own_app = settings.graph_client_id not in ("", settings.bot_app_id)
    secret = settings.graph_client_secret.get_secret_value().strip()
    secret_of_bot = settings.bot_app_password.get_secret_value().strip()
    missing = {
        "graph_tenant_id": (not settings.graph_tenant, "BOT_TENANT_ID"),
        "graph_client_id": (not (settings.graph_client_id or settings.bot_app_id), "BOT_APP_ID"),
        "graph_client_secret": (not secret and (own_app or not secret_of_bot), "BOT_APP_PASSWORD"),
    }
    problems = {
        name: f"{name.upper()} is missing; DIRECTORY=graph needs it, or {instead} in its place."
        for name, (gone, instead) in missing.items()
        if gone
    }
    if own_app and not secret:
        another = "GRAPH_CLIENT_SECRET is missing; the bot's does not go with another GRAPH_CLIENT_ID."
        problems["graph_client_secret"] = another
    if settings.graph_tenant and settings.graph_tenant not in settings.tenants:
        problems["graph_tenant_id"] = (
            "GRAPH_TENANT_ID is a tenant whose people may not use the bot; ALLOWED_TENANTS must name it."
        )
    return problems
