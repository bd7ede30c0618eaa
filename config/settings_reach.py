"""The settings of how people are spoken to: in which language, and how those are reached who have no chat with the bot."""

from typing import Annotated, Literal

from pydantic import AfterValidator, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from config.formats import Guid
from config.settings_markets import setting
from translation.catalogue import languages


def _there_is(name: str) -> str:
    if name not in languages():
        raise ValueError(f"there is no file for it, only for {', '.join(languages())}")
    return name


Language = Annotated[str, AfterValidator(_there_is)]


class ReachSettings(BaseSettings):
    """Part of `settings.Settings`; with none of those about reaching set, people are asked to open a chat with the bot."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True, validate_default=True
    )

    language: Language = setting(
        "en",
        "a language that there is a file for",
        "Language of cards and messages: the name of a file in `translation/locale`.",
    )
    teams_catalog_app_id: Guid = setting(
        "",
        "a GUID",
        "Id of the app in your organisation’s app catalogue. With it, the app is added for approvers who never opened "
        "it (docs/deploy.md names the permission). Empty means never.",
    )
    smtp_host: str = setting(
        "",
        "the name of a host",
        "SMTP server for e-mails to approvers whom the bot cannot reach in Teams. Empty means no e-mails.",
        pattern=r"^[A-Za-z0-9.:-]*$",
    )
    smtp_port: int = setting(587, "a whole number from 1 to 65535", "Port of that server.", ge=1, le=65535)
    smtp_security: Literal["starttls", "tls", "none"] = setting(
        "starttls",
        "starttls, tls or none",
        "How the connection to that server is protected. `none` only goes without `SMTP_USER`.",
    )
    smtp_user: str = setting("", "a name", "Who signs in there. Empty means that nobody does.")
    smtp_password: SecretStr = setting(SecretStr(""), "a password", "Password of `SMTP_USER`.")
    mail_from: str = setting(
        "",
        "an e-mail address",
        "Address that e-mails come from. Needed with `SMTP_HOST`.",
        pattern=r"^([A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)?$",
    )


def reach_problems(settings: ReachSettings) -> dict[str, str]:
    """What does not go together, by setting."""
    problems = {}
    if settings.smtp_host and not settings.mail_from:
        problems["mail_from"] = "MAIL_FROM is missing; SMTP_HOST needs it."
    if settings.smtp_user and not settings.smtp_password.get_secret_value():
        missing = "SMTP_PASSWORD is missing; SMTP_USER needs it."
        problems |= {"smtp_password": missing}
    if settings.smtp_user and settings.smtp_security == "none":
        problems["smtp_security"] = (
            "SMTP_SECURITY is none, but a password is only sent over a protected connection."
        )
    return problems
