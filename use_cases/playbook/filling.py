"""What a template puts into a brief: only into what is empty, and what it put where is told."""

from gigs.brief import BriefForm
from gigs.check_brief import LENGTHS
from gigs.length import excess
from gigs.value import Value
from playbook.filling import filled
from playbook.template import Template


class Filled(Value):
    """A form after a template was used. `filled` are the fields that it filled in, `kept` those that hold another text."""

    form: BriefForm
    filled: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def fields_of(template: Template) -> dict[str, str]:
    """What a template says in each field of a brief, as somebody would type it."""
    said = filled(template)
    return {
        name: text for name in BriefForm.model_fields if isinstance(text := getattr(said, name), str) and text
    }


def fill(form: BriefForm, template: Template) -> Filled:
    """The form with every empty field filled in for which the template has something."""
    said = fields_of(template)
    empty = {name: text for name, text in said.items() if not getattr(form, name)}
    kept = (name for name, text in said.items() if name not in empty and getattr(form, name) != text)
    return Filled(form=form.model_copy(update=empty), filled=tuple(empty), kept=tuple(kept))


def without_room(template: Template) -> dict[str, str]:
    """What to say of the fields of a brief that the template's texts are too long for."""
    return {
        name: told
        for name, text in fields_of(template).items()
        if name in LENGTHS and (told := excess(text, LENGTHS[name]))
    }
