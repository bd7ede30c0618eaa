"""What can become of asking Entra for a token, apart from success."""


class EntraError(Exception):
    """The family. Texts hold Entra's codes, never a secret."""


class EntraDown(EntraError):
    """Entra cannot be reached now, or says that it is in trouble; asking again later may help."""


class EntraRefused(EntraError):
    """Entra says no: wrong credentials or no consent. Asking again does not help."""
