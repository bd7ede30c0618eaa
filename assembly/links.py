"""The links to pages of the product, signed by a key of the settings."""

import os

from config.settings import Mode, Settings
from dashboard.links import SignedLinks
from ports.clock import Clock


def links_of(settings: Settings, clock: Clock) -> SignedLinks | None:
    """Mode local makes up what is not set, and the links then end with the process."""
    local = settings.mode is Mode.LOCAL
    key = settings.link_key.get_secret_value() or (os.urandom(32).hex() if local else "")
    address = settings.public_url or (f"http://127.0.0.1:{settings.port}" if local else "")
    return SignedLinks(key, address, clock) if key and address else None
