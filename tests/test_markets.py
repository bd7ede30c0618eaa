"""Marketplaces built from the settings: which, in what order, with which key, and what is said when one cannot be."""

import stat
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import SecretStr

from assembly.markets import DailyMeter, MarketsWrong, open_markets, quarantines
from assembly.providers import BUILDERS, Recipe
from config.settings import Settings
from config.settings_markets import REAL
from gigs.marketplaces import MARKETPLACES
from marketplace.http.access import Access
from marketplace.http.oauth import ClientAuth
from marketplace.http.pace import Limits
from marketplace.upwork.identity import registered
from marketplace.upwork.probe import findings
from ports.accounts import CannotOpen
from ports.marketplace import MarketplaceUnavailable
from ports.storage import StoreUnavailable
from tests.support.accounts import SEALER, a_grant, an_account
from tests.support.builders import TENANT
from tests.support.one_by_one import one_by_one
from tests.use_cases.world import a_world
from use_cases.accounts.keep_access import seal_grant


class Built:
    """A provider, as far as building goes."""

    title = "Upwork"

    def __init__(self, calls, oauth):
        self.calls, self.oauth = calls, oauth


def build(calls, oauth, _settings, _now) -> Any:
    return Built(calls, oauth)


LIMITS = Limits(a_second=5, at_once=5, a_day=2)
BUILT = {
    "upwork": Recipe(limits=LIMITS, known_limits=(), register=registered, build=build, probe=findings),
}


@pytest.fixture
async def world(tmp_path):
    async with a_world(tmp_path) as world:
        yield world


def settings(folder, **more):
    given = {
        "marketplaces": ("upwork",),
        "upwork_client_id": "our-id",
        "upwork_client_secret": SecretStr("our-secret"),
        "sandbox_database": folder / "another-sandbox.db",
        "token_key_file": folder / "deep" / "token.key",
        **more,
    }
    return Settings(_env_file=None, **given)


def opened(world, settings, builders=BUILT):
    return open_markets(settings, world.store, world.clock, world.context.ids, builders)


async def test_what_is_named_is_built_in_that_order_and_nothing_else(world, tmp_path):
    async with opened(world, settings(tmp_path, marketplaces=("upwork", "sandbox"))) as markets:
        assert list(markets.markets) == ["upwork", "sandbox"]
        assert list(markets.connecting.authorities) == ["upwork"]
        assert markets.sandbox is markets.markets["sandbox"]
    async with opened(world, settings(tmp_path)) as markets:
        assert list(markets.markets) == ["upwork"]
        assert markets.sandbox is None


async def test_with_the_sandbox_alone_nothing_is_connected_and_no_key_is_made(world, tmp_path):
    async with opened(world, settings(tmp_path, marketplaces=("sandbox",))) as markets:
        assert markets.connecting.authorities == {}
        with pytest.raises(CannotOpen):
            markets.connecting.sealer.seal(SecretStr("x"), "about")
    assert not (tmp_path / "deep").exists()


async def test_an_application_is_what_the_settings_say_and_what_the_provider_wants(world, tmp_path):
    async with opened(world, settings(tmp_path)) as markets:
        app = markets.markets["upwork"].oauth
    assert (app.client_id, app.client_secret.get_secret_value()) == ("our-id", "our-secret")
    assert app.token_url == "https://www.upwork.com/api/v3/oauth2/token"
    assert (app.client_auth, app.refresh_days) == (ClientAuth.BOTH, 14)


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({"port": 4000}, "http://127.0.0.1:4000/connect/upwork"),
        ({"public_url": "https://gigs.example/bot"}, "https://gigs.example/bot/connect/upwork"),
    ],
)
async def test_the_way_back_is_where_the_product_is_reached(world, tmp_path, given, address):
    async with opened(world, settings(tmp_path, **given)) as markets:
        assert markets.connecting.callback("upwork") == address


async def test_every_real_marketplace_is_built_from_its_settings_and_can_be_connected(world, tmp_path):
    ours = {f"{name}_client_id": f"our-{name}" for name in REAL}
    secrets = {f"{name}_client_secret": SecretStr("s") for name in REAL}
    given = settings(tmp_path, marketplaces=REAL, **ours | secrets)
    async with opened(world, given, BUILDERS) as markets:
        assert list(markets.markets) == list(REAL)
        for name, market in markets.markets.items():
            assert (market.name, market.of(TENANT).name) == (name, name)
            url = markets.connecting.authorities[name].authorize_url("https://x", "s", SecretStr("v" * 48))
            assert url.startswith(getattr(given, f"{name}_authorize_url"))
            assert parse_qs(urlsplit(url).query)["client_id"] == [f"our-{name}"]
            assert market.title == MARKETPLACES[name].title


