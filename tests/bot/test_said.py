"""Whatever a client wraps round it, what was said is read."""

import pytest

from bot.door.said import what_was_said


def said(text):
    return what_was_said(text, [], "28:bot", "Freelance Connector")


@pytest.mark.parametrize(
    "wrapped",
    [
        *("approvals", "  approvals\r\n", "approvals\u200b", "&nbsp;approvals&#160;"),
        *("<p>approvals</p>", "<P style='margin:0'>approvals</P>", "<div><p><b>approvals</b></p></div>\n"),
        *("approvals<br/>", "<span itemscope>approvals</span>", "<p>approvals</p><p>&nbsp;</p>"),
        *(
            '"approvals"',
            "“approvals”",
            "„approvals“",
            "«approvals»",
            "「approvals」",
            "&quot;approvals&quot;",
        ),
        *('<quoted messageId="1"/> approvals', '<quoted messageId="1">Gig 12 is posted</quoted> approvals'),
        "<blockquote itemid='1'><p>Gig 12</p><blockquote>and so on</blockquote></blockquote><p>approvals</p>",
        "<BLOCKQUOTE>Gig 12</BLOCKQUOTE>approvals",
        *("> Gig 12 is posted\n> on Upwork\n\napprovals", "&gt; Gig 12 is posted\napprovals"),
        '<attachment id="1"></attachment> approvals',
        *(
            "<codeblock class='Python'><code>approvals</code></codeblock>",
            "```\napprovals\n```",
            "`approvals`",
        ),
        *(
            "**approvals**",
            "_approvals_",
            "~~approvals~~",
            "(approvals)",
            "'\"approvals\"'",
            "”approvals”",
            "《approvals》",
        ),
        *(
            "<table><thead><tr><th>approvals</th></tr></thead></table>",
            "<mark>approvals</mark>",
            "<o:p>approvals</o:p>",
        ),
        *(
            "<!-- from a template -->approvals",
            "<section><label>approvals</label></section>",
            "<del>approvals</del>",
        ),
        "<quote author='x'>Gig 12<legacyquote>&lt;&lt;&lt; </legacyquote></quote>approvals",
        *(
            "<at><b>Freelance Connector</b></at> approvals",
            "<AT>Freelance Connector</AT> approvals",
            "<at>Gigs</at> approvals",
        ),
    ],
)
def test_a_command_is_read_whatever_is_round_it(wrapped):
    assert said(wrapped) == "approvals"


@pytest.mark.parametrize(
    "text, meant",
    [
        ("status 12 &amp; 13", "status 12 & 13"),
        ("is 3 < 4 and 5 > 4", "is 3 < 4 and 5 > 4"),
        ("&lt;p&gt;approvals&lt;/p&gt;", "<p>approvals</p>"),
        ("<script>approvals", "<script>approvals"),
        ("<blockquote>approvals", "<blockquote>approvals"),
        ("> approvals", "> approvals"),
        ('say "help" to me', 'say "help" to me'),
        ('""', '""'),
        ("it's", "it's"),
    ],
)
def test_what_belongs_to_the_text_stays(text, meant):
    assert said(text) == meant


def test_tags_without_end_are_read_too():
    for piece in ("<p", "<at>", "<blockquote>", "<quoted ", "</blockquote><blockquote>", "&lt;", "> \n", '"'):
        assert len(said(piece * 7000)) <= len(piece) * 7000
