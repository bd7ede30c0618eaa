"""A card is drawn again only where it differs from what the message holds."""

from bot.connector.messenger import TeamsMessenger
from gigs.gig import GigState
from ports.notices import CardCopy, View
from tests.cards.gallery.story import Story

story = Story()


def a_copy(teams):
    person = teams.add_person("rita", "Rita Requester")
    chat = teams.add_chat("a:rita", person)
    teams.messages[chat]["7"] = {"type": "message", "text": "an old card", "textFormat": "plain"}
    return CardCopy(
        tenant="t", gig=12, service_url=teams.url, conversation_id=chat, activity_id="7", view=View.GIG
    )


async def test_a_card_that_stands_there_already_costs_no_call(teams, connector):
    messenger = TeamsMessenger(connector, opens_chats=False)
    page = story.page(story.gig(GigState.HIRING), story.ben)

    drawn = await messenger.redraw(a_copy(teams), page)
    again = await messenger.redraw(drawn, page)

    assert again == drawn
    assert len(teams.calls("update")) == 1


async def test_a_card_that_changed_is_sent(teams, connector):
    messenger = TeamsMessenger(connector, opens_chats=False)

    before = await messenger.redraw(a_copy(teams), story.page(story.gig(GigState.HIRING), story.ben))
    after = await messenger.redraw(before, story.page(story.gig(GigState.REVIEWING), story.ben))

    assert after.drawn_hash != before.drawn_hash
    assert len(teams.calls("update")) == 2


async def test_a_card_of_an_earlier_release_is_sent_once(teams, connector):
    messenger = TeamsMessenger(connector, opens_chats=False)
    copy = a_copy(teams)
    assert copy.drawn_hash == ""

    await messenger.redraw(copy, story.page(story.gig(GigState.HIRING), story.ben))

    assert len(teams.calls("update")) == 1
