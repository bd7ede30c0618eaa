"""The skills that somebody names, so that they hear of work that fits; and that they can be forgotten."""

from collections.abc import Sequence

from cards.kit.elements import Body, banner, callout, frame, small
from cards.kit.inputs import button, text_field
from cards.kit.nodes import Action
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, run, words
from translation.catalogue import _
from translation.formats import both

SKILLS = "my_skills"
"""The name of the input."""


def my_skills_card(skills: Sequence[str], *, saved: bool = False) -> AdaptiveCard:
    """`saved` right after they were."""
    told = _(
        "Name what you’d like to help with. When a colleague’s gig asks for it, I’ll tell you before it’s posted."
    )
    body: Body = [banner(_("My skills")), words(told)]
    if saved:
        headline = _("Saved") if skills else _("Forgotten")
        shown = (
            line(run(both(skills), most=1500), spacing="Small")
            if skills
            else words(_("You name no skills now."))
        )
        body.append(callout("good", headline, shown))
    hint = _("For example: PowerPoint, German, video editing")
    body.append(
        text_field(SKILLS, _("Skills, with commas between"), ", ".join(skills), hint=hint, lines=True)
    )
    body.append(
        small(
            _("Requesters see them beside your name when you offer to do their work. Nobody else does."),
            "Small",
        )
    )
    actions: list[Action] = [button(_("Save"), "save_skills", style="positive")]
    if skills:
        actions.append(button(_("Forget my skills"), "forget_skills", inputs=False))
    return frame(body, actions, summary=_("My skills"))
