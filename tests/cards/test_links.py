"""Links of a brief on cards: where each leads is read before it is opened, and no title passes for another address."""

from cards.changes import shown
from cards.gig import channel_card
from cards.links import links_of
from cards.whole_brief import whole_brief
from gigs.gig import GigState
from gigs.links import Link
from tests.cards.gallery import Story, every_card
from tests.cards.gallery.forms import links
from tests.cards.test_every_card import nodes
from tests.support.builders import a_brief, a_gig
from tests.support.card_text import text_of

WITH = ("preview_links", "approval_links", "gig_links")


def opened(card) -> list[tuple[str, str]]:
    return [(node["title"], node["url"]) for node in nodes(card) if node.get("type") == "Action.OpenUrl"]


def test_preview_approval_and_the_gigs_card_show_every_link_with_its_address_and_a_button():
    cards = every_card()
    for name in WITH:
        text = text_of(cards[name])
        for link in links(str):
            assert link.title in text
            assert link.url in text
            assert (f"Open {link.title}", link.url) in opened(cards[name])
    brief = a_brief(links=links(str))
    whole = whole_brief(a_gig(GigState.IN_APPROVAL, brief=brief), brief)
    assert "Brand guide: https://example.com/brand" in text_of(whole)


def test_an_address_inside_the_company_is_never_opened_without_a_mark():
    card = str(every_card()["gig_links"])
    assert card.count("(internal address)") == 2


def test_a_title_that_looks_like_an_address_or_like_markdown_is_only_text():
    evil = Link(title="[https://contoso.com](https://evil.example)", url="https://evil.example/x")
    (section,) = links_of(a_brief(links=(evil,)))
    runs = [node["text"] for node in nodes(section) if node.get("type") == "TextRun"]
    assert runs[:3] == ["[https://contoso.com](https://evil.example)", "  ", "https://evil.example/x"]
    assert opened(section)[0][1] == "https://evil.example/x"


def test_what_is_no_https_link_in_an_old_document_gets_no_button():
    odd = Link(title="Odd", url="javascript:alert(1)")
    assert opened(links_of(a_brief(links=(odd,)))[0]) == []


def test_a_channel_sees_no_links():
    story = Story()
    gig = story.gig(GigState.LISTED)
    linked = gig.model_copy(update={"brief": gig.checked_brief.model_copy(update={"links": links(str)})})
    assert "example.com" not in str(channel_card(story.page(linked, story.stranger)))


def test_a_change_of_the_links_is_told_like_any_other():
    assert shown(a_brief())["links"] == "none"
    assert shown(a_brief(links=links(str)[:1]))["links"] == "Brand guide: https://example.com/brand"
