"""Our own token: how often it is fetched, and what happens when it cannot be."""

import asyncio
import threading

import pytest

from entra.app_token import AppToken, Grant, msal_grants
from entra.errors import EntraDown, EntraRefused
from tests.support.entra import APP_ID, TENANT, FakeEntra

SCOPE = "https://service.example/.default"


class Clock:
    """Monotonic seconds, moved by hand."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def entra():
    async with FakeEntra() as fake:
        yield fake


def grants_of(entra):
    return msal_grants(APP_ID, "a secret", TENANT, SCOPE, http_client=entra.msal_client())


class Grants:
    """Counts, and does as told."""

    def __init__(self):
        self.count = 0
        self.error = None
        self.threads = set()

    def __call__(self):
        self.threads.add(threading.get_ident())
        self.count += 1
        if self.error is not None:
            raise self.error
        return Grant(f"token-{self.count}", 3600)


@pytest.fixture
def grants():
    return Grants()


@pytest.fixture
async def token(grants, clock):
    held = AppToken(grants, clock)
    yield held
    await held.close()


async def test_one_token_serves_a_crowd_and_is_fetched_off_the_loop(token, grants):
    headers = await asyncio.gather(*(token.header() for _ in range(50)))

    assert set(headers) == {"Bearer token-1"}
    assert grants.count == 1
    assert threading.get_ident() not in grants.threads


async def test_it_is_renewed_beside_the_calls_at_80_percent_of_its_life(token, grants, clock):
    await token.header()
    clock.now += 3600 * 0.8 - 1
    assert await token.header() == "Bearer token-1"
    assert grants.count == 1

    clock.now += 1
    assert await token.header() == "Bearer token-1"
    await token.close()

    assert await token.header() == "Bearer token-2"
    assert grants.count == 2


async def test_while_entra_is_down_the_old_token_serves_to_its_end(token, grants, clock, caplog):
    await token.header()
    grants.error = EntraDown("down")
    clock.now += 3000

    for _ in range(20):
        assert await token.header() == "Bearer token-1"
        await token.close()
    assert grants.count == 2
    assert "not renewed yet" in caplog.text
    assert "token-1" not in caplog.text

    clock.now += 550
    with pytest.raises(EntraDown):
        await token.header()


async def test_it_recovers(token, grants):
    grants.error = EntraDown("down")
    with pytest.raises(EntraDown):
        await token.header()

    grants.error = None

    assert await token.header() == "Bearer token-2"


async def test_a_forgotten_token_is_fetched_anew(token):
    await token.header()
    token.forget()

    assert await token.header() == "Bearer token-2"


def test_a_grant_does_not_show_its_token():
    assert "abc" not in repr(Grant("abc", 1))


async def test_msal_gets_a_new_token_each_time_it_is_asked(entra):
    grant = grants_of(entra)

    first, second = await asyncio.to_thread(grant), await asyncio.to_thread(grant)

    assert (first.token, second.token) == ("outbound-1", "outbound-2")
    assert entra.token_requests[0]["grant_type"] == "client_credentials"
    assert entra.token_requests[0]["client_id"] == APP_ID
    assert entra.token_requests[0]["scope"] == SCOPE


async def test_wrong_credentials_are_not_an_outage(entra):
    entra.token_error = "invalid_client"

    with pytest.raises(EntraRefused, match="invalid_client"):
        await asyncio.to_thread(grants_of(entra))


@pytest.mark.parametrize("error", ["temporarily_unavailable", "server_error"])
async def test_entra_in_trouble_is_an_outage(entra, error):
    entra.token_error = error

    with pytest.raises(EntraDown):
        await asyncio.to_thread(grants_of(entra))


async def test_no_entra_at_all_is_an_outage(entra):
    entra.down = True

    with pytest.raises(EntraDown):
        await asyncio.to_thread(grants_of(entra))
