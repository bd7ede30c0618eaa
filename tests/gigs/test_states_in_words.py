"""Where a gig stands, in the sentences that refuse something."""

from gigs.gig import GigState
from gigs.states_in_words import in_words


def test_every_state_has_words_of_its_own():
    assert len({in_words(state) for state in GigState}) == len(GigState)
    assert in_words(GigState.ACTIVE) == "work is under way"
