"""What can become of something we send to Teams, apart from success."""


class ConnectorError(Exception):
    """The family: catching it catches every failure of a call to the Bot Connector. Texts hold codes, never content."""


class Throttled(ConnectorError):
    """Not sent: a limit, ours or Teams', is reached. Try again after `retry_after` seconds."""

    def __init__(self, retry_after: float) -> None:
        super().__init__(f"throttled for {retry_after:.1f} s")
        self.retry_after = retry_after


class Unreachable(ConnectorError):
    """Not sent: the chat or message is no longer there for us (404), or we are not allowed in it (403). `status` and
    Teams' `code` tell which; the reference is dead until something comes in from it."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code


class TooLarge(ConnectorError):
    """Not sent: Teams refuses the size (413)."""


class Refused(ConnectorError):
    """Not sent, and sending it again would not help: a bug or a wrong setting of ours."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code


class DeliveryUnknown(ConnectorError):
    """It may or may not have arrived. Sending it again may show it twice."""


class NotTaken(DeliveryUnknown):
    """Teams' gateway answered 502, 503 or 504. It hardly ever arrived: Teams asks for it to be sent again, later."""


class TemporarilyDown(ConnectorError):
    """Not done: Teams, or Entra for our token, cannot be reached now. Safe to try again later."""
