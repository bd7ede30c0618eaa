"""Every card is drawn in a language that nobody speaks: what is still in plain letters was forgotten, and longer texts fit."""

import re

import orjson

from cards.kit.elements import LARGEST
from tests.cards.pseudo import drawn, plain_words
from tests.support.cases import every_case

FOR_FREELANCERS = re.compile(
    r"Title:|Deliverables:|Accepted when:|Description:|Dates:|Category:|Skills:|Budget:|Visible to:|Presentation|public"
    r"|in all|to 1 Jun 2026|The freelancer gets no access to our systems\."
)
"""What a marketplace shows of a listing, in the marketplace's own words."""

GIVEN = re.compile(
    r"personal\\_data|on\\_site|Nothing in the brief is secret|Is any of the work done|Does the freelancer see"
    r"|post a gig|my gigs|status 12|^follow here|^approvals|^cancel|^help|Back|Let the policy choose|Legal|submitted|edited the brief"
    r"|It is gone\.|Paused\.|They were asked about it\.|What do you want to know\?|Upwork works in USD|Please (say|rate)|next Friday"
    r"|A one-page summary|Speaker notes|A deck of 12|Storytelling|Ben presents it|Before:|JPY|post:12:1"
    r"|Your gigs, with status|What waits for your yes|This list|Post this team|One gig, and|Leave what we|Describe the work"
)
"""What the gallery hands to a card as it is: the policy's questions, names, sentences that others have made."""


def test_no_text_on_any_card_was_forgotten():
    with every_case() as case:
        for name, card in drawn().items():
            for text in plain_words(card):
                with case(f"{name}: {text}"):
                    assert FOR_FREELANCERS.search(text) or GIVEN.search(text)


def test_every_card_holds_texts_that_are_a_third_longer():
    assert {
        name: size for name, card in drawn().items() if (size := len(orjson.dumps(card))) > LARGEST + 1024
    } == {}
