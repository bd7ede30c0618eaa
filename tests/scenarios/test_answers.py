"""Questions in people's own words: one sentence with the card behind it, and nothing is ever done for a sentence."""

import pytest
import pytest_asyncio

from gigs.gig import GigState
from tests.scenarios.steps import BRIEF, approve, submit

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def asked(people, stage):
    """Rita's gig, which Mark has to approve."""
    await submit(people)
    return await stage.newest_gig(people.rita.person)


async def test_who_approved_it_and_whom_it_waits_for_are_answered_in_a_sentence(people, stage, asked):
    rita, number = people.rita, asked.number
    await rita.says(f"hey, has Mark approved gig {number} yet?")
    await rita.sees(f"Nobody has approved gig {number} yet. It’s still waiting for Mark Manager.")
    await rita.says(f"auf wen wartet gig {number}")
    await rita.sees(f"Gig {number} is waiting for Mark Manager; the deadline is ")

    await approve(stage, people)
    await rita.says(f"who approved gig {number}")

    await rita.sees(f"Gig {number} was approved by Mark Manager on ")


async def test_why_it_was_rejected_and_what_was_said(people, asked):
    await people.mark.presses("Reject this gig", reason_reject_gig="Not this year.")
    await people.rita.says(f"why was gig {asked.number} rejected?")
    await people.rita.sees(f"Mark Manager rejected gig {asked.number} on ", "“Not this year.”")

    await people.rita.says(f"what did Mark say about {asked.number}")

    await people.rita.sees("Mark Manager: “Not this year.”")


async def test_a_gig_is_named_by_words_of_its_title_or_by_having_been_looked_at(people, asked):
    await people.rita.says("when is the spring campaign due?")
    await people.rita.sees(f"Gig {asked.number} is due on 1 Feb 2030; work starts on 7 Jan 2030.")

    await people.rita.says("who has it?")

    await people.rita.sees(f"Gig {asked.number} is waiting for Mark Manager")


async def test_a_gig_is_named_by_whoever_was_asked_about_it(people, asked):
    for said, seen in (
        ("has Mark approved yet?", "Nobody has approved gig {} yet"),
        ("erinner Mark bitte", "Gig {} is waiting for Mark Manager"),
    ):
        await people.rita.says(said)
        await people.rita.sees(seen.format(asked.number))

    await people.rita.says("has Faye approved yet?")
    await people.rita.sees("I didn’t get that")


async def test_of_several_that_fit_one_is_chosen_with_a_button(people, stage):
    await submit(people)
    first = await stage.newest_gig(people.rita.person)
    await submit(people, title="A logo for the autumn campaign")
    await people.rita.says("when is the campaign logo due?")
    await people.rita.sees("Which gig do you mean?")

    await people.rita.presses(f"Gig {first.number}")

    await people.rita.sees(f"Gig {first.number} is due on 1 Feb 2030")


async def test_a_strangers_gig_is_answered_like_one_that_does_not_exist(people, asked):
    number, sam = asked.number, people.sam
    await sam.installs()
    for question in (
        "who approved gig {}",
        "why was gig {} rejected",
        "how much does gig {} cost",
        "cancel gig {}",
        "history of gig {}",
    ):
        await sam.says(question.format(number))
        await sam.says(question.format(999_999))
    seen = sam.seen()

    assert seen.count(f"I can’t find gig {number},") == 5
    assert seen.count("I can’t find gig 999999,") == 5
    assert "Rita" not in seen


@pytest.mark.parametrize(
    ("said", "sees"),
    [
        ("cancel gig {}", "To withdraw gig {}, press Withdraw on its card and confirm."),
        ("please approve gig {}", "You can’t decide about your own gig"),
        ("hire Ana for gig {}", "You can’t hire for gig {} right now."),
        ("pay gig {}", "You can’t pay for gig {} right now."),
        ("please don't cancel gig {} yet", "I haven’t done anything with gig {}."),
        ("storniere gig {}", "To withdraw gig {}, press Withdraw on its card and confirm."),
    ],
)
async def test_a_sentence_never_acts(people, stage, asked, said, sees):
    await people.rita.says(said.format(asked.number))

    await people.rita.sees(sees.format(asked.number))
    assert (await stage.newest_gig(people.rita.person)).version == asked.version


async def test_an_approver_who_says_approve_gets_the_card_with_the_button(people, stage, asked):
    await people.mark.says(f"approve gig {asked.number}")
    await people.mark.sees(f"To approve gig {asked.number}, press Approve on the card.")
    assert (await stage.newest_gig(people.rita.person)).state is GigState.IN_APPROVAL

    await people.mark.presses("Approve")

    await stage.waits_for(people.rita.person, GigState.REVIEWING)


