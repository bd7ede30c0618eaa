import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.support.certificates import a_company


class There:
    """A server that remembers how it was asked; `answer` is what it does."""

    def __init__(self):
        self.seen = []

    async def answer(self, request):
        return web.Response(text="here")

    async def take(self, request):
        self.seen.append(request)
        return await self.answer(request)

    async def serve(self, tls=None):
        app = web.Application()
        app.router.add_route("*", "/{tail:.*}", self.take)
        self.server = TestServer(app, host="127.0.0.1", scheme="https" if tls else "http")
        await self.server.start_server(ssl=tls)
        self.port = self.server.port
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"


@pytest.fixture
async def there():
    each = There()
    await each.serve()
    yield each
    await each.server.close()


@pytest.fixture(scope="session")
def company(tmp_path_factory):
    return a_company(tmp_path_factory.mktemp("company"))


@pytest.fixture
async def secured(company):
    """The same over TLS, with the company's certificate."""
    each = There()
    await each.serve(company.server)
    yield each
    await each.server.close()
