"""Templates beside the form of a brief: which fit what was typed, and what one has filled in."""

from collections.abc import Callable, Sequence

from cards.how_well import how_well_button
from cards.kit.elements import Body, buttons, callout, entry, section, small
from cards.kit.fields import FIELDS
from cards.kit.inputs import Ids, button
from cards.kit.pressed import ExecuteAction
from cards.kit.texts import line, own, plain, run, sentence
from cards.template import FITS
from gigs.check_brief import EXTRA_FIELDS
from playbook.template import Template
from translation.catalogue import N_, _
from translation.formats import both
from use_cases.playbook.practices import Place
from use_cases.playbook.use_template import Used

Beside = Callable[[Ids], Body]
"""Draws a part of the form, given the ids that its buttons carry."""
FIND = N_("Find a template")
NOTHING_FITS = N_("No template in the playbook fits what you’ve typed so far.")


def offer(templates: Sequence[Template]) -> Beside:
    """Each in one press; the rest of the playbook stays where it is."""

    def draw(ids: Ids) -> Body:
        rows: Body = []
        for one in templates:
            title, named = plain(one.title, 60), ids | Ids(page=one.id)
            told = [
                line(run(one.title, most=150, bold=True), own("\u00a0›", color="Accent")),
                line(run(one.about, most=240, size="Small"), spacing="None"),
            ]
            read = button(_("Read “{title}”").format(title=title), "read_template", **named)
            use = button(_("Use “{title}”").format(title=title), "use_template", **named)
            rows += [entry(told, read), buttons(use)]
        return [section(_("Start from a template?"), small(_(FITS), "Small"), *rows, buttons(_how_well()))]

    return draw


def find(*, nothing_fits: bool = False) -> Beside:
    """The way to a template for what was typed; `nothing_fits` where it was just tried."""

    def draw(ids: Ids) -> Body:
        if nothing_fits:
            browse = button(_("Open the playbook"), "open_playbook", **ids)
            return [small(_(NOTHING_FITS), "Medium"), buttons(browse, _how_well())]
        return [buttons(button(_(FIND), "find_template", **ids), _how_well())]

    return draw


def filled_in(used: Used, asked: Sequence[str]) -> Beside:
    """What a template has just put where, and what it left as it was. `asked` are the extra fields on this form."""

    def draw(ids: Ids) -> Body:
        filled, kept = (_names(names, asked) for names in (used.filled.filled, used.filled.kept))
        title = run(used.template.title, most=150, bold=True)
        told: Body = []
        if filled:
            told.append(sentence(_("Filled in: {fields}."), fields=own(filled), spacing="Small"))
        if kept:
            told.append(sentence(_("Left as you had it: {fields}."), fields=own(kept), spacing="Small"))
        headline = (
            _("Filled in from the template. Check each field and make it yours.")
            if filled
            else _("Nothing was empty, so the template changed nothing")
        )
        read = button(_("Read the template"), "read_template", **(ids | Ids(page=used.template.id)))
        return [
            callout("good" if filled else "emphasis", headline, line(title), *told),
            buttons(read, _how_well()),
        ]

    return draw


def _how_well() -> ExecuteAction:
    return how_well_button(Place.BRIEF)


def _names(fields: Sequence[str], asked: Sequence[str]) -> str:
    """What these fields are called on the form; one that this form doesn't ask for isn't named."""
    shown = [name for name in fields if name not in EXTRA_FIELDS or name in asked]
    return both([FIELDS[name] for name in shown])
