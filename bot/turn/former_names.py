"""Names on cards that earlier releases sent and that still stand in chats: read as what they are called now."""

from collections.abc import Mapping

FORMER_VERBS: Mapping[str, str] = {
    "take_offer_back": "withdraw_offer",
    "save_stand_in": "save_delegate",
    "end_stand_in": "end_delegation",
}
FORMER_INPUTS: Mapping[str, str] = {
    "stand_in_delegate": "delegate",
    "stand_in_first": "delegate_first",
    "stand_in_last": "delegate_last",
    "stand_in_for": "delegate_for",
}
