"""The settings of real marketplaces: which are used, our application at each, and the keys that seal their tokens."""

from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from config.formats import NamedSeconds, RootedPath, TokenKeys, Url, Words, is_loopback, keys_of
from gigs.marketplaces import FREELANCER, MARKETPLACES, SANDBOX, UPWORK, WORKSOME

KNOWN: Final = tuple(MARKETPLACES)

REAL: Final = tuple(name for name in KNOWN if name != SANDBOX.name)
"""Marketplaces at which a programme lead connects an account, each with the same five settings."""

_LONGEST_QUARANTINE: Final = 86_400


def setting(default: Any, must_be: str, description: str, **limits: Any) -> Any:
    """`must_be` completes the sentence "NAME must be ..."; `description` goes to docs/configuration.md."""
    return Field(default=default, description=description, json_schema_extra={"must_be": must_be}, **limits)


def _known_markets(values: tuple[str, ...]) -> tuple[str, ...]:
    lowered = tuple(value.lower() for value in values)
    if not lowered or len(set(lowered)) < len(lowered) or not set(lowered) <= set(KNOWN):
        raise ValueError(values)
    return lowered


def _two_secrets(value: SecretStr) -> SecretStr:
    secrets = value.get_secret_value().split(",")
    if len(secrets) > 2 or any(0 < len(secret.strip()) < 16 for secret in secrets):
        raise ValueError("no webhook secrets")
    return value


def _quarantines(values: NamedSeconds) -> NamedSeconds:
    for name, _, seconds in (value.partition("=") for value in values):
        if name not in KNOWN or int(seconds) > _LONGEST_QUARANTINE:
            raise ValueError(values)
    return values


def _client_id(title: str) -> Any:
    return setting("", "a client id", f"Client id of our application at {title}. Needed when it is used.")


def _client_secret(title: str) -> Any:
    return setting(
        SecretStr(""),
        "a client secret",
        f"Client secret of our application at {title}. Needed when it is used.",
    )


def _address(default: str, description: str) -> Any:
    return setting(default, "an https address", description, min_length=1)


