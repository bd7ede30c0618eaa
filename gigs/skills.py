"""One skill from the next, whatever people and keyboards put between them."""

import re

_BETWEEN = re.compile("[,;\n\t、，；､﹐﹑﹔،؛፣]+")
_IN_SOME_NAMES = re.compile(r"\s*[|·•・｜‖]\s*|\s+[/／]\s*|\s*[/／]\s+|(?<=\w{4})[/／](?=\w{4})")
"""These stand in names too (`UI/UX`), so they part skills only where nothing else does."""


def split_skills(text: str) -> tuple[str, ...]:
    """`logo, print`, `ロゴ、印刷` or `logo / print`; a name such as `UI/UX` stays one."""
    between = _BETWEEN if _BETWEEN.search(text) else _IN_SOME_NAMES
    return tuple(part for raw in between.split(text) if (part := raw.strip(" -–•·・*\t")))
