"""The question that an amount with two readings needs."""

from cards.kit.elements import Body, buttons
from cards.kit.inputs import Ids, button
from gigs.amounts import AmbiguousAmount, digits_of, read_amount
from translation.catalogue import _


def reading_buttons(typed: str, currency: str, verb: str, ids: Ids) -> Body:
    """A button with each reading in full, which sends `verb` with what else is typed; nothing where there is only one."""
    try:
        read_amount(typed, currency)
    except AmbiguousAmount as two:
        offered = [
            button(_("I mean {amount}").format(amount=each), verb, **(ids | Ids(reading=digits_of(each))))
            for each in two.readings
        ]
        return [buttons(*offered)]
    except ValueError:
        return []
    return []
