"""What a programme lead types into a page of the playbook, how it's checked, and the page that it makes."""

from collections.abc import Callable, Mapping

from gigs.brief import Category, DataTier, clean
from gigs.check_brief import MOST_DELIVERABLES, MOST_QUESTIONS, MOST_SKILLS
from gigs.errors import TooLong
from gigs.length import excess
from gigs.skills import split_skills
from gigs.value import Value
from playbook.practice import BestPractice, Step
from playbook.source import Source
from playbook.template import MOST_DAYS, Deliverable, Template
from ports.playbook_storage import PageKind
from translation.catalogue import N_, _
from translation.formats import number
from use_cases.playbook.filling import without_room

LENGTHS = {
    "title": 100,
    "about": 300,
    "words": 300,
    "outcome": 1200,
    "deliverables": 1200,
    "accepted": 1600,
    "out_of_scope": 600,
    "give": 600,
    "ask": 600,
    "watch": 800,
    "skills": 200,
    "text": 2400,
    "rules": 1000,
}
"""The most characters of each text."""
LARGEST = 14_000
"""Bytes of all texts together: so much fits on the card of the form, whatever they are written in."""
AT = "at_"
"""Before a step: the id of its tick."""
_LONGEST_DAYS = 3
_IN_A_BRIEF = {"acceptance": "accepted", "screening": "ask"}
"""Where the form of a page asks for what a brief calls something else."""
_NEEDED = {
    "title": N_("Please give a title."),
    "about": N_("Please say when to use this template."),
    "outcome": N_("Please say what outcome it stands for."),
    "deliverables": N_("Please list the deliverables, one per line."),
    "accepted": N_("Please say when each deliverable is accepted, one per line."),
    "skills": N_("Please give at least one skill."),
    "text": N_("Please write at least one line."),
}


class PageForm(Value):
    """What was typed, however wrong, so that nothing typed is lost. A template has no `steps`, `text` and `rules`, a best
    practice has nothing but these and a title."""

    title: str = ""
    domain: str = ""
    about: str = ""
    words: str = ""
    outcome: str = ""
    deliverables: str = ""
    accepted: str = ""
    out_of_scope: str = ""
    give: str = ""
    ask: str = ""
    watch: str = ""
    skills: str = ""
    shortest: str = ""
    longest: str = ""
    data_tier: str = ""
    steps: str = ""
    text: str = ""
    rules: str = ""


def typed_page(inputs: Mapping[str, str]) -> PageForm:
    """The form from a card's inputs. Raises TooLong where a text is too long, or all of them together are."""
    fields = set(PageForm.model_fields) - {"steps"}
    known = {name: clean(inputs[name]) for name in sorted(fields) if inputs.get(name)}
    for name, text in known.items():
        if told := excess(text, LENGTHS.get(name, _LONGEST_DAYS * 10)):
            said = _("One text is too long: {limit} Nothing was saved; please shorten it and try again.")
            raise TooLong(said.format(limit=told))
    if (size := sum(len(text.encode()) for text in known.values())) > LARGEST:
        said = _(
            "All texts together are too long: {most} bytes at most; yours have {size}. Nothing was saved."
        )
        raise TooLong(said.format(most=number(LARGEST), size=number(size)))
    steps = ",".join(step for step in Step if inputs.get(AT + step) == "true")
    return PageForm(**known, steps=steps)


def made_of(
    form: PageForm, kind: PageKind, page_id: str
) -> tuple[Template | BestPractice | None, dict[str, str]]:
    """The page that was typed; or None, and what is wrong at each field."""
    check = _Check(form)
    made = _template(check, page_id) if kind is PageKind.TEMPLATE else _practice(check, page_id)
    return (None if check.problems else made), check.problems


