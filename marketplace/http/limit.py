"""What a marketplace takes at most or at least, and whether anybody has confirmed it."""

from gigs.value import Value


class Limit(Value):
    """One figure. Only a `verified` one is ever held against a brief; every other one is theirs to refuse.

    `value` is empty where nothing is published, `source` says where it was read.
    """

    name: str
    value: str = ""
    unit: str = ""
    verified: bool = False
    source: str = ""

    def __str__(self) -> str:
        if not self.value:
            return "not published; their refusal is shown"
        return f"{self.value} {self.unit}".strip() + (
            "" if self.verified else " (not verified, not enforced)"
        )
