"""What was found in a sentence: where it stands, and what it puts into the form."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of the sentence and the fields of a brief's form that it fills.

    `asks` are questions about them, for what could be read in two ways: field -> sentence. `rough` is how an amount was
    said that isn't meant to be exact, `is_firm` that the words beside it say what it is.
    """

    start: int
    end: int
    fields: Mapping[str, str] = field(default_factory=dict)
    asks: Mapping[str, str] = field(default_factory=dict)
    rough: str = ""
    is_firm: bool = False


def agreed(found: Iterable[Found], name: str) -> Sequence[Found]:
    """Those that fill this field: all of them if they say the same, none if they don't, but for a single firm one."""
    those = [one for one in found if name in one.fields]
    firm = [one for one in those if one.is_firm]
    for chosen in (those, firm):
        if len({one.fields[name] for one in chosen}) == 1:
            return chosen
    return ()
