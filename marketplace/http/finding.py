"""One line of what a look at a real account found."""

from gigs.value import Value


class Finding(Value):
    """`ok` None means that it could not be tried; `detail` is for the operator."""

    ok: bool | None
    what: str
    detail: str = ""
