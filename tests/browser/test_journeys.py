import pytest

pytestmark = pytest.mark.browser


async def test_a_gig_goes_from_a_chat_to_a_rated_piece_of_work(play):
    await play("journey")
