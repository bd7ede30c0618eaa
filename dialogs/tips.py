"""A tip under the form and its preview, for whoever posts their first gig."""

import orjson

from cards.kit.elements import LARGEST
from cards.kit.pressed import AdaptiveCard
from cards.tips import Step, tip
from dialogs.turn import Turn
from use_cases.publishing.switch_tips import wants_tips


async def tipped(turn: Turn, card: AdaptiveCard, step: Step) -> AdaptiveCard:
    """The card with its tip; as it is for whoever wants none, and where there's no room left."""
    if not await wants_tips(turn.context, turn.person):
        return card
    body = card["body"]
    card["body"] = [*body, tip(step)]
    if len(orjson.dumps(card)) > LARGEST:
        card["body"] = body
    return card
