"""A case study as Markdown: our headings, and people's words as they are, with nothing in them that Markdown would read."""

import re

from cards.case_studies import facts_of, parts_of
from gigs.brief import clean
from translation import formats
from translation.catalogue import _
from use_cases.publishing.show_cases import CasePage

_READ_BY_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-!|~&=:.@$])")


def as_markdown(page: CasePage) -> str:
    """The whole text, ending with a new line."""
    story, summary = page.story, page.summary
    lines = [f"# {words_of(story.title or summary.title)}", ""]
    lines += [words_of(_("Case study · Gig {number}").format(number=page.study.gig)), ""]
    for heading, text in parts_of(story):
        lines += [f"## {words_of(heading)}", "", *_paragraphs(text), ""]
    lines += [f"## {words_of(_('The gig in figures'))}", ""]
    facts = facts_of(summary)
    if page.named:
        facts.append((_("Named in it"), formats.both(page.named)))
    lines += [f"- {words_of(name)}: {words_of(value)}" for name, value in facts]
    return "\n".join(lines) + "\n"


def _paragraphs(text: str) -> list[str]:
    """Each line of what was written as a line; an empty one begins a paragraph."""
    written = [words_of(line) for line in text.splitlines()]
    return [
        f"{line}\\" if line and following else line
        for line, following in zip(written, [*written[1:], ""], strict=True)
    ]


def words_of(text: str) -> str:
    """In one line, with everything that Markdown or HTML could read switched off."""
    return _READ_BY_MARKDOWN.sub(r"\\\1", " ".join(clean(text).split()))
