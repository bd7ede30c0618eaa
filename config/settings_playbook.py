"""The setting of the playbook: where the organisation’s own templates and best practices are."""

from pydantic_settings import BaseSettings, SettingsConfigDict

from config.formats import RootedFolder
from config.settings_markets import setting


class PlaybookSettings(BaseSettings):
    """Part of `settings.Settings`."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True, validate_default=True
    )

    playbook_folder: RootedFolder = setting(
        "",
        "the path of a folder",
        "Folder with your organisation’s own templates and best practices (docs/playbook.md). Empty means ours alone.",
    )
