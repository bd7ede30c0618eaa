"""The one base of every domain value: frozen, strict about unknown fields, storable as JSON."""

from typing import Annotated, Any, NoReturn, TypeVar

from pydantic import AfterValidator, AliasChoices, BaseModel, ConfigDict

K = TypeVar("K")
V = TypeVar("V")


class Value(BaseModel):
    """An immutable value. A change is a new value: `gig.model_copy(update=...)` or a transition function."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        validate_by_name=True,
        validate_by_alias=True,
        defer_build=True,  # most are only parts of others, and need no validator of their own
    )


def formerly(now: str, before: str) -> AliasChoices:
    """The `validation_alias` of a field that an earlier release stored under another name: both are read."""
    return AliasChoices(now, before)


class FrozenDict(dict[K, V]):
    """A dict that stays as it was made; `|` makes another, plain one."""

    def _refuse(self, *_given: Any, **_named: Any) -> NoReturn:
        raise TypeError("a value never changes; make another one")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse


Frozen = Annotated[dict[K, V], AfterValidator(FrozenDict[K, V])]
"""The field of a value that holds a dict; with `Field(default_factory=FrozenDict)`. A value that was read is shared by all its readers."""
