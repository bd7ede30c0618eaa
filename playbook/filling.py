"""What a template says in each field of a brief’s form."""

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


def _points(lines: tuple[str, ...]) -> str:
    return "".join(f"\n- {one}" for one in lines)
