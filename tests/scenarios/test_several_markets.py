"""Two marketplaces behind one form, as Rita meets them in her chat."""

import pytest
import pytest_asyncio

from assembly.clock_and_ids import SystemClock
from cards.from_words import FROM_WORDS
from gigs.gig import GigState
from tests.scenarios.steps import BRIEF, approve, submit
from tests.support.activities import invoke
from tests.support.card_text import text_of
from tests.support.elsewhere import CATALOGUE, Elsewhere

pytestmark = pytest.mark.asyncio(loop_scope="module")
SEARCH = "application/search"


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def elsewhere(tmp_path_factory):
    """A second marketplace. It is there before the product and after it, which may read it until the end."""
    there = Elsewhere(tmp_path_factory.mktemp("elsewhere") / "e.db", now=SystemClock().now, speed=20)
    yield there
    await there.close()


@pytest.fixture
def people(people, stage, elsewhere):
    """The same people, with the second marketplace set up."""
    elsewhere.catalogue = CATALOGUE
    stage.product.context.markets["elsewhere"] = elsewhere
    return people


async def begins(rita, market: str, **typed: str) -> None:
    await rita.says("post a gig")
    await rita.presses("Use this marketplace", marketplace=market, **typed)


async def search(stage, rita, dataset: str, text: str):
    value = {"queryText": text, "queryOptions": {"skip": 0, "top": 15}, "dataset": dataset}
    return await rita.sends(invoke(stage.teams.url, SEARCH, value, rita.person))


async def test_the_marketplace_is_chosen_first_and_then_the_form_asks_what_it_needs(people):
    rita = people.rita
    await rita.says("post a gig")
    _, _, first = await rita.finds("Use this marketplace")
    assert set(first) == {"marketplace"}
    assert "Preview" not in rita.titles()

    await rita.presses("Use this marketplace", marketplace="elsewhere")
    _, _, held = await rita.finds("Preview")
    assert {"experience", "screening", "cost_centre"} <= set(held)
    assert not {"visibility", "weekly_hours"} & set(held)
    assert (held["marketplace"], held["cost_centre"]) == ("elsewhere", "MKT-100")


async def test_what_a_sentence_said_is_there_once_the_marketplace_is_chosen(people):
    rita = people.rita
    await rita.says("I need a logo for 300 EUR, not on Upwork")
    assert set((await rita.finds("Use this marketplace"))[2]) == {"marketplace"}

    await rita.presses("Use this marketplace", marketplace="elsewhere")
    _, _, held = await rita.finds("Preview")
    assert (held["title"], held["amount"], held["currency"]) == ("Logo", "300", "EUR")
    assert held["outcome"] == "I need a logo for 300 EUR, not on Upwork"
    assert text_of(rita.card("Logo")).count(FROM_WORDS) == 5


async def test_a_marketplace_that_was_named_is_chosen_if_it_is_there(people):
    await people.rita.says("I need a logo on the sandbox marketplace")
    assert (await people.rita.finds("Preview"))[2]["marketplace"] == "sandbox"

    await people.rita.says("I need a flyer on Upwork")
    assert set((await people.rita.finds("Use this marketplace"))[2]) == {"marketplace"}


async def test_nothing_chosen_is_said_at_the_field(people):
    await begins(people.rita, "")
    await people.rita.sees("Please choose a marketplace.")


async def test_trying_another_marketplace_keeps_everything_that_was_typed(people, stage):
    rita = people.rita
    await begins(rita, "sandbox")
    typed = {"title": "A film", "weekly_hours": "20", "visibility": "invite_only", "screening": "Why you?"}
    await rita.presses("Use this marketplace", marketplace="elsewhere", **typed)
    await rita.presses("Use this marketplace", marketplace="sandbox", title="A short film")

    _, _, held = await rita.finds("Preview")
    assert (held["title"], held["weekly_hours"], held["screening"]) == ("A short film", "20", "Why you?")
    assert held["visibility"] == "invite_only"
    assert (await stage.newest_gig(rita.person)).form.title == "A short film"


