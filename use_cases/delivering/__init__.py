"""Work: milestones funded, deliverables accepted or sent back, more money."""
