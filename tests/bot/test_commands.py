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
