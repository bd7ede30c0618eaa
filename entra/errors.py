"""What can become of asking Entra for a token, apart from success."""


class EntraError(Exception):
    """The family. `code` is Entra's, or the type of what went wrong on the way there; never a secret."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Entra: {code}")
        self.code = code


class EntraDown(EntraError):
    """Entra cannot be reached now, or says that it is in trouble; asking again later may help."""


class EntraRefused(EntraError):
    """Entra says no: wrong credentials or no consent. Asking again does not help."""
