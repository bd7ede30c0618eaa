"""What a probe of a marketplace found out: one line for the operator."""

from gigs.value import Value


class Finding(Value):
    """One line. `ok` is None for something that is only told, or that could not be looked at."""

    ok: bool | None
    what: str
    detail: str = ""
