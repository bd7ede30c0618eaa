"""What a template says in each field of a brief’s form, and what was taken from one in a brief’s outcome."""

from typing import NamedTuple

from gigs.brief import BriefForm
from playbook.template import Template
from translation.catalogue import _


def filled(template: Template) -> BriefForm:
    """The form as somebody would type it who copies the template. Money, dates, the marketplace and who pays stay empty:
    only the requester knows them."""
    return BriefForm(
        title=template.title,
        outcome=_outcome(template),
        deliverables="\n".join(one.what for one in template.deliverables),
        acceptance="\n".join(f"- {one.accepted_when}" for one in template.deliverables),
        category=template.domain.value,
        skills=", ".join(template.skills),
        data_tier=template.data_tier.value,
        screening="\n".join(template.ask),
    )


def _outcome(template: Template) -> str:
    """The form has no fields of its own for what is out of scope and what is handed over, so they stand here."""
    parts = [template.outcome]
    if template.out_of_scope:
        parts.append(_("Out of scope:") + _points(template.out_of_scope))
    if template.give:
        parts.append(_("You get from us:") + _points(template.give))
    return "\n\n".join(parts)


class TakenApart(NamedTuple):
    """An outcome, and what stood below it as a template puts it there: points, one per line."""

    outcome: str
    out_of_scope: str = ""
    give: str = ""


def taken_apart(outcome: str) -> TakenApart:
    """What `filled` put together. Lines that aren't points below one of its headings stay in the outcome."""
    names = {_("Out of scope:"): "out_of_scope", _("You get from us:"): "give"}
    said: list[str] = []
    points: dict[str, str] = {}
    for part in outcome.split("\n\n"):
        heading, *lines = part.strip().split("\n")
        name = names.get(heading.strip())
        if name and name not in points and lines and all(one.startswith("- ") for one in lines):
            points[name] = "\n".join(one.removeprefix("- ") for one in lines)
        else:
            said.append(part)
    return TakenApart("\n\n".join(said), **points)


def _points(lines: tuple[str, ...]) -> str:
    return "".join(f"\n- {one}" for one in lines)
