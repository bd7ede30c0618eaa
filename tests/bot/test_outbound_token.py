"""The bot's own token: what the connector is told when there is none."""

import pytest

from bot.connector.errors import Refused, TemporarilyDown
from bot.connector.token import BotToken, NoToken
from entra.app_token import AppToken, Grant
from entra.errors import EntraDown, EntraRefused


class Grants:
    """Grants tokens, or does not."""

    def __init__(self):
        self.error = None
        self.count = 0

    def __call__(self):
        if self.error is not None:
            raise self.error
        self.count += 1
        return Grant(f"token-{self.count}", 3600)


@pytest.fixture
def grants():
    return Grants()


@pytest.fixture
async def token(grants):
    held = BotToken(AppToken(grants))
    yield held
    await held.close()


async def test_a_refused_token_is_replaced_before_the_next_call(token):
    first = await token.header()
    token.forget()

    assert (first, await token.header()) == ("Bearer token-1", "Bearer token-2")


@pytest.mark.parametrize("error, told", [(EntraDown, TemporarilyDown), (EntraRefused, Refused)])
async def test_what_entra_says_is_told_in_the_connectors_words(token, grants, error, told):
    grants.error = error("some_code")

    with pytest.raises(told, match="some_code"):
        await token.header()


async def test_local_mode_sends_none():
    no_token = NoToken()
    no_token.forget()

    assert await no_token.header() is None
