"""An SMTP server that takes our e-mails, called in a thread."""

import logging
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final, Literal

from ports.jobs import TryLater
from ports.reaching import MailRefused

TIMEOUT_S: Final = 20.0
"""For each step; a connection that hangs holds up nobody but this e-mail."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """`security`: `starttls` and `tls` check the certificate; `none` is for a relay on this machine or network.
    Without a `user` nobody signs in."""

    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return f"SmtpServer({self.host}:{self.port}, {self.security})"

    def deliver(self, message: EmailMessage) -> None:
        """Blocks. Raises MailRefused, and TryLater while the server is away, busy, or does not let us in."""
        try:
            with self._connected() as server:
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            raise _problem(max(codes, default=550), "recipient") from None
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as refused:
            raise _problem(refused.smtp_code, type(refused).__name__) from None
        except (
            smtplib.SMTPException,
            OSError,
        ) as away:  # a wrong password is mended by an operator, not by us
            log.error("mail server not usable", extra={"error": type(away).__name__})
            raise TryLater(f"mail server: {type(away).__name__}") from None  # not for people

    def _connected(self) -> smtplib.SMTP:
        if self.security == "tls":
            return smtplib.SMTP_SSL(
                self.host, self.port, timeout=TIMEOUT_S, context=ssl.create_default_context()
            )
        server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_S)
        if self.security == "starttls":
            try:
                server.starttls(context=ssl.create_default_context())
            except BaseException:
                server.close()
                raise
        return server


def _problem(code: int, what: str) -> Exception:
    """SMTP: 4yz passes by itself, 5yz does not."""
    if 500 <= code < 600:
        log.error("mail refused", extra={"code": code})
        return MailRefused(f"{code} {what}")
    return TryLater(f"mail server: {code} {what}")  # not for people
