"""Approvers whom Teams does not reach: the app is added for them, they get an e-mail, or the requester hears of it."""

from dataclasses import dataclass, field, replace

import pytest

from assembly.jobs import GIVEN_UP
from gigs.approval import Decision
from ports.jobs import TryLater
from ports.messenger import ChatGone
from ports.notices import NoticeKind, NoticeState
from ports.reaching import MailRefused
from tests.support.builders import MARK, RITA
from tests.support.one_by_one import one_by_one
from tests.use_cases.messenger import FakeMessenger
from use_cases.notifying.mail_notice import mail_notice
from use_cases.notifying.notify import DeliverNotice, MailNotice
from use_cases.requesting.withdraw_gig import withdraw_gig
from use_cases.showing.show_gig import show_gig

TENANT = RITA.key.tenant
ASKED = f"1.1.{NoticeKind.APPROVAL_ASKED}.mark."
UNREACHED, ASK = NoticeKind.APPROVER_UNREACHED, NoticeKind.APPROVAL_ASKED


@dataclass
class Mail:
    """The Mailer port."""

    trouble: Exception | None = None
    sent: list[tuple[str, NoticeKind]] = field(default_factory=list)

    async def send(self, to, notice, page):
        if self.trouble:
            raise self.trouble
        self.sent.append((to.email, notice.kind))


@dataclass
class Shop:
    """The Installer port: whoever gets the app can be reached, at once or a little later."""

    messenger: FakeMessenger
    permitted: bool = True
    slow: bool = False
    asked: list[str] = field(default_factory=list)

    async def install(self, person):
        self.asked.append(person.object_id)
        first = self.asked.count(person.object_id) == 1
        if self.permitted and not self.slow:
            self.messenger.opening = None
        return self.permitted and first


@pytest.fixture
async def mail(world):
    """Rita has a chat and Mark has none; an SMTP server is set up."""
    mail = Mail()
    world.context = replace(world.context, mailer=mail)
    await world.meets(RITA)
    return mail


@pytest.fixture
async def shop(world):
    """Rita has a chat, and Mark does not have the app."""
    world.messenger.opens, world.messenger.opening = True, ChatGone("403")
    shop = Shop(world.messenger)
    world.context = replace(world.context, installer=shop)
    await world.meets(RITA)
    return shop


async def state_of(world, notice=ASKED):
    async with one_by_one(world.store) as tx:
        return (await tx.notices.get(TENANT, notice)).state


async def reach(world):
    """Whom the gig's card says to be out of reach: (with an e-mail, without)."""
    page = await show_gig(world.context, RITA, 1)
    return set(page.mailed), set(page.unreached)


async def test_an_approver_without_the_app_gets_it_and_is_asked(world, shop):
    await world.submitted()
    await world.work()

    assert shop.asked == ["mark"]
    assert world.messenger.kinds(MARK) == [ASK]
    assert world.messenger.kinds(RITA) == []


async def test_an_app_that_takes_a_while_to_arrive_is_waited_for(world, shop):
    shop.slow = True
    await world.submitted()
    await world.work()
    assert world.messenger.kinds(RITA) == []

    world.messenger.opening = None
    await world.pass_time(20)

    assert world.messenger.kinds(MARK) == [ASK]


async def test_where_it_is_not_permitted_the_requester_is_told_at_once(world, shop):
    shop.permitted = False
    await world.submitted()
    await world.work()

    assert world.messenger.kinds(RITA) == [UNREACHED]
    assert await reach(world) == (set(), {"mark"})


async def test_whoever_removed_the_app_is_not_given_it_again(world, shop):
    world.messenger.opening = None
    await world.meets(MARK)
    async with one_by_one(world.store) as tx:
        await tx.chats.bury(TENANT, "mark")
    world.messenger.opening = ChatGone("403")

    await world.submitted()
    await world.work()

    assert shop.asked == []
    assert world.messenger.kinds(RITA) == [UNREACHED]


