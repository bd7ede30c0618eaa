"""What pydantic found wrong, as sentences for whoever writes the file."""

import difflib
from collections.abc import Collection, Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from yaml_files.tree import Place, Problem

_SAID = {
    "missing": "is missing",
    "bool_parsing": "must be yes or no",
    "bool_type": "must be yes or no",
    "dict_type": "must have fields of its own below it",
    "mapping_type": "must have fields of its own below it",
    "model_type": "must have fields of its own below it",
    "model_attributes_type": "must have fields of its own below it",
    "tuple_type": "must be a list, one `- ` a line",
    "list_type": "must be a list, one `- ` a line",
    "frozen_set_type": "must be a list, like [mon, tue]",
    "decimal_parsing": "must be a number, like 1.08",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "string_type": "must be a text on the same line",
    "string_too_short": "must not be empty",
    "too_short": "must have at least one entry",
    "greater_than": "must be above 0",
}
_LIMITS = {
    "greater_than_equal": ("must be at least {:,}", "ge"),
    "less_than_equal": ("must be at most {:,}", "le"),
    "string_too_long": ("must have at most {:,} characters", "max_length"),
    "too_long": ("must have at most {:,} entries", "max_length"),
}
"""What is said, and what pydantic calls the limit in it."""


def in_our_words(
    model: type[BaseModel], details: Sequence[ErrorDetails], hidden: Collection[str] = ()
) -> list[Problem]:
    """Each place in the file and what is wrong there, without a full stop. `model` is that of the whole file, `hidden`
    are its fields that no file has.

    A list of which every entry is wrong is not called empty as well.
    """
    around = {tuple(detail["loc"][:end]) for detail in details for end in range(len(detail["loc"]))}
    return [
        _problem(model, detail, hidden)
        for detail in details
        if detail["type"] != "too_short" or tuple(detail["loc"]) not in around
    ]


def _problem(model: type[BaseModel], detail: ErrorDetails, hidden: Collection[str]) -> Problem:
    place: Place = tuple(detail["loc"])
    kind = detail["type"]
    if kind == "extra_forbidden":
        return place, _unknown(model, place, hidden)
    if kind in ("enum", "literal_error"):
        return place, f"{detail['input']!r} is not one of {detail.get('ctx', {}).get('expected')}"
    if kind == "string_pattern_mismatch":
        return place, f"{detail['input']!r} is not {_pattern(str(place[-1]))}"
    if kind in _SAID:
        return place, _SAID[kind]
    if kind in _LIMITS:
        told, limit = _LIMITS[kind]
        return place, told.format(detail.get("ctx", {})[limit])
    return place, detail["msg"].removeprefix("Value error, ").rstrip(".")


def _pattern(field: str) -> str:
    return (
        "an id of letters, digits, _ and - (at most 40)"
        if field == "id"
        else "an address like anna@example.com"
    )


def _unknown(model: type[BaseModel], place: Place, hidden: Collection[str]) -> str:
    wanted = _model_at(model, place[:-1])
    known = (
        [field.alias or name for name, field in wanted.model_fields.items() if name not in hidden]
        if wanted
        else []
    )
    near = difflib.get_close_matches(str(place[-1]), known, n=1, cutoff=0.6)
    if near:
        return f"is not known here; did you mean `{near[0]}`?"
    return f"is not known here; there are {', '.join(known)}"


def _model_at(model: Any, place: Place) -> type[BaseModel] | None:
    """The model of the part at this place, found by the annotations of everything around it."""
    here = model
    for part in place:
        here = _of_field(here, part) if _is_model(here) else _of_entry(here)
    here = _without_none(here)
    return here if _is_model(here) else None


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _of_field(model: type[BaseModel], part: str | int) -> Any:
    fields: Mapping[str, Any] = {field.alias or name: field for name, field in model.model_fields.items()}
    return _without_none(fields[str(part)].annotation) if part in fields else None


def _of_entry(annotation: Any) -> Any:
    """What a list or a dictionary holds."""
    arguments = [each for each in get_args(annotation) if each is not Ellipsis]
    return _without_none(arguments[-1]) if arguments else None


def _without_none(annotation: Any) -> Any:
    """The X of `X | None`, and of `Annotated[X, ...]`."""
    if hasattr(annotation, "__metadata__"):
        return _without_none(annotation.__origin__)
    arguments = get_args(annotation)
    if type(None) in arguments:
        return _without_none(next(each for each in arguments if each is not type(None)))
    return annotation
