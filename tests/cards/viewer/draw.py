"""Draws the gallery once and writes it to standard output as JSON; a process of its own, so that it sees files as they are now."""

import json
import sys

from cards.kit.elements import wire
from tests.cards.gallery import every_card

if __name__ == "__main__":
    json.dump({name: wire(card) for name, card in every_card().items()}, sys.stdout)