async def test_nobody_gets_the_app_only_to_be_informed(world, shop):
    await world.meets(MARK)
    world.messenger.gone = {"a:rita"}
    await world.approved()
    await world.work()

    assert shop.asked == []


async def test_an_approver_without_a_chat_gets_one_e_mail_and_the_card_says_so(world, mail):
    await world.submitted()
    await world.work()
    await world.pass_time(3600, step=60)

    assert mail.sent == [(MARK.email, ASK)]
    assert world.messenger.kinds(RITA) == []
    assert await reach(world) == ({"mark"}, set())
    assert await state_of(world) is NoticeState.MAILED


async def test_who_comes_after_the_e_mail_has_the_question_and_the_card_says_nothing_more(world, mail):
    await world.submitted()
    await world.work()

    await world.meets(MARK)
    await world.work()

    assert world.messenger.kinds(MARK) == [ASK]
    assert await reach(world) == (set(), set())


class Died(Exception):
    """The process, for this test."""


async def test_an_e_mail_that_went_out_just_before_a_crash_goes_out_again_rather_than_being_lost(world, mail):
    alive = world.context

    def die(point):
        if point == "mail: sent":
            raise Died

    await world.submitted()
    world.context = replace(alive, failpoint=die)
    with pytest.raises(Died):
        await world.work()
    assert await state_of(world) is not NoticeState.MAILED

    await mail_notice(MailNotice(tenant=TENANT, notice=ASKED), context=alive)

    assert mail.sent == [(MARK.email, ASK)] * 2
    assert await state_of(world) is NoticeState.MAILED


async def test_an_address_that_is_refused_is_as_good_as_none(world, mail):
    mail.trouble = MailRefused("550")
    await world.submitted()
    await world.work()

    assert world.messenger.kinds(RITA) == [UNREACHED]
    assert await reach(world) == (set(), {"mark"})


async def test_a_mail_server_that_stays_away_is_told_once(world, mail):
    mail.trouble = TryLater("away")
    await world.submitted()
    await world.work()
    assert world.messenger.kinds(RITA) == []
    (job,) = world.promised(MailNotice)

    for _ in range(2):
        await GIVEN_UP[MailNotice](job, "away", context=world.context)
    await world.work()

    assert world.messenger.kinds(RITA) == [UNREACHED]


async def test_what_is_withdrawn_meanwhile_is_not_mailed(world, mail):
    mail.trouble = TryLater("away")
    await world.submitted()
    await world.work()
    await withdraw_gig(world.context, RITA, 1, reason="No longer needed.")

    mail.trouble = None
    await world.pass_time(60)

    assert mail.sent == []


@pytest.mark.parametrize("how", ["broken", "busy"])
async def test_after_ten_minutes_of_silence_the_requester_is_told_while_we_go_on_trying(world, how):
    await world.meets(RITA, MARK)
    setattr(world.messenger, how, {"a:mark"} if how == "broken" else {"a:mark": 60})
    await world.submitted()
    await world.pass_time(9 * 60, step=30)
    assert world.messenger.kinds(RITA) == []

    await world.pass_time(10 * 60, step=30)
    assert world.messenger.kinds(RITA) == [UNREACHED]

    setattr(world.messenger, how, {})
    await world.pass_time(120, step=30)
    assert world.messenger.kinds(MARK) == [ASK]


async def test_a_job_that_is_given_up_is_told_at_once_and_not_after_a_day(world):
    await world.meets(RITA, MARK)
    world.messenger.broken = {"a:mark"}
    await world.submitted()
    (job,) = world.promised(DeliverNotice)

    for _ in range(3):
        await GIVEN_UP[DeliverNotice](job, "away", context=world.context)
    await world.work()

    assert world.messenger.kinds(RITA) == [UNREACHED]
    assert await state_of(world) is NoticeState.PENDING


async def test_a_decision_ends_what_the_card_says_of_an_approver(world):
    await world.meets(RITA)
    gig = await world.submitted()
    await world.work()
    assert await reach(world) == (set(), {"mark"})

    await world.decides(gig, Decision.APPROVED)

    assert await reach(world) == (set(), set())
