"""Two Agents Playgrounds on this machine: the requester's window and the approver's."""
