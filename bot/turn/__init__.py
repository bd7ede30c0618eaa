"""One turn: from an activity to its answer."""
