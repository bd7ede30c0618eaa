"""The Bot Framework SDK, for the turns of a dialog."""
