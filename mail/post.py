"""The Mailer port: a letter about a notice, handed to the SMTP server."""

import asyncio
import hashlib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from cards.kit.texts import plain
from gigs.people import Person
from mail.letter import letter_to
from mail.smtp import SmtpServer
from ports.clock import Clock
from ports.notices import Notice
from ports.reaching import MailRefused
from use_cases.permissions.gig_page import GigPage

SENDER: Final = "Freelance Connector"  # not for people: a name, the same everywhere


class Post:
    """E-mails from one address."""

    def __init__(self, server: SmtpServer, sender: str, bot_id: str, clock: Clock) -> None:
        self._server = server
        self._sender = sender
        self._bot_id = bot_id
        self._clock = clock

    async def send(self, to: Person, notice: Notice, page: GigPage) -> None:
        """Sent again after a crash, it has the same Message-ID."""
        message = self._message(to, notice, page)
        await asyncio.to_thread(self._server.deliver, message)

    def _message(self, to: Person, notice: Notice, page: GigPage) -> EmailMessage:
        letter = letter_to(to, notice, page, self._bot_id)
        message = EmailMessage(policy=SMTP)
        try:
            message["To"] = Address(" ".join(plain(to.name, 120).split()), addr_spec=to.email)
        except (ValueError, IndexError) as wrong:  # none at all, too
            raise MailRefused("no address") from wrong  # not for people
        message["From"] = Address(SENDER, addr_spec=self._sender)
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(self._clock.now())
        digest = hashlib.sha256(f"{notice.tenant} {notice.id}".encode()).hexdigest()[:32]
        message["Message-ID"] = f"<{digest}@{self._sender.partition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        return message
