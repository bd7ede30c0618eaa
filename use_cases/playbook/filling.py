"""What a template puts into a brief: only into what is empty, and what it put where is told."""

from gigs.brief import BriefForm
from gigs.check_brief import LENGTHS, MOST_DELIVERABLES, MOST_QUESTIONS, MOST_SKILLS
from gigs.length import excess
from gigs.value import Value
from playbook.template import Template
from translation.catalogue import _


class Filled(Value):
    """A form after a template was used. `filled` are the fields that it filled in, `kept` those that hold another text."""

    form: BriefForm
    filled: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def fields_of(template: Template) -> dict[str, str]:
    """What a template says in each field of a brief, as somebody would type it.

    The outcome also says what is out of scope and what the freelancer gets from us, as far as there is room.
    """
    return {
        "title": template.title,
        "outcome": _outcome(template),
        "deliverables": "\n".join(one.what for one in template.deliverables),
        "acceptance": _acceptance(template),
        "category": template.domain.value,
        "skills": ", ".join(template.skills[:MOST_SKILLS]),
        "data_tier": template.data_tier.value,
        "screening": "\n".join(template.ask[:MOST_QUESTIONS]),
    }


def fill(form: BriefForm, template: Template) -> Filled:
    """The form with every empty field filled in for which the template has something."""
    said = {name: text for name, text in fields_of(template).items() if text}
    empty = {name: text for name, text in said.items() if not getattr(form, name)}
    kept = (name for name, text in said.items() if name not in empty and getattr(form, name) != text)
    return Filled(form=form.model_copy(update=empty), filled=tuple(empty), kept=tuple(kept))


def without_room(template: Template) -> dict[str, str]:
    """What to say of the fields of a brief that the template's texts are too long for."""
    wrong = {
        name: told
        for name, text in fields_of(template).items()
        if name in LENGTHS and (told := excess(text, LENGTHS[name]))
    }
    if len(template.deliverables) > MOST_DELIVERABLES:
        wrong["deliverables"] = _("Please keep it to {most}; there are {count}.").format(
            most=MOST_DELIVERABLES, count=len(template.deliverables)
        )
    return wrong


def _outcome(template: Template) -> str:
    text = template.outcome
    for title, items in (
        (_("Out of scope:"), template.out_of_scope),
        (_("You get from us:"), template.give),
    ):
        more = "\n".join([text, "", title, *(f"- {one}" for one in items)])
        if items and not excess(more, LENGTHS["outcome"]):
            text = more
    return text


def _acceptance(template: Template) -> str:
    """Each criterion under what it is about; alone where that would be too long."""
    full = "\n".join(f"{one.what}: {one.accepted_when}" for one in template.deliverables)
    return full if not excess(full, LENGTHS["acceptance"]) else _criteria(template)


def _criteria(template: Template) -> str:
    return "\n".join(one.accepted_when for one in template.deliverables)
