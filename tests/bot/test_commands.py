"""Commands: what people say is understood with whatever marks, numbers and courtesies they put round it."""

import pytest

from bot.verbs.commands import AUDIT, CANCEL, CONNECT, POST, STATUS
from bot.verbs.understanding import understand


@pytest.mark.parametrize(
    "text",
    [
        *(
            "status 12",
            "Status: 12",
            "status：１２",
            "status #12",
            "status no. 12",
            "status nr 12",
            "status number 12",
            "status № 12",
        ),
        *(
            "status of gig 12",
            "status of my gig #12",
            "**status 12**",
            "/status 12",
            "- status 12",
            "“status 12”",
            "status “12”",
        ),
        *(
            "status 12。",
            "status 12！",
            "status 12, please",
            "Please show gig 12",
            "gig 12?",
            "12",
            "#12",
            "12.",
        ),
    ],
)
def test_a_gig_is_named_in_whatever_way(text):
    meant = understand(text)
    assert meant is not None
    assert (meant.command, meant.gig) == (STATUS, 12)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("post a gig, please", POST),
        ("*post a gig*", POST),
        ("please cancel!", CANCEL),
        ("ｃａｎｃｅｌ", CANCEL),
        ("audit: #12", AUDIT),
        ("**connect upwork**", CONNECT),
    ],
)
def test_a_command_is_understood_with_marks_and_courtesies(text, command):
    meant = understand(text)
    assert meant is not None
    assert meant.command is command


@pytest.mark.parametrize(
    "text", ["-50", "12 %", "$12", "12.5", "", "?!", "…", "please", "1" * 5000, "* " * 9000]
)
def test_what_is_no_command_is_not_taken_for_one(text):
    assert understand(text) is None or understand(text).gig is None


ACTS_AT_ONCE = ("disconnect upwork", "i am back", "unfollow")


def titles(*texts):
    return {found.command.title for text in texts if (found := understand(text))}


def test_what_acts_at_once_does_so_where_it_was_said_as_it_is():
    for text in (*ACTS_AT_ONCE, "Disconnect Upwork!", "disconnect from upwork", "I’m back", "unfollow here"):
        assert len(titles(text) & set(ACTS_AT_ONCE)) == 1, text


@pytest.mark.parametrize(
    "text",
    [
        "don't disconnect upwork",
        "disconnect not upwork",
        "who disconnected upwork",
        "why disconnect upwork",
        "disconnected upwork?",
        "disconnect upwork?",
        "disconect upwork",
        "am I back?",
        "bin ich zurück?",
        "as soon as I am back",
        "once I am back",
        "after I'm back",
        "sobald ich wieder da bin",
        "i am black",
        "i am not back",
        "don't unfollow here",
        "unfollowed",
        "unfollow?",
    ],
)
def test_a_question_a_no_or_a_near_miss_does_nothing_that_would_count_at_once(text):
    assert not titles(text) & set(ACTS_AT_ONCE)


def test_a_near_miss_still_shows_what_it_is_about():
    assert titles("disconect upwork", "disconnect upwork?") == {"marketplaces"}
    assert titles("am I back?", "i am bakc") == {"out of office"}
    assert titles("pst a gig") == {"post a gig"}
