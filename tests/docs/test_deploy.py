import re

from config.formats import ROOT
from config.settings import Settings
from http_client.environment import AUTHORITIES

PAGE = (ROOT / "docs" / "deploy.md").read_text()
OF_THE_NETWORK = {"HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "ALL_PROXY", *AUTHORITIES}
"""Variables of the environment that are no settings."""


def test_every_setting_that_the_page_names_exists():
    named = set(re.findall(r"^([A-Z][A-Z_]+)=", PAGE, flags=re.MULTILINE))
    named |= set(re.findall(r"`([A-Z]+(?:_[A-Z]+)+)`", PAGE))
    assert named - {name.upper() for name in Settings.model_fields} == OF_THE_NETWORK


def test_every_setting_of_the_teams_mode_and_of_the_package_is_on_the_page():
    needed = [
        name.upper()
        for name, field in Settings.model_fields.items()
        if re.search(r"Needed (in mode|for the package)", field.description or "")
    ]
    assert len(needed) >= 8
    assert [name for name in needed if name not in PAGE] == []
