"""What the real providers share: an account's access, and calls over HTTP that end in a yes, a no or an unknown."""
