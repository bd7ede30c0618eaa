import json
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from config.formats import ROOT
from manifest.build import SCHEMA, PackageWrong, build_package, check_package
from manifest.draw_icons import colour_icon, outline_icon

COMMANDS = (("post a gig", "Describe what you need"), ("my gigs", "What became of them"))


@dataclass(frozen=True)
class Given:
    public_url: str = "https://gigs.contoso.example:8443/bot"
    bot_app_id: str = "0d9c1d1e-5f0a-4b7e-9c56-8a3f2b7e4d00"
    teams_app_id: str = "7c1d2e3f-4a5b-4c6d-8e7f-90a1b2c3d499"
    developer_name: str = "Contoso"
    developer_website_url: str = "https://contoso.example"
    developer_privacy_url: str = "https://contoso.example/privacy"
    developer_terms_url: str = "https://contoso.example/terms"


@pytest.fixture
def package(tmp_path) -> Path:
    return build_package(Given(), COMMANDS, tmp_path / "out" / "app.zip")


def manifest_in(package: Path) -> dict:
    with zipfile.ZipFile(package) as archive:
        return json.loads(archive.read("manifest.json"))


def test_the_package_has_a_manifest_and_two_icons_and_nothing_else(package):
    with zipfile.ZipFile(package) as archive:
        assert sorted(archive.namelist()) == ["color.png", "manifest.json", "outline.png"]


def test_the_bot_is_offered_alone_in_teams_and_in_group_chats_with_the_same_commands(package):
    (bot,) = manifest_in(package)["bots"]
    assert bot["botId"] == Given.bot_app_id
    assert bot["scopes"] == ["personal", "team", "groupChat"]
    assert [each["scopes"] for each in bot["commandLists"]] == [["personal"], ["team"], ["groupChat"]]
    for each in bot["commandLists"]:
        assert [(command["title"], command["description"]) for command in each["commands"]] == list(COMMANDS)


def test_only_our_own_host_is_a_valid_domain(package):
    assert manifest_in(package)["validDomains"] == ["gigs.contoso.example"]


def test_the_same_settings_give_the_same_bytes(package, tmp_path):
    again = build_package(Given(), COMMANDS, tmp_path / "again.zip")
    assert again.read_bytes() == package.read_bytes()


@pytest.mark.skipif(not SCHEMA.is_file(), reason=f"Microsoft's schema is not at {SCHEMA}")
def test_the_manifest_fits_microsofts_schema(package):
    assert check_package(package) == "Icons checked, and the manifest against Microsoft's schema 1.24."


@pytest.mark.skipif(not SCHEMA.is_file(), reason=f"Microsoft's schema is not at {SCHEMA}")
def test_what_the_schema_refuses_is_named_with_its_place(tmp_path):
    broken = build_package(replace(Given(), teams_app_id="gigs"), COMMANDS, tmp_path / "app.zip")
    with pytest.raises(PackageWrong, match=r"manifest\.json, \$\.id: 'gigs'"):
        check_package(broken)


def test_without_the_schema_the_check_says_that_it_did_not_look(package, tmp_path):
    assert "was not checked" in check_package(package, tmp_path / "nowhere.json")


def test_everything_missing_is_said_at_once(tmp_path):
    nothing = Given(*[""] * 7)
    with pytest.raises(PackageWrong) as wrong:
        build_package(nothing, (), tmp_path / "app.zip")
    names = [problem.split(" ")[0] for problem in wrong.value.problems]
    assert names[:3] == ["PUBLIC_URL", "BOT_APP_ID", "TEAMS_APP_ID"]
    assert len(names) == 8
    assert not (tmp_path / "app.zip").exists()


def test_an_address_must_be_https(tmp_path):
    with pytest.raises(PackageWrong, match="PUBLIC_URL must be an https address"):
        build_package(replace(Given(), public_url="http://127.0.0.1:3978"), COMMANDS, tmp_path / "app.zip")


@pytest.mark.parametrize(
    "commands",
    [[], [("help", "x")] * 13, [("x" * 33, "y")], [("", "y")], [("x", "")]],
    ids=["none", "too many", "long title", "no title", "no description"],
)
def test_commands_that_teams_would_refuse_are_refused_here(commands, tmp_path):
    with pytest.raises(PackageWrong):
        build_package(Given(), commands, tmp_path / "app.zip")


def test_an_icon_of_another_size_is_refused(package, tmp_path):
    broken = tmp_path / "broken.zip"
    with zipfile.ZipFile(package) as source, zipfile.ZipFile(broken, "w") as target:
        target.writestr("manifest.json", source.read("manifest.json"))
        target.writestr("color.png", source.read("outline.png"))
    with pytest.raises(PackageWrong) as wrong:
        check_package(broken)
    assert wrong.value.problems == (
        "outline.png is missing in the zip.",
        "color.png must be 192 x 192 pixels.",
        "outline.png must be 32 x 32 pixels.",
    )


def test_the_icons_are_those_the_script_draws():
    for name, draw in {"color.png": colour_icon, "outline.png": outline_icon}.items():
        with Image.open(ROOT / "manifest" / name) as committed:
            difference = ImageChops.difference(committed.convert("RGBA"), draw().convert("RGBA"))
        # Processors round differently, by a step or two.
        assert difference.point(lambda value: value > 2 and 255).getbbox(alpha_only=False) is None


def test_the_outline_is_white_on_nothing():
    *colours, alpha = outline_icon().split()
    assert [band.getextrema() for band in colours] == [(255, 255)] * 3
    assert alpha.getextrema() == (0, 255)
