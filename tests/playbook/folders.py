"""A playbook’s folder on disk, as an organisation would write it."""

from pathlib import Path

import pytest

from playbook.playbook import Playbook
from playbook.reading import OURS, PlaybookWrong, read_playbook

TEMPLATE = """\
title: Photos of our sites
domain: design
about: A new site has opened and needs pictures.
words: [photo, Fotos]
outcome: Twelve pictures are on the site’s page.
deliverables:
  - what: 12 photos, 6,000 px wide
    accepted_when: Every photo opens and shows no face without consent.
  - what: 1 list of captions
    accepted_when: Each file name is on the list once.
out_of_scope: [Printing]
give: [A key to the gate]
ask: [Which camera do you use?]
watch: [Ask the neighbours first.]
skills: [Photography]
days: [2, 4]
data_tier: general
"""
PAGE = """\
title: Before you call Procurement
steps: [brief]
text:
  - Look into the catalogue first.
rules:
  - Nothing above 5,000 without a purchase order.
"""


def write(folder: Path, **files: str | bytes) -> Path:
    """`templates__photos="..."` becomes `templates/photos.yaml`."""
    for name, content in files.items():
        kind, _, stem = name.partition("__")
        path = folder / kind / f"{stem.replace('_', '-')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def read(folder: Path) -> Playbook:
    """Ours and this folder."""
    return read_playbook([OURS, folder])


def problems(folder: Path) -> tuple[str, ...]:
    """What is wrong with it."""
    with pytest.raises(PlaybookWrong) as wrong:
        read(folder)
    assert wrong.value.name == str(folder)
    return wrong.value.problems


def problems_if_any(folder: Path) -> tuple[str, ...]:
    """What is wrong with it alone; nothing where it can be used."""
    try:
        read_playbook([folder])
    except PlaybookWrong as wrong:
        return wrong.problems
    return ()
