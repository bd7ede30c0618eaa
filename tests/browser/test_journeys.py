import pytest

pytestmark = pytest.mark.browser

SPED_UP = """
name: sped up
note: For the browser test; working time is all the time, and hours are seconds.
currency: EUR
calendar: {hours: "00:00-24:00", days: [mon, tue, wed, thu, fri, sat, sun], public_holidays: no}
timing: {remind: 3s, escalate: 8s, expire: 1h, escalate_to: manager+1}
bands: [{steps: [{name: Manager, ask: manager}]}]
"""

FAYE_IS_NOT_ASKED = """
name: only the manager
note: For the browser test; whoever may be asked about a gig can't own it, so that another colleague is escalated to.
currency: EUR
timing: {remind: 1d, escalate: 3d, expire: 10d, escalate_to: person lena@contoso.example}
bands: [{steps: [{name: Manager, ask: manager}]}]
"""


async def test_a_gig_goes_from_a_chat_to_a_rated_piece_of_work(play):
    await play("journey")


async def test_changes_are_asked_for_and_the_form_comes_back_filled_in(play):
    await play("changes")


async def test_a_channel_follows_its_teams_gigs_in_a_thread_each(play):
    await play("channel")


async def test_a_delegate_decides_while_the_approver_is_out_of_office(play):
    await play("delegate", faye=True)


async def test_a_gig_goes_to_upwork_once_its_account_is_connected(play):
    await play("upwork", faye=True, markets=["upwork"])


async def test_our_own_page_is_enough_where_there_is_no_playground(play):
    await play("page", page=True)


async def test_our_own_page_keeps_what_is_typed_and_knows_every_kind_of_button(play):
    await play("page_cards", page=True)


async def test_a_question_that_nobody_answers_is_reminded_of_and_escalated(play):
    await play("escalation", policy=SPED_UP, faye=True)


async def test_a_sentence_opens_the_filled_form_which_is_submitted(play):
    await play("sentence")


async def test_a_rejected_gig_is_started_again(play):
    await play("again")


async def test_a_lead_filters_all_gigs_and_takes_them_home(play):
    await play("lead", faye=True, page=True)


async def test_an_approver_decides_at_a_glance(play):
    await play("glance")


async def test_a_question_to_the_programme_team_comes_back_answered(play):
    await play("question", faye=True)


async def test_a_co_owner_takes_over(play):
    await play("co_owner", policy=FAYE_IS_NOT_ASKED, faye=True)
