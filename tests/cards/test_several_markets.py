"""What is said with several marketplaces, word for word where it matters."""

from cards.approval_details import rules
from cards.gig import gig_card
from cards.kit.elements import frame, wire
from cards.proposals import proposals_card
from gigs.gig import GigState
from gigs.proposal import ProposalStatus
from tests.cards.gallery import Story, a_brief, every_card
from tests.cards.gallery.several_markets import compared, from_anywhere, left
from tests.cards.test_every_card import nodes
from tests.support.card_text import text_of

STORY = Story()
CARDS = {name: wire(card) for name, card in every_card().items()}


def read(name: str) -> str:
    return text_of(CARDS[name])


def presses(card: dict) -> list[str]:
    return [node["verb"] for node in nodes(card) if node.get("type") == "Action.Execute"]


def test_the_price_stands_in_the_gigs_currency_beside_the_original():
    shown = read("proposals_from_anywhere")
    assert "EUR 1,050.00" in shown
    assert "About USD 1,134.00, by the policy’s rates" in shown


def test_nobody_is_hired_across_currencies_and_the_card_says_what_to_do():
    card = wire(proposals_card(compared(STORY), shown=1))
    assert "so I can’t hire from here. Ask the freelancer for a price in USD" in text_of(card)
    assert "choose_proposal" not in presses(card)


def test_rating_answers_and_country_look_alike_from_everywhere():
    shown = read("proposals_from_anywhere")
    assert "★ 4.9 · 124 jobs done · 5 days · Portugal · there: 98 % job success" in shown
    assert "Which decks have you made?\nFor three launches last year." in shown


def test_what_a_marketplace_does_not_show_of_a_freelancer_is_not_said_of_them():
    def said(**known: object) -> str:
        page = compared(STORY)
        first = from_anywhere(str, page.proposals[0]).model_copy(update={"rating_there": "", **known})
        return text_of(wire(proposals_card(page.model_copy(update={"proposals": (first,)}))))

    assert "rating and jobs not shown · 5 days" in said(rating=None, jobs_done=None)
    assert "★ 4.9 · 5 days" in said(jobs_done=None)
    assert "not rated yet · first job here · 5 days" in said(rating=None, jobs_done=0)


def test_a_gig_that_waits_for_a_marketplace_says_so_and_who_ends_it():
    paused = read("gig_post_held_up_by_a_pause")
    assert "Sandbox marketplace is unavailable for now\nA programme lead has paused it." in paused
    assert "I’m posting it" not in paused
    ended = read("gig_offer_held_up_by_a_consent")
    assert "A programme lead has to connect our account there first." in ended
    assert "The offer has been sent" not in ended


def test_whose_move_it_is_stays_said_while_the_marketplace_cannot_be_reached_and_that_is_said_beside_it():
    paused = read("gig_reviewing_cut_off_by_a_pause")
    assert "Your move" in paused
    assert "Sandbox marketplace is unavailable for now\nA programme lead has paused it" in paused
    assert "has to reconnect our account there" in read("gig_at_work_cut_off_by_a_consent")
    assert read("gig_post_held_up_by_a_pause").count("is unavailable for now") == 1


def test_nobody_is_promised_news_of_what_cannot_be_read():
    for card in ("gig_listed_while_paused", "gig_listed_and_unreadable", "proposals_unreadable"):
        assert "I’ll tell you when" not in read(card)
    assert "I can’t see new proposals right now\nA programme lead has paused Sandbox marketplace" in read(
        "gig_listed_while_paused"
    )
    assert "I can’t see new proposals right now\nReading Sandbox marketplace fails." in read(
        "gig_listed_and_unreadable"
    )
    assert "I can’t read Sandbox marketplace right now" in read("proposals_unreadable")
    assert "Your move" in read("gig_reviewing_and_unreadable")
    assert "I can’t read Sandbox marketplace right now" in read("gig_reviewing_and_unreadable")


def test_an_offer_that_the_marketplace_does_not_have_yet_is_not_called_out():
    assert "I’m sending the offer." in read("gig_offer_not_sent_yet")


def test_a_hint_shows_its_evidence_and_gives_no_verdict():
    shown = read("proposals_from_anywhere")
    assert (
        "Worth a look: 93% of the words are the same as in the letter from Cleo Costa: “I have read your job carefully”. "
        "It doesn’t mention anything from your brief." in shown
    )
    assert "Worth a look: this letter doesn’t mention anything from your brief." in shown


