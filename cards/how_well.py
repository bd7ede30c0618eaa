"""The quiet way from a card to the best practices that help there."""

from cards.kit.inputs import button
from cards.kit.nodes import Container
from cards.kit.pressed import ExecuteAction
from cards.kit.texts import line, own
from translation.catalogue import N_, _
from use_cases.playbook.practices import Place

HOW_WELL = N_("How to do this well")


def how_well_button(place: Place) -> ExecuteAction:
    """Opens them as a card of their own."""
    return button(_(HOW_WELL), "do_well", inputs=False, field=place.value)


def how_well(place: Place) -> Container:
    """The same as a line that is pressed, beside the buttons that a card can have."""
    told = line(own(f"{_(HOW_WELL)}\u00a0›", size="Small", color="Accent"))
    return Container(items=[told], select_action=how_well_button(place), spacing="Medium")
