"""How somebody is reached with whom we have no chat: the app is added for them, or they get an e-mail."""

from typing import Protocol, TypeVar

from gigs.people import Person, PersonKey
from ports.notices import Notice

Page = TypeVar("Page", contravariant=True)


class MailRefused(Exception):
    """This e-mail will never arrive: its address or the e-mail itself is refused."""


class Mailer(Protocol[Page]):
    """Each call is one outside effect. A `Page` is a gig as one person sees it."""

    async def send(self, to: Person, notice: Notice, page: Page) -> None:
        """Says what waits for them and leads to the bot. Raises MailRefused, and TryLater while the server is away."""


class Installer(Protocol):
    """Adds our app for people who never did so themselves."""

    async def install(self, person: PersonKey) -> bool:
        """True when it was added just now; False where that isn't permitted, or they have it already. Raises TryLater."""
