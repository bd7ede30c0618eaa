"""The one base of every domain value: frozen, strict about unknown fields, storable as JSON."""

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator


class Value(BaseModel):
    """An immutable value. A change is a new value: `gig.model_copy(update=...)` or a transition function."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def formerly(**names: str) -> Any:
    """For fields that an earlier release stored under another name: `_formerly = formerly(old="new")` in the class."""

    def read(_cls: object, given: Any) -> Any:
        old = names.keys() & given.keys() if isinstance(given, dict) else set()
        return {names.get(key, key): value for key, value in given.items()} if old else given

    before: Any = classmethod(read)
    return model_validator(mode="before")(before)
