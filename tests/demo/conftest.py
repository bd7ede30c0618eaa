"""A small past, made once for all tests of a file."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
import pytest_asyncio

from config.settings import Settings
from demo.opening import open_demo, settings_of

NOW = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
FEW = 40


class Made(NamedTuple):
    folder: Path
    settings: Settings
    said: list[str]


def settings_in(folder: Path) -> Settings:
    """The product's own, everything of which is in this folder."""
    return Settings(
        _env_file=None,
        port=0,
        database_url=f"sqlite:///{folder / 'product.db'}",
        sandbox_database=folder / "product-sandbox.db",
        token_key_file=folder / "token.key",
        smtp_host="mail.contoso.example",
        mail_from="gigs@contoso.example",
    )


async def made_in(folder: Path, *, gigs: int = FEW, now: datetime = NOW, new: bool = False) -> Made:
    said: list[str] = []
    opened = await open_demo(
        settings_in(folder), now=now, say=said.append, new=new, folder=folder / "demo", gigs=gigs
    )
    return Made(folder / "demo", opened, said)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def made(tmp_path_factory) -> Made:
    return await made_in(tmp_path_factory.mktemp("made"))


@pytest.fixture
def copied(made, tmp_path) -> Made:
    """A past of one's own, to serve or to break."""
    shutil.copytree(made.folder, tmp_path / "demo")
    return Made(tmp_path / "demo", settings_of(settings_in(tmp_path), tmp_path / "demo"), made.said)