def test_a_proposal_is_opened_on_its_marketplaces_own_pages_only():
    def links(url: str) -> list[str]:
        page = compared(STORY)
        first = from_anywhere(str, page.proposals[0]).model_copy(update={"url": url})
        card = wire(proposals_card(page.model_copy(update={"proposals": (first,)})))
        return [node["url"] for node in nodes(card) if node.get("type") == "Action.OpenUrl"]

    assert links("https://www.upwork.com/nx/1") == ["https://www.upwork.com/nx/1"]
    for strange in (
        "https://evil.example/upwork.com",
        "https://upwork.com.evil.example/",
        "https://notupwork.com/",
        "http://www.upwork.com/nx/1",
        "https://www.freelancer.com/1",
        "javascript:alert(1)",
    ):
        assert links(strange) == []


def test_proposals_to_a_former_listing_are_nowhere_on_the_card():
    page = compared(STORY)
    former = [one.model_copy(update={"status": ProposalStatus.FORMER}) for one in page.proposals]
    shown = text_of(wire(proposals_card(page.model_copy(update={"proposals": tuple(former)}))))
    assert "Cleo Costa" not in shown
    assert "No proposals to compare yet" in shown


def test_moving_is_offered_only_where_there_is_another_marketplace():
    def shown(**changes: object) -> dict:
        page = STORY.page(STORY.gig(GigState.LISTED), STORY.ben)
        return wire(gig_card(page.model_copy(update=changes)))

    assert "move_gig" not in presses(shown())
    assert {"change_listing", "move_gig"} <= set(presses(shown(elsewhere=True)))
    assert "can’t change a listing" in text_of(shown(updates=False))


def test_a_former_listing_is_closed_by_hand_only_where_we_could_not():
    def shown(refused: str) -> dict:
        return wire(gig_card(STORY.page(left(STORY, GigState.APPROVED, refused), STORY.ben)))

    assert "closed_by_hand" not in presses(shown(""))
    assert "closed_by_hand" in presses(shown("Under review."))
    assert "once I know that the former listing is closed" in text_of(shown(""))


def test_the_preview_says_which_marketplace_the_policy_chose_and_why():
    shown = read("preview_policy_chose")
    assert "The policy chose Upwork: Small and plain work is cheapest there." in shown
    assert "Public on Upwork" in shown
    assert "Not checked, because the marketplace didn’t answer in time: PowerPoint and Storytelling" in shown


def test_skills_are_searched_in_the_catalogue_with_what_was_chosen_still_there():
    (field,) = (node for node in nodes(CARDS["form_skills_searched"]) if node.get("id") == "skills")
    assert field["choices.data"] == {"type": "Data.Query", "dataset": "skills/upwork"}
    assert (field["type"], field["isMultiSelect"], field["value"]) == (
        "Input.ChoiceSet",
        True,
        "PowerPoint,Storytelling",
    )
    assert [choice["value"] for choice in field["choices"]] == ["PowerPoint", "Storytelling"]


def test_an_approver_sees_what_freelancers_will_be_asked():
    wanted = a_brief(screening=("Which decks have you made?", "When can you start?"), experience="expert")
    shown = text_of(wire(frame([rules(STORY.gig(GigState.IN_APPROVAL), wanted)], summary="Rules")))
    assert "Which decks have you made? / When can you start?" in shown
    assert "Expert: known for it" in shown


def test_who_has_to_fund_a_milestone_is_told_that_it_is_their_move():
    waiting = read("gig_to_fund")
    assert "Your move" in waiting
    assert "so that work on it can start." in waiting
    for under_way in ("gig_funding", "gig_fund_ordered"):
        assert "Your move" not in read(under_way)
        assert "ordered, not yet confirmed" in read(under_way)


def test_what_no_marketplace_says_of_a_freelancer_has_no_column():
    quiet = {"rating": None, "jobs_done": None, "days": None}
    page = compared(STORY)
    proposals = tuple(one.model_copy(update=quiet) for one in page.proposals)
    shown = text_of(wire(proposals_card(page.model_copy(update={"proposals": proposals})))).splitlines()
    assert "Freelancer" in shown
    assert not {"Rating", "Days"} & set(shown)
