"""Policies for tests: round the clock, and only what a test is about said in the test."""

from policy.policy import Policy
from policy.policy_file import parse_policy

_USUAL = """
name: test
currency: USD
rates: {EUR: 1.1, JPY: 0.0066}
calendar: {hours: "00:00-24:00", days: [mon, tue, wed, thu, fri, sat, sun], public_holidays: no}
"""
_MANAGER = "bands: [{steps: [{ask: manager}]}]"
_THREE_DAYS = "timing: {expire: 3d}"


def a_policy(text: str = "") -> Policy:
    """The manager alone, for three days, unless `text` has other bands or another timing."""
    return parse_policy(a_policy_file(text), "test.yaml")


def a_policy_file(text: str = "") -> str:
    """The words of `a_policy`."""
    parts = [_USUAL, text]
    parts += [] if "bands:" in text else [_MANAGER]
    parts += [] if "\ntiming:" in f"\n{text}" else [_THREE_DAYS]
    return "\n".join(parts)
