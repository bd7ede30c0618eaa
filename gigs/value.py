"""The one base of every domain value: frozen, strict about unknown fields, storable as JSON."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """An immutable value. A change is a new value: `gig.model_copy(update=...)` or a transition function."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
