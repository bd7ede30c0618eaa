"""Agents Playgrounds on this machine: the windows of a requester, of an approver, and of the approver above."""
