"""JSON from outside, cleaned once: no text in it holds what a database or a log cannot."""

import json
import re
from typing import Any

_UNCLEAN = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ud800-\udfff]")
"""Control characters but for tab and line breaks, and surrogates without their other half."""


def parsed(raw: bytes) -> Any:
    """What it says, cleaned. Bytes that are no UTF-8 are replaced; NaN and the infinities are null.

    Raises ValueError for what is not JSON, or nested too deeply.
    """
    text = raw.decode(json.detect_encoding(raw), "replace")
    try:
        return _cleaned(json.loads(text, parse_constant=_nothing))
    except RecursionError as deep:
        raise ValueError("nested too deeply") from deep


def is_clean(text: str) -> bool:
    """Whether nothing would be taken out of it."""
    return _UNCLEAN.search(text) is None


def _nothing(_constant: str) -> None:
    """In place of a number that is none."""


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return _UNCLEAN.sub("", value)
    if isinstance(value, dict):
        return {_cleaned(key): _cleaned(one) for key, one in value.items()}
    return [_cleaned(one) for one in value] if isinstance(value, list) else value
