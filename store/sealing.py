"""Tokens at rest: AES-GCM with keys that are kept outside the database."""

import os
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import SecretStr

from ports.accounts import CannotOpen, Sealed

_NONCE = 12
"""Bytes, as NIST SP 800-38D recommends. A random one each time: safe for 2**32 seals under one key."""


class AesGcmSealer:
    """`ports.accounts.Sealer`. The first key seals, all of them open: that is how a key is replaced.

    `keys` maps each key's name to its 32 bytes, in the order of the setting.
    """

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        self._first = next(iter(keys))
        self._keys = {name: AESGCM(key) for name, key in keys.items()}

    def seal(self, secret: SecretStr, about: str) -> Sealed:
        """The nonce comes first in the box."""
        nonce = os.urandom(_NONCE)
        text = secret.get_secret_value().encode()
        return Sealed(
            key=self._first, box=nonce + self._keys[self._first].encrypt(nonce, text, about.encode())
        )

    def open(self, sealed: Sealed, about: str) -> SecretStr:
        """Raises CannotOpen; nothing of the secret is in what it says."""
        key = self._keys.get(sealed.key)
        if key is None:
            raise CannotOpen(f"the key called {sealed.key} is not among TOKEN_KEYS")
        try:
            text = key.decrypt(sealed.box[:_NONCE], sealed.box[_NONCE:], about.encode())
        except (InvalidTag, ValueError):
            raise CannotOpen(f"the key called {sealed.key} does not fit any more") from None
        return SecretStr(text.decode())
