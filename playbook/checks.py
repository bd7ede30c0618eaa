"""What no single field of a template or a page can say of itself: the form that it fills has to take it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from gigs.check_brief import check_brief
from gigs.errors import BriefIncomplete
from gigs.skills import split_skills
from playbook.filling import filled
from playbook.practice import BestPractice
from playbook.template import Template
from yaml_files.tree import Problem

MOST_WORDS = 250
"""Of a page of best practice with its rules: it’s read in a minute."""

_FROM: Mapping[str, tuple[str, str]] = {
    "title": ("title", "as the form’s title"),
    "outcome": ("outcome", "with `out_of_scope` and `give`, as the form’s outcome"),
    "deliverables": ("deliverables", "as the form’s deliverables"),
    "acceptance": ("deliverables", "with `accepted_when`, as the form’s acceptance"),
    "skills": ("skills", "as the form’s skills"),
    "screening": ("ask", "as the form’s questions"),
}
"""Each text of the form that a template fills -> the template’s field, and how it gets there."""
_ANY_DAY = date(2026, 1, 5)


def problems_of(one: Template | BestPractice) -> list[Problem]:
    """Every problem with its place; none when it can be used."""
    return list(_of_template(one) if isinstance(one, Template) else _of_page(one))


def _of_template(template: Template) -> Iterator[Problem]:
    for index, skill in enumerate(template.skills):
        if split_skills(skill) != (skill,):
            yield ("skills", index), "is more than one skill; write each as an entry of its own"
    for name in ("words", "out_of_scope", "give", "ask", "watch", "skills"):
        yield from _twice(name, getattr(template, name))
    yield from _twice("deliverables", [one.what for one in template.deliverables])
    yield from _on_the_form(template)


def _on_the_form(template: Template) -> Iterator[Problem]:
    """What the form would say of the texts that the template puts there."""
    try:
        check_brief(filled(template), today=_ANY_DAY, marketplaces=())
    except BriefIncomplete as incomplete:
        for field, said in incomplete.problems.items():
            if field in _FROM:
                name, how = _FROM[field]
                yield (name,), f"{how}: {said.rstrip('.')}"


def _of_page(page: BestPractice) -> Iterator[Problem]:
    for name in ("steps", "text", "rules"):
        yield from _twice(name, getattr(page, name))
    count = sum(len(each.split()) for each in (*page.text, *page.rules))
    if count > MOST_WORDS:
        yield (
            ("text",),
            f"has {count} words with its rules; {MOST_WORDS} at most, so that it’s read in a minute",
        )


def _twice(name: str, entries: Sequence[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        if entry.casefold() in seen:
            yield (name, index), "is here a second time; keep one"
        seen.add(entry.casefold())
