"""The Authorization header of what we send to the Bot Connector, its failures named as the connector's."""

from typing import Final, Protocol

from bot.connector.errors import Refused, TemporarilyDown
from entra.app_token import AppToken
from entra.errors import EntraDown, EntraRefused

SCOPE: Final = "https://api.botframework.com/.default"


class Bearer(Protocol):
    """Where the connector gets its Authorization header from."""

    async def header(self) -> str | None:
        """The header's value, None for none; raises TemporarilyDown or Refused."""

    def forget(self) -> None:
        """Teams refused the token: the next call gets a new one."""

    async def close(self) -> None:
        """Ends what is under way."""


class NoToken:
    """For the Agents Playground, which asks for none."""

    async def header(self) -> str | None:
        """Always none."""
        return None

    def forget(self) -> None:
        """There is nothing to forget."""

    async def close(self) -> None:
        """There is nothing to end."""


class BotToken:
    """The bot's own token, for a real tenant."""

    def __init__(self, token: AppToken) -> None:
        self._token = token

    async def header(self) -> str:
        """The header's value; raises TemporarilyDown or Refused."""
        try:
            return await self._token.header()
        except EntraDown as error:
            raise TemporarilyDown(str(error)) from error
        except EntraRefused as error:
            raise Refused(401, str(error)) from error

    def forget(self) -> None:
        """The next call waits for a new token."""
        self._token.forget()

    async def close(self) -> None:
        """Waits for a renewal that is under way."""
        await self._token.close()
