"""Our own tokens from Entra, for whichever of Microsoft's services a part speaks to."""
