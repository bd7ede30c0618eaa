"""An e-mail in a language that nobody speaks: what is in plain letters was not marked."""

import re

import pytest

from gigs.gig import GigState
from mail.letter import chat_link, letter_to
from ports.notices import NoticeKind
from tests.cards.gallery.story import Story
from tests.cards.pseudo import PSEUDO, nobodys
from tests.mail.test_smtp import a_notice
from translation.catalogue import speaking

BOT = "28"
story = Story(nobodys)
GIG = story.gig(GigState.IN_APPROVAL)
APPROVER = GIG.open_approvals[0].approver


@pytest.mark.parametrize(
    "kind",
    [
        NoticeKind.APPROVAL_ASKED,
        NoticeKind.APPROVAL_REMINDED,
        NoticeKind.ADVICE_ASKED,
        NoticeKind.EMERGENCY_TO_REVIEW,
    ],
)
def test_nothing_of_a_letter_is_left_in_english(kind):
    with speaking(PSEUDO):
        letter = letter_to(APPROVER, a_notice(kind), story.page(GIG, APPROVER), BOT)
    told = letter.text.replace(chat_link(BOT), "").replace(APPROVER.zone.key, "")
    assert re.findall(r"\b[A-Za-z]{2,}\b", letter.subject + told) == []
