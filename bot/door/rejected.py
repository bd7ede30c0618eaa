"""The one exception by which the front door turns a request away."""


class Rejected(Exception):
    """A request that is not let in: `status` (always 4xx) goes to the caller, `reason` only to our log."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"{status} {reason}")
        self.status = status
        self.reason = reason
