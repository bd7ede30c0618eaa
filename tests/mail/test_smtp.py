"""E-mails are handed to an SMTP server, and its refusals are told apart from its troubles."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from gigs.gig import GigState
from mail.post import Post
from mail.smtp import SmtpServer
from ports.jobs import TryLater
from ports.notices import Notice, NoticeKind
from ports.reaching import MailRefused
from tests.cards.gallery.story import Story
from tests.support.clock import FakeClock
from tests.support.smtp import FakeSmtp

BOT = "0d9c1d1e-5f0a-4b7e-9c56-8a3f2b7e4d00"
story = Story()
GIG = story.gig(GigState.IN_APPROVAL)
APPROVER = GIG.open_approvals[0].approver.model_copy(update={"email": "ann@contoso.example"})


def a_notice(kind=NoticeKind.APPROVAL_ASKED):
    at = datetime(2030, 1, 1, tzinfo=UTC)
    return Notice(id=f"1.1.{kind}", tenant="t", gig=1, kind=kind, to=APPROVER.key, created_at=at)


async def sent(server, who=APPROVER, notice=None, gig=GIG, **how):
    smtp = SmtpServer("127.0.0.1", server.port, **{"security": "none", **how})
    post = Post(smtp, "gigs@contoso.example", BOT, FakeClock())
    await post.send(who, notice or a_notice(), story.page(gig, who))


async def test_an_e_mail_says_what_waits_and_leads_to_the_bot_and_tells_no_amounts():
    async with FakeSmtp() as server:
        await sent(server)

    (letter,) = server.letters
    text = letter.get_content()
    assert letter["To"] == f"{APPROVER.name} <ann@contoso.example>"
    assert letter["From"] == "Freelance Connector <gigs@contoso.example>"
    assert f"asks you to approve gig {GIG.number}: {GIG.title}" in letter["Subject"]
    assert f"https://teams.microsoft.com/l/chat/0/0?users=28:{BOT}" in text
    assert "Please answer by" in text
    assert str(GIG.brief.budget.amount) not in text
    assert GIG.brief.outcome not in text


@pytest.mark.parametrize(
    "kind", [NoticeKind.APPROVAL_REMINDED, NoticeKind.ADVICE_ASKED, NoticeKind.EMERGENCY_TO_REVIEW]
)
async def test_everything_that_waits_for_an_answer_has_an_e_mail_of_its_own(kind):
    async with FakeSmtp() as server:
        await sent(server, notice=a_notice(kind))
        await sent(server, notice=a_notice())

    first, second = server.letters
    assert first["Subject"] != second["Subject"]
    assert first["Message-ID"] != second["Message-ID"]


async def test_the_same_notice_has_the_same_message_id():
    async with FakeSmtp() as server:
        await sent(server)
        await sent(server)

    assert server.letters[0]["Message-ID"] == server.letters[1]["Message-ID"]


async def test_what_people_typed_adds_no_header():
    title = "A logo\r\nBcc: everybody@contoso.example\n\nHello"
    who = APPROVER.model_copy(update={"name": "Ann\r\nBcc: x@contoso.example"})
    async with FakeSmtp() as server:
        await sent(
            server, who, gig=GIG.model_copy(update={"brief": GIG.brief.model_copy(update={"title": title})})
        )

    (letter,) = server.letters
    assert letter["Bcc"] is None


@pytest.mark.parametrize("address", ["", "nobody", "ann@contoso.example\r\nRCPT TO:<x@y>", "a b@c"])
async def test_who_has_no_address_gets_none(address):
    async with FakeSmtp() as server:
        with pytest.raises(MailRefused):
            await sent(server, APPROVER.model_copy(update={"email": address}))
    assert server.connections == 0


@pytest.mark.parametrize(
    ("refusal", "error"),
    [
        ({"RCPT": "550 no such mailbox"}, MailRefused),
        ({"RCPT": "451 greylisted"}, TryLater),
        ({"MAIL": "550 not you"}, MailRefused),
        ({"MAIL": "421 busy"}, TryLater),
        ({"CONTENT": "554 spam"}, MailRefused),
        ({"CONTENT": "452 full"}, TryLater),
        ({"DATA": "hang up"}, TryLater),
        ({"EHLO": "hang up"}, TryLater),
    ],
)
async def test_a_no_for_good_differs_from_one_that_passes(refusal, error):
    async with FakeSmtp(**refusal) as server:
        with pytest.raises(error):
            await sent(server)
    assert server.letters == []


async def test_a_server_that_is_not_there_is_tried_later():
    async with FakeSmtp() as server:
        gone = server.port
    with pytest.raises(TryLater):
        await sent(SimpleNamespace(port=gone))


@pytest.mark.parametrize("how", [{"security": "starttls"}, {"user": "bot", "password": "a secret"}])
async def test_nothing_is_sent_where_the_server_does_not_protect_or_know_us(how):
    async with FakeSmtp() as server:
        with pytest.raises(TryLater):
            await sent(server, **how)
    assert server.letters == []


def test_a_password_is_not_shown():
    assert "a secret" not in repr(SmtpServer("h", 25, "tls", "bot", "a secret"))
