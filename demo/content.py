"""What the past is made of: kinds of work, subjects, people and reasons, read from the files in `content/`."""

from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import Field

from gigs.value import Value

HERE = Path(__file__).resolve().parent / "content"
PEOPLE = HERE / "people.yaml"

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Some = Annotated[tuple[str, ...], Field(min_length=1)]


class Kind(Value):
    """A kind of work: the template its briefs are filled from, what such gigs are called, and what was learnt from them.

    `titles` have `{subject}` where a subject stands. `budget` is from the least to the most, in whole euros.
    """

    template: str
    titles: Some
    budget: tuple[int, int]
    do_again: Some
    do_differently: Some


class Story(Value):
    """A case study, as its author tells it; `template` is the kind of work it’s about."""

    template: str
    title: str
    problem: str
    result: str
    advice: str


class Reasons(Value):
    """Why somebody said no, sent work back, withdrew a gig, or chose a proposal."""

    rejected: Some
    sent_back: Some
    withdrawn: Some


class Content(Value):
    """Everything that is said in the past. `subjects` are by division; `names` are the freelancers’ by marketplace, in
    the order of the sandbox’s cast."""

    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)]
    subjects: dict[str, Some]
    names: dict[str, Some]
    reasons: Reasons
    stories: tuple[Story, ...]


def read_content(folder: Path = HERE) -> Content:
    """Every file of the folder `work`, and what they share."""
    kinds = [kind for path in sorted((folder / "work").glob("*.yaml")) for kind in _read(path)]
    stories = _read(folder / "stories.yaml")
    return Content.model_validate({"kinds": kinds, "stories": stories, **_read(folder / "company.yaml")})


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader
