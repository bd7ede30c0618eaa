"""One skill from the next, whatever people and keyboards put between them."""

import re
import unicodedata

_BETWEEN = re.compile("[,;\n\t、，；､﹐﹑﹔︐︑︔،؛፣፤。｡।۔՝⁏⸲⸴⹁߸꓾]+")
_IN_SOME_NAMES = re.compile(
    r"\s*[|·•・｜‖‧∙⋅●▪◦¦∣→›»\\\u3000]\s*|\s+[/／–—-]\s*|\s*[/／–—]\s+|(?<=\w{4})[/／](?=\w{4})"
)
"""These stand in names too (`UI/UX`), so they part skills only where nothing else does."""
_NUMBER = re.compile(r"\d{1,2}[.)]\s+(?=\S)")
_MARKS = re.compile(r"[\s\-_/.]+")
_BEFORE = " -–—•·・*●▪◦‧∙⋅→›»\t\u3000"


def split_skills(text: str) -> tuple[str, ...]:
    """`logo, print`, `ロゴ、印刷`, `logo / print` or a numbered list; a name such as `UI/UX` stays one."""
    between = _BETWEEN if _BETWEEN.search(text.strip()) else _IN_SOME_NAMES
    parts = (_NUMBER.sub("", raw.strip(_BEFORE), count=1) for raw in between.split(text))
    return tuple(part for raw in parts if (part := raw.strip(_BEFORE)))


def folded(skill: str) -> str:
    """What two spellings of one skill have in common: neither case nor width nor the marks between words count."""
    plain = unicodedata.normalize("NFKC", skill).casefold()
    return " ".join(_MARKS.sub(" ", plain).split())