async def test_another_marketplace_at_the_preview_is_asked_for_its_own_fields_first(people):
    rita = people.rita
    await begins(rita, "elsewhere")
    await rita.presses("Preview", **(BRIEF | {"skills": "Storytelling", "marketplace": "sandbox"}))
    _, _, held = await rita.finds("Preview")
    assert (held["title"], held["visibility"]) == (BRIEF["title"], "public")
    await rita.presses("Preview")
    await rita.sees("Public on Sandbox marketplace")


async def test_what_the_marketplace_would_refuse_is_said_at_its_field(people):
    rita = people.rita
    await begins(rita, "elsewhere")
    await rita.presses("Preview", **(BRIEF | {"marketplace": "elsewhere", "currency": "EUR"}))
    await rita.sees("Elsewhere works in USD.")
    await rita.presses("Preview", currency="USD", skills="Power Pint")
    await rita.sees("Elsewhere has no skill “Power Pint”. The closest are: PowerPoint, Power BI.")


async def test_skills_are_found_while_they_are_typed(people, stage):
    answer = await search(stage, people.rita, "skills/elsewhere", "power")
    assert answer == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.search.searchResponse",
        "value": {
            "results": [
                {"title": "PowerPoint", "value": "PowerPoint"},
                {"title": "Power BI", "value": "Power BI"},
            ]
        },
    }


async def test_a_catalogue_that_does_not_answer_finds_nothing_and_breaks_nothing(people, stage, elsewhere):
    elsewhere.catalogue = None
    answer = await search(stage, people.rita, "skills/elsewhere", "power")
    assert answer["value"] == {"results": []}
    assert (await search(stage, people.rita, "skills/elsewhere", ""))["value"] == {"results": []}
    assert (await search(stage, people.rita, "skills/sandbox", "power"))["value"] == {"results": []}


async def test_a_search_in_something_unknown_is_no_search_of_ours(people, stage):
    for dataset in ("skills/nowhere", "graph.microsoft.com/users", ""):
        answer = await search(stage, people.rita, dataset, "power")
        assert answer["type"] == "application/vnd.microsoft.error"
    stage.teams.violations.clear()


async def test_a_listed_gig_moves_to_the_other_marketplace(people, stage):
    rita = people.rita
    await begins(rita, "sandbox")
    await people.mark.installs()
    await rita.presses("Preview", **BRIEF)
    await rita.presses("Submit for approval")
    gig = await approve(stage, people)
    await rita.says(f"gig {gig.number}")
    await rita.presses("Move it", on=f"Gig {gig.number}")
    await rita.sees("You’re moving it to another marketplace")
    await rita.presses("Use this marketplace", marketplace="elsewhere")
    assert "You’re moving it to another marketplace" in text_of(rita.card("What you need"))
    await rita.presses("Preview", skills="Storytelling")
    await rita.sees("Public on Elsewhere", "What you changed")
    await rita.presses("Submit for approval")
    await people.mark.presses("Approve", on="What changed since the last time")

    there = await stage.waits_for(rita.person, GigState.REVIEWING)
    assert there.listing.marketplace == "elsewhere"
    assert there.still_up == ()
    await rita.says(f"gig {gig.number}")
    await rita.presses("Review", on=f"Gig {gig.number}")
    shown = text_of(rita.card("Proposals"))
    assert "to compare" in shown


async def test_with_one_marketplace_nothing_of_this_is_asked(people, stage):
    del stage.product.context.markets["elsewhere"]
    await submit(people)
    assert "Use this marketplace" not in people.rita.titles()


async def test_a_template_fills_in_the_form_before_the_marketplace_is_chosen_and_its_questions_come_with_it(
    people, stage
):
    rita = people.rita
    await rita.says("I need slides for the spring launch, 300 EUR")
    await rita.presses("Use “")
    await rita.sees("Filled in from the template", "Left as you had it: Title")
    await rita.presses("Use this marketplace", marketplace="elsewhere")
    _, _, held = await rita.finds("Preview")
    assert (held["amount"], held["outcome"]) == ("300", "I need slides for the spring launch, 300 EUR")
    assert held["deliverables"].count("\n") == len(held["acceptance"].split("\n")) - 1
    assert held["screening"]
    assert (await stage.newest_gig(rita.person)).template == "presentation"
