"""The policy: one file of rules, and the way to a yes that it plans for a gig. Rules only: nothing is asked or sent here."""
