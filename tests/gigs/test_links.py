"""Links of a brief: a title and an https address that says where it leads, and nothing that could be hidden in one."""

import pytest

from gigs.brief import Brief
from gigs.check_brief import check_brief
from gigs.errors import BriefIncomplete
from gigs.links import Link, as_lines, is_internal, read_link
from tests.support.builders import TODAY, a_brief, a_form
from tests.support.cases import every_case

GUIDE = Link(title="Brand guide", url="https://example.com/brand.pdf")


def problem(links: str) -> str:
    with pytest.raises(BriefIncomplete) as wrong:
        check_brief(a_form(links=links), today=TODAY, marketplaces=["sandbox"])
    assert set(wrong.value.problems) == {"links"}
    return wrong.value.problems["links"]


def test_a_title_and_an_address_are_told_apart_however_they_are_written():
    written = (
        "Brand guide https://example.com/brand.pdf",
        "- Brand guide: https://example.com/brand.pdf",
        "https://example.com/brand.pdf Brand guide",
        "Brand  guide – <https://example.com/brand.pdf>",
        "Brand guide | HTTPS://EXAMPLE.com/brand.pdf",
    )
    with every_case() as case:
        for line in written:
            with case(line):
                brief = check_brief(a_form(links=line), today=TODAY, marketplaces=["sandbox"])
                assert brief.links == (GUIDE,)


def test_a_link_without_a_title_is_called_by_its_host():
    assert read_link("https://example.com/a/b") == Link(title="example.com", url="https://example.com/a/b")


def test_an_address_is_kept_as_browsers_spell_it():
    with every_case() as case:
        for typed, url in (
            ("https://example.com", "https://example.com/"),
            ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
            ("https://0x7f.1/", "https://127.0.0.1/"),
            ("https://example.com/{{DATE(2026-01-01)}}", "https://example.com/%7B%7BDATE(2026-01-01)%7D%7D"),
            ("https://example.com\\@evil.example/", "https://example.com/@evil.example/"),
        ):
            with case(typed):
                assert read_link(typed).url == url


def test_what_is_no_https_link_is_told_with_its_line():
    with every_case() as case:
        for line in (
            "Guide http://example.com",
            "Guide ftp://example.com/x",
            "Guide www.example.com",
            "javascript://%0aalert(1)",
            "Guide https://example.com:99999/",
            "Guide https://",
        ):
            with case(line):
                assert "https://" in problem(line)
    assert "has no link" in problem("See the brand guide")
    assert "has no link" in problem("Guide javascript:alert(1)")
    assert "one link per line" in problem("https://a.example https://b.example")


def test_a_link_never_holds_a_password():
    for line in ("https://rita:secret@example.com/", "https://rita@example.com/"):
        told = problem(line)
        assert "leave the name and password out" in told
        assert "secret" not in told


def test_there_are_no_more_links_than_fit_and_none_is_too_long():
    six = "\n".join(f"Page {each} https://example.com/{each}" for each in range(6))
    assert problem(six) == "Please keep it to 5; there are 6."
    assert "shorter link" in problem(f"https://example.com/{'x' * 1000}")
    assert "shorten the title" in problem(f"{'x' * 81} https://example.com/")


def test_every_wrong_line_is_told_at_once():
    told = problem("See the guide\nGuide http://example.com\nFine https://example.com")
    assert "“See the guide” has no link" in told
    assert "“http://example.com” can’t be used" in told


INTERNAL = (
    "https://contoso.sharepoint.com/sites/brand",
    "https://contoso-my.sharepoint.com/:p:/g/personal/rita",
    "https://teams.microsoft.com/l/file/1",
    "https://intranet/brand",
    "https://wiki.corp/x",
    "https://localhost:8080/",
    "https://printer.local/",
    "https://127.0.0.1/",
    "https://10.1.2.3/",
    "https://192.168.0.1/",
    "https://169.254.169.254/latest",
    "https://2130706433/",
    "https://[::1]/",
    "https://[fd00::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://contoso.sharepoint.com./x",
    "https://wiki.contoso.example/x",
    "https://contoso.example/x",
)
PUBLIC = (
    "https://example.com/",
    "https://notsharepoint.com/",
    "https://sharepoint.com.evil.example/",
    "https://8.8.8.8/",
    "https://notcontoso.example/",
)


def test_what_only_the_company_can_open_is_known_by_its_host():
    with every_case() as case:
        for typed in INTERNAL + PUBLIC:
            with case(typed):
                url = read_link(typed).url
                assert is_internal(url, ["contoso.example"]) == (typed in INTERNAL)


def test_an_approval_of_a_brief_before_links_existed_still_holds_and_one_with_links_is_another_brief():
    old = a_brief().model_dump(mode="json", exclude={"links"})
    assert Brief.model_validate(old) == a_brief()
    assert a_brief().fingerprint() != a_brief(links=(GUIDE,)).fingerprint()


def test_links_are_written_again_as_they_would_be_typed():
    links = (GUIDE, read_link("https://example.com/a"))
    assert tuple(map(read_link, as_lines(links).splitlines())) == links
