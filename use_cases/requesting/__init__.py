"""What a requester does with a brief: submit, reopen, withdraw."""
