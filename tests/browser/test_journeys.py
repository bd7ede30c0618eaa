import pytest

pytestmark = pytest.mark.browser


async def test_a_gig_goes_from_a_chat_to_a_rated_piece_of_work(play):
    await play("journey")


async def test_changes_are_asked_for_and_the_form_comes_back_filled_in(play):
    await play("changes")


async def test_a_channel_follows_its_teams_gigs_in_a_thread_each(play):
    await play("channel")
