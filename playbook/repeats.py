"""Which sentences stand in several templates: filler that belongs into a best practice, or nowhere."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from playbook.template import Template

TOO_MANY = 3
_ENDS = re.compile(r"(?<=[.!?;])\s+")
_SHORTEST = 3
"""Words of a sentence that counts."""


def repeated(templates: Sequence[Template], most: int = TOO_MANY - 1) -> Mapping[str, tuple[str, ...]]:
    """Each sentence that stands in more than `most` templates -> their ids. Capitals, figures and punctuation don’t make a
    sentence another one."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for template in templates:
        for sentence in _sentences(template):
            if len(sentence.split()) >= _SHORTEST:
                found[_alike(sentence)].setdefault(template.id, sentence)
    return {next(iter(here.values())): tuple(here) for here in found.values() if len(here) > most}


def _sentences(template: Template) -> Iterator[str]:
    texts = [
        *(template.about, template.outcome),
        *(text for one in template.deliverables for text in (one.what, one.accepted_when)),
        *(*template.out_of_scope, *template.give, *template.ask, *template.watch),
    ]
    for text in texts:
        yield from _ENDS.split(text)


def _alike(sentence: str) -> str:
    return " ".join(re.findall(r"[^\W\d_]+", sentence.casefold()))
