"""What people are told of the directory itself."""

from typing import Final

UNAVAILABLE: Final = "I cannot reach your company's directory right now. Please try again in a few minutes."
