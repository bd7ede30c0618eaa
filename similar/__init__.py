"""When two gigs are nearly the same: the terms of their words, and how near they are."""