async def test_how_something_is_done_is_told_and_not_done(people, asked, stage):
    await people.rita.says("how do I cancel a gig?")

    await people.rita.sees("Open the gig and press Withdraw on its card.")
    assert (await stage.newest_gig(people.rita.person)).version == asked.version


async def test_what_is_mine_is_summed_up_and_nobody_elses_is_shown(people, asked):
    await people.rita.says("how much have we spent")
    await people.rita.sees(
        "Your gigs have USD 1,200.00 committed or paid since",
        "Only a programme lead can see what everybody spent.",
    )
    await people.sam.installs()
    await people.sam.says("how much have I spent so far?")
    await people.sam.sees("Your gigs have nothing committed or paid since")
    await people.pat.installs()
    await people.pat.says("how much have we spent")
    await people.pat.sees("The programme has USD ")
    await people.sam.says("what is left of MKT-100")
    await people.sam.sees("I can’t show you what’s left of “MKT-100”.")


async def test_what_waits_for_me_and_what_the_week_brings(people, asked):
    await people.mark.says("@Freelance Connector what is waiting for me?")
    await people.mark.sees("1 gig needs your approval")
    await people.mark.says("what happens this week")
    await people.mark.sees(f"Gig {asked.number} needs your answer by ")
    await people.rita.says("what happens this week")
    await people.rita.sees("Nothing is due in the next seven days.")


@pytest.mark.parametrize(
    ("said", "sees"),
    [
        ("please post a gig", "About five minutes"),
        ("show me my gigs", "No gigs yet"),
        ("pending approvals", "Nothing needs your approval"),
        ("hi there", "What you can say"),
        ("help me please", "What you can say"),
        ("hello there", "What you can say"),
        ("budget", "I can’t show you a budget."),
    ],
)
async def test_plain_sentences_do_what_the_command_does(people, said, sees):
    await people.rita.installs()
    await people.rita.says(said)

    await people.rita.sees(sees)


async def test_the_proposals_are_counted_for_their_requester_only(people, stage, asked):
    await approve(stage, people)
    await people.mark.says(f"any proposals for gig {asked.number}?")
    await people.mark.sees(f"Only Rita Requester can do this to gig {asked.number}.")
    await people.rita.says(f"how many people applied to gig {asked.number}")

    await people.rita.sees(f"Gig {asked.number} has ", "proposal")


async def test_a_question_where_others_listen_is_answered_in_private(people, stage, asked):
    chat = f"19:group-{people.rita.person.object_id}@thread.v2"
    stage.teams.add_chat(chat, people.rita.person, people.sam.person)
    group = people.rita.in_group(chat)
    await group.says(f"how much does gig {asked.number} cost?")

    await group.sees("I’ve answered you in our one-to-one chat")
    await people.rita.sees(f"Gig {asked.number} has a budget of USD 1,200.00.")
    assert BRIEF["title"] not in group.seen()


async def test_a_sentence_about_a_gig_that_nobody_has_is_not_understood(people, asked):
    await people.rita.says("when is the tax return due?")

    await people.rita.sees("I didn’t get that")


async def test_with_several_gigs_and_none_named_one_is_chosen(people, stage):
    await submit(people)
    first = await stage.newest_gig(people.rita.person)
    await submit(people, title="A logo for the autumn campaign")
    await people.mark.says("please approve the gig")
    await people.mark.presses(f"Gig {first.number}", on="Which gig do you mean?")

    await people.mark.sees(f"To approve gig {first.number}, press Approve on the card.")
    assert (await stage.newest_gig(people.rita.person)).state is GigState.IN_APPROVAL


async def test_gigs_are_asked_for_in_words_by_a_requester_and_by_a_lead(people, asked):
    await people.rita.says("which gigs are over 100 euros?")
    await people.rita.sees("My gigs", "over EUR 100.00", f"Gig {asked.number} ·")

    await people.rita.says("zeig mir alle abgelehnten Gigs")
    await people.rita.sees("Rejected", "No gig fits this.", "Only a programme lead can see everybody’s gigs")

    await people.pat.installs()
    await people.pat.says("gigs waiting for Mark")
    await people.pat.sees("All gigs", "waiting for “Mark”", "Waiting for Mark Manager")
    await people.pat.presses("All gigs with filters")
    await people.pat.sees("Newest first. Drafts aren’t shown.")

    await people.rita.says("gigs over 1.000")
    await people.rita.sees("“1.000” could mean")


async def test_who_would_approve_is_answered_from_the_policy(people):
    await people.rita.says("who would approve 3000 euros?")
    await people.rita.sees("EUR 3,000.00 needs approval from Mark Manager")

    await people.rita.says("wer genehmigt meine Aufträge?")
    await people.rita.sees("Mark Manager")