def test_the_addresses_in_the_settings_are_those_of_the_providers():
    for name in REAL:
        app = BUILDERS[name].register("id", SecretStr("s"))
        fields = Settings.model_fields
        assert app.authorize_url == fields[f"{name}_authorize_url"].default
        assert app.token_url == fields[f"{name}_token_url"].default


def test_freelancer_is_asked_for_the_scopes_that_its_work_needs():
    app = BUILDERS["freelancer"].register("id", SecretStr("s"))
    assert app.scope == "basic"
    assert dict(app.extra)["advanced_scopes"] == "1 2 5 6"


async def test_a_marketplace_that_this_release_does_not_have_is_said_at_start(world, tmp_path):
    with pytest.raises(MarketsWrong, match="MARKETPLACES names upwork, which this release does not have"):
        async with opened(world, settings(tmp_path), builders={}):
            raise AssertionError("never opened")


async def test_at_home_a_key_is_made_once_for_its_owner_alone_and_outlives_a_restart(world, tmp_path):
    path = tmp_path / "deep" / "token.key"
    async with opened(world, settings(tmp_path)) as markets:
        sealed = markets.connecting.sealer.seal(SecretStr("token"), "about")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    async with opened(world, settings(tmp_path)) as markets:
        assert markets.connecting.sealer.open(sealed, "about").get_secret_value() == "token"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("text", ["", "not a key", "local=c2hvcnQ="])
async def test_a_key_file_that_cannot_be_read_is_said_and_left_as_it_is(world, tmp_path, text):
    path = tmp_path / "token.key"
    path.write_text(text)
    with pytest.raises(MarketsWrong, match="holds no key that I can read") as wrong:
        async with opened(world, settings(tmp_path, token_key_file=path)):
            raise AssertionError("never opened")
    assert path.read_text() == text
    assert "c2hvcnQ" not in str(wrong.value)


async def test_a_provider_gets_the_tenants_own_token_and_another_after_a_401(world, tmp_path):
    keys = SecretStr("2026=" + "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=")
    async with opened(world, settings(tmp_path, token_keys=keys)) as markets:
        account = an_account()
        async with one_by_one(world.store) as tx:
            await tx.accounts.put(account, seal_grant(SEALER, account, a_grant()), "E-1")
        accounts = markets.markets["upwork"].calls._accounts
        access = await accounts.access(TENANT, "upwork")
        assert (access.token.get_secret_value(), access.account) == ("access-1", "org-1")
        with pytest.raises(MarketplaceUnavailable):
            await accounts.access("fabrikam", "upwork")
        other = Access(token=SecretStr("access-0"))
        assert (await accounts.renewed(TENANT, "upwork", other)).token.get_secret_value() == "access-1"


async def test_calls_are_counted_by_day_across_restarts_and_end_at_the_limit(world, tmp_path):
    for _ in range(2):
        async with opened(world, settings(tmp_path)) as markets:
            await markets.markets["upwork"].calls._pace.wait(TENANT, "upwork")
    async with opened(world, settings(tmp_path)) as markets:
        pace = markets.markets["upwork"].calls._pace
        with pytest.raises(MarketplaceUnavailable, match="2 times today"):
            await pace.wait(TENANT, "upwork")
        await pace.wait("fabrikam", "upwork")
        world.clock.advance(86_400)
        await pace.wait(TENANT, "upwork")


async def test_what_cannot_be_counted_is_not_sent(world):
    class Away:
        async def run(self, *_work, **_named):
            raise StoreUnavailable("away")

        async def ready(self):
            raise StoreUnavailable("away")

    with pytest.raises(MarketplaceUnavailable, match="our own store"):
        await DailyMeter(Away(), world.clock).count(TENANT, "upwork")


def test_quarantines_are_read_by_marketplace(tmp_path):
    given = settings(tmp_path, quarantines=("upwork=1800", "sandbox=5"))
    assert quarantines(given) == {"upwork": timedelta(minutes=30), "sandbox": timedelta(seconds=5)}