class _Check:
    """Collects one problem per field while the page is read."""

    def __init__(self, form: PageForm) -> None:
        self.form = form
        self.problems: dict[str, str] = {}

    def text(self, name: str) -> str:
        value = " ".join(str(getattr(self.form, name)).split())
        if not value and name in _NEEDED:
            self.problems[name] = _(_NEEDED[name])
        return value

    def lines(
        self, name: str, most: int = 0, split: Callable[[str], tuple[str, ...]] | None = None
    ) -> tuple[str, ...]:
        parts = (split or lines_of)(str(getattr(self.form, name)))
        if not parts and name in _NEEDED:
            self.problems[name] = _(_NEEDED[name])
        if most and len(parts) > most:
            told = _("Please keep it to {most}; there are {count}.")
            self.problems[name] = told.format(most=most, count=len(parts))
        return parts

    def days(self, name: str) -> int:
        typed: str = getattr(self.form, name)
        is_number = typed.isascii() and typed.isdigit() and len(typed) <= _LONGEST_DAYS
        if not is_number or not 1 <= int(typed) <= MOST_DAYS:
            told = _("Please give working days as a whole number, from 1 to {most}.")
            self.problems[name] = told.format(most=number(MOST_DAYS))
            return 1
        return int(typed)


def lines_of(text: str) -> tuple[str, ...]:
    """One item per line, without what people put before the items of a list."""
    parts = (" ".join(raw.strip(" -–•·・*\t").split()) for raw in text.split("\n"))
    return tuple(part for part in parts if part)


def _template(check: _Check, page_id: str) -> Template | None:
    form, deliverables, days = check.form, _deliverables(check), _days(check)
    for name, kind in (("domain", Category), ("data_tier", DataTier)):
        if getattr(form, name) not in {one.value for one in kind}:
            check.problems[name] = _("Please choose one.")
    known = {
        "title": check.text("title"),
        "about": check.text("about"),
        "words": check.lines("words", split=split_skills),
        "outcome": check.text("outcome"),
        "out_of_scope": check.lines("out_of_scope"),
        "give": check.lines("give"),
        "ask": check.lines("ask", MOST_QUESTIONS),
        "watch": check.lines("watch"),
        "skills": check.lines("skills", MOST_SKILLS, split=split_skills),
    }
    if check.problems:
        return None
    chosen = {"domain": Category(form.domain), "data_tier": DataTier(form.data_tier)}
    template = Template(
        id=page_id, days=days, deliverables=deliverables, source=Source.MADE, **chosen, **known
    )
    for name, told in without_room(template).items():
        check.problems[_IN_A_BRIEF.get(name, name)] = _("In a brief: {limit}").format(limit=told)
    return template


def _deliverables(check: _Check) -> tuple[Deliverable, ...]:
    """Each with its criterion, which stands at the same place in the other field."""
    what, when = check.lines("deliverables", MOST_DELIVERABLES), check.lines("accepted")
    if what and when and len(what) != len(when):
        told = _(
            "There are {deliverables} deliverables and {lines} lines here: one line for each, in the same order."
        )
        check.problems["accepted"] = told.format(deliverables=len(what), lines=len(when))
    return tuple(Deliverable(what=one, accepted_when=by) for one, by in zip(what, when, strict=False))


def _days(check: _Check) -> tuple[int, int]:
    shortest, longest = check.days("shortest"), check.days("longest")
    if not {"shortest", "longest"} & check.problems.keys() and shortest > longest:
        check.problems["longest"] = _("The longest can’t be shorter than the shortest.")
    return shortest, longest


def _practice(check: _Check, page_id: str) -> BestPractice | None:
    steps = tuple(step for step in Step if step.value in check.form.steps.split(","))
    if not steps:
        check.problems["steps"] = _("Please choose at least one step at which it helps.")
    title, text, rules = check.text("title"), check.lines("text"), check.lines("rules")
    if check.problems:
        return None
    return BestPractice(id=page_id, title=title, steps=steps, text=text, rules=rules, source=Source.MADE)
