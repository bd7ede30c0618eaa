"""People whose chat Teams no longer knows, or who never opened the bot, are reached all the same."""

import pytest

from bot.turn.handler import ADD_ME
from ports.notices import Chat
from tests.scenarios.steps import BRIEF, seats_for, submit
from tests.support.activities import BOT_ID
from tests.support.entra import APP_ID, TENANT
from tests.support.people_file import FIRST, mail_of
from tests.support.product import on_stage
from tests.support.smtp import FakeSmtp

pytestmark = pytest.mark.asyncio(loop_scope="module")

NO_MORE = [
    (404, "ConversationNotFound"),
    (403, "BotNotInConversationRoster"),
    (403, "ForbiddenOperationException"),
    (403, "MessageWritesBlocked"),
    (403, "NotEnoughPermissions"),
    (410, "Gone"),
    (400, "BadArgument"),
]


async def remember(stage, seat, conversation_id):
    """What the product knows of a chat from long ago."""
    chat = Chat(
        tenant=TENANT,
        owner=seat.person.object_id,
        conversation_id=conversation_id,
        service_url=stage.teams.url,
        bot_id=BOT_ID,
    )
    await stage.product.context.store.run(lambda tx: tx.chats.put(chat))


async def test_an_approver_whose_chat_teams_no_longer_knows_is_asked_in_a_new_one(people, stage):
    await people.mark.installs()
    await remember(stage, people.mark, f"19:{people.mark.person.object_id}@unq.gbl.spaces")

    await submit(people)

    await people.mark.sees("asks you to approve this gig")
    assert "reach" not in people.rita.seen()


@pytest.mark.parametrize(("status", "code"), NO_MORE)
async def test_every_way_in_which_teams_says_that_a_chat_is_no_more_leads_to_a_new_one(
    people, stage, status, code
):
    await people.mark.installs()
    former = f"19:{people.mark.person.object_id}@unq.gbl.spaces"
    stage.teams.add_chat(former, people.mark.person)
    await remember(stage, people.mark, former)
    stage.teams.fail(status, code, conversation_id=former, times=9)

    await submit(people)

    await people.mark.sees("asks you to approve this gig")
    assert len([call for call in stage.teams.sent if call.conversation_id == former]) == 1


async def test_what_is_asked_in_a_group_is_answered_in_a_new_chat_when_the_old_one_is_no_more(people, stage):
    rita = people.rita
    group = f"19:group-{rita.person.object_id}@thread.v2"
    stage.teams.add_chat(group, rita.person)
    await rita.installs()
    await remember(stage, rita, f"19:{rita.person.object_id}@unq.gbl.spaces")

    for text in ("my gigs", "post a gig"):
        await rita.in_group(group).says(text)

    await rita.sees("No gigs yet")
    assert "Preview" in rita.titles()
    await rita.presses("Save draft", title="Kept in the new chat")
    await rita.sees("Kept in the new chat")


async def test_whoever_cannot_be_answered_in_a_new_chat_either_is_told_what_to_do(people, stage):
    rita = people.rita
    group = f"19:group-{rita.person.object_id}@thread.v2"
    stage.teams.add_chat(group, rita.person)
    await rita.installs()
    stage.teams.fail(403, "ConversationBlockedByUser", conversation_id=rita.chat, times=9)

    await rita.in_group(group).says("my gigs")

    await rita.in_group(group).sees(ADD_ME)


@pytest.mark.parametrize(
    ("status", "code"), [(400, "BadArgument"), (403, "ForbiddenOperationException"), (404, "NotFound")]
)
async def test_every_way_in_which_teams_makes_no_chat_is_told_to_the_requester_at_once(
    people, stage, status, code
):
    await people.rita.installs()
    stage.teams.fail(status, code, operation="create", times=1)
    await people.rita.says("post a gig")
    await people.rita.presses("Preview", **BRIEF)
    await people.rita.presses("Submit for approval")

    await people.rita.sees("I can’t reach Mark Manager")


async def test_an_approver_who_never_opened_the_bot_gets_an_e_mail_that_leads_there(tmp_path):
    async with (
        FakeSmtp() as server,
        on_stage(
            tmp_path,
            smtp_host="127.0.0.1",
            smtp_port=server.port,
            smtp_security="none",
            mail_from="gigs@contoso.example",
        ) as stage,
    ):
        people = seats_for(stage, FIRST)
        await people.rita.installs()
        await people.rita.says("post a gig")
        await people.rita.presses("Preview", **BRIEF)
        await people.rita.presses("Submit for approval")

        await people.rita.sees("I’ve sent an e-mail that leads to the request.")
        (letter,) = server.letters
        assert letter["To"].addresses[0].addr_spec == mail_of(people.mark.person)
        assert f"users=28:{APP_ID}" in letter.get_content()

        await people.mark.installs()
        await people.mark.sees("asks you to approve this gig")


async def test_an_approver_who_never_opened_the_bot_gets_it_where_that_is_permitted(tmp_path):
    app = "5d1f4e62-8c3a-4f0b-9e77-2a6b1c0d3e4f"
    async with on_stage(tmp_path, teams_catalog_app_id=app) as stage:
        people = seats_for(stage, FIRST)
        stage.graph.permissions.add("TeamsAppInstallation.ReadWriteSelfForUser.All")
        mark = people.mark.person
        stage.graph.when_installed = lambda _: stage.teams.add_person(mark.object_id, mark.name)
        await people.rita.installs()
        await people.rita.says("post a gig")
        await people.rita.presses("Preview", **BRIEF)
        await people.rita.presses("Submit for approval")

        await people.mark.sees("asks you to approve this gig")
        assert stage.graph.installed == [people.mark.person.object_id]
