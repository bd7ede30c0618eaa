"""The settings of retention: for how many days each kind of row is kept (docs/retention.md)."""

from typing import Any

from pydantic_settings import BaseSettings, SettingsConfigDict

from config.settings_markets import setting

_LONGEST = 36_500


def _days(default: int, least: int, description: str) -> Any:
    return setting(default, f"a whole number from {least} to {_LONGEST}", description, ge=least, le=_LONGEST)


class RetentionSettings(BaseSettings):
    """Part of `settings.Settings`; all of them in days."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True, validate_default=True
    )

    keep_notices_days: int = _days(
        180,
        30,
        "Days that a notice is kept once its gig is over, whether it was sent, failed or never reached anybody.",
    )
    keep_operations_days: int = _days(
        365,
        90,
        "Days that a settled operation (a post, offer, payment, funding or message on a marketplace) is kept once its "
        "gig is over.",
    )
    keep_copies_days: int = _days(
        365, 30, "Days that a gig's cards in chats and channels are still redrawn once it is over."
    )
    keep_dialogs_days: int = _days(
        90, 7, "Days that an abandoned conversation is kept, such as a half-filled form."
    )
    keep_readings_days: int = _days(
        365, 30, "Days that we remember how far a gig's marketplace was read, once the gig is over."
    )
    keep_call_counts_days: int = _days(
        400, 30, "Days that the number of calls to each marketplace per day is kept."
    )
    keep_dead_letters_days: int = _days(
        180, 30, "Days that a job that was given up is kept, with the reason."
    )
