"""Who may open a window: a signed link that expires, and the session that it's exchanged for."""

from typing import Any, Final

from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer

from ports.clock import Clock

VALID_S: Final = 8 * 3600
"""Seconds that a link can be opened: a working day. A window that is open stays open as long as the product runs."""

_LONGEST: Final = 400


class WindowLinks:
    """Links and sessions of one start of the product: `key` is new each time, so both end with it."""

    def __init__(self, key: str, clock: Clock) -> None:
        class Signer(TimestampSigner):
            def get_timestamp(self) -> int:
                return int(clock.now().timestamp())

        self._links: Any = URLSafeTimedSerializer(key, salt="chat-page.link.1", signer=Signer)
        self._sessions: Any = URLSafeTimedSerializer(key, salt="chat-page.session.1", signer=Signer)

    def link(self, window: str) -> str:
        """What the address of this person's window ends with."""
        return str(self._links.dumps(window))

    def session(self, window: str, link: str) -> str | None:
        """What the page shows from now on; None for a link that is forged, expired, or another person's."""
        return str(self._sessions.dumps(window)) if _read(self._links, link, VALID_S) == window else None

    def admits(self, window: str, session: str) -> bool:
        """Whether this session was given for this window, by this start of the product."""
        return _read(self._sessions, session, None) == window


def _read(serializer: Any, token: str, valid_s: int | None) -> object:
    if len(token) > _LONGEST:
        return None
    try:
        return serializer.loads(token, max_age=valid_s)
    except BadData:
        return None
