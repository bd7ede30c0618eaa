"""What tells somebody who tries the product with a made-up past that it’s made up."""

from cards.kit.elements import Body, callout
from cards.kit.texts import words
from translation.catalogue import _


def demo_note(*, is_demo: bool) -> Body:
    """Nothing where the product serves real people."""
    if not is_demo:
        return []
    told = _(
        "The company, its people, gigs, prices and lessons are made up, so that you have something to look at."
    )
    return [callout("warning", _("Demo data: nothing here is real"), words(told, spacing="Small"))]