class MarketSettings(BaseSettings):
    """Part of `settings.Settings`; addresses are the real ones unless set, for sandboxes and for tests."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True, validate_default=True
    )

    marketplaces: Annotated[Words, AfterValidator(_known_markets)] = setting(
        (SANDBOX.name,),
        f"{', '.join(KNOWN[:-1])} or {KNOWN[-1]}, or several of them, separated by commas",
        "Marketplaces that gigs can go to. At all but `sandbox` a programme lead connects an account.",
    )
    quarantines: Annotated[NamedSeconds, AfterValidator(_quarantines)] = setting(
        (),
        "NAME=SECONDS pairs with a marketplace's name and 1 to 86400 seconds each, separated by commas",
        "`QUARANTINE_SECONDS` for single marketplaces, such as `upwork=1800,worksome=600`.",
    )
    marketplace_speed: float = setting(
        1.0,
        "a number from 1 to 1200",
        "How many times faster than usual real marketplaces are read. More than 1 only where all of them are stand-ins on "
        "this machine (docs/marketplaces.md).",
        ge=1,
        le=1200,
    )
    token_keys: TokenKeys = setting(
        SecretStr(""),
        "ID=KEY pairs, each KEY being 32 bytes in base64 and no id twice, separated by commas",
        "Keys that seal the tokens of connected accounts: the first one seals, all of them open. Needed in mode `teams` "
        "with a real marketplace, the same for every replica; in mode `local`, `TOKEN_KEY_FILE` is used without it.",
    )
    token_key_file: RootedPath = setting(
        Path("var/token.key"),
        "the path of a file",
        "In mode `local`, where such a key is made and kept when `TOKEN_KEYS` is empty.",
    )

    upwork_client_id: str = _client_id(UPWORK.title)
    upwork_client_secret: SecretStr = _client_secret(UPWORK.title)
    upwork_api_url: Url = _address("https://api.upwork.com/graphql", f"{UPWORK.title}'s GraphQL endpoint.")
    upwork_authorize_url: Url = _address(
        "https://www.upwork.com/ab/account-security/oauth2/authorize",
        f"Where {UPWORK.title} asks for consent.",
    )
    upwork_token_url: Url = _address(
        "https://www.upwork.com/api/v3/oauth2/token", f"Where {UPWORK.title} gives tokens."
    )
    upwork_organization_id: str = setting(
        "",
        f"an id of {UPWORK.title}'s",
        f"Organization that we act for at {UPWORK.title}. Empty means the only one that the connected account can hire for.",
    )
    upwork_offers: Literal["off", "on"] = setting(
        "off",
        "off or on",
        f"`on` if {UPWORK.title} lets our key make offers; otherwise the requester makes them on {UPWORK.title}'s own page.",
    )
    freelancer_client_id: str = _client_id(FREELANCER.title)
    freelancer_client_secret: SecretStr = _client_secret(FREELANCER.title)
    freelancer_api_url: Url = _address(
        "https://www.freelancer.com/api",
        f"{FREELANCER.title}'s API; its sandbox is `https://www.freelancer-sandbox.com/api`.",
    )
    freelancer_authorize_url: Url = _address(
        "https://accounts.freelancer.com/oauth/authorize",
        f"Where {FREELANCER.title} asks for consent; its sandbox is `https://accounts.freelancer-sandbox.com/oauth/authorize`.",
    )
    freelancer_token_url: Url = _address(
        "https://accounts.freelancer.com/oauth/token",
        f"Where {FREELANCER.title} gives tokens; its sandbox is `https://accounts.freelancer-sandbox.com/oauth/token`.",
    )
    worksome_client_id: str = _client_id(WORKSOME.title)
    worksome_client_secret: SecretStr = _client_secret(WORKSOME.title)
    worksome_api_url: Url = _address(
        "https://api.worksome.com/graphql", f"{WORKSOME.title}'s GraphQL endpoint."
    )
    worksome_authorize_url: Url = _address(
        "https://use.worksome.com/oauth/authorize", f"Where {WORKSOME.title} asks for consent."
    )
    worksome_token_url: Url = _address(
        "https://use.worksome.com/oauth/token", f"Where {WORKSOME.title} gives tokens."
    )
    worksome_company: str = setting(
        "",
        f"a name or an id of {WORKSOME.title}'s",
        f"Company that we act for at {WORKSOME.title}. Empty means the only one that the connected account belongs to.",
    )
    worksome_webhook_secrets: Annotated[SecretStr, AfterValidator(_two_secrets)] = setting(
        SecretStr(""),
        "one or two texts of at least 16 characters, separated by a comma",
        f"Secrets that sign {WORKSOME.title}'s webhooks; while you replace one, both the new and the old. Empty means that no "
        "webhook is accepted.",
    )

    @property
    def real_markets(self) -> tuple[str, ...]:
        """Those of MARKETPLACES at which an account is connected."""
        return tuple(name for name in self.marketplaces if name in REAL)

    @property
    def webhook_secrets(self) -> tuple[SecretStr, ...]:
        """Worksome's, the newest first; empty when there are none."""
        found = (secret.strip() for secret in self.worksome_webhook_secrets.get_secret_value().split(","))
        return tuple(SecretStr(secret) for secret in found if secret)

    @property
    def keys(self) -> dict[str, bytes]:
        """TOKEN_KEYS by id; the first one seals."""
        return keys_of(self.token_keys.get_secret_value())


def market_problems(settings: MarketSettings, public_url: str, *, local: bool) -> dict[str, str]:
    """What the marketplaces in use lack, by setting."""
    problems = {}
    for name in settings.real_markets:
        for part in ("client_id", "client_secret"):
            value = getattr(settings, f"{name}_{part}")
            given = value.get_secret_value() if isinstance(value, SecretStr) else value
            if not given.strip():
                field = f"{name}_{part}"
                problems[field] = f"{field.upper()} is missing; MARKETPLACES names {name}."
    apis = (urlsplit(getattr(settings, f"{name}_api_url")) for name in settings.real_markets)
    if settings.marketplace_speed > 1 and not all(is_loopback(api.hostname or "") for api in apis):
        problems["marketplace_speed"] = (
            "MARKETPLACE_SPEED must be 1 where a marketplace is not on this machine."
        )
    needs = {
        "token_keys": (not settings.keys, "a real marketplace in mode teams needs a key for its tokens"),
        "public_url": (not public_url, "a real marketplace sends people back to it after their consent"),
    }
    if settings.real_markets and not local:
        problems |= {
            name: f"{name.upper()} is missing; {why}." for name, (missing, why) in needs.items() if missing
        }
    return problems
