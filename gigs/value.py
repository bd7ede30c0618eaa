"""The one base of every domain value: frozen, strict about unknown fields, storable as JSON."""

from pydantic import AliasChoices, BaseModel, ConfigDict


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
