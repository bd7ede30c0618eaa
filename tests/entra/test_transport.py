"""How msal reaches Entra: by the way and with the authorities of everything else."""

import asyncio

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from entra.app_token import msal_grants
from entra.errors import EntraDown
from entra.transport import msal_transport
from http_client.environment import AUTHORITIES
from tests.support.certificates import a_company
from tests.support.proxy import FakeProxy

TENANT = "8f5c0000-0000-0000-0000-000000000001"


class Entra:
    """Its two answers that msal needs, over TLS with a certificate of the company's."""

    def __init__(self):
        self.asked = []
        self.port = 0

    async def discovery(self, request):
        at = f"https://{request.host}/{TENANT}"
        endpoints = {"authorization_endpoint": f"{at}/a", "token_endpoint": f"{at}/t", "issuer": at}
        return web.json_response(endpoints)

    async def token(self, request):
        self.asked.append((request.headers.get("Authorization"), (await request.post())["client_id"]))
        return web.json_response({"access_token": "ours", "expires_in": 3600, "token_type": "Bearer"})


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    return a_company(tmp_path_factory.mktemp("company"))


@pytest.fixture(autouse=True)
def no_authorities_of_this_machine(monkeypatch):
    for name in AUTHORITIES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
async def entra(company):
    entra = Entra()
    app = web.Application()
    app.router.add_get("/{tail:.*}", entra.discovery)
    app.router.add_post("/{tail:.*}", entra.token)
    server = TestServer(app, host="127.0.0.1", scheme="https")
    await server.start_server(ssl=company.server)
    entra.port = server.port or 0
    yield entra
    await server.close()


async def granted(login, environment):
    with msal_transport(environment) as transport:
        grant = msal_grants(
            "app", "a secret", TENANT, "https://s/.default", login=login, http_client=transport
        )
        return (await asyncio.to_thread(grant)).token


@pytest.mark.parametrize("name", AUTHORITIES)
async def test_a_company_s_authority_is_trusted_whichever_variable_names_it(entra, company, name):
    named = {name: str(company.hashed if name == "SSL_CERT_DIR" else company.authority)}
    assert await granted(f"https://127.0.0.1:{entra.port}", named) == "ours"


async def test_nobody_else_is_trusted(entra):
    with pytest.raises(EntraDown, match="SSLError"):
        await granted(f"https://127.0.0.1:{entra.port}", {})
    assert entra.asked == []


async def test_the_company_s_proxy_is_gone_through(entra, company):
    async with FakeProxy(entra.port) as proxy:
        environment = {
            "HTTPS_PROXY": f"http://us:secret@{proxy.address}",
            "SSL_CERT_FILE": str(company.authority),
        }
        assert await granted("https://graph.example", environment) == "ours"
        direct = await granted(f"https://127.0.0.1:{entra.port}", environment)
    assert direct == "ours"
    assert {line.rpartition(" ")[0] for line in proxy.seen} == {"CONNECT graph.example:443"}
    assert set(proxy.signed_in) == {"Basic dXM6c2VjcmV0"}


async def test_a_password_file_of_the_users_is_not_read(entra, company, tmp_path, monkeypatch):
    (tmp_path / "netrc").write_text("default login somebody password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    await granted(f"https://127.0.0.1:{entra.port}", {"SSL_CERT_FILE": str(company.authority)})
    assert entra.asked == [(None, "app")]
