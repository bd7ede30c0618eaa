"""The parts of the form that depend on the marketplace: which one, and what only some of them ask for."""

from collections.abc import Collection, Mapping, Sequence

from cards.coach import fewer_skills
from cards.kit.elements import Body, buttons, section, small
from cards.kit.fields import EXPERIENCE, FIELDS, VISIBILITIES, label_of
from cards.kit.inputs import Ids, button, choice, is_choice, search_field
from cards.kit.long_text import Room, typed_field
from cards.kit.nodes import CardElement, Container
from gigs.brief import BriefForm
from gigs.check_brief import LENGTHS
from gigs.length import excess
from gigs.skills import split_skills
from translation.catalogue import N_, _

SKILLS_OF = "skills/"
"""Before a marketplace's name: the dataset in which the client searches while skills are typed."""
FIND_SKILLS = "find_skills"
"""Among what a form asks for: its skills are those of the marketplace's catalogue, and the client can search there."""
_ANOTHER = N_("To switch, choose another one and press the button. What you typed stays.")
_FIRST = N_("The form then asks what that marketplace needs.")


def where(
    form: BriefForm, problems: Mapping[str, str], marketplaces: Sequence[tuple[str, str]], ids: Ids
) -> Body:
    """Which marketplace, as a step of its own that draws the form again; nothing where there is only one."""
    if len(marketplaces) < 2:
        return []
    wrong = problems.get("marketplace", "")
    asked = choice("marketplace", label_of("marketplace"), marketplaces, form.marketplace, wrong)
    chosen = form.marketplace in {name for name, _ in marketplaces}
    use = button(_("Use this marketplace"), "choose_market", style=None if chosen else "positive", **ids)
    return [
        section(
            _("Where to post it"),
            asked,
            small(_(_ANOTHER) if chosen else _(_FIRST), "Small"),
            buttons(use),
        )
    ]


def visibility(form: BriefForm, problems: Mapping[str, str], asks: Collection[str]) -> Body:
    """Who can see the listing; nobody assumes it for anybody."""
    if "visibility" not in asks:
        return []
    options = [(seen.value, title) for seen, title in VISIBILITIES.items()]
    wrong = problems.get("visibility", "")
    return [choice("visibility", label_of("visibility"), options, form.visibility, wrong, style="expanded")]


def skills(form: BriefForm, wrong: str, asks: Collection[str], room: Room) -> CardElement:
    """The skills: found in the marketplace's catalogue where the client can search it, otherwise typed."""
    name, typed = "skills", split_skills(form.skills)
    if FIND_SKILLS not in asks or excess(form.skills, LENGTHS[name]) or not all(map(is_choice, typed)):
        hint = _("Up to five, such as PowerPoint, storytelling")
        shown = typed_field(name, label_of(name), form.skills, wrong, room, hint=hint)
        return Container(items=[shown, *fewer_skills(form, room.ids)])
    label = _("{field} (up to five)").format(field=label_of(name))
    shown = search_field(name, label, SKILLS_OF + form.marketplace, typed, wrong)
    return Container(items=[shown, *fewer_skills(form, room.ids)])


def optional(form: BriefForm, problems: Mapping[str, str], asks: Collection[str], room: Room) -> Body:
    """What may be left empty, as far as this marketplace asks for it."""
    draw = {"experience": _experience, "weekly_hours": _weekly_hours, "screening": _screening}
    inputs = [draw[name](form, problems.get(name, ""), room) for name in draw if name in asks]
    return [section(_("Optional"), *inputs)] if inputs else []


def _experience(form: BriefForm, wrong: str, _room: Room) -> CardElement:
    options = [(level.value, title) for level, title in EXPERIENCE.items()]
    return choice("experience", _optional("experience"), options, form.experience, wrong)


def _weekly_hours(form: BriefForm, wrong: str, room: Room) -> CardElement:
    name, hint = "weekly_hours", _("Hourly work only, such as 20")
    return typed_field(name, _optional(name), form.weekly_hours, wrong, room, hint=hint)


def _screening(form: BriefForm, wrong: str, room: Room) -> CardElement:
    name, hint = "screening", _("Up to five, one per line. They’re answered with the proposal.")
    return typed_field(name, _optional(name), form.screening, wrong, room, hint=hint, lines=True)


def _optional(name: str) -> str:
    return _("{field} (optional)").format(field=FIELDS[name])
