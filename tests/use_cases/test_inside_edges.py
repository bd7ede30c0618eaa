"""Work inside where it meets the rest: a gig that was outside before, mail, owners, and hostile words."""

from dataclasses import replace

import pytest

from gigs.errors import NotAllowed, OutOfOrder, TooLong
from gigs.gig import GigState
from gigs.inside import Consent
from ports.notice_facts import InsideNews
from ports.notices import NoticeKind
from tests.support.builders import RITA
from tests.use_cases.inside import (
    BOSS,
    DAYS,
    NADIA,
    agreed,
    declined,
    hand,
    in_the_company,
    kinds,
    later,
    offered,
    told,
)
from tests.use_cases.world import SAM
from use_cases.owning.hand_over import hand_over
from use_cases.owning.share_gig import share_gig
from use_cases.requesting.reopen_gig import reopen_gig
from use_cases.requesting.submit_gig import submit_gig
from use_cases.showing.show_offer import show_offer

HOSTILE = [
    "{{DATE(2026-01-01T00:00:00Z, SHORT)}} ${x}",
    "<at>everybody</at> [win](https://evil.example)",
    "\u202eexe.cod\u202c\u200b",
    "' OR 1=1; --",
    "ﷺ" * 100,
]


@pytest.fixture
async def world(tmp_path):
    async with in_the_company(tmp_path) as world:
        yield world


async def test_a_gig_that_was_outside_is_not_offered_to_colleagues_again(world):
    await offered(world)
    listed = await later(world, DAYS)
    assert listed.state is GigState.LISTED
    await reopen_gig(world.context, RITA, 1, move=False)
    seen = await world.previewed_again()
    again = await submit_gig(world.context, RITA, 1, revision=1, seen=seen)
    assert again.state is not GigState.OFFERED_INSIDE
    assert again.inside.out_at == listed.inside.out_at


class Post:
    """The Mailer port: who got a letter."""

    def __init__(self):
        self.to = []

    async def send(self, person, notice, page):
        self.to.append((person.name, notice.kind.value))


async def test_a_manager_without_a_chat_gets_a_letter_while_their_answer_is_needed(world):
    post = Post()
    world.context = replace(world.context, mailer=post)
    await offered(world)
    world.messenger.gone.add("a:bea")
    await hand(world, hours=12)
    await world.work()
    assert post.to == [("Bea Boss", "hours_asked")]
    await agreed(world)


async def test_whoever_offers_to_do_it_cannot_own_it(world):
    await offered(world)
    await hand(world, SAM)
    with pytest.raises(OutOfOrder, match="offered to do the work"):
        await share_gig(world.context, RITA, 1, co_owner="sam")
    with pytest.raises(OutOfOrder, match="offered to do the work"):
        await hand_over(
            world.context,
            BOSS.model_copy(update={"roles": frozenset({"programme_lead"})}),
            1,
            to="sam",
            reason="So.",
        )


@pytest.mark.parametrize("words", HOSTILE)
async def test_whatever_is_typed_is_kept_as_it_is(world, words):
    await offered(world)
    page = await hand(world, why=words, when=words)
    kept = page.gig.inside.hand_of(NADIA.key)
    assert kept.why == kept.when
    assert kept.why.strip()


@pytest.mark.parametrize("hours", ["", "0", "-1", "1.5", "1e2", "１２", "999999", "many", "1001"])
async def test_hours_that_are_none_are_refused_in_a_sentence(world, hours):
    await offered(world)
    with pytest.raises(OutOfOrder, match="from 1 to 1000"):
        await hand(world, hours=hours)


async def test_a_hand_without_words_or_with_too_many_is_refused(world):
    await offered(world)
    with pytest.raises(OutOfOrder, match="a line why you"):
        await hand(world, why="  ")
    with pytest.raises(TooLong):
        await hand(world, when="x" * 501)


async def test_a_requester_who_picks_nobody_is_reminded_once_where_somebody_could_be_picked(world):
    await offered(world)
    await later(world, DAYS / 2)
    await hand(world)
    await later(world, DAYS / 6)
    await later(world, DAYS / 12)
    assert told(world, RITA) == [InsideNews.RAISED, InsideNews.WAITING]


async def test_nobody_is_reminded_of_hands_that_are_not_up(world):
    await offered(world)
    await later(world, DAYS * 0.7)
    assert told(world, RITA) == []


async def test_a_manager_who_comes_back_to_what_they_answered_reads_how_it_stands(world):
    await offered(world)
    await hand(world, hours=12)
    await agreed(world)
    mine = await show_offer(world.context, BOSS, 1)
    assert mine.gig.inside.hand_of(NADIA.key).consent is Consent.GIVEN
    await later(world, DAYS)
    assert (await show_offer(world.context, BOSS, 1)).gig.state is GigState.LISTED
    with pytest.raises(NotAllowed, match="doesn’t need an answer about hours"):
        await agreed(world, hours=11)


async def test_a_lapsed_hand_goes_up_again_with_the_same_words(world):
    await offered(world)
    await hand(world, hours=12)
    await world.work()
    gig = await later(world, DAYS * 0.7)
    assert not gig.inside.hand_of(NADIA.key).is_up
    again = await hand(world, hours=12)
    assert again.gig.inside.hand_of(NADIA.key).consent is Consent.ASKED
    await world.work()
    assert kinds(world, BOSS).count(NoticeKind.HOURS_ASKED) == 2


async def test_a_declined_hand_does_not_go_up_again_with_the_same_words(world):
    await offered(world)
    await hand(world, hours=12)
    await declined(world, "Not now.")
    with pytest.raises(OutOfOrder, match="fewer hours"):
        await hand(world, hours=12)
